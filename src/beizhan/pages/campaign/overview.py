"""The campaign at a glance: its dates, its ladder, how far it is set up, and the other campaigns."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.models.campaign import Campaign
from beizhan.pages.kit import allowed, campaign_of, now, required
from beizhan.pages.words import name_of
from beizhan.queries.campaign import AnchorDay, campaigns_of
from beizhan.queries.home import Sizes, sizes_of


@require_GET
def campaign(request: HttpRequest) -> HttpResponse:
    """Show the campaign."""
    here = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    sizes = sizes_of(here, at=now())
    keeps = allowed(request, Deed.SET_UP_CAMPAIGN)
    actions = [{"url": reverse("rename_campaign"), "label": gettext("Change the names"), "icon": "pencil"}]
    return render(
        request,
        "campaign/overview.html",
        {
            "title": name_of(here),
            "subtitle": here.name_en if name_of(here) != here.name_en else here.name_zh,
            "actions": actions if keeps else [],
            "keeps": keeps,
            "tiles": _tiles(sizes, sees_people=allowed(request, Deed.SEE_PEOPLE)),
            "anchors": [_anchor(one) for one in sizes.anchors],
            "others": _others(request, here),
            "opens": allowed(request, Deed.OPEN_CAMPAIGN),
        },
    )


def _tiles(sizes: Sizes, *, sees_people: bool) -> list[dict[str, Any]]:
    counts = (
        (gettext("Skills"), sizes.skills, "skills", True),
        (gettext("Entries"), sizes.entries, "entries", sees_people),
        (gettext("Stages"), sizes.stages, "stages", True),
        (gettext("Bodies"), sizes.bodies, "bodies", True),
        (gettext("People"), sizes.people, "people", sees_people),
        (gettext("Posts held"), sizes.posts, "posts", True),
    )
    return [
        {"label": label, "value": count, "state": "" if count else "grey", "url": reverse(name) if is_open else ""}
        for label, count, name, is_open in counts
    ]


def _anchor(one: AnchorDay) -> dict[str, Any]:
    return {
        "name": name_of(one),
        "date": one.on,
        "days": one.days,
        "working_days": one.working_days,
        "url": reverse("anchor", args=[one.key]),
    }


def _others(request: HttpRequest, here: Campaign) -> list[dict[str, Any]]:
    return [{"key": one.pk, "name": name_of(one)} for one in campaigns_of(request.user) if one.pk != here.pk]
