"""Where effort pays: the plan with its reasons and prices, only where it clearly beats an equal split."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.allocation.advice import LEAST_GAIN, Advice, PlanVerdict
from beizhan.core.allocation.focus import Focus, Zone
from beizhan.core.allocation.plan import Conflict
from beizhan.core.allocation.prices import Price
from beizhan.core.allocation.regret import Range
from beizhan.core.allocation.shares import Share
from beizhan.pages.analysis.allocation.words import (
    PLAN_VERDICTS,
    RESOURCES,
    RULES,
    ZONES,
    chance_in_steps,
    constraint_named,
    reason_of,
)
from beizhan.pages.kit import allowed, campaign_of, required
from beizhan.pages.words import name_of, with_minus
from beizhan.queries.analysis.allocation import Allocation, EffortFact, allocation_of
from beizhan.queries.people import Which

_ZONE_COLOURS = {Zone.SAFE: "green", Zone.BUBBLE: "amber", Zone.FAR: "red"}


@require_GET
def allocation(request: HttpRequest) -> HttpResponse:
    """Show what is believed, the verdict, and the plan if it is clear; else the figures that speak against it."""
    required(request, Deed.SEE_ALLOCATION)
    found = allocation_of(campaign_of(request))
    sets = allowed(request, Deed.SET_EFFORT)
    budget = {"url": reverse("set_budget"), "label": gettext("Say what there is"), "icon": "pencil"}
    around = {
        "title": gettext("Where effort pays"),
        "subtitle": gettext("Chances are those last said here: a coach's, or the forecast's where it was taken over."),
        "crumbs": [{"url": reverse("analysis"), "label": gettext("Analysis")}],
        "actions": [budget] if sets else [],
        "purse": [(RESOURCES[name], getattr(found.purse, name)) for name in RESOURCES],
        "efforts": [_effort(one) for one in found.efforts],
        "sets": sets,
        "focus": focus_rows(found),
        "conflict": [constraint_named(one) for one in found.advice.of] if isinstance(found.advice, Conflict) else [],
        "advice": _advice(found, found.advice) if isinstance(found.advice, Advice) else None,
    }
    return render(request, "analysis/allocation/allocation.html", around)


def focus_rows(found: Allocation) -> list[dict[str, Any]]:
    """Return the skills by what the next effort does, the best first."""
    names = {one.skill.number: one.skill for one in found.efforts}
    return [_focus(one, names[one.skill]) for one in found.focus]


def _focus(one: Focus, skill: Which) -> dict[str, Any]:
    return {
        "skill": f"{skill.number} {name_of(skill)}",
        "url": reverse("skill_analysis", args=[skill.number]),
        "zone": {"state": _ZONE_COLOURS[one.zone], "label": ZONES[one.zone]},
        "chance": chance_in_steps(one.chance),
        "then": chance_in_steps(one.chance_then),
        "effort": one.effort,
        "rate": with_minus(f"{10 * one.rate:.2f}"),
        "range": with_minus(f"{10 * one.low:.2f} … {10 * one.high:.2f}"),
        "among": chance_in_steps(one.among_first),
    }


def _effort(one: EffortFact) -> dict[str, Any]:
    return {
        "fact": one,
        "name": f"{one.skill.number} {name_of(one.skill)}",
        "url": reverse("set_effort", args=[one.skill.number]),
    }


def _advice(found: Allocation, advice: Advice) -> dict[str, Any]:
    is_clear = advice.verdict is PlanVerdict.CLEAR
    names = {one.skill.number: f"{one.skill.number} {name_of(one.skill)}" for one in found.efforts}
    return {
        "is_clear": is_clear,
        "verdict": {"state": "green" if is_clear else "grey", "label": PLAN_VERDICTS[advice.verdict]},
        "least_gain": f"{LEAST_GAIN:.2f}",
        "scenarios": advice.scenarios,
        "expected": _range(advice.expected),
        "against": [
            {
                "rule": RULES[one.rule],
                "expected": "–" if one.expected is None else f"{one.expected:.1f}",
                "gain": _range(one.gain, sign="+") if one.gain else gettext("cannot keep to the conditions"),
            }
            for one in advice.against
        ],
        "regret": _range(advice.regret.over),
        "regret_of_equal": _range(advice.regret_of_equal_split.over) if advice.regret_of_equal_split else "–",
        "is_exact": advice.regret.exact,
        "shares": [_share(one, names) for one in advice.shares] if is_clear else [],
        "prices": [_price(one) for one in advice.prices] if is_clear else [],
    }


def _share(one: Share, names: dict[str, str]) -> dict[str, Any]:
    return {
        "skill": names[one.skill],
        "effort": one.effort,
        "before": chance_in_steps(one.chance_without),
        "then": chance_in_steps(one.chance),
        "why": reason_of(one),
    }


def _price(one: Price) -> dict[str, Any]:
    step = gettext("given up") if one.step is None else f"+{one.step}"
    return {"of": constraint_named(one.constraint), "step": step, "worth": with_minus(f"{one.worth:+.3f}")}


def _range(one: Range, *, sign: str = "") -> str:
    """Return a mean with its range: nine in ten scenarios lie above the lower end, nine in ten below the upper."""
    return with_minus(f"{one.mean:{sign}.2f} ({one.low:{sign}.2f} … {one.high:{sign}.2f})")
