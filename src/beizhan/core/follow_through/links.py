"""Where a change stands on its way from found to verified, for how long, and what was said about it out of order."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from beizhan.core.faults import Fault, error
from beizhan.core.follow_through.facts import Absorption, Answer, Decision, Found, PlanVersion, Trial

CLOCK = timedelta(hours=72)
"""So long a change may stand without a signed decision."""

SHORTEST_WORDS = 4
"""Characters that a decision needs at least to say anything."""

FOLLOWING_FAULTS = (
    "change_unknown",
    "decision_unsigned",
    "decision_without_words",
    "decision_before_finding",
    "countermeasure_without_due",
    "countermeasure_without_owner",
    "version_without_reason",
)
"""Every code that this module may give."""


class Stand(StrEnum):
    """How far a change has come."""

    FOUND = "found"
    DECIDED = "decided"
    ABSORBED = "absorbed"
    TESTED = "tested"
    VERIFIED = "verified"
    NO_IMPACT = "no_impact"


class Lamp(StrEnum):
    """How it looks from above; nothing is green that is not closed."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"


CLOSED = frozenset((Stand.VERIFIED, Stand.NO_IMPACT))
"""Where nothing is left to be done."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A change with everything that was said about it, and the plans that should take it up: of all who stand."""

    found: Found
    decisions: tuple[Decision, ...] = ()
    absorptions: tuple[Absorption, ...] = ()
    trials: tuple[Trial, ...] = ()
    plans: AbstractSet[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a change stands.

    Parameters
    ----------
    change, skill : str
        The change and its skill.
    stand : Stand
        How far it has come.
    since : datetime
        When it came there.
    lamp : Lamp
        Red if the clock has run out or a date has passed; never green while a plan lacks it.
    lacking : tuple of str
        The plans that have not taken it up, once one has.
    """

    change: str
    skill: str
    stand: Stand
    since: datetime
    lamp: Lamp
    lacking: tuple[str, ...] = ()

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to be done."""
        return self.lamp is Lamp.GREEN

    def age(self, at: datetime) -> timedelta:
        """Return how long the next link has been open; nothing is open of a change that is closed."""
        return timedelta(0) if self.is_closed else at - self.since


def standing_of(thread: Thread, at: datetime) -> Standing:
    """Return where a change stands at a moment; what was said later is not known yet.

    Parameters
    ----------
    thread : Thread
        The change and what was said about it.
    at : datetime
        The moment, in the time zone by whose days dates are kept.

    Notes
    -----
    The latest decision counts. A version of a plan that came before it absorbs nothing, nor does a trial count that was
    held before the version.
    """
    stand, since, due = Stand.FOUND, thread.found.at, None
    lacking: tuple[str, ...] = ()
    decision = _latest([one for one in thread.decisions if one.at <= at])
    if decision is not None:
        stand, since, due = Stand.DECIDED, decision.at, decision.due
        if decision.answer is Answer.NO_IMPACT:
            stand = Stand.NO_IMPACT
        elif absorbed := [one for one in thread.absorptions if decision.at <= one.at <= at]:
            first = min(absorbed, key=lambda one: one.at)
            stand, since = _tested(thread, first, at)
            lacking = tuple(sorted(thread.plans - {one.plan for one in absorbed}))
    late = due is not None and at.date() > due and stand is Stand.DECIDED
    lamp = Lamp.AMBER if lacking else _lamp(stand, at - since, late=late)
    return Standing(thread.found.change, thread.found.skill, stand, since, lamp, lacking)


def _tested(thread: Thread, absorbed: Absorption, at: datetime) -> tuple[Stand, datetime]:
    held = sorted((one for one in thread.trials if absorbed.at <= one.at <= at), key=lambda one: one.at)
    for trial in held:
        if trial.shown:
            return Stand.VERIFIED, trial.at
    told = [trial for trial in held if trial.shown is not None]
    return (Stand.TESTED, told[-1].at) if told else (Stand.ABSORBED, absorbed.at)


def _lamp(stand: Stand, open_for: timedelta, *, late: bool) -> Lamp:
    if stand in CLOSED:
        return Lamp.GREEN
    return Lamp.RED if late or (stand is Stand.FOUND and open_for > CLOCK) else Lamp.AMBER


def _latest(decisions: Sequence[Decision]) -> Decision | None:
    return max(decisions, key=lambda one: one.at, default=None)


def faults_of_version(version: PlanVersion, known: frozenset[str]) -> tuple[Fault, ...]:
    """Return what is wrong with a version of a plan: it states no reason, or a change that nobody found."""
    if not version.reasons:
        return (error("version_without_reason", plan=version.plan, version=version.version),)
    changes = {reason.key for reason in version.reasons if reason.kind == "change"}
    return tuple(error("change_unknown", change=change) for change in sorted(changes - known))


def faults_of(thread: Thread) -> Iterator[Fault]:
    """Yield what is wrong with the decisions about a change: codes of ``FOLLOWING_FAULTS``; facts name the change."""
    for decision in thread.decisions:
        name = decision.change
        if not decision.by.strip():
            yield error("decision_unsigned", change=name)
        if len(decision.words.strip()) < SHORTEST_WORDS:
            yield error("decision_without_words", change=name, wanted=SHORTEST_WORDS)
        if decision.at < thread.found.at:
            yield error("decision_before_finding", change=name)
        if decision.answer is Answer.COUNTERMEASURE:
            if decision.due is None:
                yield error("countermeasure_without_due", change=name)
            if not decision.owner.strip():
                yield error("countermeasure_without_owner", change=name)
