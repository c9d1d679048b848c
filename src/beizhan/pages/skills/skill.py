"""One skill: what is at stake, who stands, the ladder, the standard, and the five parties that hold it."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.chain import LEADING
from beizhan.core.marking.assessment import Step
from beizhan.models.skills import Skill
from beizhan.pages.kit import allowed, campaign_of, now, required
from beizhan.pages.news import news_in_words
from beizhan.pages.words import PARTIES, POSTS, RING_STATES, STEP_STATES, STEPS, name_of
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.campaign import EntryLine, StageLine
from beizhan.queries.skills import AssessmentLine, RingLine, SectionLine, SkillPage, skill_page_of
from beizhan.queries.training.news import news_for


@require_GET
def skill(request: HttpRequest, number: str) -> HttpResponse:
    """Show the page of a skill."""
    row = get_object_or_404(Skill, campaign=campaign_of(request), number=number)
    required(request, Deed.SEE_CAMPAIGN)
    found, keeps = skill_page_of(row), allowed(request, Deed.SET_UP_CAMPAIGN)
    sections = sections_known_in(row) if found.sections else []
    around = {
        "title": f"{number} {name_of(row)}",
        "subtitle": row.name_en if name_of(row) != row.name_en else row.name_zh,
        "crumbs": [{"url": reverse("skills"), "label": gettext("Skills")}],
        "actions": _actions(number) if keeps else [],
        "facts": _facts(row),
        "ladder": [_step(one) for one in found.skill.ladder],
        "stake": _stake(found),
        "chart": _chart(sections),
        "assessments": [_assessment(one) for one in found.assessments],
        "entries": [_entry(one) for one in found.entries] if allowed(request, Deed.SEE_PEOPLE) else None,
        "parties": _parties(found.chain.rings),
        "number": number,
        "news": news_in_words(news_for(request.user, row.campaign, skill=row, at=now()), number),
        "ways": _ways(request, row),
        "keeps": keeps,
        "enters": allowed(request, Deed.ENTER_COMPETITORS),
        "sees_schemes": allowed(request, Deed.SEE_SCHEME, skill=row),
        "sees_results": allowed(request, Deed.SEE_RESULT, skill=row),
    }
    return render(request, "skills/skill.html", around)


def _actions(number: str) -> list[dict[str, Any]]:
    return [
        {"url": reverse("change_skill", args=[number]), "label": gettext("Change"), "icon": "pencil"},
        {"url": reverse("skill_sections", args=[number]), "label": gettext("Sections"), "icon": "adjustments"},
    ]


def _ways(request: HttpRequest, row: Skill) -> list[dict[str, str]]:
    """Return the ways to what belongs to the skill, those that are open to the reader."""
    places = [
        (Deed.SEE_DOCUMENTS, f"{reverse('documents')}?skill={row.number}", gettext("Documents")),
        (Deed.SEE_TERMS, reverse("terms", args=[row.number]), gettext("Terms")),
        (Deed.SEE_TERMS, reverse("term_cards", args=[row.number]), gettext("Term cards")),
    ]
    return [{"url": url, "label": label} for deed, url, label in places if allowed(request, deed, skill=row)]


def _facts(row: Skill) -> list[tuple[str, str]]:
    age = gettext("%(age)s in the year of the competition") % {"age": row.age_limit} if row.age_limit else "–"
    return [
        (gettext("Number"), row.number),
        (gettext("Competitors in an entry"), str(row.competitors_per_entry)),
        (gettext("Age limit"), age),
    ]


def _step(one: StageLine) -> dict[str, Any]:
    return {"name": name_of(one), "from_n": one.from_n, "to_m": one.to_m}


def _stake(found: SkillPage) -> dict[str, Any]:
    """Say what is at stake now: places, who stands, who must go, and the last sealed result (R8)."""
    standing = sum(one.withdrawn_at is None for one in found.entries)
    over = {one.stage for one in found.assessments if one.step is Step.SEALED}
    ahead = []
    for one in found.skill.ladder:
        if one.id in over:
            standing = min(standing, one.to_m)
        elif one.to_m < standing:
            ahead.append(one)
    return {
        "standing": standing,
        "stage": _step(ahead[0]) if ahead else None,
        "out": standing - ahead[0].to_m if ahead else 0,
        "sealed": found.sealed,
        "sealed_name": name_of(found.sealed) if found.sealed else "",
    }


def _chart(sections: list[SectionLine]) -> dict[str, Any] | None:
    if not sections:
        return None
    names = [f"{one.number} {name_of(one)}".strip() for one in sections]
    weights = [one.weight / 100 for one in sections]
    return {
        "id": "weights",
        "height": "low" if len(sections) < 6 else "",
        "title": gettext("Weights of the standard's sections"),
        "drawing": {
            "type": "bar",
            "horizontal": True,
            "labels": True,
            "categories": names,
            "series": [{"name": gettext("Weight"), "values": weights}],
        },
        "heads": (gettext("Section"), gettext("Weight")),
        "figures": list(zip(names, [f"{weight:g}" for weight in weights], strict=True)),
    }


def _assessment(one: AssessmentLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": name_of(one),
        "first_day": one.first_day,
        "step": str(STEPS[one.step]),
        "state": STEP_STATES[one.step],
    }


def _entry(one: EntryLine) -> dict[str, Any]:
    return {
        "url": reverse("entry", args=[one.id]),
        "code": one.code,
        "team": "、".join(member.who.name for member in one.team),
        "unit": name_of(one.unit),
        "base": name_of(one.base) if one.base else "",
        "coach": one.coach.name if one.coach else "",
        "withdrawn_at": one.withdrawn_at,
    }


def _parties(rings: tuple[RingLine, ...]) -> list[dict[str, Any]]:
    return [
        {"party": str(PARTIES[party]), "post": str(POSTS[LEADING[party]]), "rings": [_ring(one) for one in group]}
        for party, group in groupby(rings, key=lambda one: one.party)
    ]


def _ring(ring: RingLine) -> dict[str, Any]:
    return {
        "body": name_of(ring.body) if ring.body else "",
        "state": str(ring.state),
        "label": str(RING_STATES[ring.state]),
        "holders": [
            {
                "name": one.holder.name,
                "phone": one.holder.phone,
                "deputy": one.deputy.name if one.deputy else "",
                "deputy_phone": one.deputy.phone if one.deputy else "",
            }
            for one in ring.holders
        ],
    }
