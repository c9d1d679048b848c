"""The whole answer: the plan with its reasons and prices, held against rules of thumb, and whether it may be shown.

A plan made from guessed responses must clearly beat an equal split or not be shown. It is planned with every other
scenario and judged on those in between, so that it is not praised for what it was fitted to.
"""

from dataclasses import dataclass
from enum import StrEnum

from beizhan.core.allocation import dynamic, programme
from beizhan.core.allocation.conditions import Conditions, Floats, sum_of_chances
from beizhan.core.allocation.envelope import bound_of
from beizhan.core.allocation.plan import Conflict, Plan, plan_of
from beizhan.core.allocation.prices import Price, prices_of
from beizhan.core.allocation.regret import Range, Regret, best_values, range_of
from beizhan.core.allocation.shares import Share, shares_of
from beizhan.core.allocation.thumb import RuleOfThumb, levels_by

LEAST_GAIN = 0.25
"""Expected number through that a plan must gain over an equal split: one skill more in every fourth campaign."""

FEWEST_SCENARIOS = 100
"""A verdict needs so many scenarios to judge on."""

REGRETS = 100
"""So many scenarios are looked at for the regret, as each is solved anew."""


class PlanVerdict(StrEnum):
    """Whether a plan may be shown: only a clear one."""

    CLEAR = "clear"
    GAIN_UNSURE = "gain_unsure"
    GAIN_TOO_SMALL = "gain_too_small"
    TOO_FEW_SCENARIOS = "too_few_scenarios"
    NO_EQUAL_SPLIT = "no_equal_split"


@dataclass(frozen=True, slots=True)
class Against:
    """A plan beside a rule of thumb, in the same scenarios.

    ``levels`` and all figures are ``None`` where the rule cannot keep to the conditions.

    Parameters
    ----------
    rule : RuleOfThumb
        Which.
    levels : tuple of int or None
        What it would give.
    expected : float or None
        Expected number through by it.
    gain : Range or None
        By how much more the plan expects, scenario by scenario.
    """

    rule: RuleOfThumb
    levels: tuple[int, ...] | None
    expected: float | None
    gain: Range | None


@dataclass(frozen=True, slots=True)
class Advice:
    """A plan and everything that is to be said about it.

    Parameters
    ----------
    plan : Plan
        The best by the mean of the planning scenarios.
    expected : Range
        Expected number through, over the judging scenarios.
    bound : float
        What no plan can exceed by the mean of the planning scenarios.
    shares : tuple of Share
        What each skill is given, and why.
    prices : tuple of Price
        What giving way at each condition would add.
    against : tuple of Against
        Every rule of thumb beside it.
    regret : Regret
        Over the judging scenarios, the first `REGRETS` of them.
    regret_of_equal_split : Regret or None
        The same for the equal split.
    verdict : PlanVerdict
        Show it only if this is ``CLEAR``.
    least_gain : float
        The gain that was asked for.
    scenarios : int
        How many it was judged on.
    """

    plan: Plan
    expected: Range
    bound: float
    shares: tuple[Share, ...]
    prices: tuple[Price, ...]
    against: tuple[Against, ...]
    regret: Regret
    regret_of_equal_split: Regret | None
    verdict: PlanVerdict
    least_gain: float
    scenarios: int


def advice_of(conditions: Conditions, chances: Floats, *, least_gain: float = LEAST_GAIN) -> Advice | Conflict:
    """Plan, explain and judge.

    Parameters
    ----------
    conditions : Conditions
        Without faults.
    chances : ndarray of float, shape (scenarios, skills, levels)
        Chance of each skill at each level in each scenario; at least two, and 200 for a verdict.
    least_gain : float
        Least mean gain over an equal split for which a plan is worth its trouble, in expected number through.

    Returns
    -------
    Advice or Conflict
        The conflict where the conditions cannot be met.
    """
    planning, judging = chances[::2].mean(axis=0), chances[1::2]
    plan = plan_of(conditions, planning)
    if isinstance(plan, Conflict):
        return plan
    against = tuple(_against(rule, plan, conditions, planning, judging) for rule in RuleOfThumb)
    equal = next(one for one in against if one.rule is RuleOfThumb.EQUAL_SPLIT)
    best = best_values(conditions, judging[:REGRETS])
    return Advice(
        plan,
        range_of(sum_of_chances(judging, plan.levels)),
        _bound(conditions, planning),
        shares_of(conditions, planning, plan.levels),
        prices_of(conditions, planning, plan),
        against,
        best.regret_of(judging[:REGRETS], plan.levels),
        None if equal.levels is None else best.regret_of(judging[:REGRETS], equal.levels),
        verdict_on(equal, len(judging), least_gain),
        least_gain,
        len(judging),
    )


def _bound(conditions: Conditions, planning: Floats) -> float:
    ceiling = None if dynamic.fits(conditions) else programme.relaxed(conditions, planning)
    return bound_of(conditions, planning) if ceiling is None else ceiling.bound


def verdict_on(equal: Against, scenarios: int, least_gain: float) -> PlanVerdict:
    """Say whether a plan beats the equal split clearly: nine times in ten at all, and by enough on average."""
    if equal.gain is None:
        return PlanVerdict.NO_EQUAL_SPLIT
    if scenarios < FEWEST_SCENARIOS:
        return PlanVerdict.TOO_FEW_SCENARIOS
    if equal.gain.low <= 0:
        return PlanVerdict.GAIN_UNSURE
    return PlanVerdict.CLEAR if equal.gain.mean > least_gain else PlanVerdict.GAIN_TOO_SMALL


def _against(rule: RuleOfThumb, plan: Plan, conditions: Conditions, planning: Floats, judging: Floats) -> Against:
    levels = levels_by(rule, conditions, planning)
    if levels is None:
        return Against(rule, None, None, None)
    reached = sum_of_chances(judging, levels)
    return Against(rule, levels, float(reached.mean()), range_of(sum_of_chances(judging, plan.levels) - reached))
