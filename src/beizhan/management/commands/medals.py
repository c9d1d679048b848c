"""``./beizhan medals FILE.csv``: who has which medal."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from beizhan.core.medals import BANDS, THRESHOLD_500, THRESHOLD_700, medals_by_skill
from beizhan.files.results_table import ENTRY_COLUMNS, entries_in, read_results, write_results
from beizhan.management.results_file import refusals_of


class Command(BaseCommand):
    help = (
        "Gives out the medals of skill competitions. FILE is a CSV table with the columns year, skill_number, "
        "member_code and points; the same rows come back with a column medal, always computed anew from the points: "
        "gold, silver, bronze, medallion or empty. Rows alike in all four columns are one team and count once."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--threshold",
            type=int,
            choices=(THRESHOLD_500, THRESHOLD_700),
            default=THRESHOLD_700,
            help="Points for a medallion: 700 on today's scale (default), 500 on the one before 2017.",
        )
        parser.add_argument(
            "--rule",
            choices=tuple(BANDS),
            default="from_first",
            help="Whether two points are measured from the best of a group (default) or from each to the next.",
        )
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="Print a list of row objects instead of CSV."
        )

    def handle(self, *, file: str, threshold: int, rule: str, as_json: bool, **_: object) -> None:
        with refusals_of(file):
            table = read_results(Path(file).read_bytes(), ENTRY_COLUMNS)
            entries = entries_in(table)
        medals = medals_by_skill(entries, threshold=threshold, rule=rule)
        rows = [{**row.cells, "medal": medal or ""} for row, medal in zip(table.rows, medals, strict=True)]
        columns = tuple(dict.fromkeys((*table.columns, "medal")))
        self.stdout.write(json.dumps(rows, ensure_ascii=False) if as_json else write_results(columns, rows))
