"""What follows from what was said, counted a second time: marks, sums, ranks, outcomes and draws.

The stand-alone verifier counts with this. It shares no line with ``beizhan.core``, knows Python's standard library and
nothing else, counts in decimals and fractions of a mark instead of whole hundredths, and goes by definitions instead of
by speed: a rank is one more than the number of those who are better; who is tied at a cut is found by putting each of
the equals first and last in the line. ``verify.py`` in an export holds the text of this file.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from hashlib import sha256
from itertools import count, product
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

CENT = Decimal("0.01")
CODES = ["".join(signs) for signs in product("ACDEFHJKMNPRTUVWXY", "2345678", "2345678")]  # the blind codes there are


def _not_whole(text: str) -> Any:
    raise ValueError(f"{text} is not a whole number")


_READER = json.JSONDecoder(parse_float=_not_whole, parse_constant=_not_whole)
_TEXT = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def text_of(value: Any) -> str:
    """Return the one text of a value, which is what is hashed."""
    return _TEXT.encode(value)


def print_of(value: Any) -> str:
    """Return the fingerprint of a value."""
    return sha256(text_of(value).encode()).hexdigest()


def parsed(text: str | bytes) -> Any:
    """Return what a JSON text says; there is no number in an export that is not whole."""
    return _READER.decode(text if isinstance(text, str) else text.decode())


class Aspect(NamedTuple):
    """One thing that is marked, by the scheme in force; ``worth`` in hundredths of a mark."""

    code: str
    sub: str
    day: int | None
    is_judged: bool
    worth: int
    section: str | None


class Award(NamedTuple):
    """What was last given from one seat: a score from 0 to 3, or hundredths of a mark; no value: taken back."""

    version: int
    value: int | None
    out_of: int
    by: str


class Cell:
    """All that was said of one aspect of one competitor."""

    def __init__(self) -> None:
        """Begin blank."""
        self.awards: dict[tuple[int, int], Award] = {}  # round and seat -> the last award from there
        self.versions: dict[int, int] = {}  # seat -> its last version
        self.round, self.problems, self.verdict = 1, 0, (False, "")

    def now(self) -> list[tuple[int, Award]]:
        """Return seat and award of the present round, without those taken back."""
        given = ((seat, one) for (number, seat), one in self.awards.items() if number == self.round)
        return sorted((seat, one) for seat, one in given if one.value is not None)

    def seen(self) -> str:
        """Return the fingerprint of what stands there: what a second person confirms."""
        return print_of([[seat, self.round, one.version, one.value] for seat, one in self.now()])

    def scores(self) -> list[int]:
        """Return the three judges' scores, or nothing before all three are there."""
        scores = [one.value or 0 for seat, one in self.now() if seat]
        return scores if len(scores) == 3 else []

    def is_apart(self) -> bool:
        """Return whether the judges lie more than 1 apart."""
        return max(self.scores(), default=0) - min(self.scores(), default=0) > 1

    def mark(self, aspect: Aspect) -> Decimal | None:
        """Return what it is worth, once everybody has spoken and nobody needs to discuss."""
        worth = Decimal(aspect.worth) / 100
        if aspect.is_judged:
            scores = self.scores()
            return None if not scores or self.is_apart() else (worth * sum(scores) / 9).quantize(CENT, ROUND_HALF_UP)
        agreed = dict(self.now()).get(0)
        if agreed is None or agreed.value is None:
            return None
        if agreed.out_of == aspect.worth:
            return Decimal(agreed.value) / 100
        # the scheme has changed: all stays all and nothing nothing, a part must be marked again
        return {agreed.out_of: worth, 0: Decimal(0)}.get(agreed.value)

    def is_ready(self, aspect: Aspect) -> bool:
        """Return whether a second person may look at it: complete, and nobody disputes it."""
        return not self.problems and self.mark(aspect) is not None

    def is_confirmed(self, aspect: Aspect) -> bool:
        """Return whether a second person confirmed just what stands there."""
        return self.verdict[0] and self.verdict[1] == self.seen() and self.is_ready(aspect)


def drawn(names: Iterable[str], places: Iterable[str], seed: str) -> dict[str, str]:
    """Draw places for names: Fisher and Yates with fair numbers, the SHA-256 of ``seed/0``, ``seed/1`` and so on."""
    order, numbers = list(places), (int(sha256(f"{seed}/{k}".encode()).hexdigest(), 16) for k in count())
    for n in range(len(order), 1, -1):
        other = next(number for number in numbers if number < 2**256 - 2**256 % n) % n
        order[n - 1], order[other] = order[other], order[n - 1]
    return dict(zip(sorted(names), order, strict=False))


def criterion_of(aspect: Aspect) -> str:
    """Return the letter of a criterion."""
    return aspect.sub.rstrip("0123456789")


