"""The hub of an assessment: where it stands, what it needs next and from whom, and the ways to all its screens."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.marking.assessments import choose_scheme, start_marking
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import Step
from beizhan.models.marking.schemes import Scheme
from beizhan.models.people import Person
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.frame import Desk, address_of, assessments_crumb, desk_for, frame_of, skill_words
from beizhan.pages.marking.planning.doors import doors_of
from beizhan.pages.marking.planning.needs import MARKERS, NEEDS
from beizhan.pages.marking.planning.rule_words import sentences_of
from beizhan.pages.marking.schemes.scheme_words import version_of
from beizhan.pages.words import PROPOSALS, STEPS, name_of
from beizhan.queries.marking.planning.assessment_pages import DEEDS, Need
from beizhan.queries.marking.planning.hub import Hub, hub_of

_STAFF = (Deed.SEE_BOARD, Deed.PLAN_ASSESSMENT, Deed.DRAW_TAGS, Deed.DRAW_CODES)


@require_GET
def assessment(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show an assessment; a judge who has not declared is shown nothing of it but the declaration (K7)."""
    desk = desk_for(request, assessment)
    hub, plans = hub_of(desk.assessment, at=now()), may(desk.posts, Deed.PLAN_ASSESSMENT)
    if request.user.pk in hub.teams.silent and hub.row.step is Step.PLANNED and not plans:
        return redirect("declaration", assessment)
    is_staff = any(may(desk.posts, deed) for deed in _STAFF)
    around = frame_of(
        desk.assessment,
        name_of(desk.assessment),
        subtitle=f"{skill_words(desk.assessment.skill)} · {desk.assessment.code}",
        crumbs=[assessments_crumb()],
        hub=hub,
        steps=_stepper(hub),
        need=_need(desk, hub, request.user),
        is_staff=is_staff,
        sees_scheme=may(desk.posts, Deed.SEE_SCHEME),
        owed=_owed(hub) if is_staff else [],
        scheme=version_of(hub.scheme) if hub.scheme else "",
        choices=_choices(hub) if plans and hub.row.step is Step.PLANNED else [],
        starts=hub.row.need is Need.START and may(desk.posts, Deed.START_MARKING),
        proposals=[(PROPOSALS[one.kind], one) for one in hub.proposals] if is_staff else [],
        rule=sentences_of(hub.rule.rule) if hub.rule else [],
        doors=doors_of(desk.assessment, desk.posts, hub.row.step),
    )
    return render(request, "marking/planning/assessment.html", around)


@require_POST
def scheme_choice(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Choose the scheme to mark by."""
    desk = desk_for(request, assessment, Deed.PLAN_ASSESSMENT)
    row = get_object_or_404(Scheme, skill=desk.assessment.skill, pk=request.POST.get("scheme"))
    _done, faults = tried(lambda: choose_scheme(desk.assessment, row, by=request.user, at=now()))
    return _back(request, assessment, faults, gettext("The marks are counted by this version."))


@require_POST
def start(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Open the assessment for marks."""
    desk = desk_for(request, assessment, Deed.START_MARKING)
    _done, faults = tried(lambda: start_marking(desk.assessment, by=request.user, at=now()))
    return _back(request, assessment, faults, gettext("Marking is open."))


def _back(request: HttpRequest, assessment: UUID, faults: tuple[Fault, ...], done: str) -> HttpResponse:
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    if not faults:
        messages.success(request, done)
    return redirect("assessment", assessment)


def _stepper(hub: Hub) -> list[dict[str, Any]]:
    def state(step: Step) -> str:
        if step is hub.row.step:
            return "now"
        return "done" if step in hub.steps else ""

    return [{"label": STEPS[step], "state": state(step), "at": hub.steps.get(step)} for step in Step]


def _need(desk: Desk, hub: Hub, person: Person) -> dict[str, Any]:
    need = hub.row.need
    words, screen, label = NEEDS[need]
    if need is Need.MARKS:
        screen, label = next(((to, said) for deed, to, said in MARKERS if may(desk.posts, deed)), (screen, label))
    mine = may(desk.posts, DEEDS[need]) or screen != NEEDS[need][1]
    if need is Need.DECLARATIONS:
        mine = person.pk in hub.teams.silent
    url = address_of(screen, desk.assessment.pk) if screen else ""
    return {"words": words, "mine": mine, "url": url if mine else "", "label": label}


def _choices(hub: Hub) -> list[tuple[str, str, bool]]:
    """Return the frozen versions to choose from."""
    chosen = hub.scheme.id if hub.scheme else None
    return [(str(one.id), f"{version_of(one)} · {one.title}", one.id == chosen) for one in hub.frozen]


def _owed(hub: Hub) -> list[str]:
    """Return what others still owe, one sentence each."""
    silent = [one.name for one in hub.judges if one.id in hub.teams.silent]
    counted = hub.row.progress
    found = [
        (gettext("Empty seats in the teams of: %(what)s"), ", ".join(hub.teams.short)),
        (gettext("Not declared yet: %(what)s"), ", ".join(silent)),
        (gettext("Cells entered and not confirmed: %(what)s"), counted.entered if counted else 0),
        (gettext("Cells disputed: %(what)s"), counted.disputed if counted else 0),
        (gettext("Cells rejected, to be entered again: %(what)s"), counted.rejected if counted else 0),
        (gettext("Problems without an answer: %(what)s"), hub.problems),
        (gettext("Objections without a ruling: %(what)s"), hub.objections),
    ]
    return [words % {"what": what} for words, what in found if what] if hub.row.step is not Step.SEALED else []
