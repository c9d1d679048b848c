"""The written rule by which a stage lets M of N through (K12): read, and written anew as a version."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.rules import set_rule
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault
from beizhan.core.selection.rule import faults_of
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.frame import desk_for, frame_of
from beizhan.pages.marking.planning.rule_forms import RuleForms, forms_for
from beizhan.pages.marking.planning.rule_words import sentences_of
from beizhan.pages.words import name_of
from beizhan.queries.marking.planning.rule_pages import RuleLine, RulePage, rule_page_of


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the rule of the assessment's stage, and write it anew."""
    desk = desk_for(request, assessment, Deed.SEE_RESULT)
    sets = may(desk.posts, Deed.SET_RULE)
    if request.method == "POST" and not sets:
        raise PermissionDenied
    if desk.assessment.stage is None:
        shown = frame_of(desk.assessment, gettext("Rule of selection"), stage="")
        return render(request, "marking/planning/rule.html", shown)
    page = rule_page_of(desk.assessment.stage, desk.assessment.skill)
    forms = forms_for(page, desk.assessment, request.POST if request.method == "POST" else None)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and forms.is_valid():
        faults = _set(request, desk.assessment, forms)
        if not faults:
            messages.success(request, gettext("Written down: from now on the stage lets through by this rule."))
            return redirect("rule", assessment)
    shown = _shown(desk.assessment, page, forms if sets else None, faults)
    return render(request, "marking/planning/rule.html", shown, status=422 if request.method == "POST" else 200)


def _set(request: HttpRequest, assessment: Assessment, forms: RuleForms) -> tuple[Fault, ...]:
    rule, reason = forms.rule(), forms.reason()
    assert assessment.stage is not None
    stage = assessment.stage
    return tried(lambda: set_rule(stage, assessment.skill, rule, reason=reason, by=request.user, at=now()))[1]


def _shown(
    assessment: Assessment, page: RulePage, forms: RuleForms | None, faults: tuple[Fault, ...]
) -> dict[str, object]:
    latest = page.versions[0] if page.versions else None
    return frame_of(
        assessment,
        gettext("Rule of selection"),
        stage=name_of(assessment.stage),
        latest=_version(latest) if latest else None,
        warnings=lines_of(faults_of(latest.rule)) if latest else [],
        earlier=[_version(one) for one in page.versions[1:]],
        rounds=page.rounds,
        forms=forms,
        faults=lines_of(faults),
    )


def _version(line: RuleLine) -> dict[str, Any]:
    return {"line": line, "sentences": sentences_of(line.rule)}
