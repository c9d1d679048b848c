"""The first screen: what waits for me, and nothing above it; then the campaign at a glance (R4)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.assessment import Step
from beizhan.pages.home.words import FIRSTS, KINDS_OF_PROPOSAL
from beizhan.pages.kit import around, campaign_of, now
from beizhan.pages.words import STEPS, name_of
from beizhan.queries.campaign import AnchorDay, is_untouched
from beizhan.queries.home import First, Gap, Home, Task, Todo, home_of
from beizhan.queries.skills import AssessmentLine

_ORDER = (Step.MARKING, Step.LOCKED, Step.OPENED, Step.PROVISIONAL, Step.DRAWN, Step.TAGGED, Step.PLANNED, Step.SEALED)
_STATES = {Step.MARKING: "marking", Step.PROVISIONAL: "provisional", Step.SEALED: "sealed", Step.DRAWN: "drawn"}


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader."""
    if around(request)["campaign"] is None:
        return render(request, "home/welcome.html", {"title": gettext("Welcome"), "is_first": is_untouched()})
    campaign = campaign_of(request)
    found = home_of(request.user, campaign, at=now())
    shown = {
        "title": gettext("My to-do"),
        "subtitle": name_of(campaign),
        "todo": [_todo(one) for one in found.todo],
        "firsts": [_first(one) for one in found.lacking],
        "anchors": [_anchor(one) for one in found.anchors[:4]],
        "steps": _steps(found),
        "gaps": [_gap(one) for one in found.gaps[:12]],
        "gaps_more": max(0, len(found.gaps) - 12),
        "skills": found.skills,
        "entries": found.entries,
    }
    return render(request, "home/home.html", shown)


def _todo(one: Todo) -> dict[str, Any]:
    if one.task is Task.APPROVE:
        is_post = one.kind in ("marking_post", "new_password")
        words = {"kind": KINDS_OF_PROPOSAL.get(one.kind, one.kind), "subject": one.subject}
        return {
            "icon": "rubber-stamp",
            "words": gettext("To approve: %(kind)s %(subject)s") % words,
            "detail": one.detail,
            "by": one.by,
            "since": one.since,
            "url": _address("post_proposal" if is_post else "proposal", one.ref),
        }
    name = one.subject if one.subject and not one.detail else name_of(_Named(one.subject, one.detail))
    return {
        "icon": "hand-stop",
        "words": gettext("Declare conflicts of interest: %(name)s") % {"name": name},
        "detail": gettext("Nothing of it is visible to you before."),
        "url": _address("declare", one.ref),
    }


class _Named:
    """Something with a name in each language."""

    def __init__(self, name_zh: str, name_en: str) -> None:
        self.name_zh, self.name_en = name_zh, name_en


def _first(one: First) -> dict[str, Any]:
    name, label, words = FIRSTS[one]
    return {"url": reverse(name), "label": str(label), "words": str(words)}


def _anchor(one: AnchorDay) -> dict[str, Any]:
    return {"name": name_of(one), "date": one.on, "days": one.days, "working_days": one.working_days}


def _steps(found: Home) -> list[dict[str, Any]]:
    groups = []
    for step in _ORDER:
        rows = [_assessment(one) for one in found.assessments if one.step is step]
        if rows:
            groups.append({"label": str(STEPS[step]), "state": _STATES.get(step, "grey"), "rows": rows})
    return groups


def _assessment(one: AssessmentLine) -> dict[str, Any]:
    return {
        "name": name_of(one),
        "skill": f"{one.skill.number} {name_of(one.skill)}",
        "first_day": one.first_day,
        "url": _address("assessment", one.code),
    }


def _gap(one: Gap) -> dict[str, Any]:
    return {
        "skill": f"{one.skill} {name_of(one)}",
        "broken": one.broken,
        "thin": one.thin,
        "url": reverse("skill", args=[one.skill]),
    }


def _address(name: str, *refs: str) -> str:
    try:
        return reverse(name, args=refs)
    except NoReverseMatch:
        return ""
