"""The revisions of a result: every document that two people ever published, sealed or corrected, and who they were."""

import json
from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.assessment import SnapshotKind
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.results import Snapshot
from beizhan.queries.marking.results import Document
from beizhan.queries.people import team_of


@dataclass(frozen=True, slots=True)
class Revision:
    """One document of a result with its two people; the newest is in force."""

    number: int
    kind: SnapshotKind
    at: datetime
    proposed_by: str
    by: str
    reason: str
    fingerprint: str
    software: str
    is_newest: bool
    document: Document


@dataclass(frozen=True, slots=True)
class Named:
    """Who an entry is, in public."""

    names: tuple[str, ...]
    unit_zh: str
    unit_en: str


NOBODY = Named((), "", "")


def revisions_of(assessment: Assessment) -> tuple[Revision, ...]:
    """Return every revision of a result, newest first. One query."""
    rows = Snapshot.objects.filter(assessment=assessment).select_related("by", "proposal__by").order_by("-revision")
    return tuple(
        Revision(
            number=row.revision,
            kind=SnapshotKind(row.kind),
            at=row.at,
            proposed_by=row.proposal.by.name,
            by=row.by.name,
            reason=row.reason,
            fingerprint=row.fingerprint,
            software=row.software,
            is_newest=not place,
            document=json.loads(row.document),
        )
        for place, row in enumerate(rows)
    )


def named_entries(assessment: Assessment, codes: list[str]) -> dict[str, Named]:
    """Return who the entries of some codes are. Three queries."""
    rows = (
        Entry.objects.filter(campaign=assessment.campaign_id, code__in=codes)
        .select_related("unit")
        .prefetch_related("competitors__person")
    )
    return {row.code: Named(team_of(row), row.unit.name_zh, row.unit.name_en) for row in rows}
