"""The gaps of all skills for those who lead: sums per skill and per base, each the way to its rows."""

from collections.abc import Collection
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.gaps.ledger import PRESSING, SETTLED, GapSums, State, SumsBy, sums_by, sums_of
from beizhan.pages.analysis.allocation.allocation import focus_rows
from beizhan.pages.analysis.gap_words import GAP_STATES
from beizhan.pages.analysis.gaps.gaps import rows_of, tiles_of
from beizhan.pages.kit import allowed, campaign_of, now, required
from beizhan.pages.words import name_of
from beizhan.queries.analysis.allocation import allocation_of
from beizhan.queries.analysis.gaps.gaps import GapFact
from beizhan.queries.analysis.gaps.ledger import Ledger, ledger_for

PRESSING_ROWS = 10
"""How many of the gaps that press most are shown."""

NO_BASE = ""


@require_GET
def ledger(request: HttpRequest) -> HttpResponse:
    """Show what each skill and each base owes and has shown; a base in the address narrows everything to it."""
    required(request, Deed.SEE_ALL_GAPS)
    campaign = campaign_of(request)
    found = ledger_for(request.user, campaign, at=now())
    asked = request.GET.get("base")
    gaps = [one for one in found.gaps if asked is None or one.row.gap.base == asked]
    around = {
        "title": gettext("Gap ledger"),
        "subtitle": gettext("All skills: what was expected, and what the next test verified."),
        "crumbs": [{"url": reverse("analysis"), "label": gettext("Analysis")}],
        "tiles": tiles_of(sums_of("", [one.row for one in gaps])) if gaps else [],
        "skills": _skills(found, gaps),
        "bases": _bases(found),
        "base": next((name_of(one) for one in found.bases if one.code == asked), "") if asked else "",
        "rows": _pressing(gaps),
        "focus": focus_rows(allocation_of(campaign)) if allowed(request, Deed.SEE_ALLOCATION) else [],
        "more": max(0, sum(one.state not in SETTLED for one in gaps) - PRESSING_ROWS),
    }
    return render(request, "analysis/gaps/ledger.html", around)


def _skills(found: Ledger, gaps: Collection[GapFact]) -> list[dict[str, Any]]:
    names = {one.number: f"{one.number} {name_of(one)}" for one in found.skills}
    rows = sums_by([one.row for one in gaps], SumsBy.SKILL, list(names))
    return [_sums(one, names[one.name], reverse("gaps", args=[one.name])) for one in rows]


def _bases(found: Ledger) -> list[dict[str, Any]]:
    """Return the sums of each base; gaps of whole skills, and of entries without one, stand last."""
    names = {one.code: name_of(one) for one in found.bases} | {NO_BASE: gettext("Without a base")}
    rows = sums_by([one.row for one in found.gaps], SumsBy.BASE, list(names))
    shown = [one for one in rows if one.name or any(one.states.values())]
    return [_sums(one, names[one.name], f"?base={one.name}") for one in shown]


def _sums(one: GapSums, label: str, url: str) -> dict[str, Any]:
    waiting = sum(count for state, count in one.states.items() if state not in SETTLED)
    worst = next((state for state in PRESSING if one.states[state]), None)
    said = GAP_STATES[worst] if worst else gettext("No evidence")
    overdue = one.states[State.OVERDUE]
    return {"sums": one, "label": label, "url": url, "open": waiting, "overdue": overdue, "said": said}


def _pressing(gaps: Collection[GapFact]) -> list[dict[str, Any]]:
    waiting = [one for one in gaps if one.state not in SETTLED]
    return rows_of(waiting)[:PRESSING_ROWS]
