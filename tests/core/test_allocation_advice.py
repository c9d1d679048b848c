from dataclasses import replace
from math import erf, exp, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.allocation.advice import FEWEST_SCENARIOS, Against, PlanVerdict, advice_of, verdict_on
from beizhan.core.allocation.conditions import Conditions, GroupFloor, Resource, is_met, sum_of_chances
from beizhan.core.allocation.focus import Zone, focus_of
from beizhan.core.allocation.information import ValueWay, chances_before, mock_values_of
from beizhan.core.allocation.plan import Conflict, plan_of
from beizhan.core.allocation.regret import Range, best_values
from beizhan.core.allocation.response import Beliefs, Responses, chances_of, scenarios_of
from beizhan.core.allocation.shares import Reason, shares_of
from beizhan.core.allocation.thumb import RuleOfThumb, levels_by

SKILLS, LEVELS, BUDGET = 12, 16, 40


def case(seed, *, doubt=0.2, skills=SKILLS, **more):
    """Return conditions with one resource, and beliefs from far below the line to safely above it."""
    rng = np.random.default_rng(seed)
    costs = np.tile(np.arange(LEVELS), (skills, 1))
    names = tuple(f"{number:02d}" for number in range(skills))
    conditions = Conditions(names, tuple(range(LEVELS)), (Resource("days", BUDGET, costs),), **more)
    margin, reach, pace = rng.normal(-0.6, 1.3, skills), rng.uniform(0.3, 1.5, skills), rng.uniform(2, 9, skills)
    return conditions, Beliefs(margin, 0.3, reach, pace, doubt, 0.8)


def scenarios(beliefs, count=400, seed=1):
    return chances_of(scenarios_of(beliefs, count, seed), range(LEVELS))


def test_a_chance_follows_the_formula_in_plain_floats():
    responses = Responses([[-1.0, 0.5], [0.0, 0.0]], [[2.0, 1.0], [1.0, 0.0]], [[5.0, 10.0], [3.0, 1.0]], [0.8, 1.0])

    found = chances_of(responses, (0, 4, 10))

    score = (-1.0 + 2.0 * (1 - exp(-4 / 5))) / 0.8
    assert found.shape == (2, 2, 3)
    assert found[0, 0, 1] == pytest.approx((1 + erf(score / sqrt(2))) / 2)
    assert found[1, 1].tolist() == [0.5, 0.5, 0.5]


@given(st.floats(-3, 3), st.floats(0, 3), st.floats(0.5, 20), st.floats(0.1, 2))
def test_more_effort_never_lowers_a_chance(margin, reach, pace, noise):
    found = chances_of(Responses([[margin]], [[reach]], [[pace]], [noise]), range(30))[0, 0]

    assert (np.diff(found) >= 0).all()


def test_scenarios_keep_the_means_and_spreads_that_are_believed():
    beliefs = Beliefs([0.5], [0.4], [1.5], [8.0], [0.5], [1.0])

    found = scenarios_of(beliefs, 40_000, seed=3)

    assert (found.margin.mean(), found.margin.std()) == pytest.approx((0.5, 0.4), abs=0.01)
    assert (found.reach.mean(), found.pace.mean()) == pytest.approx((1.5, 8.0), rel=0.02)
    assert np.log(found.pace).std() == pytest.approx(0.5, rel=0.02)


def test_the_same_seed_gives_the_same_scenarios_and_another_one_others():
    _, beliefs = case(0)

    assert (scenarios(beliefs, seed=5) == scenarios(beliefs, seed=5)).all()
    assert (scenarios(beliefs, seed=5) != scenarios(beliefs, seed=6)).any()


@pytest.mark.parametrize(
    "given",
    [
        ([[0.0]], [[1.0, 1.0]], [[1.0]], [1.0]),
        ([[0.0]], [[1.0]], [[0.0]], [1.0]),
        ([[0.0]], [[1.0]], [[1.0]], [0.0]),
        ([0.0], [1.0], [1.0], [1.0]),
    ],
)
def test_responses_that_cannot_be_are_refused(given):
    with pytest.raises(ValueError, match="must"):
        Responses(*given)


