"""The skills of the campaign: who stands in them, which ladder they climb, how firm their chain is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.kit import allowed, campaign_of, required
from beizhan.pages.words import RING_STATES, name_of
from beizhan.queries.skills import Chain, SkillLine, chains_of, skills_of


@require_GET
def skills(request: HttpRequest) -> HttpResponse:
    """Show the skills."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    keeps = allowed(request, Deed.SET_UP_CAMPAIGN)
    actions = [
        {"url": reverse("add_skill"), "label": gettext("Add a skill by hand"), "icon": "plus"},
        {
            "url": reverse("choose_skills"),
            "label": gettext("Choose from the 64"),
            "icon": "list-check",
            "primary": True,
        },
    ]
    chains = {one.skill.number: one for one in chains_of(campaign)}
    around = {
        "title": gettext("Skills"),
        "subtitle": gettext("What is competed in, and by how many."),
        "actions": actions if keeps else [],
        "skills": [_row(one, chains[one.which.number]) for one in skills_of(campaign)],
        "keeps": keeps,
    }
    return render(request, "skills/skills.html", around)


def _row(one: SkillLine, chain: Chain) -> dict[str, Any]:
    return {
        "url": reverse("skill", args=[one.which.number]),
        "number": one.which.number,
        "name": name_of(one.which),
        "team": one.competitors_per_entry,
        "age_limit": one.age_limit,
        "entries": one.entries,
        "schemes": one.schemes,
        "assessments": one.assessments,
        "ladder": [(stage.from_n, stage.to_m) for stage in one.ladder],
        "state": str(chain.state),
        "label": str(RING_STATES[chain.state]),
    }
