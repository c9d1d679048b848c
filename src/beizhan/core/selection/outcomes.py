"""N to M by a written rule: who is through, who is in reserve, who is out, and which part of the rule says so."""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from beizhan.core.selection.rule import AtCut, Rule, combined_of, whole_of
from beizhan.core.standing import Sheet, is_complete, tie_columns, totals_of, without


@dataclass(frozen=True, slots=True)
class Candidate:
    """One competitor before the rule.

    Parameters
    ----------
    code : str
        Who.
    totals : tuple of int or None
        Total of each round in the order of the rule, in hundredths; ``None`` while anything in it is blank.
    breaks : tuple of int
        What the tie-breaks compare, in their order.
    unit : str
        Whom the candidate comes from; the empty string is no unit and is never capped.
    withdrawn : bool
        No longer taking part.
    """

    code: str
    totals: tuple[int | None, ...]
    breaks: tuple[int, ...] = ()
    unit: str = ""
    withdrawn: bool = False


class Status(StrEnum):
    """What the rule says about a candidate."""

    THROUGH = "through"
    RESERVE = "reserve"
    OUT = "out"
    UNDECIDED = "undecided"


class Reason(StrEnum):
    """Which part of the rule says so."""

    RANK = "rank"
    TIE_STANDS = "tie_stands"
    BELOW_MINIMUM = "below_minimum"
    UNIT_CAP = "unit_cap"
    TIE_AT_CUT = "tie_at_cut"
    TIE_AT_CAP = "tie_at_cap"
    INCOMPLETE = "incomplete"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of one candidate.

    ``combined`` is the exact weighted sum (divide by the sum of the weights for hundredths). It is ``None``, and so is
    ``rank``, while anything that counts is blank or when the candidate has withdrawn; ``tied``: another has this rank.
    """

    code: str
    status: Status
    reason: Reason
    rank: int | None = None
    tied: bool = False
    combined: int | None = None


def candidates_of(
    rule: Rule,
    sheets: Mapping[str, Sheet],
    units: Mapping[str, str],
    withdrawn: frozenset[str] = frozenset(),
) -> tuple[Candidate, ...]:
    """Gather what a rule needs from the sheet of each of its rounds.

    Parameters
    ----------
    rule : Rule
        Names the rounds and the groups to compare.
    sheets : mapping of str to Sheet
        The sheet of each round, all under the same codes; a candidate missing from one has no total there. A sheet
        that is not complete, apart from those who have withdrawn, gives no totals at all.
    units : mapping of str to str
        Unit of each code; its keys are the candidates, in the order of the answer.
    withdrawn : frozenset of str
        Codes that no longer take part.
    """
    counted = {name: without(sheet, withdrawn) for name, sheet in sheets.items()}
    totals = [_totals_in(counted[round_.name]) for round_ in rule.rounds]
    breaks = [column for tie in rule.ties for column in _break_columns(counted[tie.round], tie.by)]
    return tuple(
        Candidate(
            code,
            tuple(column.get(code) for column in totals),
            tuple(column.get(code, 0) for column in breaks),
            unit,
            code in withdrawn,
        )
        for code, unit in units.items()
    )


def outcomes_of(candidates: Sequence[Candidate], rule: Rule) -> tuple[Outcome, ...]:
    """Say of every candidate whether through, reserve or out, and by which part of the rule.

    Parameters
    ----------
    candidates : sequence of Candidate
        All of them, in any order.
    rule : Rule
        Without errors among its `faults_of`.

    Returns
    -------
    tuple of Outcome
        In order of rank, those who have withdrawn last. While anything that counts is blank for anybody who takes part,
        everybody is undecided, in the order given.

    Raises
    ------
    ValueError
        If two candidates share a code, or one has not exactly one total per round.
    """
    if len({one.code for one in candidates}) < len(candidates):
        raise ValueError("two candidates share a code")
    gone = tuple(Outcome(one.code, Status.OUT, Reason.WITHDRAWN) for one in candidates if one.withdrawn)
    active = [one for one in candidates if not one.withdrawn]
    if any(None in one.totals for one in active):
        return (*(Outcome(one.code, Status.UNDECIDED, Reason.INCOMPLETE) for one in active), *gone)
    ranked = _ranked(active, rule)
    decisions = _decisions(ranked, rule)
    return (*(_outcome(one, *decisions[one.candidate.code]) for one in ranked), *gone)


@dataclass(frozen=True, slots=True)
class _Ranked:
    candidate: Candidate
    combined: int
    rank: int
    tied: bool


_Decision = tuple[Status, Reason]
_UNLIMITED = sys.maxsize


def _given(totals: tuple[int | None, ...]) -> tuple[int, ...]:
    return tuple(total for total in totals if total is not None)


def _ranked(active: Sequence[Candidate], rule: Rule) -> list[_Ranked]:
    keys = {one.code: (combined_of(_given(one.totals), rule), *one.breaks) for one in active}
    shared = Counter(keys.values())
    ranked: list[_Ranked] = []
    for place, one in enumerate(sorted(active, key=lambda one: keys[one.code], reverse=True), start=1):
        key = keys[one.code]
        same = bool(ranked) and keys[ranked[-1].candidate.code] == key
        ranked.append(_Ranked(one, key[0], ranked[-1].rank if same else place, shared[key] > 1))
    return ranked


def _decisions(ranked: Sequence[_Ranked], rule: Rule) -> dict[str, _Decision]:
    """Walk down the ranking, one group of equals after the other, and give out the places that are left."""
    decided: dict[str, _Decision] = {}
    left = {Status.THROUGH: rule.through, Status.RESERVE: rule.reserves}
    used: Counter[str] = Counter()
    for _, equals in groupby(ranked, key=lambda one: one.rank):
        group = [one.candidate for one in equals]
        decided |= {one.code: (Status.OUT, Reason.BELOW_MINIMUM) for one in group if _is_below(one, rule)}
        able = [one for one in group if one.code not in decided]
        decided |= _placed(able, left, used, rule) if any(left.values()) else _all(able, Status.OUT, Reason.RANK)
    return decided


def _all(group: Sequence[Candidate], status: Status, reason: Reason) -> dict[str, _Decision]:
    return {one.code: (status, reason) for one in group}


def _is_below(one: Candidate, rule: Rule) -> bool:
    totals = _given(one.totals)
    if combined_of(totals, rule) < (rule.minimum or 0) * whole_of(rule):
        return True
    return any(total < (round_.minimum or 0) for total, round_ in zip(totals, rule.rounds, strict=True))


def _room(unit: str, used: Counter[str], rule: Rule) -> int:
    return _UNLIMITED if rule.cap_per_unit is None or not unit else rule.cap_per_unit - used[unit]


def _placed(able: Sequence[Candidate], left: dict[Status, int], used: Counter[str], rule: Rule) -> dict[str, _Decision]:
    """Give equals the best places left, taking these out of ``left`` and counting the units in ``used``."""
    capped = [one for one in able if _room(one.unit, used, rule) <= 0]
    fitting = [one for one in able if one not in capped]
    stands = rule.tie_stands is AtCut.TIE_STANDS
    per_unit = Counter(one.unit for one in fitting)
    contested = set() if stands else {unit for unit, size in per_unit.items() if size > _room(unit, used, rule)}
    wanted = sum(_room(unit, used, rule) if unit in contested else size for unit, size in per_unit.items())
    used.update(per_unit)
    refused = _all(capped, Status.OUT, Reason.UNIT_CAP)
    status = Status.THROUGH if left[Status.THROUGH] else Status.RESERVE
    straddles = wanted > left[status]
    if straddles and not stands:
        _take_from_the_top(wanted, left)
        return refused | _all(fitting, Status.UNDECIDED, Reason.TIE_AT_CUT)
    left[status] = max(0, left[status] - wanted)
    better = (status, Reason.TIE_STANDS if straddles else Reason.RANK)
    undecided = _all([one for one in fitting if one.unit in contested], Status.UNDECIDED, Reason.TIE_AT_CAP)
    return refused | dict.fromkeys((one.code for one in fitting), better) | undecided


def _take_from_the_top(places: int, left: dict[Status, int]) -> None:
    for status, free in left.items():
        left[status] = max(0, free - places)
        places = max(0, places - free)


def _outcome(one: _Ranked, status: Status, reason: Reason) -> Outcome:
    return Outcome(one.candidate.code, status, reason, one.rank, one.tied, one.combined)


def _totals_in(sheet: Sheet) -> dict[str, int]:
    return dict(zip(sheet.codes, totals_of(sheet).tolist(), strict=True)) if is_complete(sheet) else {}


def _break_columns(sheet: Sheet, by: str) -> list[dict[str, int]]:
    return [dict(zip(sheet.codes, column.tolist(), strict=True)) for column in tie_columns(sheet, (by,))]
