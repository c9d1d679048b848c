"""The standing of an assessment: by blind code while marks are made, by name once it is published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beizhan.core.assessment import SnapshotKind
from beizhan.core.scale import Doubt, scaled
from beizhan.core.standing import Grouping, Place, standing_of, totals_by
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.results import Snapshot
from beizhan.queries.marking.grids import grid_of, sheet_of
from beizhan.queries.marking.results import ties_in_force


@dataclass(frozen=True, slots=True)
class Scores:
    """The standardised scores of a field, or why there are none; only to look at, never to choose by."""

    strategy: str
    version: str
    doubt: Doubt | None
    values: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class StandingLine:
    """One place: under the blind code while marks are made, with entry, names and unit once published."""

    code: str
    entry: str
    names: tuple[str, ...]
    unit_zh: str
    unit_en: str
    total: int | None
    rank: int | None
    tied: bool
    criteria: tuple[int, ...]
    status: str
    reason: str
    score: int | None


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A standing with everything beside it; ``snapshot`` is the revision shown, nothing while marks are being made."""

    lines: tuple[StandingLine, ...]
    criteria: tuple[tuple[str, int], ...]
    is_complete: bool
    scores: Scores
    snapshot: Snapshot | None
    document: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Named:
    """Who an entry is, in public."""

    names: tuple[str, ...]
    unit_zh: str
    unit_en: str


NOBODY = Named((), "", "")


def live_standing_of(assessment: Assessment, *, strategy: str) -> StandingPage:
    """Return the standing by blind code, as the confirmed marks give it now; no rank while any mark is blank.

    Eleven queries and those of `ties_in_force`.
    """
    grid = grid_of(assessment)
    sheet = sheet_of(grid)
    standing = standing_of(sheet, ties_in_force(assessment))
    parts = totals_by(sheet, Grouping.CRITERION)
    sums = dict(zip(sheet.codes, parts.marks.tolist(), strict=True))
    scores = _scores([place.total for place in standing.places], strategy, known=standing.complete)
    return StandingPage(
        lines=tuple(
            _live_line(place, sums[place.code], score)
            for place, score in zip(standing.places, scores.values, strict=True)
        ),
        criteria=_worths(parts.names, grid.scheme.criteria),
        is_complete=standing.complete,
        scores=scores,
        snapshot=None,
        document=None,
    )


def published_standing_of(snapshot: Snapshot, *, strategy: str) -> StandingPage:
    """Return the standing of a published or sealed result, word for word from its document. Three queries."""
    document = json.loads(snapshot.document)
    places = document["places"]
    named = named_entries(snapshot.assessment, [one["entry"] for one in places])
    outcomes = {one["entry"]: one for one in (document["decision"] or {}).get("outcomes", ())}
    scores = _scores([one["total"] for one in places], strategy, known=True)
    letters = tuple(places[0]["criteria"]) if places else ()
    return StandingPage(
        lines=tuple(
            _published_line(one, named.get(one["entry"], NOBODY), outcomes.get(one["entry"], {}), score)
            for one, score in zip(places, scores.values, strict=True)
        ),
        criteria=tuple((letter, 0) for letter in letters),
        is_complete=True,
        scores=scores,
        snapshot=snapshot,
        document=document,
    )


def snapshots_of(assessment: Assessment) -> tuple[Snapshot, ...]:
    """Return every revision of a result, newest first. One query."""
    return tuple(
        Snapshot.objects.filter(assessment=assessment).select_related("by", "assessment").order_by("-revision")
    )


def named_entries(assessment: Assessment, codes: list[str]) -> dict[str, Named]:
    """Return who the entries of some codes are. Two queries."""
    rows = (
        Entry.objects.filter(campaign=assessment.campaign_id, code__in=codes)
        .select_related("unit")
        .prefetch_related("competitors__person")
    )
    return {
        row.code: Named(tuple(one.person.name for one in row.competitors.all()), row.unit.name_zh, row.unit.name_en)
        for row in rows
    }


def is_sealed(snapshot: Snapshot) -> bool:
    """Return whether a revision is final."""
    return snapshot.kind == SnapshotKind.SEALED


def _scores(totals: list[int | None], strategy: str, *, known: bool) -> Scores:
    whole = [total for total in totals if total is not None]
    if not known or len(whole) < len(totals) or not totals:
        return Scores(strategy, "", None, (None,) * len(totals))
    found = scaled(whole, strategy)
    return Scores(found.strategy, found.version, found.doubt, found.scores)


def _worths(names: tuple[str, ...], criteria: tuple[Any, ...]) -> tuple[tuple[str, int], ...]:
    worth = {one.code: one.mark or 0 for one in criteria}
    return tuple((name, worth.get(name, 0)) for name in names)


def _live_line(place: Place, criteria: list[int], score: int | None) -> StandingLine:
    return StandingLine(
        code=place.code,
        entry="",
        names=(),
        unit_zh="",
        unit_en="",
        total=place.total,
        rank=place.rank,
        tied=place.tied,
        criteria=tuple(criteria),
        status="",
        reason="",
        score=score,
    )


def _published_line(
    one: Mapping[str, Any], named: Named, outcome: Mapping[str, Any], score: int | None
) -> StandingLine:
    return StandingLine(
        code=one["place"],
        entry=one["entry"],
        names=named.names,
        unit_zh=named.unit_zh,
        unit_en=named.unit_en,
        total=one["total"],
        rank=one["rank"],
        tied=one["tied"],
        criteria=tuple(one["criteria"].values()),
        status=outcome.get("status", ""),
        reason=outcome.get("reason", ""),
        score=score,
    )