def groups_of(aspects: Iterable[Aspect], tie: str) -> list[list[Aspect]]:
    """Return the groups of aspects that a tie-break compares, one after the other."""
    everything = list(aspects)
    if tie == "largest_criterion_first":
        letters = list(dict.fromkeys(map(criterion_of, everything)))
        groups = [[one for one in everything if criterion_of(one) == letter] for letter in letters]
        return sorted(groups, key=lambda group: -sum(one.worth for one in group))
    names = (criterion_of, lambda one: one.sub, lambda one: one.section)
    method = {"judgement": True, "measurement": False}.get(tie)
    for name in names:
        if group := [one for one in everything if name(one) == tie]:
            return [group]
    return [[one for one in everything if one.is_judged is method]]


def ranks_of(keys: dict[str, Any]) -> dict[str, tuple[int, bool]]:
    """Return rank, which is one more than the number of those who are better, and whether it is shared."""
    values = list(keys.values())
    return {who: (1 + sum(other > key for other in values), values.count(key) > 1) for who, key in keys.items()}


Fate = tuple[str, str]
Marks = dict[Aspect, Decimal | None]
"""What each aspect gave one competitor; None where it is blank or not confirmed."""


def outcomes_of(rule: Any, people: list[Any]) -> dict[str, tuple[Any, ...]]:
    """Return status, reason, rank, whether it is shared, and exact combined mark of every candidate, by the rule."""
    active = {one["entry"]: one for one in people if not one["withdrawn"]}
    gone = {one["entry"]: ("out", "withdrawn", None, False, None) for one in people if one["withdrawn"]}
    if any(total is None for one in active.values() for total in one["totals"]):
        return {**gone, **dict.fromkeys(active, ("undecided", "incomplete", None, False, None))}
    rounds, units = rule["rounds"], {who: one["unit"] for who, one in active.items()}
    combined = {
        who: sum(weighed["weight"] * total for weighed, total in zip(rounds, one["totals"], strict=True))
        for who, one in active.items()
    }
    keys = {who: (combined[who], *one["breaks"]) for who, one in active.items()}
    ranks, below = ranks_of(keys), ("out", "below_minimum")
    able = [who for who, one in active.items() if _is_enough(rule, one["totals"], combined[who])]
    line = sorted(able, key=lambda who: keys[who], reverse=True)
    decide = _all_have_the_better if rule["tie_stands"] == "tie_stands" else _wait_for_a_task
    decided = decide(rule, line, keys, units)
    return {**gone, **{who: (*decided.get(who, below), *ranks[who], combined[who]) for who in active}}


def _is_enough(rule: Any, totals: list[int], combined: int) -> bool:
    rounds = rule["rounds"]
    each = all(total >= (one["minimum"] or 0) for one, total in zip(rounds, totals, strict=True))
    return each and combined >= (rule["minimum"] or 0) * sum(one["weight"] for one in rounds)


def _seated(rule: Any, line: list[str], units: dict[str, str]) -> dict[str, Fate]:
    """Let people who stand in one line, nobody equal to anybody, take the places one after another."""
    left, used, fates = ["through"] * rule["through"] + ["reserve"] * rule["reserves"], Counter[str](), {}
    for who in line:
        if not left:
            fates[who] = ("out", "rank")
        elif _is_full(rule, units[who], used):
            fates[who] = ("out", "unit_cap")
        else:
            fates[who] = (left.pop(0), "rank")
            used[units[who]] += 1
    return fates


def _is_full(rule: Any, unit: str, used: Counter[str]) -> bool:
    return bool(unit) and rule["cap_per_unit"] is not None and used[unit] >= rule["cap_per_unit"]


def _wait_for_a_task(rule: Any, line: list[str], keys: dict[str, Any], units: dict[str, str]) -> dict[str, Fate]:
    """Who has the same fate as the first and as the last of the equals is decided; the others do an extra task."""
    fates = {}
    for who in line:
        better = [one for one in line if keys[one] > keys[who]]
        equals = [one for one in line if keys[one] == keys[who] and one != who]
        first = _seated(rule, [*better, who, *equals], units)
        last = _seated(rule, [*better, *equals, who], units)
        if first[who][0] == last[who][0]:
            fates[who] = first[who]
            continue
        places = ["through"] * rule["through"] + ["reserve"] * rule["reserves"]
        places = places[sum(first[one][0] != "out" for one in better) :]
        roomy = {**rule, "through": len(line) + 1, "reserves": 0}  # were there places for all, only caps would refuse
        wanted = sum(_seated(roomy, [*better, who, *equals], units)[one][0] != "out" for one in (who, *equals))
        fates[who] = ("undecided", "tie_at_cut" if wanted > places.count(places[0]) else "tie_at_cap")
    return fates


def _all_have_the_better(rule: Any, line: list[str], keys: dict[str, Any], units: dict[str, str]) -> dict[str, Fate]:
    """Through while fewer than M better ones are, in reserve while fewer than R better ones are: equals alike."""
    fates: dict[str, Fate] = {}
    for who in line:
        better = [one for one in line if keys[one] > keys[who]]
        used = Counter(units[one] for one in better if fates[one][0] != "out")
        fitting = [one for one in line if keys[one] == keys[who] and not _is_full(rule, units[one], used)]
        fates[who] = ("out", "rank")
        for status, places in (("reserve", rule["reserves"]), ("through", rule["through"])):
            taken = sum(fates[one][0] == status for one in better)
            if taken < places and who in fitting:
                fates[who] = (status, "tie_stands" if taken + len(fitting) > places else "rank")
            elif taken < places:
                fates[who] = ("out", "unit_cap")
    return fates


