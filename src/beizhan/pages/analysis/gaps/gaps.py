"""The gap ledger of a skill: what is lost where and why, what is done by whom, and what the next test shows (A8)."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.gaps.ledger import PRESSING, SETTLED, GapSums, State, sums_of
from beizhan.pages.analysis.frame import GAPS, action, frame_of, room_for
from beizhan.pages.analysis.gap_words import CAUSES, chip_of_gap
from beizhan.pages.analysis.gaps.lines import chart_of, entries_of, figure_or_dash, lines_of
from beizhan.pages.kit import now
from beizhan.pages.words import name_of
from beizhan.queries.analysis.gaps.gaps import GapFact, gaps_for
from beizhan.queries.analysis.gaps.lines import lines_for


@require_GET
def gaps(request: HttpRequest, number: str) -> HttpResponse:
    """Show the gaps that the reader may see, what presses first, and the sections of one entry beside one another."""
    room = room_for(request, number, *GAPS)
    found = gaps_for(request.user, room.skill.campaign, [room.skill.pk], at=now())
    lines = lines_for(request.user, room.skill, found, at=now())
    entries = entries_of(request, lines)
    chosen = next((one["entry"] for one in entries if one["chosen"]), None)
    add = action("add_gap", gettext("Record a gap"), "plus", number)
    around = frame_of(
        room,
        "gaps",
        gettext("Gap ledger"),
        actions=[add] if room.may(Deed.RECORD_GAP) else [],
        rows=rows_of(found),
        tiles=tiles_of(sums_of("", [one.row for one in found])) if found else [],
        records=room.may(Deed.RECORD_GAP),
        entries=entries,
        lines=lines_of(number, chosen, lines) if chosen else [],
        chart=chart_of(chosen, sees_rivals=lines.sees_rivals) if chosen else None,
        sees_rivals=lines.sees_rivals,
    )
    return render(request, "analysis/gaps/gaps.html", around)


def rows_of(found: Collection[GapFact]) -> list[dict[str, Any]]:
    """Return gaps as rows, what presses first."""
    pressing = sorted(found, key=lambda one: (PRESSING.index(one.state), one.entry, one.section))
    return [row_of(one) for one in pressing]


def row_of(one: GapFact) -> dict[str, Any]:
    """Return a gap as a row shows it."""
    return {
        "url": reverse("gap", args=[one.skill, one.id]),
        "gap": one,
        "who": "、".join(one.team),
        "place": place_of(one),
        "cause": CAUSES[one.latest.cause],
        "chip": chip_of_gap(one),
        "is_settled": one.state in SETTLED,
        "tested_by": name_of(one.after) if one.after else "",
        "test_url": reverse("pack", args=[one.after.id, one.entry]) if one.after else "",
        "shown_url": reverse("losses", args=[one.shown_by.id]) if one.shown_by else "",
    }


def place_of(one: GapFact) -> str:
    """Return in which section a gap lies, in words."""
    if not one.section:
        return gettext("All sections")
    return f"§{one.section} {name_of(one.section_line) if one.section_line else ''}".strip()


def tiles_of(sums: GapSums) -> list[dict[str, Any]]:
    """Return what is open and overdue, what was expected, and what the next test verified."""
    waiting = sum(count for state, count in sums.states.items() if state not in SETTLED)
    overdue = sums.states[State.OVERDUE]
    verified = "green" if sums.verified else "grey"
    return [
        {"label": gettext("Open"), "value": waiting, "state": "amber" if waiting else "green"},
        {"label": gettext("Overdue"), "value": overdue, "state": "red" if overdue else "green"},
        {"label": gettext("Marks expected"), "value": figure_or_dash(sums.expected), "state": ""},
        {"label": gettext("Marks verified"), "value": figure_or_dash(sums.verified), "state": verified},
    ]
