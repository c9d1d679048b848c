"""The way of a change as stations: what has been reached, by which fact, and what comes next."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from beizhan.core.follow_through.facts import Answer
from beizhan.core.follow_through.links import Stand
from beizhan.pages.training.words import ANSWERS, VERDICTS
from beizhan.pages.words import name_of, with_minus
from beizhan.queries.analysis.shares import Sealing
from beizhan.queries.training.ways import TrialFact, Way

Station = dict[str, Any]


Whose = frozenset[str] | None
"""The entries of which something may be seen; None means all."""


def stations_of(way: Way, marks: Whose, plans: Whose, origin: str = "") -> list[Station]:
    """Return the stations of a change, with the marks, the plans and the editions that the reader may see."""
    decision = way.change.decision
    stations = [_found(way, origin), _decided(way)]
    if decision is None or decision.answer is Answer.COUNTERMEASURE:
        stations += [_absorbed(way, plans), _tested(way, marks), _learnt(way)]
    return stations


def _found(way: Way, origin: str) -> Station:
    change = way.change
    words = f"{change.document} · {change.edition}"
    return _station(pgettext("a station", "Found"), "green", words, url=origin, at=change.at, by=change.by)


def _decided(way: Way) -> Station:
    one, name = way.change.decision, pgettext("a station", "Decided")
    if one is None:
        wait = gettext("Nobody has decided. After 72 hours silence is red.")
        return _station(name, str(way.standing.lamp), wait)
    late = way.standing.stand is Stand.DECIDED and way.standing.lamp == "red"
    return _station(name, "red" if late else "green", f"{ANSWERS[one.answer]}: {one.words}", at=one.at, by=one.by)


def _absorbed(way: Way, plans: Whose) -> Station:
    name = pgettext("a station", "In the training plan")
    if not way.change.absorptions:
        return _station(name, "grey", gettext("No version of a plan names it among its reasons yet."))
    lines = [
        {
            "words": gettext("Plan of %(entry)s, version %(version)s") % {"entry": one.plan, "version": one.version},
            "url": f"{reverse('training', args=[one.plan])}#v{one.version}"
            if plans is None or one.plan in plans
            else "",
            "at": one.at,
        }
        for one in way.change.absorptions
    ]
    lacking = [one for one in way.standing.lacking if plans is None or one in plans]
    words = gettext("Not yet in the plan of %(entries)s") % {"entries": "、".join(lacking)} if lacking else ""
    state = "amber" if way.standing.lacking else "green"
    return _station(name, "grey" if way.standing.stand in (Stand.FOUND, Stand.DECIDED) else state, words, lines=lines)


def _tested(way: Way, own: Whose) -> Station:
    name = pgettext("a station", "Tested")
    if not way.trials:
        words = gettext("No published assessment after that holds what it touches.")
        if not way.change.touches:
            words = gettext("Nobody has said what it touches, so no test can be found.")
        elif way.change.absorptions and not way.touched:
            words = gettext("It touches no aspect that is marked, so marks cannot show it.")
        return _station(name, "grey", words)
    state = "green" if way.proof else "amber"
    return _station(name, state, "", trials=[_trial(one, own) for one in way.trials])


def _learnt(way: Way) -> Station:
    name = pgettext("a station", "Learnt")
    if way.proof is None:
        return _station(name, "grey", gettext("Marks decide this; nobody can tick it."))
    words = f"{VERDICTS[way.proof.evidence.verdict]} · {way.proof.after.first_day:%Y-%m-%d}"
    return _station(name, "amber" if way.standing.lacking else "green", words)


def _trial(one: TrialFact, own: Whose) -> dict[str, Any]:
    """Return a test; marks before and after only where all of them are the reader's to see."""
    sees = own is None or set(one.entries) <= own
    evidence, compared = one.evidence, one.evidence.cells > 0
    return {
        "verdict": str(VERDICTS[evidence.verdict]),
        "state": "green" if evidence.shown else "grey" if evidence.shown is None else "amber",
        "entries": "、".join(one.entries) if sees else "",
        "before": _side(one.before, one.entries, evidence.before) if sees and compared and one.before else None,
        "after": _side(one.after, one.entries, evidence.after if compared else None) if sees else None,
        "name": name_of(one.after),
        "day": one.after.first_day,
        "facts": list(_facts(one)) if sees and compared else [],
    }


def _side(sealing: Sealing, entries: tuple[str, ...], share: float | None) -> dict[str, Any]:
    """Return one side of the comparison with the way to where its marks stand."""
    args = [sealing.id, *entries] if len(entries) == 1 else [sealing.id]
    return {
        "share": "" if share is None else f"{share:.0%}",
        "name": name_of(sealing),
        "day": sealing.first_day,
        "url": reverse("pack" if len(entries) == 1 else "losses", args=args),
    }


def _facts(one: TrialFact) -> Iterator[str]:
    found = one.evidence
    yield gettext("gain %(gain)s points") % {"gain": _points(found.gain)}
    yield gettext("everything else %(drift)s") % {"drift": _points(found.drift)}
    if found.error:
        yield gettext("standard error %(error)s") % {"error": f"{100 * found.error:.0f}"}
    yield gettext("%(cells)s marks compared") % {"cells": found.cells}
    if found.left_out:
        yield gettext("%(count)s aspects left out: not alike in both") % {"count": found.left_out}


def _points(share: float) -> str:
    """Return a difference of shares in whole points, with its sign; what rounds to nothing has none."""
    points = round(100 * share)
    return with_minus(f"{points:+d}") if points else "0"


def _station(name: str, state: str, words: str, **more: Any) -> Station:
    return {"name": name, "state": state, "words": words, **more}
