"""The marking schemes of a campaign, skill by skill, and all versions of one skill's."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.kit import allowed, campaign_of, required
from beizhan.pages.marking.frame import skill_for, skill_words
from beizhan.pages.marking.schemes.scheme_words import state_of, version_of
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.planning.scheme_pages import SchemeLine, SkillSchemes, schemes_of


@require_GET
def schemes(request: HttpRequest) -> HttpResponse:
    """Show the newest version of every skill's scheme."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_SCHEME)
    duties = duties_of(request.user, campaign)
    around = {
        "title": gettext("Marking schemes"),
        "subtitle": gettext("What is marked, how, and for how much; frozen by two people before the first mark."),
        "rows": [_row(one) for one in schemes_of(campaign) if duties.may(Deed.SEE_SCHEME, one.skill)],
        "imports": duties.may_anywhere(Deed.IMPORT_SCHEME),
    }
    return render(request, "marking/schemes/schemes.html", around)


@require_GET
def skill_schemes(request: HttpRequest, number: str) -> HttpResponse:
    """Show every version of one skill's scheme."""
    skill = skill_for(request, number, Deed.SEE_SCHEME)
    found = schemes_of(skill.campaign, numbers=[number])[0]
    add = {
        "url": reverse("scheme_import", args=[number]),
        "label": gettext("Import a scheme"),
        "icon": "upload",
        "primary": True,
    }
    imports = allowed(request, Deed.IMPORT_SCHEME, campaign=skill.campaign, skill=skill)
    around = {
        "title": gettext("Marking scheme"),
        "subtitle": skill_words(skill),
        "crumbs": [{"url": reverse("schemes"), "label": gettext("Marking schemes")}],
        "actions": [add] if imports else [],
        "import_url": add["url"] if imports else "",
        "versions": [_version(one) for one in found.schemes],
    }
    return render(request, "marking/schemes/skill_schemes.html", around)


def _row(one: SkillSchemes) -> dict[str, Any]:
    latest = one.schemes[0] if one.schemes else None
    return {
        "skill": skill_words(one),
        "url": reverse("skill_schemes", args=[one.number]),
        "latest": _version(latest) if latest else None,
        "versions": len(one.schemes),
        "used_by": ", ".join(code for line in one.schemes for code in line.used_by),
    }


def _version(line: SchemeLine) -> dict[str, Any]:
    return {
        "line": line,
        "name": version_of(line),
        "url": reverse("scheme", args=[line.id]),
        "used_by": ", ".join(line.used_by),
        **state_of(line),
    }
