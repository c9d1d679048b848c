"""The gap ledger of a skill: what is lost where and why, what is done by whom, and what later results show (A8)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.analysis.causes import SETTLED, GapState
from beizhan.pages.analysis.frame import GAPS, action, frame_of, room_for
from beizhan.pages.analysis.words import CAUSES, GAP_COLOURS, GAP_STATES, chip
from beizhan.pages.kit import now
from beizhan.pages.words import name_of
from beizhan.queries.analysis.gaps import GapFact, gaps_for

_ORDER = tuple(GapState)


@require_GET
def gaps(request: HttpRequest, number: str) -> HttpResponse:
    """Show the gaps that the reader may see, what presses first."""
    room = room_for(request, number, *GAPS)
    found = gaps_for(request.user, room.skill.campaign, [room.skill.pk], at=now())
    pressing = sorted(found, key=lambda one: (_ORDER.index(one.state), one.entry, one.section))
    add = action("add_gap", gettext("Record a gap"), "plus", number)
    around = frame_of(
        room,
        "gaps",
        gettext("Gap ledger"),
        actions=[add] if room.may(Deed.RECORD_GAP) else [],
        rows=[row_of(number, one) for one in pressing],
        tiles=_tiles(found) if found else [],
        records=room.may(Deed.RECORD_GAP),
    )
    return render(request, "analysis/gaps/gaps.html", around)


def row_of(number: str, one: GapFact) -> dict[str, Any]:
    """Return a gap as a row shows it."""
    latest = one.latest
    return {
        "url": reverse("gap", args=[number, one.id]),
        "gap": one,
        "who": "、".join(one.team),
        "place": place_of(one),
        "cause": CAUSES[latest.cause],
        "chip": chip(GAP_STATES, GAP_COLOURS, one.state),
        "is_settled": one.state in SETTLED,
        "tested_by": name_of(one.tested_by) if one.tested_by else "",
    }


def place_of(one: GapFact) -> str:
    """Return in which section a gap lies, in words."""
    if not one.section:
        return gettext("All sections")
    return f"§{one.section} {one.section_name}".strip()


def _tiles(found: list[GapFact]) -> list[dict[str, Any]]:
    red = sum(GAP_COLOURS[one.state] == "red" for one in found)
    waiting = [one for one in found if one.state not in SETTLED]
    expected = sum(one.latest.expected for one in waiting)
    won = sum(one.won or 0 for one in found if one.state is GapState.VERIFIED)
    tested = any(one.tested_by for one in found)
    return [
        {"label": gettext("Open"), "value": len(waiting), "state": "amber" if waiting else "green"},
        {"label": gettext("Red"), "value": red, "state": "red" if red else "green"},
        {"label": gettext("Marks expected back"), "value": f"{expected / 100:.2f}", "state": ""},
        {
            "label": gettext("Marks won back"),
            "value": f"{won / 100:.2f}" if tested else "–",
            "state": "green" if won else "grey",
        },
    ]
