"""``./beizhan members FILE.csv``: the five reports that compare Members."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import fields
from fractions import Fraction
from pathlib import Path

from django.core.management.base import BaseCommand

from beizhan.core.medals import THRESHOLD_500, THRESHOLD_700, Scored
from beizhan.core.members import Comparison, MemberRow, comparison_of, entered_by_year, shown
from beizhan.files.results_table import ENTRY_COLUMNS, entries_in, read_results, write_results
from beizhan.management.results_file import refusals_of

Report = list[dict[str, object]]


class Command(BaseCommand):
    help = (
        "Compares Members in the five official reports, year by year: alphabetically, by total and by average medal "
        "points, by total and by average points. FILE is a CSV table with the columns year, skill_number, member_code "
        "and points. Medals are always computed anew from the points; rows alike in all four columns are one team and "
        "count once. As in the official reports, skills of the host Member (numbers that begin with HM) are left out."
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
        parser.add_argument("--host-member-skills", action="store_true", help="Count these skills too.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one object instead of CSV.")

    def handle(self, *, file: str, threshold: int, host_member_skills: bool, as_json: bool, **_: object) -> None:
        with refusals_of(file):
            entries = entries_in(read_results(Path(file).read_bytes(), ENTRY_COLUMNS))
        reports = reports_of(entries, threshold, host_member_skills=host_member_skills)
        self.stdout.write(json.dumps(reports, ensure_ascii=False) if as_json else _csv(reports))


def reports_of(entries: Sequence[Scored], threshold: int, *, host_member_skills: bool) -> dict[str, Report]:
    """Return the rows of the five reports, each report holding one year after the other."""
    years = entered_by_year(entries, threshold=threshold, host_member_skills=host_member_skills)
    reports: dict[str, Report] = {field.name: [] for field in fields(Comparison)}
    for year, entered in years.items():
        comparison = comparison_of(entered)
        for name, report in reports.items():
            report += [_row(year, row) for row in getattr(comparison, name)]
    return reports


def _row(year: str, row: MemberRow) -> dict[str, object]:
    ranked = {} if row.rank is None else {"rank": row.rank}
    return {
        "year": year,
        "member_code": row.member,
        "skills": row.skills,
        "gold": row.gold,
        "silver": row.silver,
        "bronze": row.bronze,
        "medallion": row.medallion,
        "medal_points": row.medal_points,
        "average_medal_points": _number(row.average_medal_points, 3),
        "total_points": _number(row.total_points, 2),
        "average_points": _number(row.average_points, 2),
        **ranked,
    }


def _number(fraction: Fraction, digits: int) -> int | float:
    number = float(shown(fraction, digits))
    return int(number) if number.is_integer() else number


def _csv(reports: dict[str, Report]) -> str:
    rows = [{"report": name, **row} for name, report in reports.items() for row in report]
    columns = tuple(dict.fromkeys(column for row in rows for column in row))
    return write_results(columns or ("report",), rows)