@pytest.mark.parametrize(
    ("rule", "levels"),
    [
        ("no_effort", (0, 0, 0, 0)),
        ("equal_split", (2, 2, 1, 1)),  # six days: one each, and the first two another
        ("favourites_first", (3, 0, 3, 0)),  # a 0.9 and c 0.6
        ("weakest_first", (0, 3, 0, 3)),
        ("bubble_first", (0, 3, 3, 0)),  # c 0.6 and b 0.3
    ],
)
def test_rules_of_thumb_by_hand(rule, levels):
    chances = np.array([[0.9] * 4, [0.3] * 4, [0.6] * 4, [0.1] * 4])
    costs = np.tile(np.arange(4), (4, 1))
    conditions = Conditions(("a", "b", "c", "d"), (0, 1, 2, 3), (Resource("days", 6, costs),))

    assert levels_by(RuleOfThumb(rule), conditions, chances) == levels


def test_a_rule_of_thumb_keeps_to_floors_or_gives_nothing():
    floor = GroupFloor("base", frozenset({"00", "01"}), "days", 20)
    conditions, beliefs = case(0, least=(3,) * SKILLS, floors=(floor,))
    chances = scenarios(beliefs).mean(axis=0)
    too_much = replace(conditions, least=(5,) * SKILLS)

    assert levels_by(RuleOfThumb.EQUAL_SPLIT, too_much, chances) is None
    for rule in RuleOfThumb:
        levels = levels_by(rule, replace(conditions, least=()), chances)
        assert is_met(replace(conditions, least=()), levels)
        assert levels[0] + levels[1] >= 20


def test_the_optimum_beats_every_rule_of_thumb_and_the_equal_split_those_that_take_sides():
    for seed in range(3):
        conditions, beliefs = case(seed, skills=40)
        conditions = replace(conditions, resources=(replace(conditions.resources[0], budget=180),))

        advice = advice_of(conditions, scenarios(beliefs))

        expected = {one.rule: one.expected for one in advice.against}
        assert advice.expected.mean > max(expected.values())
        assert expected["equal_split"] > max(expected["favourites_first"], expected["weakest_first"])
        assert expected["no_effort"] == min(expected.values())
        assert advice.verdict == PlanVerdict.CLEAR


def test_what_is_said_about_a_plan_fits_together():
    conditions, beliefs = case(1)
    chances = scenarios(beliefs)

    advice = advice_of(conditions, chances)
    equal = next(one for one in advice.against if one.rule == "equal_split")

    paired = sum_of_chances(chances[1::2], advice.plan.levels) - sum_of_chances(chances[1::2], equal.levels)
    low, high = np.quantile(paired, (0.1, 0.9))
    assert (equal.gain.mean, equal.gain.low, equal.gain.high) == pytest.approx((paired.mean(), low, high))
    assert advice.plan.expected <= advice.bound + 1e-9
    assert sum(share.effort for share in advice.shares) == advice.plan.taken[0] <= BUDGET
    assert sum(share.chance for share in advice.shares) == pytest.approx(advice.plan.expected)
    assert (advice.regret.exact, advice.scenarios) == (True, 200)
    assert 0 <= advice.regret.over.low <= advice.regret.over.mean < advice.regret_of_equal_split.over.mean


def test_a_plan_built_on_guesses_that_all_look_alike_is_not_shown():
    conditions, _ = case(0)
    alike = Beliefs(np.zeros(SKILLS), 0.3, np.ones(SKILLS), np.full(SKILLS, 5.0), 1.0, 0.8)

    advice = advice_of(conditions, scenarios(alike))

    assert advice.verdict in {PlanVerdict.GAIN_UNSURE, PlanVerdict.GAIN_TOO_SMALL}


