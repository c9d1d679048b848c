"""The objections to a result, and who may object for whom."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from beizhan.core.objections import closes_at
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.results import Objection
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import entries_for
from beizhan.queries.marking.results import latest_snapshot_of


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection with its ruling, if there is one."""

    id: int
    entry: str
    ground: str
    text: str
    by: str
    at: datetime
    is_upheld: bool | None
    ruling: str
    ruled_by: str
    ruled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ObjectionClock:
    """When the result was published and until when somebody may object."""

    published: datetime
    closes: datetime

    def is_open(self, at: datetime) -> bool:
        """Return whether somebody may still object."""
        return at < self.closes


def clock_of(assessment: Assessment) -> ObjectionClock | None:
    """Return the objection clock of the latest publication. One query."""
    latest = latest_snapshot_of(assessment)
    return ObjectionClock(latest.at, closes_at(latest.at, assessment.objection_minutes)) if latest else None


def objections_of(assessment: Assessment, *, among: set[str] | None = None) -> tuple[ObjectionLine, ...]:
    """Return the objections to a result in the order they came, all of them or those about some entries. One query."""
    rows = Objection.objects.filter(assessment=assessment).select_related("entry", "by", "ruling__by").order_by("pk")
    return tuple(_line(row) for row in rows if among is None or row.entry.code in among)


def own_entries_of(assessment: Assessment, person: Person) -> tuple[Entry, ...]:
    """Return the entries for which a person may speak: as competitor, as coach, or for the unit, its base or its city.

    Six queries.
    """
    bodies = set(
        person.appointments.filter(campaign=assessment.campaign_id, end=None).values_list("body_id", flat=True)
    ) | set(person.deputyships.filter(campaign=assessment.campaign_id, end=None).values_list("body_id", flat=True))
    mine = set(
        Entry.objects.filter(campaign=assessment.campaign_id, skill=assessment.skill_id)
        .filter(
            Q(competitors__person=person)
            | Q(coach=person)
            | Q(unit__in=bodies)
            | Q(base__in=bodies)
            | Q(unit__superior__in=bodies)
        )
        .values_list("pk", flat=True)
    )
    return tuple(entry for entry in entries_for(assessment) if entry.pk in mine)


def _line(row: Objection) -> ObjectionLine:
    ruling = getattr(row, "ruling", None)
    return ObjectionLine(
        id=row.pk,
        entry=row.entry.code,
        ground=row.ground,
        text=row.text,
        by=row.by.name,
        at=row.at,
        is_upheld=ruling.is_upheld if ruling else None,
        ruling=ruling.text if ruling else "",
        ruled_by=ruling.by.name if ruling else "",
        ruled_at=ruling.at if ruling else None,
    )
