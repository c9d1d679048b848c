"""The written rule of a selection: what counts, how much, and what happens at the cut.

It is a value, published before the first mark. "What if" is asking `outcomes` again with another rule.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from beizhan.core.faults import Fault, error, warning
from beizhan.core.marking.marks import quotient_half_up

FORMAT = "beizhan-selection-rule/1"
"""First thing in the document of a rule."""

WHOLES = (100, 1000)
"""The weights of the rounds are percent or per mille: they add up to one of these."""

FULL_MARK = 10_000
"""The most that a round can give, in hundredths."""


class AtCut(StrEnum):
    """What happens to those who are still tied across the cut after every tie-break."""

    EXTRA_TASK = "extra_task"
    TIE_STANDS = "tie_stands"


@dataclass(frozen=True, slots=True)
class Round:
    """One assessment that counts: its weight (percent or per mille) and the least total it asks for, in hundredths."""

    name: str
    weight: int
    minimum: int | None = None


@dataclass(frozen=True, slots=True)
class TieBreak:
    """Compare this group (criterion, sub-criterion, section or method) of this round; more is better."""

    round: str
    by: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How M of N are chosen.

    Parameters
    ----------
    rounds : tuple of Round
        What counts. A candidate's combined mark is the exact whole number ``sum(weight * total)``; it is never rounded
        before it is compared.
    through : int
        M, how many go through.
    of : int or None
        N, how many candidates the rule was written for.
    reserves : int
        How many stand in reserve behind them.
    minimum : int or None
        The least combined mark, in hundredths on the scale of one round.
    cap_per_unit : int or None
        The most places, through and reserve together, for candidates of one unit.
    ties : tuple of TieBreak
        Compared in order between candidates with equal combined marks.
    tie_stands : AtCut
        When equals remain across a cut: none of them is decided until an extra task is done, or all have the better
        place.
    """

    rounds: tuple[Round, ...]
    through: int
    of: int | None = None
    reserves: int = 0
    minimum: int | None = None
    cap_per_unit: int | None = None
    ties: tuple[TieBreak, ...] = ()
    tie_stands: AtCut = AtCut.EXTRA_TASK


def faults_of(rule: Rule) -> tuple[Fault, ...]:
    """Return everything that keeps a rule from being used, and warnings that it may not be meant so."""
    return (*_faults_of_rounds(rule), *_faults_of_numbers(rule), *_faults_of_breaks(rule))


def document_of(rule: Rule) -> dict[str, object]:
    """Return a rule as a document of whole numbers, strings and lists, fit for a fingerprint."""
    return {
        "format": FORMAT,
        "rounds": [{"name": one.name, "weight": one.weight, "minimum": one.minimum} for one in rule.rounds],
        "through": rule.through,
        "of": rule.of,
        "reserves": rule.reserves,
        "minimum": rule.minimum,
        "cap_per_unit": rule.cap_per_unit,
        "ties": [{"round": tie.round, "by": tie.by} for tie in rule.ties],
        "tie_stands": rule.tie_stands.value,
    }


def rule_of(document: Mapping[str, Any]) -> Rule:
    """Return the rule that a document holds.

    Raises
    ------
    ValueError
        If it is not a document of this format, or says a choice that does not exist.
    KeyError, TypeError
        If something is missing or more is said than a rule has.
    """
    said = dict(document)
    if said.pop("format", None) != FORMAT:
        raise ValueError(f"not a {FORMAT}")
    rounds = tuple(Round(**one) for one in said.pop("rounds"))
    ties = tuple(TieBreak(**one) for one in said.pop("ties"))
    return Rule(rounds=rounds, ties=ties, tie_stands=AtCut(said.pop("tie_stands")), **said)


def whole_of(rule: Rule) -> int:
    """Return the sum of the weights, 100 or 1000 in a rule without faults."""
    return sum(round_.weight for round_ in rule.rounds)


def combined_of(totals: Sequence[int], rule: Rule) -> int:
    """Return the exact combined mark: each round's total times its weight, summed and not divided."""
    return sum(round_.weight * total for round_, total in zip(rule.rounds, totals, strict=True))


def shown_of(combined: int, rule: Rule) -> int:
    """Return a combined mark as hundredths, rounded half-up: for reading only, never for comparing."""
    return quotient_half_up(combined, whole_of(rule))


def _faults_of_rounds(rule: Rule) -> tuple[Fault, ...]:
    names = [round_.name for round_ in rule.rounds]
    found = [error("round_twice", name=name) for name, times in Counter(names).items() if times > 1]
    found += [error("round_weight", name=one.name, weight=one.weight) for one in rule.rounds if one.weight < 1]
    found += [error("minimum_out_of_range", name=one.name) for one in rule.rounds if not _is_mark(one.minimum)]
    if not all(names):
        found.append(error("round_unnamed"))
    if whole_of(rule) not in WHOLES:
        found.append(error("weights_not_whole", found=whole_of(rule)))
    return tuple(found)


def _faults_of_numbers(rule: Rule) -> tuple[Fault, ...]:
    found = []
    if rule.through < 1:
        found.append(error("through_none", through=rule.through))
    if rule.reserves < 0:
        found.append(error("reserves_negative", reserves=rule.reserves))
    if rule.cap_per_unit is not None and rule.cap_per_unit < 1:
        found.append(error("cap_none", cap=rule.cap_per_unit))
    if not _is_mark(rule.minimum):
        found.append(error("minimum_out_of_range", name=""))
    if rule.of is not None and rule.of <= rule.through:
        found.append(warning("nobody_out", through=rule.through, of=rule.of))
    return tuple(found)


def _faults_of_breaks(rule: Rule) -> tuple[Fault, ...]:
    names = {round_.name for round_ in rule.rounds}
    unknown = [error("tie_break_round_unknown", name=tie.round) for tie in rule.ties if tie.round not in names]
    twice = [warning("tie_break_twice", name=tie.by) for tie, times in Counter(rule.ties).items() if times > 1]
    return (*unknown, *twice)


def _is_mark(minimum: int | None) -> bool:
    return minimum is None or 0 <= minimum <= FULL_MARK