@pytest.mark.parametrize(
    ("gain", "count", "verdict"),
    [
        (None, 500, PlanVerdict.NO_EQUAL_SPLIT),
        (Range(2, 1, 3), FEWEST_SCENARIOS - 1, PlanVerdict.TOO_FEW_SCENARIOS),
        (Range(2, 0, 3), 500, PlanVerdict.GAIN_UNSURE),
        (Range(0.25, 0.1, 1), 500, PlanVerdict.GAIN_TOO_SMALL),
        (Range(0.26, 0.1, 1), 500, PlanVerdict.CLEAR),
    ],
)
def test_only_a_clear_gain_over_an_equal_split_is_shown(gain, count, verdict):
    assert verdict_on(Against(RuleOfThumb.EQUAL_SPLIT, (), 1.0, gain), count, 0.25) == verdict


def test_conditions_that_contradict_each_other_give_a_conflict_and_no_advice():
    conditions, beliefs = case(0, least=(5,) * SKILLS)

    assert isinstance(advice_of(conditions, scenarios(beliefs)), Conflict)


def test_the_regret_with_two_resources_is_bounded_from_above():
    conditions, beliefs = case(2)
    money = Resource("money", 120, np.tile(3 * np.arange(LEVELS) + 2, (SKILLS, 1)))
    chances = scenarios(beliefs, 20)
    both = replace(conditions, resources=(*conditions.resources, money))

    best = best_values(both, chances)

    assert not best.exact
    for value, one in zip(best.values, chances, strict=True):
        assert value >= plan_of(both, one).expected - 1e-6


def test_every_skill_has_its_reason():
    chances = np.array(
        [
            [0.40, 0.60, 0.80],  # pays, and there is no more
            [0.30, 0.50, 0.55],  # pays
            [0.95, 0.96, 0.97],  # needs nothing
            [0.01, 0.02, 0.03],  # nothing helps
            [0.50, 0.51, 0.52],  # little is gained
            [0.50, 0.51, 0.52],  # has the least it must have
            [0.20, 0.21, 0.22],  # has what its group must have
        ]
    )
    names, costs = tuple("abcdefg"), np.tile(np.arange(3), (7, 1))
    floor = GroupFloor("base", frozenset("g"), "days", 1)
    conditions = Conditions(names, (0, 1, 2), (Resource("days", 5, costs),), (0, 0, 0, 0, 0, 1, 0), (floor,))
    plan = plan_of(conditions, chances)

    shares = shares_of(conditions, chances, plan.levels)

    assert plan.levels == (2, 1, 0, 0, 0, 1, 1)
    assert [share.reason for share in shares] == [
        Reason.HIGHEST,
        Reason.PAYS,
        Reason.SAFE,
        Reason.OUT_OF_REACH,
        Reason.ELSEWHERE,
        Reason.LEAST,
        Reason.FLOOR,
    ]
    assert (shares[0].chance_without, shares[0].chance, shares[0].costs) == (0.4, 0.8, (2,))
    assert (shares[0].returns >= 1, shares[0].returns_further, shares[4].returns_further < 1) == (True, None, True)


def test_key_skills_are_ranked_by_what_a_unit_of_effort_adds_up_to_its_best_stop():
    chances = np.array([[[0.1, 0.12, 0.7], [0.5, 0.6, 0.65], [0.95, 0.95, 0.95]]])

    found = focus_of(("slow", "quick", "safe"), (0, 5, 10), chances, first=1)

    assert [(one.skill, one.zone, one.effort, round(one.rate, 9)) for one in found] == [
        ("slow", Zone.FAR, 10, 0.06),
        ("quick", Zone.BUBBLE, 5, 0.02),
        ("safe", Zone.SAFE, 0, 0.0),
    ]
    assert [(one.chance, one.chance_then, one.among_first) for one in found] == [
        (0.1, 0.7, 1),
        (0.5, 0.6, 0),
        (0.95, 0.95, 0),
    ]


def test_key_skills_start_from_where_they_stand():
    chances = np.array([[[0.1, 0.6, 0.7], [0.5, 0.6, 0.8]]])

    found = focus_of(("a", "b"), (0, 5, 10), chances, levels=(1, 1))

    assert [(one.skill, one.chance, round(one.rate, 9)) for one in found] == [("b", 0.6, 0.04), ("a", 0.6, 0.02)]


