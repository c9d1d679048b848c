"""The assessments of a campaign, skill by skill, with what each needs next."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.kit import campaign_of, now, required
from beizhan.pages.marking.frame import skill_words
from beizhan.pages.marking.planning.needs import NEEDS
from beizhan.pages.words import STEP_STATES, STEPS, either, name_of
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.planning.assessment_pages import AssessmentRow, assessments_in


@require_GET
def assessments(request: HttpRequest) -> HttpResponse:
    """Show every assessment."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    plans = duties_of(request.user, campaign).may_anywhere(Deed.PLAN_ASSESSMENT)
    plan = {"url": reverse("assessment_plan"), "label": gettext("Plan an assessment"), "icon": "plus", "primary": True}
    rows = assessments_in(campaign, at=now())
    around = {
        "title": gettext("Assessments"),
        "actions": [plan] if plans else [],
        "plan_url": plan["url"] if plans else "",
        "groups": [
            {"skill": skill_words(skill), "rows": [_row(one) for one in group]}
            for skill, group in groupby(rows, key=lambda one: one.skill)
        ],
    }
    return render(request, "marking/planning/assessments.html", around)


def _row(one: AssessmentRow) -> dict[str, Any]:
    return {
        "one": one,
        "name": name_of(one),
        "stage": either(one.stage_zh, one.stage_en),
        "url": reverse("assessment", args=[one.id]),
        "step": STEPS[one.step],
        "state": STEP_STATES[one.step],
        "need": NEEDS[one.need][0],
    }
