"""The inbox: what waits, for whom, for how long, and what became of the rest."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from beizhan.core.documents.inbox import ItemClock, ItemState, clock_of
from beizhan.core.documents.watching import Outcome
from beizhan.models.campaign import Campaign
from beizhan.models.documents.watch import Handover, InboxItem
from beizhan.models.people import Person
from beizhan.queries.people import Which


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item: what came, from where, who forwarded it (nobody: the watch), who owns it, and its clock.

    ``is_withdrawn`` says that nothing came: the file is no more on the list that led to it.
    """

    id: int
    title: str
    file_name: str
    found_in: str
    skill: Which | None
    owner_id: UUID
    owner: str
    forwarded_by: str
    at: datetime
    clock: ItemClock
    fingerprint: str
    edition: int | None
    reason: str
    is_withdrawn: bool


def items_of(campaign: Campaign, skills: Collection[int], *, at: datetime) -> list[ItemLine]:
    """Return the inbox of the whole competition and of these skills, what waits longest first. Two queries."""
    rows = InboxItem.objects.filter(Q(skill=None) | Q(skill__in=skills), campaign=campaign)
    found = list(rows.select_related("skill", "owner", "by", "look", "answer__edition").order_by("at", "pk"))
    owners = {}
    for one in Handover.objects.filter(item__in=found).select_related("owner").order_by("at", "pk"):
        owners[one.item_id] = one.owner
    lines = [_line(row, owners.get(row.pk, row.owner), at) for row in found]
    waiting = {ItemState.WAITING, ItemState.SOON, ItemState.LATE}
    return sorted(lines, key=lambda line: (line.clock.state not in waiting, line.clock.until))


def items_owned_by(person: Person, campaign: Campaign) -> list[InboxItem]:
    """Return the items that wait for somebody, whoever owned them before, what waits longest first. Two queries."""
    waiting = InboxItem.objects.filter(campaign=campaign, answer=None)
    mine = Q(owner=person) | Q(handovers__owner=person)
    rows = list(waiting.filter(mine).select_related("look").distinct().order_by("at", "pk"))
    owners = dict(Handover.objects.filter(item__in=rows).order_by("at", "pk").values_list("item", "owner"))
    return [row for row in rows if owners.get(row.pk, row.owner_id) == person.pk]


def tells_withdrawal(row: InboxItem) -> bool:
    """Return whether an item tells that a file left its list, and nothing came. No query if its look is there."""
    return row.look is not None and row.look.outcome == Outcome.WITHDRAWN


def _line(row: InboxItem, owner: Person, at: datetime) -> ItemLine:
    answer = getattr(row, "answer", None)
    answered = None if answer is None else answer.edition_id is not None
    return ItemLine(
        row.pk,
        row.title,
        row.file_name,
        row.found_in,
        Which(row.skill.number, row.skill.name_zh, row.skill.name_en) if row.skill else None,
        owner.pk,
        owner.name,
        row.by.name if row.by else "",
        row.at,
        clock_of(row.at, at=at, answered=answered),
        row.original_id,
        answer.edition_id if answer else None,
        answer.reason if answer else "",
        tells_withdrawal(row),
    )
