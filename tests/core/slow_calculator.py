"""A second calculator: fractions, dictionaries and definitions read aloud. Slow, and shares no line with the first.

Marks are fractions of a mark (``Fraction("0.25")``), blanks are ``None``.
"""

from fractions import Fraction
from itertools import permutations, product
from math import floor

HUNDREDTH = Fraction(1, 100)


def rounded(number):
    """The nearest hundredth; from the middle, upwards."""
    return floor(number / HUNDREDTH + Fraction(1, 2)) * HUNDREDTH


def judged(worth, scores):
    mean = Fraction(sum(scores), len(scores))
    return rounded(worth * mean / 3)


def rank(keys, who):
    """One more than the number of those who are better."""
    return 1 + sum(1 for other in keys if keys[other] > keys[who])


def standing(marks, groups, ties):
    """Rank competitors.

    marks: competitor -> aspect -> mark or None. groups: name of a group -> set of aspects. ties: names of groups.
    Answer: competitor -> (total, rank, tied); rank None for all while one mark is None.
    """
    totals = {who: sum(mark for mark in row.values() if mark is not None) for who, row in marks.items()}
    if any(mark is None for row in marks.values() for mark in row.values()):
        return {who: (totals[who], None, False) for who in marks}
    keys = {
        who: [totals[who], *(sum(row[aspect] for aspect in groups[tie]) for tie in ties)] for who, row in marks.items()
    }
    return {
        who: (totals[who], rank(keys, who), any(keys[who] == keys[other] for other in keys if other != who))
        for who in marks
    }


def combined(totals, weights):
    """competitor -> sum of weight times total, for weights that are fractions adding to one."""
    return {who: sum(weight * total for weight, total in zip(weights, row, strict=True)) for who, row in totals.items()}


def below(totals, combined_marks, minimums, minimum):
    """Who misses the minimum of a round or the overall one."""
    return {
        who
        for who, row in totals.items()
        if combined_marks[who] < minimum or any(total < least for total, least in zip(row, minimums, strict=True))
    }


def with_extra_task(marks, units, numbers):
    """competitor -> status: put equals in every order there is; who has only one fate in all of them is decided.

    numbers: (through, reserves, cap) with cap None for no cap.
    """
    levels = [[who for who in marks if marks[who] == level] for level in sorted(set(marks.values()), reverse=True)]
    fates = {who: set() for who in marks}
    for orders in product(*(permutations(level) for level in levels)):
        for who, status in _one_after_another([who for order in orders for who in order], units, numbers).items():
            fates[who].add(status)
    return {who: seen.pop() if len(seen) == 1 else "undecided" for who, seen in fates.items()}


def _one_after_another(line, units, numbers):
    """Give out places to people who stand in one line, nobody equal to anybody."""
    through, reserves, cap = numbers
    places = ["through"] * through + ["reserve"] * reserves
    seated = {}
    for who in line:
        from_unit = [one for one in seated if units[one] == units[who] and units[who]]
        if len(seated) < len(places) and (cap is None or len(from_unit) < cap):
            seated[who] = places[len(seated)]
    return {who: seated.get(who, "out") for who in line}


def with_ties_that_stand(marks, numbers):
    """Through while fewer than M are better; in reserve while fewer than R better ones are not through. No caps."""
    through, reserves, _ = numbers
    better = {who: [other for other in marks if marks[other] > marks[who]] for who in marks}
    first = {who for who in marks if len(better[who]) < through}
    second = {who for who in marks if who not in first and len(set(better[who]) - first) < reserves}
    return {who: "through" if who in first else "reserve" if who in second else "out" for who in marks}
