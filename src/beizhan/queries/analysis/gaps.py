"""The gap ledger as facts: what is lost where and why, what is done by whom, and what later results show of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from beizhan.core.access import Deed
from beizhan.core.analysis.causes import Answer, Cause, GapState, Share, Won, state_of_gap, won_back
from beizhan.core.analysis.targets import TargetScope
from beizhan.models.analysis.gaps import Gap, GapAnswer
from beizhan.models.campaign import Campaign, Competitor, Entry
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.shares import Sealing, Tested, sealings_of, tested_in
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import Who, who_of


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What was said of a gap at one time; expected marks are hundredths."""

    id: int
    cause: Cause
    text: str
    countermeasure: str
    owner: Who | None
    due: date | None
    expected: int
    is_dropped: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class GapFact:
    """A gap with its answers, latest first, and the shares of its section then and in the newest result since."""

    id: int
    skill: str
    entry: str
    team: tuple[str, ...]
    section: str
    section_name: str
    by: str
    at: datetime
    answers: tuple[AnswerFact, ...]
    shown_by: Sealing | None
    tested_by: Sealing | None
    then: Share | None
    now: Share | None
    won: int | None
    state: GapState

    @property
    def latest(self) -> AnswerFact:
        """What is said of it now."""
        return self.answers[0]

    def is_owned_by(self, person: UUID) -> bool:
        """Return whether somebody is to act on it now."""
        return self.latest.owner is not None and self.latest.owner.id == person

    @property
    def lost(self) -> int | None:
        """The marks lost in the result that showed it, in hundredths; nothing if no result did."""
        return self.then.worth - self.then.mark if self.then else None


def gaps_among(skills: Collection[int], *, at: datetime) -> list[GapFact]:
    """Return every gap of some skills, by skill, entry and section.

    Five queries, and fourteen for each sealed assessment that showed or tested one.
    """
    return _facts(Gap.objects.filter(skill__in=skills), at)


def gaps_for(person: Person, campaign: Campaign, skills: Collection[int], *, at: datetime) -> list[GapFact]:
    """Return the gaps of some skills that somebody may see: all, or those of their own entries and those they own.

    Ten queries, and fourteen for each sealed assessment that showed or tested one.
    """
    duties = duties_of(person, campaign)
    every = [one for one in skills if duties.may(Deed.SEE_ALL_GAPS, one)]
    own = [one for one in skills if one not in every and duties.may(Deed.SEE_OWN_GAPS, one)]
    spoken = Entry.objects.filter(spoken_for(person, Deed.SEE_OWN_GAPS, campaign=campaign.pk))
    seen = Q(skill__in=every) | Q(skill__in=own) & (Q(entry__in=spoken.values("pk")) | Q(answers__owner=person))
    found = _facts(Gap.objects.filter(seen).distinct(), at)
    whole = set(Skill.objects.filter(pk__in=every).values_list("number", flat=True))
    codes = set(spoken.values_list("code", flat=True)) if own else set()
    return [one for one in found if one.skill in whole or one.entry in codes or one.is_owned_by(person.pk)]


def gap_for(person: Person, gap: Gap, *, at: datetime) -> GapFact | None:
    """Return one gap, or nothing if somebody may not see it. As many queries as all of its skill."""
    found = gaps_for(person, gap.skill.campaign, [gap.skill_id], at=at)
    return next((one for one in found if one.id == gap.pk), None)


def _facts(rows: QuerySet[Gap], at: datetime) -> list[GapFact]:
    gaps = list(rows.select_related("skill", "entry", "by").order_by("skill__number", "entry__code", "section", "pk"))
    answers: dict[int, list[AnswerFact]] = defaultdict(list)
    said = GapAnswer.objects.filter(gap__in=[one.pk for one in gaps]).select_related("owner", "by").order_by("-pk")
    for row in said:
        answers[row.gap_id].append(_answer(row))
    teams = _teams_of({one.entry_id for one in gaps if one.entry_id})
    results = _Results(sealings_of({one.skill_id for one in gaps}))
    return [_fact(one, tuple(answers[one.pk]), teams, results, timezone.localdate(at)) for one in gaps]


class _Results:
    """The sealed results of some skills, each counted once and only if a gap asks for it."""

    def __init__(self, sealings: Iterable[Sealing]) -> None:
        self.sealings = {one.id: one for one in sealings}
        self.counted: dict[UUID, Tested] = {}

    def of(self, sealing: Sealing) -> Tested:
        """Return what a sealed result shows."""
        if sealing.id not in self.counted:
            self.counted[sealing.id] = tested_in(sealing)
        return self.counted[sealing.id]

    def since(self, gap: Gap, shown: Sealing | None) -> Sealing | None:
        """Return the newest sealed result after a gap was shown in which its entry, or anybody, took part."""
        entry = gap.entry.code if gap.entry else ""
        later = [
            one
            for one in self.sealings.values()
            if one.skill == gap.skill.number
            and (one.first_day > shown.first_day if shown else one.first_day >= timezone.localdate(gap.at))
            and (not entry or entry in one.entries)
        ]
        return max(later, key=lambda one: one.first_day, default=None)


def _fact(
    row: Gap, answers: tuple[AnswerFact, ...], teams: dict[UUID, tuple[str, ...]], results: _Results, today: date
) -> GapFact:
    shown = results.sealings.get(row.assessment_id) if row.assessment_id else None
    entry = row.entry.code if row.entry else ""
    later = results.since(row, shown)
    part = (TargetScope.SECTION, row.section) if row.section else (TargetScope.TOTAL, "")
    then = results.of(shown).share(entry, part) if shown else None
    now = results.of(later).share(entry, part) if later else None
    won = won_back(then, now) if then and now and now.worth else None
    latest = answers[0]
    said = timezone.localdate(latest.at)
    answer = Answer(
        said, latest.countermeasure, latest.owner is not None, latest.due, latest.expected, latest.is_dropped
    )
    evidence = Won(won, later.first_day) if later and won is not None else None
    return GapFact(
        row.pk,
        row.skill.number,
        entry,
        teams.get(row.entry_id, ()) if row.entry_id else (),
        row.section,
        results.of(shown).names.get(row.section, "") if shown else "",
        row.by.name,
        row.at,
        answers,
        shown,
        later,
        then,
        now,
        won,
        state_of_gap(answer, evidence, at=today),
    )


def _answer(row: GapAnswer) -> AnswerFact:
    return AnswerFact(
        row.pk,
        Cause(row.cause),
        row.text,
        row.countermeasure,
        who_of(row.owner) if row.owner else None,
        row.due,
        row.expected,
        row.is_dropped,
        row.by.name,
        row.at,
    )


def _teams_of(entries: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    rows = Competitor.objects.filter(entry__in=entries).select_related("person").order_by("position")
    for row in rows:
        found[row.entry_id] = (*found.get(row.entry_id, ()), row.person.name)
    return found
