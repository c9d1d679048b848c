"""Why marks were lost, and where the answer to it stands: decided by facts, never by a tick."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from beizhan.core.analysis.clocks import Due, due_of
from beizhan.core.faults import Fault, error


class Cause(StrEnum):
    """Why marks were lost."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    SPEED = "speed"
    STABILITY = "stability"
    RULE_READING = "rule_reading"
    EQUIPMENT = "equipment"
    LANGUAGE = "language"
    MIND = "mind"
    BODY = "body"


class GapState(StrEnum):
    """Where the answer to a gap stands.

    Open: nobody has said what is done, by whom and by when. Under way and overdue: said, and not tested since it was
    said. Verified, partly and not yet: a later sealed result shows the expected marks, some of them, none. Dropped:
    nobody pursues it any more, with the reason.
    """

    OPEN = "open"
    OVERDUE = "overdue"
    NOT_YET = "not_yet"
    PARTLY = "partly"
    UNDER_WAY = "under_way"
    VERIFIED = "verified"
    DROPPED = "dropped"


SETTLED = frozenset({GapState.VERIFIED, GapState.DROPPED})
"""The states that ask for nothing more."""


@dataclass(frozen=True, slots=True)
class Share:
    """Marks reached out of the marks that could be had, both in hundredths."""

    mark: int
    worth: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was last said of a gap, and on which day; ``expected`` is what shall be won back, in hundredths."""

    said: date
    countermeasure: str
    has_owner: bool
    due: date | None
    expected: int
    is_dropped: bool = False


@dataclass(frozen=True, slots=True)
class Won:
    """The marks won back in the newest sealed result since the gap was shown, in hundredths, and its first day."""

    marks: int
    on: date


def won_back(then: Share, now: Share) -> int:
    """Return the marks won back since, in hundredths on the scale of the earlier test; below zero if more were lost.

    Parameters
    ----------
    then, now : Share
        The same section in the test that showed the gap and in a later one. The later mark is brought to the worth
        that the section had then, rounded half up, for tests do not always weigh a section alike.

    Raises
    ------
    ValueError
        If the section was worth nothing in the later test: there is no evidence then, and the caller must know.
    """
    if now.worth <= 0:
        raise ValueError("the section was not tested")
    return (2 * now.mark * then.worth + now.worth) // (2 * now.worth) - then.mark


def state_of_gap(answer: Answer, won: Won | None, *, at: date) -> GapState:
    """Return where a gap stands.

    A result older than the answer does not speak against it: whoever answers again after a test that showed nothing
    is under way again.

    Parameters
    ----------
    answer : Answer
        What was last said of it.
    won : Won or None
        What the newest sealed result shows; nothing if the gap was not tested since it was shown.
    at : date
        Today.
    """
    if answer.is_dropped:
        return GapState.DROPPED
    if won is not None and answer.expected and won.marks >= answer.expected:
        return GapState.VERIFIED
    if not (answer.countermeasure.strip() and answer.has_owner and answer.due):
        return GapState.OPEN
    if won is not None and won.on >= answer.said:
        return GapState.PARTLY if won.marks > 0 else GapState.NOT_YET
    return GapState.OVERDUE if due_of(answer.due, at=at) is Due.OVERDUE else GapState.UNDER_WAY


def faults_of_answer(text: str, expected: int, *, lost: int | None) -> tuple[Fault, ...]:
    """Return what is wrong with an answer: no words, or more marks expected than were lost (both in hundredths)."""
    faults = []
    if not text.strip():
        faults.append(error("text_missing"))
    if lost is not None and expected > lost:
        faults.append(error("expects_more_than_was_lost", most=f"{lost / 100:.2f}"))
    return tuple(faults)
