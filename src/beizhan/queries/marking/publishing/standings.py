"""The standing of an assessment: by blind code while marks are made, by name once it is published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from beizhan.core.marking.cells import CellState
from beizhan.core.marking.marks import BLANK
from beizhan.core.medals import Medal, medals_of
from beizhan.core.scale import STRATEGIES, Doubt, scaled
from beizhan.core.scheme.tree import Scheme, aspects_of, sub_criteria_of
from beizhan.core.standing import Grouping, Sheet, standing_of, totals_by, totals_of, without, worths_by
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import Scheme as SchemeRow
from beizhan.queries.marking.grids import grid_of, sheet_of, states_of
from beizhan.queries.marking.publishing.revisions import NOBODY, Named, Revision, named_entries
from beizhan.queries.marking.results import gone_of, links_of, ties_in_force
from beizhan.queries.marking.schemes import scheme_of


@dataclass(frozen=True, slots=True)
class Compared:
    """A total on the scale that compares skills, and the medal it would be; only to look at, never to choose by."""

    score: int
    medal: Medal | None


@dataclass(frozen=True, slots=True)
class Scale:
    """The strategy by which totals were standardised, or the doubt for which they were not."""

    strategy: str
    version: str
    formula: str
    population: int
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One place: under the blind code while marks are made, with entry, names and unit once published."""

    code: str
    entry: str
    named: Named
    total: int | None
    rank: int | None
    tied: bool
    has_withdrawn: bool
    criteria: tuple[int | None, ...]
    status: str = ""
    reason: str = ""
    compared: Compared | None = None


@dataclass(frozen=True, slots=True)
class CriterionHead:
    """A criterion with its full mark."""

    code: str
    name: str
    worth: int


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A standing with everything beside it; ``missing`` counts the cells that are not confirmed."""

    lines: tuple[StandingLine, ...]
    criteria: tuple[CriterionHead, ...]
    scale: Scale
    missing: int = 0
    revision: Revision | None = None


def live_standing_of(assessment: Assessment, *, strategy: str) -> StandingPage:
    """Return the standing by blind code, as the confirmed marks give it now; no rank while any mark is blank.

    Who has withdrawn stays ranked as long as nobody knows whose code it is. Fourteen queries.
    """
    grid = grid_of(assessment)
    sheet = sheet_of(grid)
    absent = gone_of(assessment)
    gone = {code for code, entry in links_of(assessment).items() if entry.code in absent}
    standing = standing_of(without(sheet, gone), ties_in_force(assessment))
    heads = _heads(grid.scheme)
    parts = totals_by(sheet, Grouping.CRITERION)
    begun = totals_by(Sheet(sheet.codes, sheet.aspects, sheet.marks != BLANK), Grouping.CRITERION).marks > 0
    sums = {
        code: {name: mark for name, mark, is_begun in zip(parts.names, row, started, strict=True) if is_begun}
        for code, row, started in zip(sheet.codes, parts.marks.tolist(), begun.tolist(), strict=True)
    }
    totals = dict(zip(sheet.codes, totals_of(sheet).tolist(), strict=True))
    compared, scale = _compared({one.code: one.total for one in standing.places if standing.complete}, strategy)
    places = {one.code: one for one in standing.places}
    lines = [
        StandingLine(
            code=code,
            entry="",
            named=NOBODY,
            total=totals[code] if code in gone else places[code].total,
            rank=None if code in gone else places[code].rank,
            tied=code in places and places[code].tied,
            has_withdrawn=code in gone,
            criteria=tuple(sums[code].get(head.code) for head in heads),
            compared=compared.get(code),
        )
        for code in (*places, *sorted(gone))
    ]
    states = states_of(grid, sub_criteria_of(grid.scheme))
    missing = states.total() - states[CellState.CONFIRMED]
    return StandingPage(tuple(lines), heads, scale, missing=missing)


def published_standing_of(assessment: Assessment, revision: Revision, *, strategy: str) -> StandingPage:
    """Return the standing of a revision, word for word from its document. Eight queries."""
    document = revision.document
    places = document["places"]
    named = named_entries(assessment, [one["entry"] for one in places])
    outcomes = {one["entry"]: one for one in (document["decision"] or {}).get("outcomes", ())}
    compared, scale = _compared({one["entry"]: one["total"] for one in places if one["rank"]}, strategy)
    heads = _heads(scheme_of(SchemeRow.objects.get(pk=document["scheme"]["id"])))
    lines = (
        StandingLine(
            code=one["place"],
            entry=one["entry"],
            named=named.get(one["entry"], NOBODY),
            total=one["total"],
            rank=one["rank"],
            tied=one["tied"],
            has_withdrawn=one["entry"] in document["withdrawn"],
            criteria=tuple(one["criteria"].get(head.code, 0) for head in heads),
            status=outcomes.get(one["entry"], {}).get("status", ""),
            reason=outcomes.get(one["entry"], {}).get("reason", ""),
            compared=compared.get(one["entry"]),
        )
        for one in places
    )
    return StandingPage(tuple(lines), heads, scale, revision=revision)


def _compared(totals: Mapping[str, int | None], strategy: str) -> tuple[dict[str, Compared], Scale]:
    """Return the score and the medal of each code; nothing where they mean nothing."""
    found = scaled([total or 0 for total in totals.values()], strategy)
    chosen = STRATEGIES[strategy]
    scale = Scale(found.strategy, found.version, chosen.formula, found.population, found.doubt)
    scores: Sequence[int] = [score for score in found.scores if score is not None]
    if len(scores) < len(totals):
        return {}, scale
    medals = medals_of(scores, threshold=chosen.centre)
    return {code: Compared(score, medal) for code, score, medal in zip(totals, scores, medals, strict=True)}, scale


def _heads(scheme: Scheme) -> tuple[CriterionHead, ...]:
    worths = worths_by(aspects_of(scheme), Grouping.CRITERION)
    return tuple(CriterionHead(one.code, one.name, worths.get(one.code, 0)) for one in scheme.criteria)
