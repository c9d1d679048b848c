"""The gap ledger as facts: what is lost where and why, what is done by whom, and what the next test shows of it."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from beizhan.core.access import Deed
from beizhan.core.analysis.targets import Share
from beizhan.core.gaps.ledger import LedgerRow, Light, State, ledger_of
from beizhan.core.gaps.verifying import Noise
from beizhan.models.analysis.gaps import Gap, GapAnswer
from beizhan.models.campaign import Campaign, Competitor, Entry
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.countermeasures import AnswerFact, answer_of, gap_of
from beizhan.queries.analysis.gaps.full_marks import FullMarks, full_marks_in
from beizhan.queries.analysis.gaps.readings import Tests, tests_of
from beizhan.queries.analysis.shares import Sealing
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import Where, where_of
from beizhan.queries.skills import SectionLine

NO_NOISE = Noise()
"""Nothing is fitted yet: how much a section varies by itself is not known, and the ledger says so."""


@dataclass(frozen=True, slots=True)
class GapFact:
    """A gap with its answers, latest first, its row of the ledger, and the tests that its figures rest on.

    ``then`` is the share of its section in the result that showed it; ``before`` and ``after`` are the two tests that
    its verification compares.
    """

    id: int
    skill: str
    entry: str
    base: Where | None
    team: tuple[str, ...]
    section: str
    section_line: SectionLine | None
    by: str
    at: datetime
    answers: tuple[AnswerFact, ...]
    shown_by: Sealing | None
    then: Share | None
    row: LedgerRow
    before: Sealing | None
    after: Sealing | None

    @property
    def latest(self) -> AnswerFact:
        """What is said of it now."""
        return self.answers[0]

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.row.state

    @property
    def light(self) -> Light:
        """Its colour."""
        return self.row.light

    @property
    def rise(self) -> int | None:
        """What the next test shows, in hundredths; nothing before it is tested."""
        return self.row.verification.rise.marks if self.row.verification.rise else None

    def is_owned_by(self, person: UUID) -> bool:
        """Return whether somebody is to act on it now."""
        return self.latest.owner is not None and self.latest.owner.id == person

    @property
    def lost(self) -> int | None:
        """The marks lost in the result that showed it, in hundredths; nothing if no result did."""
        return self.then.worth - self.then.mark if self.then else None


def gaps_among(skills: Collection[int], *, at: datetime) -> list[GapFact]:
    """Return every gap of some skills, by skill, entry and section.

    Seven queries, three for each skill that has gaps, and fourteen for each published assessment not counted before.
    """
    return _facts(Gap.objects.filter(skill__in=skills), at)


def gaps_for(person: Person, campaign: Campaign, skills: Collection[int], *, at: datetime) -> list[GapFact]:
    """Return the gaps of some skills that somebody may see: all, or those of their own entries and those they own.

    Four queries more than those of all.
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


@dataclass(frozen=True, slots=True)
class _Around:
    """What every gap of some skills is told with."""

    tests: Tests
    full: Mapping[int, FullMarks]
    answers: Mapping[int, tuple[AnswerFact, ...]]
    teams: Mapping[UUID, tuple[str, ...]]


def _facts(rows: QuerySet[Gap], at: datetime) -> list[GapFact]:
    related = rows.select_related("skill", "entry__base", "by")
    gaps = list(related.order_by("skill__number", F("entry__code").asc(nulls_first=True), "section", "pk"))
    tests = tests_of({one.skill_id for one in gaps})
    skills = {one.skill_id: one.skill for one in gaps}
    around = _Around(
        tests,
        {key: full_marks_in(skill, tests) for key, skill in skills.items()},
        _answers_of(gaps),
        _teams_of({one.entry_id for one in gaps if one.entry_id}),
    )
    today = timezone.localdate(at)
    asked = [gap_of(one, around.answers[one.pk], around.full[one.skill_id].of(one.section)) for one in gaps]
    ledger = ledger_of(asked, tests.readings, noise=NO_NOISE, at=today)
    return [_fact(one, row, around) for one, row in zip(gaps, ledger, strict=True)]


def _fact(row: Gap, ledger: LedgerRow, around: _Around) -> GapFact:
    tests, rise = around.tests, ledger.verification.rise
    shown, entry = str(row.assessment_id or ""), row.entry
    return GapFact(
        row.pk,
        row.skill.number,
        entry.code if entry else "",
        where_of(entry.base) if entry and entry.base else None,
        around.teams.get(entry.pk, ()) if entry else (),
        row.section,
        around.full[row.skill_id].line(row.section),
        row.by.name,
        row.at,
        around.answers[row.pk],
        tests.assessments.get(shown),
        tests.share(shown, entry.code if entry else "", row.section),
        ledger,
        tests.assessments[rise.before] if rise else None,
        tests.assessments[rise.after] if rise else None,
    )


def _answers_of(gaps: Collection[Gap]) -> dict[int, tuple[AnswerFact, ...]]:
    found: dict[int, list[AnswerFact]] = defaultdict(list)
    said = GapAnswer.objects.filter(gap__in=[one.pk for one in gaps]).select_related("owner", "by").order_by("-pk")
    for row in said:
        found[row.gap_id].append(answer_of(row))
    return {key: tuple(some) for key, some in found.items()}


def _teams_of(entries: Collection[UUID]) -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    rows = Competitor.objects.filter(entry__in=entries).select_related("person").order_by("position")
    for row in rows:
        found[row.entry_id] = (*found.get(row.entry_id, ()), row.person.name)
    return found
