"""``./beizhan scale FILE.csv``: marks of one skill on a standardised scale."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

from django.core.management.base import BaseCommand

from beizhan.core.scale import DEFAULT, STRATEGIES, Scaled, scaled
from beizhan.files.results_table import ResultsTable, number_in, read_results, write_results
from beizhan.management.results_file import refusals_of

COLUMNS = ("competitor", "mark")


class Command(BaseCommand):
    help = (
        "Puts the marks of all competitors of one skill on a standardised scale. FILE is a CSV table with the columns "
        "competitor and mark, a team on one row. Strategies: "
        + "; ".join(f"{one.name} (version {one.version}): {one.formula}" for one in STRATEGIES.values())
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--strategy", choices=tuple(STRATEGIES), default=DEFAULT)
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one object instead of CSV.")

    def handle(self, *, file: str, strategy: str, as_json: bool, **_: object) -> None:
        with refusals_of(file):
            table = read_results(Path(file).read_bytes(), COLUMNS)
            marks = [number_in(row, "mark") for row in table.rows]
        result = scaled(_whole(marks), strategy)
        if as_json:
            self.stdout.write(json.dumps(_report(table, marks, result), ensure_ascii=False))
            return
        rows = [{**row.cells, "score": score} for row, score in zip(table.rows, result.scores, strict=True)]
        self.stdout.write(write_results(tuple(dict.fromkeys((*table.columns, "score"))), rows))
        if result.doubt:
            self.stderr.write(f"not meaningful: {result.doubt.value}")


def _report(table: ResultsTable, marks: Sequence[Decimal], result: Scaled) -> dict[str, object]:
    return {
        "strategy": result.strategy,
        "version": result.version,
        "meaningful": result.doubt is None,
        "reason": result.doubt,
        "scores": [
            {"competitor": row.cells["competitor"], "mark": float(mark), "score": score}
            for row, mark, score in zip(table.rows, marks, result.scores, strict=True)
        ],
    }


def _whole(marks: Sequence[Decimal]) -> list[int]:
    """Return the marks in the greatest unit in which all of them are whole: the scale does not depend on it."""
    places = max((-int(mark.as_tuple().exponent) for mark in marks), default=0)
    return [int(mark.scaleb(places)) for mark in marks]
