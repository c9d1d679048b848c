"""The objections to a result, and who may object for whom."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from beizhan.core.access import ALLOWED, Deed, Post
from beizhan.core.marking.objections import closes_at
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.results import Objection
from beizhan.models.people import Appointment, Person
from beizhan.queries.marking.results import latest_snapshot_of

_OF_BODY = {Post.UNIT_LEADER: "unit", Post.BASE_MANAGER: "base", Post.LIAISON: "unit__superior"}
"""Where the body of a post stands in the entries it speaks for."""


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """An objection with its ruling, if there is one."""

    id: int
    entry: str
    ground: str
    aspect: str
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


def own_entries_of(assessment: Assessment, person: Person, deed: Deed) -> tuple[Entry, ...]:
    """Return the entries that took part and for which one of a person's posts allows a deed, by code. Four queries."""
    own = spoken_for(person, deed, campaign=assessment.campaign_id, skill=assessment.skill_id)
    rows = Entry.objects.filter(own, links__assessment=assessment).select_related("unit")
    return tuple(rows.prefetch_related("competitors__person").distinct().order_by("code"))


def spoken_for(person: Person, deed: Deed, *, campaign: UUID, skill: int | None = None) -> Q:
    """Return for which entries, of a skill or of all, a post of somebody allows a deed, as a condition. One query.

    A competitor speaks for their own entry, a coach for the coached, a unit leader for those of the unit, a base
    manager for those trained at the base, and a liaison officer for those of the units below their city.
    """
    spoken = {Post.COMPETITOR: Q(competitors__person=person), Post.COACH: Q(coach=person)}
    own = Q(pk__in=())
    for own_post in ALLOWED[deed] & set(spoken):
        own |= spoken[own_post]
    held = Appointment.objects.filter(Q(person=person) | Q(deputy=person), campaign=campaign, end=None)
    for post, body, only in held.filter(post__in=ALLOWED[deed] & set(_OF_BODY)).values_list(
        "post", "body_id", "skill_id"
    ):
        own |= Q(**{_OF_BODY[Post(post)]: body}) & (Q(skill=only) if only else Q())
    return own & Q(campaign=campaign) & (Q(skill=skill) if skill else Q())


def _line(row: Objection) -> ObjectionLine:
    ruling = getattr(row, "ruling", None)
    return ObjectionLine(
        id=row.pk,
        entry=row.entry.code,
        ground=row.ground,
        aspect=str(row.aspect_key or ""),
        text=row.text,
        by=row.by.name,
        at=row.at,
        is_upheld=ruling.is_upheld if ruling else None,
        ruling=ruling.text if ruling else "",
        ruled_by=ruling.by.name if ruling else "",
        ruled_at=ruling.at if ruling else None,
    )
