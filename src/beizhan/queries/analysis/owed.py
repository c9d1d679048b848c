"""What somebody owes the analysis: gaps to act on, next steps, reports; and for leaders, judges to be asked."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from beizhan.core.access import Deed
from beizhan.core.analysis.clocks import Due, MissionState, due_of
from beizhan.core.analysis.contacts import ContactState
from beizhan.core.documents.inbox import PATIENCE
from beizhan.core.follow_through.links import CLOCK, Lamp, Stand
from beizhan.core.gaps.ledger import SETTLED
from beizhan.models.analysis.contacts import Contact
from beizhan.models.analysis.gaps import Gap
from beizhan.models.analysis.missions import Mission
from beizhan.models.campaign import Campaign
from beizhan.models.documents.changes import Change
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.contacts import ContactFact, contacts_among
from beizhan.queries.analysis.gaps.gaps import GapFact, gaps_for
from beizhan.queries.analysis.hints import HintLine, hints_of
from beizhan.queries.analysis.missions import MissionFact, missions_among
from beizhan.queries.documents.following import GENERAL, changes_among, standing_without_tests
from beizhan.queries.documents.inbox import items_owned_by, tells_withdrawal
from beizhan.queries.marking.duties import Duties, duties_of


class OwedKind(StrEnum):
    """What is owed."""

    GAP = "gap"
    CONTACT = "contact"
    REPORT = "report"
    RECUSAL = "recusal"
    DECISION = "decision"
    COUNTERMEASURE = "countermeasure"
    ITEM = "item"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Owed:
    """Something somebody must do, by when, and the screen where it is done with its arguments."""

    kind: OwedKind
    on: str
    due: date | None
    is_overdue: bool
    target: tuple[str, ...]
    count: int = 1


_WAITING = (MissionState.DUE, MissionState.OVERDUE)
_NEAR = (Due.OVERDUE, Due.SOON)


def owed_by(person: Person, campaign: Campaign, *, at: datetime) -> list[Owed]:
    """Return what somebody must do now or within three days, what is late first.

    Six queries, and those of the gaps, contacts, missions, views and changes in the skills where they owe anything.
    """
    duties, today = duties_of(person, campaign), timezone.localdate(at)
    numbers = dict(Skill.objects.filter(campaign=campaign).values_list("pk", "number"))

    def owing(rows: QuerySet[Any], *deeds: Deed) -> list[int]:
        found = set(rows.values_list("skill_id", flat=True))
        return [pk for pk in numbers if pk in found and any(duties.may(deed, pk) for deed in deeds)]

    gaps = owing(Gap.objects.filter(answers__owner=person), Deed.SEE_ALL_GAPS, Deed.SEE_OWN_GAPS)
    contacts = owing(Contact.objects.filter(steps__owner=person), Deed.SEE_CONTACTS)
    missions = owing(Mission.objects.filter(traveller=person), Deed.SEE_MISSIONS)
    hinted = [pk for pk in numbers if duties.may(Deed.SEE_RECUSAL_HINTS, pk)]
    found = (
        *_gaps(gaps_for(person, campaign, gaps, at=at) if gaps else (), person, today),
        *_contacts(contacts_among(contacts, at=at) if contacts else (), person),
        *_reports(missions_among(missions, at=at) if missions else (), person),
        *_recusals(hints_of(hinted) if hinted else ()),
        *_changes(person, campaign, duties, at),
        *_items(person, campaign, at),
    )
    return sorted(found, key=lambda one: (not one.is_overdue, one.due or date.max, one.on))


def _gaps(gaps: Iterable[GapFact], person: Person, today: date) -> Iterator[Owed]:
    for one in gaps:
        near, due = due_of(one.latest.due, at=today), one.latest.due
        if one.is_owned_by(person.pk) and one.state not in SETTLED and near in _NEAR:
            yield Owed(OwedKind.GAP, one.latest.text, due, near is Due.OVERDUE, ("gap", one.skill, str(one.id)))


def _contacts(contacts: Iterable[ContactFact], person: Person) -> Iterator[Owed]:
    for one in contacts:
        step, late = one.latest, one.state is ContactState.OVERDUE
        if step.owner and step.owner.id == person.pk and (late or one.state is ContactState.SOON):
            yield Owed(OwedKind.CONTACT, step.text, step.due, late, ("contact", one.skill, str(one.id)))


def _reports(missions: Iterable[MissionFact], person: Person) -> Iterator[Owed]:
    for one in missions:
        if one.traveller.id == person.pk and one.state in _WAITING:
            late, target = one.state is MissionState.OVERDUE, ("report_mission", one.skill, str(one.id))
            yield Owed(OwedKind.REPORT, one.name, one.due, late, target)


def _recusals(hints: Iterable[HintLine]) -> Iterator[Owed]:
    for one in hints:
        yield Owed(OwedKind.RECUSAL, f"{one.judge} · {one.entry}", None, False, ("panel", str(one.assessment)))


def _changes(person: Person, campaign: Campaign, duties: Duties, at: datetime) -> Iterator[Owed]:
    """Yield for each skill that changes wait for a decision, and each countermeasure of somebody that is in no plan."""
    changed = _skills_with_changes(campaign)
    deciding = [pk for pk in changed if duties.may(Deed.DECIDE_CHANGE, pk)]
    seen = [pk for pk in changed if duties.may(Deed.SEE_CHANGES, pk)]
    if not seen:
        return
    numbers = set(Skill.objects.filter(pk__in=[pk for pk in deciding if pk]).values_list("number", flat=True))
    undecided: dict[str, list[datetime]] = defaultdict(list)
    for one in changes_among(campaign, [pk for pk in seen if pk], general=None in seen):
        found = standing_without_tests(one, at=at)
        if found.stand is Stand.FOUND and (one.skill in numbers or (one.skill == GENERAL and None in deciding)):
            undecided[one.skill].append(one.at)
        elif found.stand is Stand.DECIDED and one.decision and one.is_owned_by(person.pk):
            due, words = one.decision.due, f"{one.where} · {one.decision.words}"
            yield Owed(OwedKind.COUNTERMEASURE, words, due, found.lamp is Lamp.RED, ("change_way", str(one.id)))
    for skill, found_at in undecided.items():
        until = min(found_at) + CLOCK
        on, count = "" if skill == GENERAL else skill, len(found_at)
        yield Owed(OwedKind.DECISION, on, timezone.localdate(until), until < at, ("changes",), count)


def _items(person: Person, campaign: Campaign, at: datetime) -> Iterator[Owed]:
    """Yield the items of the inbox that somebody owns and has not answered. Two queries."""
    for one in items_owned_by(person, campaign):
        until = one.at + PATIENCE
        kind = OwedKind.WITHDRAWN if tells_withdrawal(one) else OwedKind.ITEM
        yield Owed(kind, one.title, timezone.localdate(until), until < at, ("inbox_item", str(one.pk)))


def _skills_with_changes(campaign: Campaign) -> list[int | None]:
    """Return the skills with changes; None stands for documents of the whole competition. One query."""
    rows = Change.objects.filter(new__document__campaign=campaign)
    return list(rows.values_list("new__document__skill_id", flat=True).distinct())
