"""The closed chain: every change with its decision, the plans that took it up, and the tests that met it afterwards.

Nobody names the tests: each published assessment that was held after a plan took the change up and that holds what the
change touches is one, and what its marks show is computed.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.utils import timezone

from beizhan.core.access import Deed
from beizhan.core.follow_through.evidence import Evidence, Marked, Verdict, evidence_of
from beizhan.core.follow_through.facts import Trial
from beizhan.core.follow_through.funnel import Funnel, funnels_of
from beizhan.core.follow_through.links import Standing, standing_of
from beizhan.core.follow_through.touching import Touchable, touched_aspects
from beizhan.core.gaps.readings import Reading
from beizhan.models.campaign import Campaign, Entry
from beizhan.models.documents.changes import Change
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.readings import Tests, tests_of
from beizhan.queries.analysis.shares import Sealing
from beizhan.queries.documents.following import GENERAL, ChangeFact, changes_among, thread_of
from beizhan.queries.documents.touchables import touchables_of
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.publishing.objections import spoken_for

NOTHING_BEFORE = Evidence(Verdict.NOTHING_ALIKE)


@dataclass(frozen=True, slots=True)
class TrialFact:
    """An assessment that met what a change touches: whose marks it shows, beside which one before, and what of it."""

    after: Sealing
    before: Sealing | None
    entries: tuple[str, ...]
    at: datetime
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Way:
    """A change on its way, with where it stands now; ``plans`` are those of all who stand, by their entries."""

    change: ChangeFact
    standing: Standing
    trials: tuple[TrialFact, ...]
    touched: frozenset[str]
    plans: frozenset[str]

    @property
    def proof(self) -> TrialFact | None:
        """The first test that showed it."""
        return next((one for one in self.trials if one.evidence.shown), None)


def ways_for(person: Person, campaign: Campaign, *, at: datetime) -> list[Way]:
    """Return the way of every change that somebody may see, in the order found; what is of all skills sees everybody.

    Seven queries, six more if any plan took a change up, and fourteen for each published assessment not yet counted.
    """
    duties = duties_of(person, campaign)
    skills = list(Skill.objects.filter(campaign=campaign).values_list("pk", flat=True))
    seen = [pk for pk in skills if duties.may(Deed.SEE_CHANGES, pk)]
    return ways_among(campaign, seen, general=duties.may_of(Deed.SEE_CHANGES, None), at=at)


def way_for(person: Person, change: Change, *, at: datetime) -> Way | None:
    """Return the way of one change, or nothing if somebody may not see it. As many queries as all of its skill."""
    document = change.new.document
    if not duties_of(person, document.campaign).may_of(Deed.SEE_CHANGES, document.skill_id):
        return None
    skills = [document.skill_id] if document.skill_id else []
    ways = ways_among(document.campaign, skills, general=not skills, at=at)
    return next(one for one in ways if one.change.id == change.pk)


def own_codes_of(person: Person, change: Change, every: Deed, own_only: Deed) -> frozenset[str] | None:
    """Return for which entries somebody may look at something around a change; None means for all. Three queries."""
    document = change.new.document
    if duties_of(person, document.campaign).may(every, document.skill_id):
        return None
    own = spoken_for(person, own_only, campaign=document.campaign_id)
    return frozenset(Entry.objects.filter(own).values_list("code", flat=True))


def ways_among(campaign: Campaign, skills: Collection[int], *, general: bool = False, at: datetime) -> list[Way]:
    """Return the way of every change of some skills.

    Four queries, one more where a plan took one up, and those of the tests where it is said what that touches.
    """
    changes, at = changes_among(campaign, skills, general=general), timezone.localtime(at)
    taken_up = [one for one in changes if one.absorptions]
    plans = _plans_by_skill(campaign) if taken_up else {}
    numbers = {one.skill for one in taken_up if one.touches}
    found = Skill.objects.filter(campaign=campaign, number__in=numbers).values_list("pk", flat=True)
    keys = list(found) if numbers else []
    if not keys:
        return [_way(one, (), frozenset(), plans.get(one.skill, frozenset()), at) for one in changes]
    tests, aspects = tests_of(keys), touchables_of(keys)
    return [_followed(one, tests, aspects.get(one.skill, ()), plans.get(one.skill, frozenset()), at) for one in changes]


def _plans_by_skill(campaign: Campaign) -> Mapping[str, frozenset[str]]:
    """Return the entries of each skill that are not out, and of all skills under ``GENERAL``. One query."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Entry.objects.filter(campaign=campaign, withdrawal=None, next_posts=None)
    for number, code in rows.values_list("skill__number", "code"):
        found[number].add(code)
        found[GENERAL].add(code)
    return {number: frozenset(codes) for number, codes in found.items()}


