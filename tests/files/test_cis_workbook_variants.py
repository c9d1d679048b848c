"""Layouts met in the wild: whatever the dress, the same scheme comes in."""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from beizhan.core.scheme.tree import Aspect, Criterion, Descriptor, Kind, Scheme, Section, SubCriterion
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.reading import all_faults_of
from beizhan.files.guard import faults_of_upload
from files.workbooks import (
    LABELS,
    OLD_LABELS,
    TOP,
    heading,
    judged,
    levels,
    measured,
    sub,
    usual_table,
    workbook,
)

LEVELS = tuple(Descriptor(score, f"level {score}") for score in range(4))
CUT = Aspect("", "A1.01", Kind.MEASUREMENT, "Cut", section="1", max_mark=60_00)
FINISH = Aspect("", "B1.01", Kind.JUDGEMENT, "Finish", section="2", max_mark=40_00, descriptors=LEVELS)
SCHEME = Scheme(
    "17 Joinery",
    (Section("1", "Tools", 60_00), Section("2", "Wood", 40_00)),
    (
        Criterion("A", "Bench", 60_00, (SubCriterion("A1", "Box", 1, (CUT,)),)),
        Criterion("B", "Machine", 40_00, (SubCriterion("B1", "Lathe", 2, (FINISH,)),)),
    ),
)


def table_with(**cells):
    """Return the usual table with cells of the first aspect changed."""
    table = usual_table()
    table[2] = {**table[2], **cells}
    return table


def table_of_judgement(*rows):
    return [heading("A"), sub("A1"), measured(), heading("B"), sub("B1", "Lathe", 2), *rows]


def shifted(rows):
    """Return the rows one column to the right, as an author's own column A leaves them."""
    return [{chr(ord(column) + 1): value for column, value in row.items()} for row in rows]


def dressed(top=TOP, table=None, **surroundings):
    return workbook(usual_table() if table is None else table, top, **surroundings)


def replaced(rows, number, row):
    return [*rows[:number], row, *rows[number + 1 :]]


def relabelled(change):
    """Return the usual table with every label of its headings changed."""
    return [
        {column: change(label) if column < "L" else label for column, label in row.items()} if "F" in row else row
        for row in usual_table()[:7]
    ] + usual_table()[7:]


