"""The judges' map as a screen shows it, whatever stands around: the ruler, the judges, and what may be worth a word."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from beizhan.core.judging.reports.affinity import Affinity
from beizhan.core.judging.reports.interactions import LEAST_IN_CELL
from beizhan.core.judging.reports.judges_map import JudgesMap
from beizhan.core.judging.results import Remark
from beizhan.pages.judging.figures import around, is_clear, logits, per_cent, plain
from beizhan.pages.judging.judges import judge_rows
from beizhan.pages.judging.marks import asked_for, rows_behind, unexpected_rows
from beizhan.pages.judging.names import NAMES, Ways
from beizhan.pages.judging.ruler import ORDER, chart_of, picture_of
from beizhan.pages.judging.words import REMARKS, ROUNDS
from beizhan.pages.words import sentence_of
from beizhan.queries.analysis.judging.judgements import JudgedAspect, JudgedPlace, Judgements, MarkRound
from beizhan.queries.analysis.judging.reports import Bench

Shown = dict[str, Any]


def round_asked(request: HttpRequest) -> MarkRound:
    """Return which marks are asked for: the first, unless the final ones are."""
    return MarkRound.FINAL if request.GET.get("marks") == MarkRound.FINAL else MarkRound.FIRST


def part_asked(request: HttpRequest, found: Bench) -> int | None:
    """Return which part is asked for, counted from 0; none if the design holds together.

    Raises
    ------
    Http404
        If there is no such part.
    """
    asked = request.GET.get("part", "")
    if not asked:
        return None
    if not asked.isdecimal() or not 1 <= int(asked) <= len(found.parts):
        raise Http404
    return int(asked) - 1


def sheet_of(place: JudgedPlace, aspect: JudgedAspect, *, confirms: bool) -> str:
    """Return where the sheet of a mark is seen: as it was confirmed, or on the board by those who do not confirm."""
    if confirms:
        return reverse("confirm_sheet", args=[place.assessment, aspect.sub, place.code])
    return f"{reverse('board', args=[place.assessment])}?sub={aspect.sub}"


def shown_of(bench: Bench, ways: Ways) -> Shown:
    """Return the whole map as the piece ``judging/_map.html`` shows it."""
    found, judgements = bench.report.map, bench.judgements
    around_it = {
        "ways": ways,
        "rounds": [_round(ways, one) for one in MarkRound],
        "parts": [_part(one, number, ways) for number, one in enumerate(bench.parts)],
        "nameless": judgements.nameless,
        "has_marks": bool(judgements.marks),
        "refusals": [sentence_of(fault) for fault in found.faults] if judgements.marks else [],
    }
    if not found.stands:
        return around_it
    return around_it | {
        "tiles": list(_tiles(bench)),
        "chart": {"id": "judges-ruler", "drawing": chart_of(bench)},
        "picture": picture_of(bench),
        "judges": judge_rows(bench, ways),
        "is_ranked": found.ranked,
        "drifts": bool(bench.report.drift.cells),
        "affinity": affinity_words(bench.report.affinity),
        "unexpected": unexpected_rows(bench, ways),
        "more": max(0, len(found.unexpected) - len(unexpected_rows(bench, ways))),
        "remarks": [remark_words(judgements, one) for one in found.remarks],
        "widened": plain(found.dependence.inflation) if found.dependence else "",
    }


def marks_shown(request: HttpRequest, bench: Bench, ways: Ways) -> Shown:
    """Return the marks behind what is asked for, as ``judging/_marks.html`` shows them."""
    field, key, name = asked_for(request.GET.items(), bench)
    return {"name": name, "field": field, "rows": rows_behind(bench, ways, field, key), "ways": ways}


def reliability_tile(found: JudgesMap) -> Shown:
    """Return how well the judges are told apart: the reliability, with the separation that it follows from."""
    apart = found.separation
    words = (
        gettext("reliability: judges are ranked") if found.ranked else gettext("reliability: too low to rank judges")
    )
    tile = {
        "value": plain(apart.reliability if apart else None),
        "label": words,
        "state": "" if found.ranked else "grey",
    }
    unit = gettext("separation %(separation)s") % {"separation": plain(apart.separation)} if apart else ""
    return {**tile, "unit": unit}


def affinity_words(affinity: Affinity | None) -> Shown:
    """Return what the marks of judges for their own say, grey where they say nothing."""
    if affinity is None:
        return _said("grey", gettext("Not known: while entries are not named, nobody knows whose own they are."))
    if not affinity.count:
        return _said(
            "grey", gettext("No such marks: no judge marked an entry of the own unit or base, or an own trainee.")
        )
    if affinity.favour is None or affinity.error is None:
        words = gettext("Not enough data: %(count)s such marks of at least %(least)s.")
        return _said("grey", words % {"count": affinity.count, "least": LEAST_IN_CELL})
    facts = {
        "favour": logits(affinity.favour),
        "interval": around(affinity.favour, affinity.error),
        "count": affinity.count,
    }
    if not is_clear(affinity.favour, affinity.error):
        words = gettext("No effect can be seen in %(count)s such marks: %(favour)s logits (%(interval)s).")
        return _said("green", words % facts)
    if affinity.favour > 0:
        words = gettext("Own entries may be favoured: %(favour)s logits (%(interval)s) in %(count)s marks.")
    else:
        words = gettext("Own entries may be marked down: %(favour)s logits (%(interval)s) in %(count)s marks.")
    return _said("amber", words % facts)


def remark_words(judgements: Judgements, remark: Remark) -> str:
    """Return a remark on a fit as a sentence, with what it speaks of by name."""
    facts = dict(remark.facts)
    names = {NAMES[kind]: one for kind, one in zip(ORDER, ("rater", "person", "item"), strict=True)}
    for name_of, facet in names.items():
        if facts.get("facet") == facet and isinstance(labels := facts.get("elements"), tuple):
            facts["elements"] = "、".join(name_of(judgements, label) for label in labels)
    if isinstance(scores := facts.get("scores"), tuple):
        facts["scores"] = ", ".join(map(str, scores))
    return str(REMARKS[remark.code]) % facts


def _said(state: str, words: str) -> Shown:
    return {"state": state, "words": words}


def _round(ways: Ways, one: MarkRound) -> Shown:
    asked = f"?marks={one}" if one is not MarkRound.FIRST else ""
    return {"label": ROUNDS[one], "url": f"{ways.map}{asked}", "active": one is ways.round}


def _part(part: Judgements, number: int, ways: Ways) -> Shown:
    """Return a part of a design that falls apart: who and what is in it."""
    judges = dict.fromkeys(one.judge for one in part.marks)
    subs = dict.fromkeys(part.aspects[one.aspect].sub for one in part.marks)
    final = f"&marks={ways.round}" if ways.round is not MarkRound.FIRST else ""
    return {
        "number": number + 1,
        "url": f"{ways.map}?part={number + 1}{final}",
        "active": number == ways.part,
        "judges": "、".join(part.judges[key].name for key in part.judges if key in judges),
        "subs": "、".join(sorted(subs)),
        "marks": len(part.marks),
    }


def _tiles(bench: Bench) -> Iterator[Shown]:
    found, judgements = bench.report.map, bench.judgements
    marks = len(judgements.marks)
    yield {"value": marks, "label": ngettext("mark of judges", "marks of judges", marks), "url": "#judges"}
    yield {**reliability_tile(found), "url": "#judges"}
    if found.agreement and found.agreement.all.observed is not None:
        expected = gettext("exact agreement, %(expected)s expected") % {
            "expected": per_cent(found.agreement.all.expected)
        }
        yield {"value": per_cent(found.agreement.all.observed), "label": expected, "url": "#judges"}
    if bench.part is None:
        yield {"value": judgements.spreads, "label": pgettext("judges", "spreads above 1"), "url": "#judges"}