def funnels_over(ways: Sequence[Way], *, at: datetime) -> tuple[Funnel, ...]:
    """Return the funnel of each skill that has changes, and of everything at the end."""
    return funnels_of([one.standing for one in ways], at)


def _followed(
    change: ChangeFact, tests: Tests, aspects: Sequence[Touchable], plans: frozenset[str], at: datetime
) -> Way:
    touched = touched_aspects(change.touches, aspects)
    return _way(change, _trials_of(change, tests, touched) if touched else (), touched, plans, at)


def _way(
    change: ChangeFact, trials: tuple[TrialFact, ...], touched: frozenset[str], plans: frozenset[str], at: datetime
) -> Way:
    told = tuple(Trial(str(change.id), str(one.after.id), one.at, one.evidence.shown) for one in trials)
    whole = replace(thread_of(change), trials=told, plans=plans)
    return Way(change, standing_of(whole, at), trials, touched, plans)


def _trials_of(change: ChangeFact, tests: Tests, touched: frozenset[str]) -> tuple[TrialFact, ...]:
    """Return what each test after the first absorption shows of those whose plans had taken the change up by then."""
    counted = [one for one in change.absorptions if change.decision and one.at >= change.decision.at]
    found = []
    for after in tests.assessments.values():
        held = _held(after.first_day)
        entries = tuple(sorted({one.plan for one in counted if one.at <= held} & after.entries))
        if entries and touched & _aspects_in(tests, after, entries):
            first = min(one.at for one in counted if one.plan in entries)
            found.append(_trial(tests, after, entries, first, touched))
    return tuple(found)


def _trial(
    tests: Tests, after: Sealing, entries: tuple[str, ...], first: datetime, touched: frozenset[str]
) -> TrialFact:
    """Return what a test shows beside the last one before the plan that holds the same people."""
    earlier = [one for one in tests.assessments.values() if _held(one.first_day) < first and one.entries & set(entries)]
    alike = [one for one in earlier if touched & _aspects_in(tests, one, entries)]
    before = alike[-1] if alike else None
    evidence = NOTHING_BEFORE
    if before is not None:
        evidence = evidence_of(_marked(tests, before, entries), _marked(tests, after, entries), touched)
    return TrialFact(after, before, entries, _held(after.first_day), evidence)


def _held(day: date) -> datetime:
    """Return when an assessment begins to count as held: its first day, at midnight of the campaign's clock."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def _readings(tests: Tests, sealing: Sealing, entries: Collection[str]) -> Mapping[str, Reading]:
    """Return the reading of everything marked, of each of some entries that took part."""
    wanted = str(sealing.id)
    return {code: one for code in entries for one in tests.of(code) if (one.assessment, one.section) == (wanted, "")}


def _aspects_in(tests: Tests, sealing: Sealing, entries: Collection[str]) -> set[str]:
    return {mark.key for one in _readings(tests, sealing, entries).values() for mark in one.aspects}


def _marked(tests: Tests, sealing: Sealing, entries: Collection[str]) -> Marked:
    readings = _readings(tests, sealing, entries)
    aspects = next(iter(readings.values())).aspects
    return Marked(
        str(sealing.id),
        tuple(readings),
        tuple(one.key for one in aspects),
        tuple(one.full for one in aspects),
        tuple(tuple(one.mark for one in reading.aspects) for reading in readings.values()),
    )
