"""The contact plan: what is to be asked of whom, what comes next, and what is late."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.core.analysis.contacts import ContactKind, ContactState, contact_state_of
from beizhan.models.analysis.contacts import Contact, ContactStep
from beizhan.queries.people import Who, who_of


@dataclass(frozen=True, slots=True)
class StepFact:
    """A step of a contact as it was said."""

    text: str
    owner: Who | None
    due: date | None
    is_closed: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A planned contact with its steps, latest first."""

    id: int
    skill: str
    kind: ContactKind
    with_whom: str
    subject: str
    state: ContactState
    steps: tuple[StepFact, ...]

    @property
    def latest(self) -> StepFact:
        """What comes next, or what came of it."""
        return self.steps[0]


_ORDER = tuple(ContactState)


def contacts_among(skills: Collection[int], *, at: datetime) -> list[ContactFact]:
    """Return the contacts planned in some skills, those that are late first. Two queries."""
    rows = list(Contact.objects.filter(skill__in=skills).select_related("skill").order_by("pk"))
    steps: dict[int, list[StepFact]] = defaultdict(list)
    said = ContactStep.objects.filter(contact__in=rows).select_related("owner", "by").order_by("-pk")
    for one in said:
        owner = who_of(one.owner) if one.owner else None
        steps[one.contact_id].append(StepFact(one.text, owner, one.due, one.is_closed, one.by.name, one.at))
    found = [_fact(row, tuple(steps[row.pk]), timezone.localdate(at)) for row in rows]
    return sorted(found, key=lambda one: (_ORDER.index(one.state), one.latest.due or date.max, one.id))


def _fact(row: Contact, steps: tuple[StepFact, ...], today: date) -> ContactFact:
    state = contact_state_of(steps[0].due, is_closed=steps[0].is_closed, at=today)
    return ContactFact(row.pk, row.skill.number, ContactKind(row.kind), row.with_whom, row.subject, state, steps)
