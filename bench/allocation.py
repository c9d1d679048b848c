"""Allocation over 60 skills with 41 levels of effort, next to HiGHS as `scipy.optimize.milp` solves the textbook form.

One resource (days) and two (days and money). First the gate: on every instance the same optimum, and on small ones the
optimum of trying all. Then CPU seconds, best and median of the runs, the ratio, and the memory each way takes. At the
end the plan beside the rules of thumb on three instances.

Run: ``./beizhan bench allocation [--repeat 5] [--instances 5]``.
"""

import argparse
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from statistics import median
from time import process_time

import numpy as np
import scipy

from beizhan.core.allocation.advice import advice_of
from beizhan.core.allocation.conditions import Conditions, Floats, Resource, is_met, sum_of_chances
from beizhan.core.allocation.plan import Plan, plan_of
from beizhan.core.allocation.response import Beliefs, chances_of, scenarios_of
from ground import machine

SKILLS, LEVELS, DAYS, MONEY = 60, 41, 400, 1_900
SAME = 2e-6
"""HiGHS proves an optimum to within 1e-6."""


def instance(seed: int, skills: int = SKILLS, levels: int = LEVELS) -> tuple[Conditions, Conditions, Beliefs]:
    """Return the conditions with one and with two resources, and what is believed of the skills."""
    rng = np.random.default_rng(seed)
    efforts = np.arange(levels)
    beliefs = Beliefs(
        rng.normal(-0.6, 1.3, skills),
        rng.uniform(0.2, 0.6, skills),
        rng.uniform(0.3, 1.5, skills),
        rng.uniform(4, 25, skills),
        0.3,
        0.8,
    )
    share = skills / SKILLS * (levels - 1) / (LEVELS - 1)
    days = Resource("days", round(DAYS * share), np.tile(efforts, (skills, 1)))
    fares = (efforts > 0) * rng.integers(0, 50, skills)[:, np.newaxis]
    money = Resource("money", round(MONEY * share), rng.integers(3, 10, skills)[:, np.newaxis] * efforts + fares)
    names = tuple(f"{number:02d}" for number in range(1, skills + 1))
    one = Conditions(names, tuple(efforts.tolist()), (days,))
    return one, replace(one, resources=(days, money)), beliefs


def textbook(conditions: Conditions, chances: Floats) -> float:
    """Return the optimum by HiGHS: a variable for each skill and level, as the formula stands in a book."""
    skills, levels = chances.shape
    one_each = scipy.sparse.kron(scipy.sparse.eye_array(skills), np.ones((1, levels)))
    costs = np.array([resource.costs.ravel() for resource in conditions.resources])
    budgets = [resource.budget for resource in conditions.resources]
    found = scipy.optimize.milp(
        -chances.ravel(),
        integrality=np.ones(chances.size),
        bounds=scipy.optimize.Bounds(0, 1),
        constraints=[
            scipy.optimize.LinearConstraint(one_each, 1, 1),
            scipy.optimize.LinearConstraint(scipy.sparse.csr_array(costs), -np.inf, budgets),
        ],
        options={"mip_rel_gap": 0},
    )
    return -float(found.fun)


def ours(conditions: Conditions, chances: Floats) -> float:
    """Return the optimum as the product finds it."""
    plan = plan_of(conditions, chances)
    assert isinstance(plan, Plan)
    assert plan.gap == 0
    return plan.expected


def by_trying_all(conditions: Conditions, chances: Floats) -> float:
    """Return the optimum by looking at every allocation there is."""
    every = product(range(len(conditions.efforts)), repeat=len(conditions.skills))
    return max(float(sum_of_chances(chances, levels)) for levels in every if is_met(conditions, levels))


def believed(beliefs: Beliefs, conditions: Conditions) -> Floats:
    """Return the mean chances over 200 scenarios."""
    mean: Floats = chances_of(scenarios_of(beliefs, 200, seed=1), conditions.efforts).mean(axis=0)
    return mean


def gate(instances: int) -> float:
    """Return the largest difference between any two ways, or stop if it is not nothing."""
    largest = 0.0
    for seed in range(instances):
        for size, other in (((SKILLS, LEVELS), textbook), ((5, 5), by_trying_all)):
            *both, beliefs = instance(seed, *size)
            for conditions in both:
                chances = believed(beliefs, conditions)
                largest = max(largest, abs(ours(conditions, chances) - other(conditions, chances)))
    assert largest <= SAME, f"two ways differ by {largest}"
    return largest


def measured(way: Callable[[Conditions, Floats], float], cases: list, repeat: int) -> dict[str, float]:
    """Return CPU seconds over all instances and runs, and the most memory that Python and NumPy took, in MiB."""
    taken = []
    for conditions, chances in cases:
        for _ in range(repeat):
            began = process_time()
            way(conditions, chances)
            taken.append(process_time() - began)
    tracemalloc.start()
    way(*cases[0])
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return {"best": min(taken), "median": median(taken), "worst": max(taken), "peak_mib": peak}


def thumbs() -> list[dict[str, float]]:
    """Return the expected number through by the plan and by every rule of thumb, on three instances."""
    rows = []
    for seed in range(3):
        conditions, _, beliefs = instance(seed)
        advice = advice_of(conditions, chances_of(scenarios_of(beliefs, 400, seed), conditions.efforts))
        row = {str(one.rule): round(one.expected or 0, 1) for one in advice.against}
        rows.append({**row, "optimum": round(advice.expected.mean, 1)})
    return rows


def main() -> None:
    """Gate, measure, compare; print tables and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--instances", type=int, default=5)
    asked = parser.parse_args()
    difference = gate(asked.instances)
    print(f"same optimum everywhere; largest difference {difference:.1e}")
    report: dict[str, object] = {"bench": "allocation", "largest_difference": difference}
    for resources in (1, 2):
        made = [instance(seed) for seed in range(asked.instances)]
        cases = [(one[resources - 1], believed(one[2], one[0])) for one in made]
        found = {name: measured(way, cases, asked.repeat) for name, way in (("ours", ours), ("milp", textbook))}
        ratio = found["milp"]["median"] / found["ours"]["median"]
        print(f"\n{resources} resource(s), {SKILLS} skills x {LEVELS} levels: milp / ours {ratio:.1f}")
        for name, figures in found.items():
            print(f"{name:>6}  " + "  ".join(f"{what} {figure:.4f}" for what, figure in figures.items()))
        report[f"resources_{resources}"] = {**found, "milp_to_ours": round(ratio, 1)}
    report["expected_through"] = thumbs()
    print("\nexpected number through, three instances")
    for row in report["expected_through"]:
        print("  " + "  ".join(f"{name} {figure}" for name, figure in row.items()))
    print(json.dumps({**report, **machine()}))


if __name__ == "__main__":
    main()