CALM_VARIANTS = {
    "the template itself": dressed(),
    "no blank rows between the parts": dressed([row for row in TOP if row], [row for row in usual_table() if row]),
    "many blank rows": dressed([{}, *TOP, {}, {}, {}]),
    "old labels": dressed(
        [
            *TOP[:2],
            {"A": "WorldSkills Standards Specification"},
            {"A": "Section", "B": "WSSS Area", "I": "WSSS Marks", "J": "Aspect Marks", "K": "Variation"},
            *TOP[4:],
        ],
        [heading("A", OLD_LABELS) if row.get("L") == "Criterion A" else row for row in table_with(D="O")],
    ),
    "labels in capitals with odd blanks": dressed(
        table=[
            {
                column: f" {value.upper().replace(chr(10), '  ')} " if column < "L" else value
                for column, value in row.items()
            }
            if "Sub\nCriterion\nID" in row.values()
            else row
            for row in usual_table()
        ]
    ),
    "labels whose lines are glued together": dressed(table=relabelled(lambda label: label.replace("\n", ""))),
    "labels behind a translation": dressed(table=relabelled(lambda label: f"名称\n{label}")),
    "labels before a translation": dressed(table=relabelled(lambda label: f"{label} / 名称")),
    "criteria under other headings": dressed(
        replaced(TOP, 10, {"A": "Criterion", "B": "Name", "K": "Total marks"}),
    ),
    "criteria named as such": dressed(replaced(TOP, 10, {"A": "ID", "B": "Criterion", "K": "Mark"})),
    "sheet named without CIS": dressed(sheet="Marking Scheme Import"),
    "sheet named in another case with blanks": dressed(sheet=" cis  marking scheme IMPORT "),
    "sheet name cut at 31 characters": dressed(sheet="Copy of CIS Marking Scheme Impo"),
    "sheet named by its skill": dressed(sheet="Skill 17"),
    "import sheet is not the first": dressed(before=(("Cover", [{"A": "Read me"}]), ("Notes", [{"B": 1}]))),
    "heading only once": dressed(table=[row for row in usual_table() if row.get("L") != "Criterion B"]),
    "headings without criterion letters": dressed(
        table=[LABELS if "Sub\nCriterion\nID" in row.values() else row for row in usual_table()]
    ),
    "heading repeated above each sub-criterion": dressed(table=[heading("A"), *usual_table()]),
    "unused blocks of the template": dressed(
        [*TOP[:13], {"A": "C"}, {"A": "D"}, *TOP[13:]], [*usual_table()[:-1], heading("C"), {}, {}, heading("D"), {}]
    ),
    "numbers as text": dressed(
        [*TOP[:4], {"A": "1", "B": "Tools", "I": "60.00"}, {"A": "2", "B": "Wood", "I": "40"}, *TOP[6:]],
        table_with(I="1", K="60.0"),
    ),
    "decimal comma": dressed(table=table_with(K="60,00")),
    "full-width digits": dressed(table=table_with(I="１", K="６０.００")),
    "blanks that do not break": dressed(
        table=table_with(A="\u00a0", H=" \u00a0 ", K="\u00a060\u00a0", G="", J="\u3000")
    ),
    "float dust": dressed(
        replaced(TOP, 4, {"A": 1, "B": "Tools", "I": 59.99999999999999}), table_with(K=60.00000000000001)
    ),
    "section with point": dressed(table=table_with(I="1.")),
    "section as whole float text": dressed(table=table_with(I="1.0")),
    "section with its word": dressed(table=table_with(I="WSOS 1")),
    "section with its title": dressed(table=table_with(I="1 - Tools")),
    "type in lower case": dressed(table=table_with(D="m")),
    "type with blanks": dressed(table=table_with(D=" M ")),
    "type as word": dressed(table=table_with(D="Meas")),
    "type as long word": dressed(table=table_with(D="Measurement")),
    "type full-width": dressed(table=table_with(D="Ｍ")),
    "type in brackets": dressed(table=table_with(D="(M)")),
    "type with a number": dressed(table=table_with(D="M1")),
    "type typed on a Cyrillic keyboard": dressed(table=table_with(D="М")),
    "sub-criterion id with point": dressed(table=replaced(usual_table(), 1, sub("A1."))),
    "sub-criterion id with blank": dressed(table=replaced(usual_table(), 1, sub("A 1"))),
    "sub-criterion id in lower case": dressed(table=replaced(usual_table(), 1, sub("a1"))),
    "sub-criterion id as a bare number": dressed(table=replaced(usual_table(), 1, sub(1))),
    "day as text": dressed(table=replaced(usual_table(), 1, sub("A1", day="1"))),
    "day as C1": dressed(table=replaced(usual_table(), 1, sub("A1", day="C1"))),
    "day with its word": dressed(table=replaced(usual_table(), 1, sub("A1", day="Day 1"))),
    "sub-criterion in the row of its first aspect": dressed(
        table=[heading("A"), sub("A1") | measured(), *usual_table()[3:]]
    ),
    "day repeated beside the aspects": dressed(table=table_with(C=1)),
    "levels as text": dressed(table=table_of_judgement(judged(), *levels(("0", "1 ", "２", "3.0")))),
    "levels out of order": dressed(table=table_of_judgement(judged(), *levels((3, 1, 0, 2)))),
    "levels interrupted by blank rows": dressed(
        table=table_of_judgement(judged(), *[row for level in levels() for row in (level, {})])
    ),
    "type repeated beside the levels": dressed(
        table=table_of_judgement(judged(), *[{**level, "D": "J"} for level in levels()])
    ),
    "first level in the row of its aspect": dressed(table=table_of_judgement(judged(F=0, G="level 0"), *levels()[1:])),
    "sums below and beside": dressed(
        table=[*usual_table()[:3], {"J": "Total", "K": 60}, *usual_table()[3:], {"A": "Total", "K": 100}]
    ),
    "extra columns at the right": dressed(table=table_with(L=60, P=0.454545)),
    "extra column at the left": dressed(shifted(TOP), shifted(usual_table())),
    "type merged over its rows": dressed(
        table=[*usual_table()[:7], *levels(), {}, usual_table()[-1]], merged=("D22:D24", "A1:K1", "B5:H5", "B6:H6")
    ),
    "no total row": dressed(table=usual_table()[:-1]),
}


@pytest.mark.parametrize("variant", CALM_VARIANTS)
def test_a_variant_of_the_layout_is_the_same_scheme_without_a_fault(variant):
    reading = read_scheme(CALM_VARIANTS[variant])

    assert reading.scheme == SCHEME
    assert [(fault.code, fault.cell) for fault in all_faults_of(reading)] == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_same_rows_as_csv_are_the_same_scheme(delimiter, encoding):
    rows = [[str(row.get(chr(ord("A") + place), "")) for place in range(14)] for row in [*TOP, *usual_table()]]
    lines = [delimiter.join('"' + value.replace('"', '""') + '"' for value in row) for row in rows]

    reading = read_scheme("\r\n".join(lines).encode(encoding), name="scheme.csv")

    assert reading.scheme == SCHEME


