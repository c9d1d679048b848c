"""The view log of a skill: counts for leaders, and for each reader what they wrote or are named in (A10)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.analysis.channels import MANNER, Manner
from beizhan.core.analysis.sources import Freshness
from beizhan.pages.analysis.frame import Room, action, frame_of, room_for
from beizhan.pages.analysis.words import CHANNELS, SPEAKERS, VIEW_AGES, VIEW_COLOURS, chip
from beizhan.pages.kit import now
from beizhan.queries.analysis.views import NO_VIEWS, ViewLine, view_counts_of, views_for


@require_GET
def views(request: HttpRequest, number: str) -> HttpResponse:
    """Show which views there are for the reader; the words are shown on opening one."""
    room = room_for(request, number, Deed.SEE_VIEWS)
    found = views_for(request.user, [room.skill.pk], at=now())
    add = action("add_view", gettext("Record a view"), "plus", number)
    around = frame_of(
        room,
        "views",
        gettext("View log"),
        subtitle=gettext("Only its writer and those named can open a view; each opening stands in the log."),
        actions=[add] if room.may(Deed.RECORD_VIEW) else [],
        rows=[_row(number, one) for one in found],
        tiles=_tiles(room),
        records=room.may(Deed.RECORD_VIEW),
    )
    return render(request, "analysis/views/views.html", around)


def chip_of_view(one: ViewLine) -> dict[str, str]:
    """Return whether a view still waits to be used."""
    if one.is_used:
        return {"state": "green", "label": gettext("Used")}
    return chip(VIEW_AGES, VIEW_COLOURS, one.age)


def _tiles(room: Room) -> list[dict[str, Any]]:
    if not room.may(Deed.SEE_VIEW_COUNTS):
        return []
    counts = view_counts_of([room.skill.pk], at=now()).get(room.skill.number, NO_VIEWS)
    return [
        {"label": gettext("Views in all"), "value": counts.all, "state": "" if counts.all else "grey"},
        {"label": VIEW_AGES[Freshness.FRESH], "value": counts.fresh, "state": "amber" if counts.fresh else "grey"},
        {"label": VIEW_AGES[Freshness.STALE], "value": counts.stale, "state": "grey"},
    ]


def _row(number: str, one: ViewLine) -> dict[str, Any]:
    return {
        "url": reverse("view", args=[number, one.id]),
        "one": one,
        "on": one.entry or one.subject,
        "role": SPEAKERS[one.role],
        "channel": CHANNELS[one.channel],
        "is_doubtful": MANNER[one.channel] is not Manner.PERMITTED,
        "chip": chip_of_view(one),
    }
