"""``./beizhan allocation FILE.csv --budget N``: expert-days over skills, so that the most can be expected through."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from beizhan.core.allocation.advice import LEAST_GAIN, Advice, PlanVerdict, advice_of
from beizhan.core.allocation.conditions import Conditions, Resource, faults_of
from beizhan.core.allocation.plan import Conflict
from beizhan.core.allocation.response import Beliefs, chances_of, scenarios_of
from beizhan.core.faults import error
from beizhan.files.results_table import ResultsTable, ResultsTableError, Row, number_in, read_results
from beizhan.management.results_file import REFUSED, refusals_of

COLUMNS = ("skill", "margin", "margin_error", "reach", "pace", "noise")
ABOVE_ZERO = {"pace", "noise"}
MOST_DAYS = 40
DAYS = "days"


class Command(BaseCommand):
    help = (
        "Divides expert-days over skills so that the most can be expected to go through. FILE is a CSV table with the "
        "columns skill, margin (marks above the line that goes through, below zero if under it), margin_error, reach "
        "(marks that endless effort would add), pace (days after which 63 % of them are there) and noise (standard "
        "deviation of a result), and perhaps least (days it must have). A plan that does not clearly beat an equal "
        'split is not shown. With --json: {"verdict","shown","least_gain","scenarios","expected","bound","regret",'
        '"against":[{"rule","expected","gain"}],"prices":[{"constraint","step","worth","way"}],"plan":[{"skill",'
        '"effort","chance_without","chance","chance_at_most","returns","returns_further","reason"}] or null}.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--budget", type=int, required=True, help="Days there are.")
        parser.add_argument("--doubt", type=float, default=0.3, help="Of reach and pace, as a share (0.3).")
        parser.add_argument("--least-gain", type=float, default=LEAST_GAIN, help="Over an equal split (0.25).")
        parser.add_argument("--scenarios", type=int, default=1000, help="How many, half to plan and half to judge.")
        parser.add_argument("--seed", type=int, default=1, help="The same seed gives the same answer.")
        parser.add_argument("--always", action="store_true", help="Show the plan whatever the verdict.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one object.")

    def handle(self, *, file: str, as_json: bool, always: bool, **asked: Any) -> None:
        with refusals_of(file):
            table = read_results(Path(file).read_bytes(), COLUMNS)
            beliefs = _beliefs_of(table, asked["doubt"])
            conditions = _conditions_of(table, asked["budget"])
        scenarios = scenarios_of(beliefs, max(2, asked["scenarios"]), asked["seed"])
        advice = advice_of(conditions, chances_of(scenarios, conditions.efforts), least_gain=asked["least_gain"])
        if isinstance(advice, Conflict):
            parts = ", ".join(f"{one.kind} {one.name}".strip() for one in advice.of)
            raise CommandError(f"{file}: these cannot be met together: {parts}", returncode=REFUSED)
        report = report_of(advice, always=always)
        self.stdout.write(json.dumps(report, ensure_ascii=False) if as_json else "\n".join(lines_of(report)))


def report_of(advice: Advice, *, always: bool) -> dict[str, Any]:
    """Return the advice as JSON can hold it; the plan is left out unless it is clear or asked for all the same."""
    said = asdict(advice)
    shown = always or advice.verdict is PlanVerdict.CLEAR
    return {
        "verdict": said["verdict"],
        "shown": shown,
        **{name: said[name] for name in ("least_gain", "scenarios", "expected", "bound", "regret")},
        "against": [{name: one[name] for name in ("rule", "expected", "gain")} for one in said["against"]],
        "prices": said["prices"],
        "plan": said["shares"] if shown else None,
    }


def lines_of(report: dict[str, Any]) -> Iterator[str]:
    """Return the report as lines to read."""
    expected = report["expected"]
    yield f"{report['verdict']}: {expected['mean']:.1f} through ({expected['low']:.1f} to {expected['high']:.1f})"
    for one in report["against"]:
        gain = one["gain"]
        told = f"{gain['mean']:+.2f} ({gain['low']:+.2f} to {gain['high']:+.2f})" if gain else "cannot be kept to"
        yield f"  over {one['rule'].replace('_', ' ')}: {told}"
    for one in report["plan"] or ():
        chances = f"{_told(one['chance_without']):>5} {_told(one['chance']):>5}"
        yield f"{one['skill']:<12} {one['effort']:>4} {chances}  {one['reason'].replace('_', ' ')}"


def _told(chance: float) -> str:
    """Return a chance in steps of 5 %: it is not known any better."""
    return f"{5 * round(20 * chance)}%" if 0.025 <= chance <= 0.975 else "<5%" if chance < 0.5 else ">95%"


def _beliefs_of(table: ResultsTable, doubt: float) -> Beliefs:
    columns = [np.array([_number_in(row, name) for row in table.rows]) for name in COLUMNS[1:]]
    margin, margin_error, reach, pace, noise = columns
    return Beliefs(margin, margin_error, reach, pace, np.float64(max(0.0, doubt)), noise)


def _conditions_of(table: ResultsTable, budget: int) -> Conditions:
    """Return one day a level, at most `MOST_DAYS` a skill.

    Raises
    ------
    ResultsTableError
        If there are no skills, one stands twice, or one must have more days than a skill can be given.
    """
    if not table.rows:
        raise ResultsTableError(error("table_without_rows"))
    efforts = tuple(range(MOST_DAYS + 1))
    least = tuple(_least_in(row) if row.cells.get("least") else 0 for row in table.rows)
    days = Resource(DAYS, budget, np.tile(efforts, (len(table.rows), 1)))
    conditions = Conditions(tuple(row.cells["skill"] for row in table.rows), efforts, (days,), least)
    for fault in faults_of(conditions):
        raise ResultsTableError(fault)
    return conditions


def _number_in(row: Row, column: str) -> float:
    number = float(number_in(row, column))
    if (number <= 0 and column in ABOVE_ZERO) or (number < 0 and column in {"margin_error", "reach"}):
        raise ResultsTableError(error("not_above_zero", row=row.number, cell=column, found=row.cells[column]))
    return number


def _least_in(row: Row) -> int:
    days = number_in(row, "least")
    if days % 1:
        raise ResultsTableError(error("number_malformed", row=row.number, cell="least", found=row.cells["least"]))
    return int(days)
