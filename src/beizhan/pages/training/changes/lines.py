"""Changes as screens show them: lamp, stand, age, and the funnel."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext

from beizhan.core.follow_through.funnel import Funnel
from beizhan.core.follow_through.links import Lamp, Stand
from beizhan.core.textdiff.gist import gist_of
from beizhan.pages.news import funnel_in_words
from beizhan.pages.training.words import ANSWERS, SEVERITIES, STANDS, Words
from beizhan.pages.words import CHANGE_KINDS, way_in_words
from beizhan.queries.documents.following import GENERAL
from beizhan.queries.training.ways import Way

_PRESSING = (Stand.FOUND, Stand.DECIDED, Stand.TESTED, Stand.ABSORBED, Stand.VERIFIED, Stand.NO_IMPACT)
_LAMPS = (Lamp.RED, Lamp.AMBER, Lamp.GREEN)
_LINKS = ("found", "decided", "with_impact", "absorbed", "tested", "verified")
_WAITS: Words = {**STANDS, Stand.VERIFIED: gettext_lazy("Learnt, but not in every plan")}
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


def rows_of(ways: Sequence[Way], at: datetime) -> list[dict[str, Any]]:
    """Return changes as rows, what presses first, the oldest of them first."""
    pressing = sorted(
        ways,
        key=lambda one: (
            _LAMPS.index(one.standing.lamp),
            _PRESSING.index(one.standing.stand),
            one.standing.since,
            one.change.number,
        ),
    )
    return [row_of(one, at) for one in pressing]


def row_of(one: Way, at: datetime) -> dict[str, Any]:
    """Return a change as a row shows it."""
    change, decision = one.change, one.change.decision
    return {
        "change": change,
        "where": way_in_words(change.where),
        "url": reverse("change_way", args=[change.id]),
        "skill": skill_named(change.skill),
        "kind": CHANGE_KINDS[change.kind],
        "gist": gist_of(change.old_text, change.new_text),
        "severity": SEVERITIES[change.weight.severity] if change.weight else "",
        "chip": chip_of(one),
        "age": "" if one.standing.is_closed else age_in_words(one.standing.age(at)),
        "decision": decision,
        "answer": ANSWERS[decision.answer] if decision else "",
        "is_closed": one.standing.is_closed,
    }


def chip_of(one: Way) -> dict[str, str]:
    """Return where a change stands, in its colour, and in how many of the plans it is until it is in all."""
    label = str(STANDS[one.standing.stand])
    if lacking := one.standing.lacking:
        some = {"stand": label, "some": len(one.plans) - len(lacking), "all": len(one.plans)}
        label = gettext("%(stand)s · in %(some)s of %(all)s plans") % some
    return {"state": str(one.standing.lamp), "label": _with_lateness(label, one.standing.lamp)}


def _with_lateness(label: str, lamp: Lamp) -> str:
    """Return where a change stands, with the word that red means, for whoever sees no colour."""
    return gettext("%(stand)s · overdue") % {"stand": label} if lamp is Lamp.RED else label


def skill_named(number: str) -> str:
    """Return the number of a skill, or that a document is of the whole competition."""
    return pgettext("a document", "Whole competition") if number == GENERAL else number


def age_in_words(age: timedelta) -> str:
    """Return how long something has waited, in whole days, or hours on the first day."""
    if age < _HOUR:
        return gettext("less than an hour")
    if age < _DAY:
        hours = age // _HOUR
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = age // _DAY
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def stations_of(found: Funnel) -> list[tuple[str, int]]:
    """Return the links of the funnel in order, each with how many have passed it."""
    return [
        (pgettext("the funnel", "Found"), found.found),
        (pgettext("the funnel", "Decided"), found.decided),
        (pgettext("the funnel", "With impact"), found.with_impact),
        (pgettext("the funnel", "In the training plan"), found.absorbed),
        (pgettext("the funnel", "Tested"), found.tested),
        (pgettext("the funnel", "Learnt"), found.verified),
    ]


def links_of(found: Funnel) -> dict[str, tuple[str, int]]:
    """Return the same by the name of each link, as an address asks for it."""
    return dict(zip(_LINKS, stations_of(found), strict=True))


def chart_of(found: Funnel) -> dict[str, Any]:
    """Return the funnel as bars, each link under the one before, and the same in figures."""
    names, counts = zip(*stations_of(found), strict=True)
    return {
        "id": "funnel",
        "title": gettext("From found to learnt"),
        "drawing": {
            "type": "bar",
            "horizontal": True,
            "labels": True,
            "categories": list(names),
            "series": [{"name": gettext("Changes"), "values": list(counts)}],
        },
        "note": funnel_in_words(found),
        "heads": list(names),
        "figures": [list(counts)],
    }


def sums_of(funnels: Sequence[Funnel], names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the funnel of each skill as a row; of more than one, that of everything comes last."""
    shown = funnels if len(funnels) > 2 else funnels[:-1]
    return [
        {
            "label": names.get(one.skill, skill_named(one.skill)) if one.skill else gettext("All skills"),
            "url": f"?skill={one.skill}" if one.skill else "?",
            "links": _counted(one),
            "state": "red" if one.red else "green" if one.closed == one.found else "amber",
            "red": gettext("%(count)s overdue") % {"count": one.red}
            if one.red
            else gettext("%(closed)s of %(found)s closed") % {"closed": one.closed, "found": one.found},
        }
        for one in shown
    ]


def _counted(found: Funnel) -> list[dict[str, Any]]:
    """Return the figures of a row, each with where its changes are listed; with impact stands in the chart alone."""
    of_skill = f"skill={found.skill}&" if found.skill else ""
    return [
        {"name": name, "count": count, "url": f"?{of_skill}reached={link}#changes" if count else ""}
        for link, (name, count) in links_of(found).items()
        if link != "with_impact"
    ]


def waiting_of(found: Funnel, skill: str) -> list[dict[str, str]]:
    """Return where changes wait, of one skill if it is named: how many, and how long the oldest has waited."""
    of_skill = f"skill={skill}&" if skill else ""
    return [
        {
            "stand": str(_WAITS[link.stand]),
            "count": str(link.waiting),
            "oldest": age_in_words(link.oldest),
            "median": age_in_words(link.median),
            "url": f"?{of_skill}stand={link.stand}",
        }
        for link in found.links
    ]
