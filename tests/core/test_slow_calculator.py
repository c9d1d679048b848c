"""The calculator in use and the slow one are given the same assessments and may not differ in anything."""

from fractions import Fraction
from random import Random

import pytest

from beizhan.core.marking.marks import BLANK, full_or_zero, judgement_mark
from beizhan.core.scheme.tree import Aspect, Kind
from beizhan.core.selection.outcomes import Candidate, outcomes_of
from beizhan.core.selection.rule import AtCut, Round, Rule, combined_of, faults_of, shown_of
from beizhan.core.standing import LARGEST_CRITERION_FIRST, Sheet, standing_of
from core import slow_calculator as slow

BATCHES, ASSESSMENTS = 20, 300  # 6,000 in all, each with its standing and its selection


def aspects_from(dice):
    kinds = [dice.choice(list(Kind)) for _ in range(dice.randint(1, 9))]
    return tuple(
        Aspect(
            "",
            f"{dice.choice('ABC')}{dice.randint(1, 2)}.{place:02d}",
            kind,
            "",
            section=dice.choice("12"),
            max_mark=dice.choice((10, 25, 50, 75, 100, 125, 200)),
        )
        for place, kind in enumerate(kinds, start=1)
    )


def said_from(dice, aspect, blanks):
    """Return what is said of one aspect: scores, whether it is met, or nothing; few words, so that many are equal."""
    if dice.random() < blanks:
        return None
    if aspect.kind is Kind.MEASUREMENT:
        return dice.random() < 0.7
    first = dice.randint(0, 2)
    return tuple(first + dice.randint(0, 1) for _ in range(dice.choice((3, 3, 3, 4, 5))))


def fast_mark(said, aspect):
    if said is None:
        return BLANK
    if aspect.kind is Kind.MEASUREMENT:
        return full_or_zero(aspect.max_mark, met=said)
    return judgement_mark(aspect.max_mark, said)


def slow_mark(said, aspect):
    worth = Fraction(aspect.max_mark, 100)
    if said is None or isinstance(said, bool):
        return {None: None, True: worth, False: 0}[said]
    return slow.judged(worth, said)


def slow_groups(aspects):
    groups = {"judgement": set(), "measurement": set()}
    for aspect in aspects:
        method = "judgement" if aspect.kind == "J" else "measurement"
        for name in (aspect.code[0], aspect.code[:2], aspect.section, method):
            groups.setdefault(name, set()).add(aspect.code)
    return groups


def slow_ties(aspects, ties):
    """Spell out the list of tie-breaks: criteria by worth, the earlier one first among equals."""
    worths = {}
    for aspect in aspects:
        worths[aspect.code[0]] = worths.get(aspect.code[0], 0) + aspect.max_mark
    largest = sorted(worths, key=lambda letter: (-worths[letter], list(worths).index(letter)))
    return [name for tie in ties for name in (largest if tie == LARGEST_CRITERION_FIRST else [tie])]


def ties_from(dice, aspects):
    codes = [aspect.code for aspect in aspects]
    names = [codes[0][0], codes[-1][:2], aspects[0].section, LARGEST_CRITERION_FIRST]
    return tuple(dice.sample(names, dice.randint(0, 3)))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_both_calculators_give_the_same_standings(batch):
    for number in range(ASSESSMENTS):
        dice = Random(f"standing {batch} {number}")
        aspects, codes = aspects_from(dice), [f"{code}" for code in range(dice.randint(1, 7))]
        blanks, ties = dice.choice((0, 0, 0, 0.02)), ties_from(dice, aspects)
        said = {code: {aspect: said_from(dice, aspect, blanks) for aspect in aspects} for code in codes}
        slow_marks = {
            code: {aspect.code: slow_mark(words, aspect) for aspect, words in row.items()} for code, row in said.items()
        }

        marks = [[fast_mark(words, aspect) for aspect, words in row.items()] for row in said.values()]
        sheet = Sheet(tuple(codes), aspects, marks)
        fast = {
            place.code: (Fraction(place.total or 0, 100), place.rank, place.tied)
            for place in standing_of(sheet, ties).places
        }

        assert fast == slow.standing(slow_marks, slow_groups(aspects), slow_ties(aspects, ties)), number


WEIGHTS = ((100,), (1000,), (40, 60), (50, 50), (333, 333, 334))


def rule_from(dice):
    weights = dice.choice(WEIGHTS)
    stands = dice.random() < 0.3
    return Rule(
        tuple(Round(f"{at}", weight, dice.choice((None, None, 200))) for at, weight in enumerate(weights)),
        through=dice.randint(1, 4),
        reserves=dice.randint(0, 2),
        minimum=dice.choice((None, 300)),
        cap_per_unit=None if stands else dice.choice((None, 1, 2)),
        tie_stands=AtCut.TIE_STANDS if stands else AtCut.EXTRA_TASK,
    )


def slow_selection(totals, units, rule):
    whole = sum(one.weight for one in rule.rounds)
    combined = slow.combined(totals, [Fraction(one.weight, whole) for one in rule.rounds])
    refused = slow.below(totals, combined, [one.minimum or 0 for one in rule.rounds], rule.minimum or 0)
    able = {who: mark for who, mark in combined.items() if who not in refused}
    numbers = (rule.through, rule.reserves, rule.cap_per_unit)
    stands = rule.tie_stands is AtCut.TIE_STANDS
    fates = slow.with_ties_that_stand(able, numbers) if stands else slow.with_extra_task(able, units, numbers)
    return {
        who: (
            "out" if who in refused else fates[who],
            slow.rank(combined, who),
            slow.rounded(combined[who] / 100),
        )
        for who in totals
    }


@pytest.mark.parametrize("batch", range(BATCHES))
def test_both_calculators_select_the_same_people(batch):
    for number in range(ASSESSMENTS):
        dice = Random(f"selection {batch} {number}")
        rule = rule_from(dice)
        codes = [f"{code}" for code in range(dice.randint(1, 6))]
        totals = {code: tuple(dice.choice((100, 200, 300, 400, 401)) for _ in rule.rounds) for code in codes}
        units = {code: dice.choice(("x", "y", "z", "")) for code in codes}
        candidates = [Candidate(code, totals[code], unit=units[code]) for code in codes]

        fast = {
            one.code: (one.status.value, one.rank, Fraction(shown_of(one.combined, rule), 100))
            for one in outcomes_of(candidates, rule)
        }

        assert not faults_of(rule)
        assert all(one.combined == combined_of(totals[one.code], rule) for one in outcomes_of(candidates, rule))
        assert fast == slow_selection(totals, units, rule), number
