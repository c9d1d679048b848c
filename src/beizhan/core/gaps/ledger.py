"""The gap ledger: where each gap stands, and what base and skill owe and have shown, in marks.

Expected marks are a promise, measured marks a comparison of two tests. What nobody has tested is ``None`` and grey.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from beizhan.core.analysis.clocks import Due, due_of
from beizhan.core.gaps.gap import Gap
from beizhan.core.gaps.readings import Reading, SectionLine
from beizhan.core.gaps.verifying import Noise, Rise, Verdict, Verification, verification_of


class State(StrEnum):
    """Where a gap stands; nobody sets it, it follows from what was answered, the day and the next test."""

    OPEN = "open"
    ANSWERED = "answered"
    DUE = "due"
    OVERDUE = "overdue"
    VERIFIED = "verified"
    NOT_CONFIRMED = "not_confirmed"
    DROPPED = "dropped"


SETTLED = frozenset({State.VERIFIED, State.DROPPED})
"""The states that ask for nothing more."""

PRESSING = (
    State.OVERDUE,
    State.NOT_CONFIRMED,
    State.OPEN,
    State.DUE,
    State.ANSWERED,
    State.VERIFIED,
    State.DROPPED,
)
"""The states in the order in which they press."""


class Light(StrEnum):
    """The four colours; grey is no evidence and never green."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


class SumsBy(StrEnum):
    """Whose gaps are summed."""

    BASE = "base"
    SKILL = "skill"
    ENTRY = "entry"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One gap with what follows from it on a day."""

    gap: Gap
    state: State
    light: Light
    verification: Verification


@dataclass(frozen=True, slots=True)
class GapSums:
    """What a base, a skill or all of them owe and have shown; marks are hundredths.

    Parameters
    ----------
    name : str
        Whose sums.
    states : mapping of State to int
        How many gaps stand where; every state is there.
    expected : int
        Expected marks of all answered gaps.
    tested : int
        How many gaps a comparable test has decided.
    expected_of_tested : int
        Expected marks of those: what ``measured`` is to be held against.
    measured : int or None
        Rises and falls of all tested gaps together, ``None`` if there are none. Gaps that rest on the same two tests of
        a section count its rise once.
    error : float or None
        Its standard error if the rises erred independently; ``None`` unless it is known of every one.
    verified : int or None
        Rises of the verified gaps alone, ``None`` if nothing is tested. They were picked for being high, so this is the
        higher figure; ``measured`` is the fair one.
    light : Light
        The worst of its gaps, grey where nothing is known.
    """

    name: str
    states: Mapping[State, int]
    expected: int
    tested: int
    expected_of_tested: int
    measured: int | None
    error: float | None
    verified: int | None
    light: Light


def ledger_of(
    gaps: Iterable[Gap], readings: Mapping[str, Sequence[Reading]], *, noise: Noise, at: date
) -> tuple[LedgerRow, ...]:
    """Return every gap with its state, its light and its verification, in the order given.

    Parameters
    ----------
    gaps : iterable of Gap
        As they were written down, each with its latest countermeasure.
    readings : mapping of str to sequence of Reading
        All readings of each entry; an entry that is missing has none.
    noise : Noise
        How much a section varies by itself.
    at : date
        The day on which the ledger is read.
    """
    rows = []
    for gap in gaps:
        verification = verification_of(gap, readings.get(gap.entry, ()), noise=noise, at=at)
        state = state_of(gap, verification, at=at)
        rows.append(LedgerRow(gap, state, light_of(state, verification), verification))
    return tuple(rows)


def state_of(gap: Gap, verification: Verification, *, at: date) -> State:
    """Return where a gap stands on a day, given what the tests until then say."""
    said = gap.countermeasure
    if gap.is_dropped:
        return State.DROPPED
    if said is None:
        return State.OPEN
    if verification.rise is not None:
        return State.VERIFIED if verification.verdict is Verdict.VERIFIED else State.NOT_CONFIRMED
    return {Due.OVERDUE: State.OVERDUE, Due.SOON: State.DUE}.get(due_of(said.due, at=at), State.ANSWERED)


def light_of(state: State, verification: Verification) -> Light:
    """Return the colour of a gap: red where there is no way out, amber on the way, grey where no test compares."""
    match state:
        case State.VERIFIED:
            return Light.GREEN
        case State.OPEN | State.OVERDUE | State.NOT_CONFIRMED:
            return Light.RED
        case State.DROPPED:
            return Light.GREY
        case _:
            return Light.GREY if verification.verdict is Verdict.NOT_COMPARABLE else Light.AMBER


def light_of_section(line: SectionLine, rows: Collection[LedgerRow]) -> Light:
    """Return the colour of a section from its line and the gaps in it.

    A gap that is red or amber colours it. Without one, green needs evidence: ours now and a rival's, and ours not
    below. Behind without a gap written down is amber, and anything missing is grey.
    """
    lights = {row.light for row in rows}
    if lights & {Light.RED, Light.AMBER}:
        return Light.RED if Light.RED in lights else Light.AMBER
    if line.now is None or line.best_rival is None or Light.GREY in lights:
        return Light.GREY
    return Light.GREEN if line.now.marks >= line.best_rival.marks else Light.AMBER


def sums_by(rows: Collection[LedgerRow], by: SumsBy, names: Sequence[str]) -> tuple[GapSums, ...]:
    """Return the sums of each base, skill, entry or cause that is named; one without any gap is grey."""
    return tuple(sums_of(name, [row for row in rows if getattr(row.gap, by) == name]) for name in names)


def sums_of(name: str, rows: Collection[LedgerRow]) -> GapSums:
    """Return the sums over some rows of the ledger; of a dropped gap nothing is expected and nothing counted."""
    states = {state: sum(row.state is state for row in rows) for state in State}
    rows = [row for row in rows if row.state is not State.DROPPED]
    tested = [row for row in rows if row.verification.rise is not None]
    rises = _rises_of(tested)
    errors = [rise.error for rise in rises if rise.error is not None]
    shown = _rises_of([row for row in tested if row.state is State.VERIFIED])
    return GapSums(
        name,
        states,
        sum(_expected_of(row) for row in rows),
        len(tested),
        sum(_expected_of(row) for row in tested),
        sum(rise.marks for rise in rises) if rises else None,
        sqrt(sum(error * error for error in errors)) if rises and len(errors) == len(rises) else None,
        sum(rise.marks for rise in shown) if tested else None,
        _worst_of({row.light for row in rows}),
    )


def _rises_of(rows: Iterable[LedgerRow]) -> list[Rise]:
    """Return the rises behind some gaps, each once: one of a whole section stands for those of its aspects."""
    found: dict[tuple[str, str, str, str], dict[frozenset[str], Rise]] = {}
    for row in rows:
        rise, gap = row.verification.rise, row.gap
        if rise is not None:
            found.setdefault((gap.entry, gap.section, rise.before, rise.after), {})[gap.aspects] = rise
    return [
        rise
        for by_aspects in found.values()
        for aspects, rise in by_aspects.items()
        if not aspects or frozenset() not in by_aspects
    ]


def _expected_of(row: LedgerRow) -> int:
    return row.gap.countermeasure.expected if row.gap.countermeasure else 0


def _worst_of(lights: Collection[Light]) -> Light:
    """Return red before amber before grey before green; nothing at all is grey."""
    for light in (Light.RED, Light.AMBER, Light.GREY, Light.GREEN):
        if light in lights:
            return light
    return Light.GREY
