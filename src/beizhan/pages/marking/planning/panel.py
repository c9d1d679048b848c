"""The marking teams: who sits in which seat of which sub-criterion, with every conflict in sight (K7)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.marking.assessments import seat_judges
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Step
from beizhan.models.people import Person
from beizhan.pages.kit import hints_in_words, lines_of, now, tried
from beizhan.pages.marking.frame import Desk, desk_for, frame_of
from beizhan.pages.words import KIN, name_of
from beizhan.queries.analysis.hints import hints_of
from beizhan.queries.marking.planning.panels import SEATS, Judge, PanelPage, Team, judges_in, panel_page_of

Seats = dict[tuple[str, int], Person]


@require_http_methods(["GET", "POST"])
def panel(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the teams, and seat judges one by one."""
    desk = desk_for(request, assessment, Deed.PLAN_ASSESSMENT, *([Deed.SEE_BOARD] if request.method == "GET" else []))
    page, faults = panel_page_of(desk.assessment), ()
    if request.method == "POST":
        people = judges_in(desk.assessment)
        faults = _seat(request, desk, _changed(request, page, people))
        if not faults:
            return redirect("panel", assessment)
    return _show(request, desk, page, faults)


@require_POST
def same_team(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Seat the same team in every sub-criterion, or in those of one criterion."""
    desk = desk_for(request, assessment, Deed.PLAN_ASSESSMENT)
    page, people = panel_page_of(desk.assessment), judges_in(desk.assessment)
    scope = request.POST.get("criterion", "")
    team = {seat: people.get(request.POST.get(f"seat{seat}", "")) for seat in SEATS}
    subs = [one.code for one in page.teams if scope in {"", one.criterion}]
    faults = _seat(request, desk, {(sub, seat): who for sub in subs for seat, who in team.items() if who})
    return _show(request, desk, page, faults) if faults else redirect("panel", assessment)


def _seat(request: HttpRequest, desk: Desk, seats: Seats) -> tuple[Fault, ...]:
    if not seats:
        return (error("nothing_given"),)
    faults = tried(lambda: seat_judges(desk.assessment, seats, by=request.user, at=now()))[1]
    if not faults:
        words = ngettext("%(count)s seat taken.", "%(count)s seats taken.", len(seats)) % {"count": len(seats)}
        messages.success(request, words)
    return faults


def _changed(request: HttpRequest, page: PanelPage, people: dict[str, Person]) -> Seats:
    """Return the seats whose judge is another than before; a seat is never left empty again."""
    found = {}
    for team in page.teams:
        for seat, sitting in zip(SEATS, team.seats, strict=True):
            who = people.get(request.POST.get(f"{team.code}:{seat}", ""))
            if who and who.pk != sitting:
                found[team.code, seat] = who
    return found


def _show(request: HttpRequest, desk: Desk, page: PanelPage, faults: tuple[Fault, ...]) -> HttpResponse:
    seats_open = page.step is Step.PLANNED and may(desk.posts, Deed.PLAN_ASSESSMENT)
    around = frame_of(
        desk.assessment,
        gettext("Marking teams"),
        page=page,
        is_open=seats_open,
        teams=[_team(one, page, request) for one in page.teams],
        judges=[_judge(one) for one in page.judges],
        options=[(str(one.id), one.name) for one in page.judges],
        seats=SEATS,
        short=lines_of(error("team_short", sub=one.sub_criterion, entry=one.entry) for one in page.short),
        hints=_hints(desk),
        faults=lines_of(faults),
    )
    return render(request, "marking/planning/panel.html", around, status=422 if faults else 200)


def _hints(desk: Desk) -> list[dict[str, object]]:
    """Return who has said what they think of an entry they are to judge, for those who may hear of it (A10)."""
    if not may(desk.posts, Deed.SEE_RECUSAL_HINTS):
        return []
    return hints_in_words(one for one in hints_of([desk.assessment.skill_id]) if one.assessment == desk.assessment.pk)


def _team(team: Team, page: PanelPage, request: HttpRequest) -> dict[str, Any]:
    names = {one.id: one.name for one in page.judges}
    return {
        "code": team.code,
        "name": team.name,
        "seats": [
            {
                "field": f"{team.code}:{seat}",
                "number": seat,
                "chosen": request.POST.get(f"{team.code}:{seat}") or (str(sitting) if sitting else ""),
                "name": names.get(sitting, "") if sitting else "",
            }
            for seat, sitting in zip(SEATS, team.seats, strict=True)
        ],
    }


def _judge(judge: Judge) -> dict[str, Any]:
    return {
        "judge": judge,
        "barred": [
            {"words": f"{one.who} · {name_of(one.unit)}", "kin": ", ".join(str(KIN[kin]) for kin in one.kin)}
            for one in judge.barred
        ],
    }
