"""``./beizhan scheme FILE``: what a marking scheme adds up to, and what is wrong with it."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from beizhan.core.faults import Fault, error, errors_among
from beizhan.core.scheme.tree import Kind, aspects_of, criterion_total_of, section_marks_of, total_of
from beizhan.files.cis_workbook.reading import Reading, all_faults_of
from beizhan.files.cis_workbook.upload import read_uploaded_scheme
from beizhan.files.guard import Unreadable
from beizhan.pages.words import sentence_of


class Command(BaseCommand):
    help = (
        "Reads a marking scheme from a CIS workbook (.xlsx, .xls, .xlsb, .ods) or its CSV variant, as an upload is "
        "read, and tells its sums and its faults. Ends with 0 if it can be imported, faults or not, with 2 if not."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one JSON object.")

    def handle(self, *, file: str, as_json: bool, **_: object) -> None:
        try:
            report = report_of(read_file(Path(file)))
        except Unreadable as refusal:
            detail = _english(refusal.fault)
            if as_json:
                self.stdout.write(json.dumps({"error": refusal.fault.code, "detail": detail}, ensure_ascii=False))
            raise CommandError(f"{file}: {detail}", returncode=2) from None
        self.stdout.write(json.dumps(report, ensure_ascii=False) if as_json else "\n".join(table_of(report)))


def read_file(path: Path) -> Reading:
    """Return the reading of a file on this machine, which is trusted no more than an upload.

    Raises
    ------
    Unreadable
        If it cannot or may not be read.
    """
    try:
        content = path.read_bytes()
    except OSError as refusal:
        raise Unreadable(error("file_missing", file=path.name)) from refusal
    return read_uploaded_scheme(content, name=path.name)


def report_of(reading: Reading) -> dict[str, Any]:
    """Return what there is to tell of a reading, marks as numbers with two decimals."""
    scheme, faults = reading.scheme, all_faults_of(reading)
    kinds = [aspect.kind for aspect in aspects_of(scheme)]
    return {
        "title": scheme.title,
        "total": _marks(total_of(scheme)),
        "aspects": len(kinds),
        "measurement": kinds.count(Kind.MEASUREMENT),
        "judgement": kinds.count(Kind.JUDGEMENT),
        "freezable": not errors_among(faults),
        "criteria": [
            {
                "id": criterion.code,
                "name": criterion.name,
                "mark": _marks(criterion.mark),
                "total": _marks(criterion_total_of(criterion)),
            }
            for criterion in scheme.criteria
        ],
        "sections": [
            {
                "number": marks.section.number,
                "name": marks.section.name,
                "declared": _marks(marks.section.declared),
                "actual": _marks(marks.actual),
                "variation": _marks(marks.variation),
            }
            for marks in section_marks_of(scheme)
        ],
        "faults": [
            {
                "code": fault.code,
                "row": fault.row,
                "cell": fault.cell,
                "severity": str(fault.severity),
                "detail": _english(fault),
            }
            for fault in faults
        ],
    }


def table_of(report: dict[str, Any]) -> Iterator[str]:
    """Return the report as lines to read."""
    yield report["title"] or "(no title)"
    yield (
        f"{report['total']:.2f} marks, {report['aspects']} aspects: "
        f"{report['measurement']} by measurement, {report['judgement']} by judgement"
    )
    yield f"\n{'Criterion':<50} {'declared':>9} {'aspects':>9}"
    for row in report["criteria"]:
        yield f"{_cut(row['id'], row['name'])} {_shown(row['mark'])} {_shown(row['total'])}"
    yield f"\n{'Section':<50} {'declared':>9} {'aspects':>9} {'variation':>9}"
    for row in report["sections"]:
        marks = " ".join(_shown(row[name]) for name in ("declared", "actual", "variation"))
        yield f"{_cut(row['number'], row['name'])} {marks}"
    yield f"\n{len(report['faults'])} faults; it {'can' if report['freezable'] else 'cannot'} be frozen as it is"
    for row in report["faults"]:
        where = row["cell"] or (f"row {row['row']}" if row["row"] else "")
        yield f"{row['severity']:<8} {where:<9} {row['detail']}"


def _english(fault: Fault) -> str:
    """Return the sentence of a fault in the one language that scripts read."""
    with override("en"):
        return sentence_of(fault)


def _marks(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100


def _shown(marks: float | None) -> str:
    return f"{'-':>9}" if marks is None else f"{marks:>9.2f}"


def _cut(code: str, name: str) -> str:
    return f"{code} {name}"[:50].ljust(50)
