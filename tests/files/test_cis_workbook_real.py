"""Every real file imports with the counts, rows, texts and totals that its tables state."""

import csv
from decimal import Decimal

import pytest

from beizhan.core.faults import error
from beizhan.core.scheme.tree import (
    Kind,
    aspects_of,
    criterion_total_of,
    section_marks_of,
    sub_criteria_of,
    total_of,
)
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.reading import all_faults_of
from beizhan.files.cis_workbook.writer import write_scheme

SCHEMES = [
    "es2023-web-development-17",
    "hungary-2024-round1-web-17",
    "brazil-2025-training-09",
    "wsc2024-web-17-module-b",
]


def hundredths(text):
    return int(Decimal(text) * 100) if text else None


def collapsed(text):
    return " ".join(text.split())


@pytest.fixture(params=SCHEMES)
def real(request, shared_data):
    """Give the name of a real scheme, its reading, and a function for its rows in a table."""
    folder = shared_data("cis-marking-schemes")

    def rows_of(table, scheme=request.param):
        with (folder / table).open(encoding="utf-8", newline="") as lines:
            return [row for row in csv.DictReader(lines) if row["scheme"] == scheme]

    [row] = rows_of("index.csv")
    return request.param, read_scheme((folder / row["file"]).read_bytes(), name=row["file"]), rows_of


def test_counts_and_totals_are_as_stated(real):
    _name, reading, rows_of = real
    [stated] = rows_of("index.csv")
    aspects = aspects_of(reading.scheme)
    kinds = [aspect.kind for aspect in aspects]

    found = {
        "aspects": len(aspects),
        "measurement": kinds.count(Kind.MEASUREMENT),
        "judgement": kinds.count(Kind.JUDGEMENT),
        "sub_criteria": len(sub_criteria_of(reading.scheme)),
        "total_marks": total_of(reading.scheme) / 100,
        "aspects_without_mark": sum(aspect.max_mark is None for aspect in aspects),
    }

    assert found == {name: float(stated[name]) for name in found}


def test_every_aspect_is_as_stated(real):
    name, reading, rows_of = real
    further_lines = name == "brazil-2025-training-09"  # of which the table states only the first

    found = [
        {
            "row": str(aspect.row),
            "criterion": criterion.code,
            "sub_criterion": sub.code,
            "sub_name": collapsed(sub.name),
            "day": str(sub.day),
            "type": str(aspect.kind),
            "description": collapsed(aspect.description),
            "extra": collapsed(aspect.extra.partition("\n")[0] if further_lines else aspect.extra),
            "requirement": collapsed(aspect.requirement),
            "wsos_section": aspect.section,
            "calculation_row": aspect.calculation.name if aspect.calculation else "",
            "max_mark": aspect.max_mark,
            "descriptors": str(len(aspect.descriptors)),
        }
        for criterion in reading.scheme.criteria
        for sub in criterion.sub_criteria
        for aspect in sub.aspects
    ]

    texts = ("sub_name", "description", "requirement", "extra")
    assert found == [
        {name: row[name] for name in found[0]}
        | {name: collapsed(row[name]) for name in texts}
        | {"max_mark": hundredths(row["max_mark"]), "wsos_section": row["wsos_section"].removesuffix(".0")}
        for row in rows_of("aspects.csv")
    ]


def test_every_descriptor_is_as_stated(real):
    _name, reading, rows_of = real

    found = [
        (str(aspect.row), str(level.score), collapsed(level.text))
        for aspect in aspects_of(reading.scheme)
        for level in aspect.descriptors
    ]

    stated = rows_of("judgement-descriptors.csv")
    assert found == [(row["aspect_row"], row["score"], collapsed(row["text"])) for row in stated]


def test_every_section_is_as_stated(real):
    _name, reading, rows_of = real

    found = [
        (marks.section.number, marks.section.name, marks.section.declared, marks.actual)
        for marks in section_marks_of(reading.scheme)
    ]

    assert found == [
        (row["section"], row["title"], hundredths(row["wsos_marks"]), hundredths(row["aspect_marks_recomputed"]))
        for row in rows_of("wsos-sections.csv")
    ]


def test_every_criterion_is_as_stated(real):
    name, reading, rows_of = real

    found = [
        (criterion.code, criterion.name, criterion.mark, criterion_total_of(criterion))
        for criterion in reading.scheme.criteria
    ]

    stated = [
        (row["id"], row["name"], hundredths(row["mark"]), hundredths(row["aspect_marks_recomputed"]))
        for row in rows_of("criteria.csv")
    ]
    assert found == (stated or [("B", "", None, 23_50)]), name


def test_it_is_written_and_read_back_as_the_same_scheme(real):
    _name, reading, _rows_of = real

    again = read_scheme(write_scheme(reading.scheme))

    assert again.scheme == reading.scheme


def test_the_faulty_file_is_told_row_by_row(shared_data):
    content = (shared_data("cis-marking-schemes") / "original" / "brazil-2025-training-09.xlsx").read_bytes()

    faults = all_faults_of(read_scheme(content))

    assert [(fault.code, fault.cell or fault.row) for fault in faults if fault.severity == "error"] == [
        ("total_not_100", None),
        ("criterion_empty", 15),
        ("criterion_empty", 17),
        ("criterion_empty", 18),
        ("criterion_empty", 19),
        ("criterion_empty", 20),
        ("criterion_empty", 21),
        ("mark_missing", "K100"),
    ]
    assert faults[0] == error("total_not_100", found=14_30, wanted=100_00)


def test_the_complete_official_scheme_could_be_frozen(shared_data):
    content = (shared_data("cis-marking-schemes") / "original" / "es2023-web-development-17.xlsx").read_bytes()

    assert {(fault.code, str(fault.severity)) for fault in all_faults_of(read_scheme(content))} == {
        ("kinds_mixed", "warning")
    }