def test_a_chinese_csv_from_excel_keeps_its_characters():
    rows = [*TOP[1:], *table_with(E="榫卯间隙小于 0.5 毫米")]
    text = "\n".join(
        ",".join(str(row.get(chr(ord("A") + place), "")).replace("\n", " ") for place in range(14)) for row in rows
    )

    scheme = read_scheme(text.encode("gb18030")).scheme

    assert scheme.criteria[0].sub_criteria[0].aspects[0].description == "榫卯间隙小于 0.5 毫米"


def test_without_the_table_of_sections_the_aspects_still_come_in():
    reading = read_scheme(dressed([*TOP[:2], *TOP[9:]]))

    assert reading.scheme.criteria == SCHEME.criteria
    assert [fault.code for fault in all_faults_of(reading)] == ["sections_missing"]


def test_without_the_table_of_criteria_the_letters_come_from_the_headings():
    reading = read_scheme(dressed(TOP[:9]))

    assert [(criterion.code, criterion.name, criterion.mark) for criterion in reading.scheme.criteria] == [
        ("A", "", None),
        ("B", "", None),
    ]
    assert all_faults_of(reading) == ()


def test_letters_go_beyond_i():
    table = [heading("J"), sub("J1"), measured(), heading("AB"), sub("AB2", "Lathe", 2), judged(), *levels()]

    scheme = read_scheme(dressed([*TOP[:9], *TOP[13:]], table)).scheme

    assert [criterion.code for criterion in scheme.criteria] == ["J", "AB"]
    assert scheme.criteria[1].sub_criteria[0].aspects[0].code == "AB2.01"


def test_a_table_without_any_heading_is_read_by_the_usual_columns():
    reading = read_scheme(workbook([sub("A1"), measured(), sub("B1", "Lathe", 2), judged(), *levels()], top=[]))

    assert [criterion.sub_criteria for criterion in reading.scheme.criteria] == [
        criterion.sub_criteria for criterion in SCHEME.criteria
    ]


def test_further_lines_of_a_measurement_are_kept_line_by_line():
    table = [
        heading("A"),
        sub("A1"),
        measured(G="minus 0.1 a gap"),
        {"G": "minus 0.2 a crack"},
        {},
        {"G": "never below 0"},
    ]

    aspect = read_scheme(dressed(table=table)).scheme.criteria[0].sub_criteria[0].aspects[0]

    assert aspect.extra == "minus 0.1 a gap\nminus 0.2 a crack\nnever below 0"


def test_the_day_any_is_no_day():
    reading = read_scheme(dressed(table=replaced(usual_table(), 1, sub("A1", day="Any"))))

    assert reading.scheme.criteria[0].sub_criteria[0].day is None
    assert [fault.code for fault in all_faults_of(reading)] == ["day_missing"]


def test_a_criterion_named_inside_the_table_names_its_sub_criteria():
    table = [
        heading(),
        {"A": "A", "B": "Bench"},
        sub("1"),
        measured(),
        {"A": "B", "B": "Machine"},
        sub("1", "Lathe", 2),
    ]

    scheme = read_scheme(workbook([*table, judged(), *levels()], top=TOP[:9])).scheme

    assert [(criterion.code, criterion.name) for criterion in scheme.criteria] == [("A", "Bench"), ("B", "Machine")]
    assert [criterion.sub_criteria[0].code for criterion in scheme.criteria] == ["A1", "B1"]


def test_a_type_and_section_merged_over_several_aspects_are_each_aspects_own():
    table = [heading("A"), sub("A1"), measured(mark=50), {"E": "Plane", "K": 10}]

    aspects = (
        read_scheme(dressed(table=table, merged=("D18:D19", "I18:I19"))).scheme.criteria[0].sub_criteria[0].aspects
    )

    assert [(aspect.kind, aspect.section) for aspect in aspects] == [(Kind.MEASUREMENT, "1"), (Kind.MEASUREMENT, "1")]


MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def open_document(rows):
    """Return the rows as an .ods file, each cell a text or a number."""

    def cell(value):
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'

    lines = ("".join(cell(row.get(chr(ord("A") + place), "")) for place in range(14)) for row in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="CIS Marking Scheme Import">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", MANIFEST)
    return stream.getvalue()


def test_an_open_document_sheet_passes_the_guard_and_is_the_same_scheme():
    content = open_document([*TOP, *usual_table()])

    assert faults_of_upload(content, "scheme.ods") == ()
    assert read_scheme(content).scheme == SCHEME