def shown_of(combined: int, rule: Any) -> int:
    """Return a combined mark in hundredths, rounded half-up, as it is shown."""
    exact = Fraction(combined, sum(one["weight"] for one in rule["rounds"]))
    return int(exact + Fraction(1, 2))


def faults_of_result(
    document: Any, marks: dict[str, Marks], links: dict[str, str], rules: set[str]
) -> Iterator[tuple[str, str, str]]:
    """Compare a result with the marks of every place: give code, entry and sentence of whatever is not so."""
    rows = {row["place"]: row for row in document["places"]}
    if set(rows) != set(marks) or len(rows) < len(document["places"]):
        yield "result_places", "", "it does not hold every place once"
        return
    whole = all(mark is not None for row in marks.values() for mark in row.values())
    if not whole:
        yield "result_incomplete", "", "a mark is blank or not confirmed"
    columns = {place: sums_of(row, document["ties"]) for place, row in marks.items()}
    counted = {place: sums for place, sums in columns.items() if rows[place]["entry"] not in document["withdrawn"]}
    unranked: Mapping[str, Any] = dict.fromkeys(columns, (None, False))
    ranks = {**unranked, **ranks_of(counted)} if whole else unranked
    for place, row in rows.items():
        letters = {
            letter: sums_of(marks[place], [letter])[1] for letter in dict.fromkeys(map(criterion_of, marks[place]))
        }
        total, (rank, shared) = columns[place][0], ranks[place]
        claims = {
            "result_entry": (row["entry"], links.get(place)),
            "result_total": (row["total"], total),
            "result_rank": ((row["rank"], row["tied"]), (rank, shared)),
            "result_criteria": (row["criteria"], letters),
        }
        for code, (claimed, found) in claims.items():
            if claimed != found:
                yield code, row["entry"], f"{claimed} stands there, and it is {found}"
    if document["decision"]:
        own = {links.get(place, place): marks[place] for place in counted}
        yield from _faults_of_decision(document, own, rules)


def sums_of(marks: Marks, ties: list[str]) -> list[Decimal]:
    """Return in hundredths the total and the sum of every group that tie-breaks compare."""
    groups = [list(marks), *(group for tie in ties for group in groups_of(marks, tie))]
    return [sum((marks[one] or Decimal(0) for one in group), Decimal(0)) * 100 for group in groups]


def _faults_of_decision(document: Any, own: dict[str, Marks], rules: set[str]) -> Iterator[tuple[str, str, str]]:
    """Compare candidates and outcomes; what candidates bring from other rounds is taken as it is stated."""
    decision, rule = document["decision"], document["decision"]["rule"]
    if print_of(rule) != decision["rule_fingerprint"] or decision["rule_fingerprint"] not in rules:
        yield "rule_differs", "", "the rule is not one that was written down for this stage"
    ties = [tie["by"] for tie in rule["ties"] if tie["round"] == document["round"]]
    if ties != document["ties"]:
        yield "rule_differs", "", "the standing was made by other tie-breaks than the rule names"
    candidates = {one["entry"]: one for one in decision["candidates"]}
    active = {who for who, one in candidates.items() if not one["withdrawn"]}
    if not set(own) <= active or active & set(document["withdrawn"]):
        yield "result_candidates", "", "somebody who was marked is no candidate, or has withdrawn and is one"
    for who, one in candidates.items():
        rounds = zip(rule["rounds"], one["totals"], strict=True)
        stated = [total for round_, total in rounds if round_["name"] == document["round"]]
        sums = sums_of(own[who], ties) if who in own else []
        total = sums[0] if sums else None
        compares = _compares(rule, document["round"], one["breaks"], sums[1:]) if sums else True
        if stated != [total] * len(stated) or not compares:
            yield "result_candidates", who, f"the candidate does not have the marks of this round, which are {total}"
    outcomes = outcomes_of(rule, decision["candidates"])
    stated_outcomes = {one["entry"]: one for one in decision["outcomes"]}
    for who in sorted({*outcomes, *stated_outcomes}):
        claim, found = stated_outcomes.get(who, {}), outcomes.get(who, ())
        shown = shown_of(found[-1], rule) if found and found[-1] is not None else None
        names = ("status", "reason", "rank", "tied", "combined", "shown")
        if tuple(claim.get(name) for name in names) != (*found, shown):
            yield "result_outcome", who, f"by the rule it is {(*found, shown)}"


def _compares(rule: Any, name: str, breaks: list[int], wanted: list[Decimal]) -> bool:
    """Return whether those of a candidate's tie-break sums that are of the round ``name`` are as wanted."""
    if all(tie["round"] == name for tie in rule["ties"]):
        return breaks == wanted
    if any(tie["by"] == "largest_criterion_first" for tie in rule["ties"]):
        return True  # how many criteria another round compares is not known here
    return [value for value, tie in zip(breaks, rule["ties"], strict=True) if tie["round"] == name] == wanted
