"""Who is called to an assessment: without a call, everybody who stands in the skill."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.assessments import call_entries
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import Step
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.frame import desk_for, frame_of
from beizhan.pages.words import name_of
from beizhan.queries.marking.planning.candidates import Candidates, candidates_for


@require_http_methods(["GET", "POST"])
def calls(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show who is called, and call."""
    desk = desk_for(request, assessment, Deed.PLAN_ASSESSMENT)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        faults = _call(request, desk.assessment)
        if not faults:
            messages.success(request, gettext("Called."))
            return redirect("assessment", assessment)
    found = candidates_for(desk.assessment)
    around = frame_of(
        desk.assessment,
        gettext("Who is called"),
        rows=_rows(found, set(request.POST.getlist("entry")) if faults else None),
        has_call=found.has_call,
        is_open=found.step is Step.PLANNED,
        faults=lines_of(faults),
    )
    return render(request, "marking/planning/calls.html", around, status=422 if faults else 200)


def _call(request: HttpRequest, assessment: Assessment) -> tuple[Fault, ...]:
    asked = request.POST.getlist("entry")
    entries = list(Entry.objects.filter(skill=assessment.skill, code__in=asked, withdrawal=None).order_by("code"))
    return tried(lambda: call_entries(assessment, entries, by=request.user, at=now()))[1]


def _rows(found: Candidates, ticked: set[str] | None) -> list[dict[str, object]]:
    return [
        {
            "code": one.code,
            "who": one.who,
            "unit": name_of(one.unit),
            "is_called": one.code in ticked if ticked is not None else one.is_called,
        }
        for one in found.lines
    ]
