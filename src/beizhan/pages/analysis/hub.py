"""The analysis at a glance: every skill in one table, and each skill in cards that are read in ten seconds."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.analysis.cards import allowed_only, cards_of
from beizhan.pages.analysis.frame import frame_of, room_for
from beizhan.pages.analysis.headlines import headlines_of
from beizhan.pages.kit import allowed, campaign_of, hints_in_words, now, required
from beizhan.pages.words import name_of
from beizhan.queries.analysis.hub import SkillHub, hubs_for


@require_GET
def analysis(request: HttpRequest) -> HttpResponse:
    """Show the analysis of every skill that the reader may see; whoever sees only one goes there at once."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_ANALYSIS)
    hubs = hubs_for(request.user, campaign, at=now())
    if len(hubs) == 1:
        return redirect("skill_analysis", hubs[0].skill.number)
    meets = any(hub.meetings is not None for hub in hubs)
    around = {
        "title": gettext("Analysis"),
        "subtitle": gettext("Rivals, gaps and what is done about them, skill by skill. Grey means no evidence."),
        "actions": _ways(request, meets=meets),
        "rows": [_row(hub) for hub in hubs],
        "hints": hints_in_words(one for hub in hubs for one in hub.hints),
    }
    return render(request, "analysis/analysis.html", around)


@require_GET
def skill_analysis(request: HttpRequest, number: str) -> HttpResponse:
    """Show the analysis of one skill in cards."""
    room = room_for(request, number, Deed.SEE_ANALYSIS)
    at = now()
    hub = hubs_for(request.user, room.skill.campaign, at=at, only=number)[0]
    around = frame_of(
        room,
        "skill_analysis",
        f"{number} {name_of(room.skill)}",
        tiles=headlines_of(request.user, room, at=at),
        cards=list(allowed_only(cards_of(hub), room.may)),
        hints=hints_in_words(hub.hints),
    )
    return render(request, "analysis/skill_analysis.html", around)


def _ways(request: HttpRequest, *, meets: bool) -> list[dict[str, Any]]:
    """Return the ways to what is seen over all skills."""
    ways = []
    if allowed(request, Deed.SEE_ALL_GAPS):
        ways.append({"url": reverse("forecast"), "label": gettext("Forecast"), "icon": "chart-bar"})
    if allowed(request, Deed.SEE_ALL_GAPS):
        ways.append({"url": reverse("ledger"), "label": gettext("Gap ledger"), "icon": "target"})
    if allowed(request, Deed.SEE_CHANGES):
        ways.append({"url": reverse("changes"), "label": gettext("Changes"), "icon": "refresh"})
    if allowed(request, Deed.SEE_ALLOCATION):
        ways.append({"url": reverse("allocation"), "label": gettext("Where effort pays"), "icon": "scale"})
    if meets:
        ways.append({"url": reverse("meetings"), "label": gettext("Review meetings"), "icon": "gavel"})
    return ways


def _row(hub: SkillHub) -> dict[str, Any]:
    return {
        "number": hub.skill.number,
        "name": name_of(hub.skill),
        "url": reverse("skill_analysis", args=[hub.skill.number]),
        "cards": cards_of(hub),
    }
