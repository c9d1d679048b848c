"""Where an entry lost marks in its last sealed result: what a new gap begins with."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from beizhan.core.access import Deed, may
from beizhan.core.analysis.targets import TargetScope
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.shares import Sealing, Tested, sealings_of, tested_in
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import Who, posts_of, team_of, who_of


@dataclass(frozen=True, slots=True)
class SectionLoss:
    """A section in the last sealed result: what it was worth, what was lost, and what the best had more; hundredths."""

    section: str
    name: str
    worth: int
    lost: int
    behind: int


@dataclass(frozen=True, slots=True)
class EntryLosses:
    """An entry that gaps can be recorded of, and its losses by section, the greatest first; none without a result."""

    code: str
    team: tuple[str, ...]
    coach: Who | None
    sealing: Sealing | None
    sections: tuple[SectionLoss, ...]


def losses_for(person: Person, skill: Skill) -> list[EntryLosses]:
    """Return the entries somebody may record a gap of, each with its losses in its last sealed result.

    Seven queries, and fourteen for each sealed assessment that is an entry's last.
    """
    rows = Entry.objects.filter(skill=skill, withdrawal=None)
    if not may(posts_of(person, campaign=skill.campaign, skill=skill), Deed.SEE_ALL_GAPS):
        own = spoken_for(person, Deed.SEE_OWN_GAPS, campaign=skill.campaign_id, skill=skill.pk)
        rows = rows.filter(own)
    entries = rows.select_related("coach").prefetch_related("competitors__person").distinct().order_by("code")
    sealings = sealings_of([skill.pk])
    last = {one.code: _last_of(one.code, sealings) for one in entries}
    tested = {one.id: tested_in(one) for one in {found for found in last.values() if found}}
    return [_losses(one, last[one.code], tested) for one in entries]


def _last_of(entry: str, sealings: Collection[Sealing]) -> Sealing | None:
    took_part = [one for one in sealings if entry in one.entries]
    return took_part[-1] if took_part else None


def _losses(row: Entry, sealing: Sealing | None, tested: dict[UUID, Tested]) -> EntryLosses:
    return EntryLosses(
        row.code,
        team_of(row),
        who_of(row.coach) if row.coach else None,
        sealing,
        _sections(row.code, tested[sealing.id]) if sealing else (),
    )


def _sections(entry: str, tested: Tested) -> tuple[SectionLoss, ...]:
    found = []
    for part, own in tested.shares.get(entry, {}).items():
        scope, section = part
        best = tested.share("", part)
        if scope is TargetScope.SECTION and section and best:
            name = tested.names.get(section, "")
            found.append(SectionLoss(section, name, own.worth, own.worth - own.mark, best.mark - own.mark))
    return tuple(sorted(found, key=lambda one: (-one.lost, one.section)))
