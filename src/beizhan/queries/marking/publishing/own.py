"""How the competitors fared for whom somebody speaks: for the first screen, while a result stands (K15, K18)."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from beizhan.core.access import Deed
from beizhan.core.marking.assessment import SnapshotKind
from beizhan.models.campaign import Campaign, Entry
from beizhan.models.marking.assessments import Assessment, Link
from beizhan.models.marking.results import Snapshot
from beizhan.models.people import Person
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import team_of

SHOWN = 8
"""How many results the first screen shows; whoever speaks for more finds them at each assessment."""


@dataclass(frozen=True, slots=True)
class OwnResult:
    """One entry in one published result; ``rank`` and ``total`` are empty for who was not ranked.

    ``field`` is how many are ranked; ``status`` is what the rule of the stage made of the entry, empty if undecided.
    """

    assessment: UUID
    name_zh: str
    name_en: str
    entry: str
    names: tuple[str, ...]
    kind: SnapshotKind
    at: datetime
    rank: int | None
    tied: bool
    field: int
    total: int | None
    status: str


@dataclass(frozen=True, slots=True)
class OwnResults:
    """The results that are shown, the newest assessment first, and how many more there are."""

    lines: tuple[OwnResult, ...] = ()
    more: int = 0


def own_results_of(person: Person, campaign: Campaign, published: Collection[UUID]) -> OwnResults:
    """Return how those fared for whom somebody speaks, in assessments whose result stands. At most five queries."""
    if not published:
        return OwnResults()
    own = Entry.objects.filter(spoken_for(person, Deed.SEE_OWN_LOSSES, campaign=campaign.pk))
    links = Link.objects.filter(assessment__in=published, entry__in=own).select_related("assessment", "entry")
    rows = links.prefetch_related("entry__competitors__person").order_by("-assessment__first_day", "entry__code")
    found = list(rows)
    newest = _newest({row.assessment_id for row in found[:SHOWN]})
    lines = (_line(row.assessment, row.entry, newest[row.assessment_id]) for row in found[:SHOWN])
    return OwnResults(tuple(lines), max(0, len(found) - SHOWN))


def _newest(assessments: Collection[UUID]) -> dict[UUID, Snapshot]:
    rows = Snapshot.objects.filter(assessment__in=assessments).order_by("revision")
    return {row.assessment_id: row for row in rows}


def _line(assessment: Assessment, entry: Entry, row: Snapshot) -> OwnResult:
    document = json.loads(row.document)
    place = _of(document["places"], entry.code)
    outcome = _of(document["decision"]["outcomes"] if document["decision"] else [], entry.code)
    return OwnResult(
        assessment=assessment.pk,
        name_zh=assessment.name_zh,
        name_en=assessment.name_en,
        entry=entry.code,
        names=team_of(entry),
        kind=SnapshotKind(row.kind),
        at=row.at,
        rank=place.get("rank"),
        tied=bool(place.get("tied")),
        field=sum(bool(one["rank"]) for one in document["places"]),
        total=place.get("total"),
        status=outcome.get("status", ""),
    )


def _of(rows: Collection[Mapping[str, Any]], code: str) -> Mapping[str, Any]:
    """Return what a document says of an entry; nothing where it stands nowhere in it."""
    return next((one for one in rows if one["entry"] == code), {})
