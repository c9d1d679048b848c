"""One gap: where marks are missing, why, what is done by whom until when, and how many marks that should give."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from beizhan.core.faults import Fault, error, warning


class Cause(StrEnum):
    """Why the marks are missing."""

    KNOWLEDGE = "knowledge"
    SKILL = "skill"
    SPEED = "speed"
    STABILITY = "stability"
    RULE_READING = "rule_reading"
    EQUIPMENT = "equipment"
    LANGUAGE = "language"
    MIND = "mind"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Countermeasure:
    """What is done about a gap.

    Parameters
    ----------
    words : str
        What is done.
    owner : str
        Who answers for it.
    answered_on : date
        When it was laid down. What was marked until then, that day included, is the baseline.
    due : date
        By when it must be in place; the first test on that day or later decides, if it is after ``answered_on``.
    in_place_on : date or None
        When its owner said that it is in place; then the first test after that day decides, sooner or later than due.
    expected : int
        Marks it should give, in hundredths of the section's full marks.
    """

    words: str
    owner: str
    answered_on: date
    due: date
    expected: int
    in_place_on: date | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Marks that one entry misses in one section, or in some of its aspects.

    Parameters
    ----------
    key : str
        Identity of the gap.
    entry, skill, base : str
        Whose it is; ``base`` is the empty string where there is none.
    section : str
        Number of the section of the standard; the empty string for everything that is marked.
    full : int
        What the section is worth by the standard, or these aspects if any are named, in hundredths.
    cause : Cause
        Why.
    found_on : date
        When it was written down.
    found_in : str
        The assessment that showed it, or the empty string.
    aspects : frozenset of str
        Keys of the aspects it is about; empty for the whole section.
    countermeasure : Countermeasure or None
        The latest answer; ``None`` while nobody has one with words, owner and due day. A new one starts a new baseline.
    is_dropped : bool
        Nobody pursues it any more.
    """

    key: str
    entry: str
    skill: str
    base: str
    section: str
    full: int
    cause: Cause
    found_on: date
    found_in: str = ""
    aspects: frozenset[str] = frozenset()
    countermeasure: Countermeasure | None = None
    is_dropped: bool = False


def faults_of_answer(text: str, expected: int, *, lost: int | None) -> tuple[Fault, ...]:
    """Return what is wrong with what is said of a gap: no words, or more marks expected than were lost.

    Parameters
    ----------
    text : str
        Why the marks are missing, in words.
    expected, lost : int
        Marks that shall be won back, and that were lost in the result that showed it, in hundredths; ``None`` if no
        result did.
    """
    faults = []
    if not text.strip():
        faults.append(error("text_missing"))
    if lost is not None and expected > lost:
        faults.append(error("expects_more_than_was_lost", most=f"{lost / 100:.2f}"))
    return tuple(faults)


def decides_from(countermeasure: Countermeasure) -> tuple[date, bool]:
    """Return from which day a test decides, and whether that day itself counts.

    The day that was due counts, unless the countermeasure was laid down that day: what was marked by then is what it
    answers. A test on the very day on which something was put in place does not show it yet.
    """
    said = countermeasure
    return (said.due, said.due > said.answered_on) if said.in_place_on is None else (said.in_place_on, False)


def faults_of(gap: Gap) -> tuple[Fault, ...]:
    """Return everything that keeps a gap from being written down, and warnings that it may not be meant so."""
    found = [error("gap_worth_nothing", full=gap.full)] if gap.full < 1 else []
    return (*found, *(_faults_of_countermeasure(gap.countermeasure, gap) if gap.countermeasure else ()))


def _faults_of_countermeasure(said: Countermeasure, gap: Gap) -> tuple[Fault, ...]:
    found = []
    if not said.words.strip():
        found.append(error("countermeasure_without_words"))
    if not said.owner:
        found.append(error("countermeasure_without_owner"))
    if said.expected < 1:
        found.append(warning("expected_marks_none", expected=said.expected))
    if said.expected > gap.full:
        found.append(error("expected_marks_beyond_full", expected=said.expected, full=gap.full))
    if said.answered_on < gap.found_on:
        found.append(error("answered_before_found", answered=said.answered_on, found=gap.found_on))
    if said.due < said.answered_on:
        found.append(error("due_before_answered", due=said.due, answered=said.answered_on))
    if said.in_place_on and said.in_place_on < said.answered_on:
        found.append(error("in_place_before_answered", placed=said.in_place_on, answered=said.answered_on))
    if said.in_place_on and said.in_place_on > said.due:
        found.append(warning("in_place_after_due", placed=said.in_place_on, due=said.due))
    return tuple(found)