def test_how_often_a_skill_is_among_the_key_ones_adds_up():
    conditions, beliefs = case(4)

    found = focus_of(conditions.skills, conditions.efforts, scenarios(beliefs), first=3)

    assert sum(one.among_first for one in found) == pytest.approx(3)
    assert all(one.low <= one.high for one in found)
    assert [one.rate for one in found] == sorted((one.rate for one in found), reverse=True)


def test_the_value_of_a_mock_is_that_of_planning_anew_after_each_result():
    conditions, beliefs = case(5, skills=5)
    conditions = replace(conditions, resources=(replace(conditions.resources[0], budget=12),))
    normal = np.random.default_rng(9).standard_normal(40)
    now = chances_before(beliefs, conditions.efforts)
    plan = plan_of(conditions, now)
    prior, mock_error = 0.3, 0.4
    kept = replace_row(beliefs, 2, prior * mock_error / np.hypot(prior, mock_error))

    gains = []
    for one in normal:
        margin = beliefs.margin.copy()
        margin[2] += prior**2 / np.hypot(prior, mock_error) * one
        then = chances_before(replace(kept, margin=margin), conditions.efforts)
        gains.append(plan_of(conditions, then).expected - sum_of_chances(then, plan.levels))
    found = mock_values_of(conditions, beliefs, [mock_error] * 5, results=40, seed=9)

    value = next(one for one in found if one.skill == "02")
    assert value.gain == pytest.approx(np.mean(gains))
    assert value.way == ValueWay.RESOLVED


def replace_row(beliefs, row, error):
    errors = beliefs.margin_error.copy()
    errors[row] = error
    return replace(beliefs, margin_error=errors)


def test_mocks_are_ranked_by_their_value_which_is_never_below_zero():
    conditions, beliefs = case(6)

    found = mock_values_of(conditions, beliefs, [0.3] * SKILLS, results=300, seed=1)

    assert sorted(one.skill for one in found) == sorted(conditions.skills)
    assert [one.gain for one in found] == sorted((one.gain for one in found), reverse=True)
    assert min(one.gain for one in found) >= 0
    assert found == mock_values_of(conditions, beliefs, [0.3] * SKILLS, results=300, seed=1)


@settings(max_examples=20)
@given(st.integers(0, 50))
def test_a_sharper_mock_is_worth_more_and_one_that_tells_nothing_is_worth_nothing(seed):
    conditions, beliefs = case(seed)

    gains = [
        sum(one.gain for one in mock_values_of(conditions, beliefs, [error] * SKILLS, results=200, seed=2))
        for error in (0.05, 0.4, 1e6)
    ]

    assert gains[0] >= gains[1] - 1e-3
    assert gains[2] == pytest.approx(0, abs=1e-6)


def test_with_floors_or_several_resources_a_mock_is_valued_by_prices_nearly_alike():
    conditions, beliefs = case(7, skills=40)
    conditions = replace(conditions, resources=(replace(conditions.resources[0], budget=180),))
    idle = Resource("places", 999, np.ones((40, LEVELS), int))

    exact = mock_values_of(conditions, beliefs, [0.3] * 40, results=300, seed=1)
    priced = mock_values_of(
        replace(conditions, resources=(*conditions.resources, idle)), beliefs, [0.3] * 40, results=300, seed=1
    )

    assert {one.way for one in priced} == {ValueWay.PRICED}
    assert [one.skill for one in priced[:3]] == [one.skill for one in exact[:3]]
    assert sum(one.gain for one in priced) == pytest.approx(sum(one.gain for one in exact), rel=0.25)


def test_a_mock_has_no_value_where_the_conditions_cannot_be_met():
    conditions, beliefs = case(0, least=(5,) * SKILLS)

    with pytest.raises(ValueError, match="cannot be met"):
        mock_values_of(conditions, beliefs, [0.3] * SKILLS, results=10, seed=1)
