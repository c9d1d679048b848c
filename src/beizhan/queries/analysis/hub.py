"""The analysis of each skill at a glance: what is open, what is late, what grew stale, and what is not known at all."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from beizhan.core.access import Deed
from beizhan.core.analysis.clocks import MissionState
from beizhan.core.analysis.contacts import ContactState
from beizhan.core.analysis.sources import Freshness
from beizhan.core.gaps.ledger import State
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.contacts import ContactFact, contacts_among
from beizhan.queries.analysis.gaps.gaps import GapFact, gaps_for
from beizhan.queries.analysis.hints import HintLine, hints_of
from beizhan.queries.analysis.meetings import MeetingLine, meetings_of
from beizhan.queries.analysis.missions import MissionFact, missions_among
from beizhan.queries.analysis.rivals import RivalFact, rivals_among
from beizhan.queries.analysis.views import NO_VIEWS, ViewCounts, ViewLine, view_counts_of, views_for
from beizhan.queries.campaign import which_of
from beizhan.queries.marking.duties import Duties, duties_of
from beizhan.queries.people import Which

_GAPS = (Deed.SEE_ALL_GAPS, Deed.SEE_OWN_GAPS)


@dataclass(frozen=True, slots=True)
class SkillHub:
    """What somebody may know of the analysis of a skill; what is not for them is nothing, not zero."""

    skill: Which
    gaps: tuple[GapFact, ...] | None
    rivals: tuple[RivalFact, ...] | None
    views: tuple[ViewLine, ...] | None
    view_counts: ViewCounts | None
    contacts: tuple[ContactFact, ...] | None
    missions: tuple[MissionFact, ...] | None
    meetings: tuple[MeetingLine, ...] | None
    hints: tuple[HintLine, ...]

    @property
    def gap_states(self) -> Mapping[State, int]:
        """How many gaps stand at each state."""
        return Counter(one.state for one in self.gaps or ())

    @property
    def rival_ages(self) -> Mapping[Freshness, int]:
        """How many rivals are known freshly, known of old, or not known."""
        return Counter(one.age for one in self.rivals or ())

    @property
    def contact_states(self) -> Mapping[ContactState, int]:
        """How many contacts stand at each state."""
        return Counter(one.state for one in self.contacts or ())

    @property
    def mission_states(self) -> Mapping[MissionState, int]:
        """How many missions stand at each state."""
        return Counter(one.state for one in self.missions or ())


def hubs_for(person: Person, campaign: Campaign, *, at: datetime, only: str = "") -> list[SkillHub]:
    """Return the analysis of every skill, or of one, that somebody may see, by number.

    Twenty-three queries, fourteen for each sealed assessment that showed or tested a gap, and those of the hints.
    """
    duties = duties_of(person, campaign)
    rows = Skill.objects.filter(campaign=campaign).order_by("number")
    sight = _Sight(duties, [row for row in rows if duties.may(Deed.SEE_ANALYSIS, row.pk) and only in ("", row.number)])
    gaps, rivals, counts = sight.of(*_GAPS), sight.of(Deed.SEE_RIVALS), sight.of(Deed.SEE_VIEW_COUNTS)
    views, contacts = sight.of(Deed.SEE_VIEWS), sight.of(Deed.SEE_CONTACTS)
    missions, meetings = sight.of(Deed.SEE_MISSIONS), sight.of(Deed.SEE_MEETINGS)
    found = _Found(
        _by_skill(gaps_for(person, campaign, list(gaps.values()), at=at), gaps),
        _by_skill(rivals_among(rivals.values(), at=at), rivals),
        _by_skill(views_for(person, views.values(), at=at), views),
        dict.fromkeys(counts, NO_VIEWS) | view_counts_of(counts.values(), at=at),
        _by_skill(contacts_among(contacts.values(), at=at), contacts),
        _by_skill(missions_among(missions.values(), at=at), missions),
        _meetings_by_skill(meetings_of(campaign, meetings.values()), meetings),
        _by_skill(hints_of(sight.of(Deed.SEE_RECUSAL_HINTS).values()), sight.of(Deed.SEE_RECUSAL_HINTS)),
    )
    return [_hub(which_of(row), found) for row in sight.skills]


class _OfSkill(Protocol):
    @property
    def skill(self) -> str: ...


T = TypeVar("T", bound=_OfSkill)
BySkill = dict[str, tuple[T, ...]]


@dataclass(frozen=True, slots=True)
class _Sight:
    """The skills that somebody may look into, and what they may do in each."""

    duties: Duties
    skills: list[Skill]

    def of(self, *deeds: Deed) -> dict[str, int]:
        """Return the skills, by number, in which one of some deeds is allowed."""
        return {row.number: row.pk for row in self.skills if any(self.duties.may(deed, row.pk) for deed in deeds)}


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found, by the number of the skill; a skill into which one may not look is not in it."""

    gaps: BySkill[GapFact]
    rivals: BySkill[RivalFact]
    views: BySkill[ViewLine]
    counts: dict[str, ViewCounts]
    contacts: BySkill[ContactFact]
    missions: BySkill[MissionFact]
    meetings: dict[str, tuple[MeetingLine, ...]]
    hints: BySkill[HintLine]


def _hub(skill: Which, found: _Found) -> SkillHub:
    number = skill.number
    return SkillHub(
        skill,
        found.gaps.get(number),
        found.rivals.get(number),
        found.views.get(number),
        found.counts.get(number),
        found.contacts.get(number),
        found.missions.get(number),
        found.meetings.get(number),
        found.hints.get(number, ()),
    )


def _by_skill(rows: Iterable[T], skills: Iterable[str]) -> BySkill[T]:
    found: dict[str, list[T]] = {number: [] for number in skills}
    for row in rows:
        found[row.skill].append(row)
    return {number: tuple(own) for number, own in found.items()}


def _meetings_by_skill(rows: Iterable[MeetingLine], skills: Iterable[str]) -> dict[str, tuple[MeetingLine, ...]]:
    listed = list(rows)
    return {
        number: tuple(one for one in listed if number in {which.number for which in one.skills}) for number in skills
    }
