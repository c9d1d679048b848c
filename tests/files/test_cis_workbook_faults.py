"""What is not plain in a file is told with its cell, and nothing is dropped unsaid."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from beizhan.core.faults import error, warning
from beizhan.core.scheme.tree import Calculation, Descriptor, Kind, aspects_of, sub_criteria_of, total_of
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.reading import READING_FAULTS, UNREADABLE_FAULTS, UnreadableScheme, all_faults_of
from files.workbooks import TOP, heading, judged, levels, measured, sub, usual_table, workbook

FIRST = len(TOP) + 1
"""Row of the first heading of the table."""


def read(*table, top=TOP, **surroundings):
    return read_scheme(workbook(list(table), top, **surroundings))


def read_one(aspect, *more, **surroundings):
    """Read a table whose first aspect is this row, in row 18."""
    return read(heading("A"), sub("A1"), aspect, *more, **surroundings)


def test_the_first_aspect_of_these_tests_stands_in_row_18():
    assert aspects_of(read_one(measured()).scheme)[0].row == FIRST + 2 == 18


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("abc", "mark_not_a_number"),
        ("5 marks", "mark_not_a_number"),
        ("1e9", "mark_not_a_number"),
        (0.125, "mark_too_fine"),
        ("0,333", "mark_too_fine"),
        ("'=A1+1", "mark_not_a_number"),
    ],
)
def test_a_mark_that_is_none_is_told_with_its_cell_and_once(value, code):
    reading = read_one(measured(mark=value))

    faults = [fault for fault in all_faults_of(reading) if fault.cell == "K18"]

    assert faults == [error(code, row=18, cell="K18", found=str(value))]
    assert aspects_of(reading.scheme)[0].max_mark is None


def test_a_formula_without_a_value_is_a_blank_in_a_workbook_and_told_as_missing():
    reading = read_one(measured(mark="=30+30"))

    assert [fault.code for fault in all_faults_of(reading) if fault.cell == "K18"] == ["mark_missing"]


def test_a_formula_in_csv_is_told_as_what_it_is():
    reading = read_scheme(b"A1,Box,1,,,,,,,,\n,,,M,Cut,,,,1,,=0.5+0.5\n,,,M,Plane,,,,1,,2\n")

    assert reading.faults == (error("formula_without_value", row=2, cell="K2", found="=0.5+0.5"),)


@pytest.mark.parametrize(("mark", "hundredths"), [(0, 0), (-1.5, -1_50), ("−2", -2_00)])
def test_a_mark_that_is_not_positive_is_read_and_told(mark, hundredths):
    reading = read_one(measured(mark=mark))

    assert [fault for fault in all_faults_of(reading) if fault.cell == "K18"] == [
        error("mark_not_positive", row=18, cell="K18", aspect="A1.01", found=hundredths)
    ]


@pytest.mark.parametrize(
    ("value", "code", "kind"),
    [
        ("S", "type_subjective", Kind.JUDGEMENT),
        ("Subj", "type_subjective", Kind.JUDGEMENT),
        ("X", "type_unknown", Kind.MEASUREMENT),
        ("?", "type_unknown", Kind.MEASUREMENT),
        (None, "type_missing", Kind.MEASUREMENT),
    ],
)
def test_a_type_that_is_neither_is_told_and_the_aspect_kept(value, code, kind):
    reading = read_one(measured(D=value))

    assert [fault.code for fault in reading.faults if fault.cell == "D18"] == [code]
    assert aspects_of(reading.scheme)[0].kind is kind


def test_an_aspect_without_a_type_that_has_levels_is_a_judgement():
    aspect = aspects_of(read_one(judged(D=None), *levels()).scheme)[0]

    assert aspect.kind is Kind.JUDGEMENT
    assert len(aspect.descriptors) == 4


def test_levels_that_are_missing_or_irregular_are_told_and_the_aspect_kept():
    reading = read_one(judged(), *levels((0, 1, 1)), {"F": "best", "G": "level 3"})

    assert [(fault.code, fault.cell) for fault in all_faults_of(reading) if fault.row in (18, 22)] == [
        ("descriptors_missing", "F18"),
        ("descriptors_irregular", "F18"),
        ("score_not_understood", "F22"),
    ]
    assert [level.score for level in aspects_of(reading.scheme)[0].descriptors] == [0, 1, 1]


def test_a_level_without_score_is_added_to_what_stands_above_it():
    reading = read_one(judged(), {"G": "no score yet"}, *levels((0,)), {"G": "and more"})

    aspect = aspects_of(reading.scheme)[0]

    assert aspect.extra == "no score yet"
    assert aspect.descriptors == (Descriptor(0, "level 0\nand more"),)
    assert [(fault.code, fault.cell) for fault in reading.faults] == [
        ("descriptor_without_score", "F19"),
        ("descriptor_without_score", "F21"),
    ]


def test_levels_under_a_measurement_are_kept_and_told():
    reading = read_one(measured(), *levels())

    assert [fault.code for fault in all_faults_of(reading) if fault.cell == "F18"] == ["descriptors_unused"]


def test_a_level_before_any_aspect_is_told():
    reading = read(heading("A"), sub("A1"), *levels((0,)), measured())

    assert reading.faults == (error("descriptor_without_aspect", row=18, text="0 | level 0"),)


def test_a_remark_is_told_and_changes_nothing():
    reading = read_one(measured(), {"E": "Header + Hero"}, measured("Plane"))

    assert reading.faults == (warning("comment_ignored", row=19, text="Header + Hero"),)
    assert [aspect.code for aspect in aspects_of(reading.scheme)] == ["A1.01", "A1.02"]


def test_an_aspect_before_any_sub_criterion_gets_one():
    reading = read(heading("A"), measured(), sub("A1"), measured("Plane"))

    assert reading.faults == (warning("aspect_before_sub_criterion", row=17),)
    assert [sub_criterion.code for sub_criterion in sub_criteria_of(reading.scheme)] == ["A0", "A1"]


def test_a_sub_criterion_without_an_id_gets_a_free_one():
    reading = read_one(measured(), sub(None, "Drawer", 2), measured("Plane"))

    assert reading.faults == (warning("sub_criterion_irregular", row=19, cell="A19", sub_criterion="A2"),)
    assert [sub_criterion.name for sub_criterion in sub_criteria_of(reading.scheme)] == ["Box", "Drawer"]


def test_an_odd_id_of_a_sub_criterion_is_kept():
    reading = read(heading("A"), sub("A1.2"), measured())

    assert reading.faults == (warning("sub_criterion_irregular", row=17, cell="A17", sub_criterion="A1.2"),)


def test_a_sub_criterion_that_occurs_twice_is_told_and_both_are_kept():
    reading = read_one(measured(), sub("A2"), measured("Plane"), sub("A1", "Box again"), measured("Glue"))

    assert [fault.code for fault in all_faults_of(reading) if fault.cell == "A21"] == ["sub_criterion_repeated"]
    assert len(aspects_of(reading.scheme)) == 3


@pytest.mark.parametrize("number", ["A1.1", "A1-M1", "M1", "J1", "O1", 1, "1.1"])
def test_a_number_of_an_aspects_own_opens_no_sub_criterion(number):
    reading = read_one(measured(A=number), measured("Plane"))

    assert [len(sub_criterion.aspects) for sub_criterion in sub_criteria_of(reading.scheme)] == [2]
    assert reading.faults == (warning("cell_ignored", row=18, cell="A18", text=str(number)),)


def test_ids_repeated_on_every_aspect_open_a_sub_criterion_each_time_they_change():
    reading = read(heading("A"), *(measured(A=code) for code in ("A1", "A1", "A2", "B1", 2)))

    assert [(sub.code, len(sub.aspects)) for sub in sub_criteria_of(reading.scheme)] == [
        ("A1", 2),
        ("A2", 1),
        ("B1", 1),
        ("B2", 1),
    ]


def test_a_criterion_called_m_has_its_sub_criteria():
    top = [*TOP[:11], {"A": "M", "B": "Bench", "K": 60}, *TOP[13:]]

    reading = read(heading(), sub("L1"), measured(), measured("Plane", A="M1"), top=top)

    assert [sub_criterion.code for sub_criterion in sub_criteria_of(reading.scheme)] == ["M1", "L1"]


def test_a_heading_in_another_language_is_no_aspect():
    words = ("编号", "名称", "日期", "类型", "评分点", "分", "补充", "要求", "标准", "计算", "最高分")
    foreign = dict(zip("ABCDEFGHIJK", words, strict=True))

    reading = read(foreign, sub("A1"), measured(), foreign, sub("A2"), measured("Plane"))

    assert [len(sub_criterion.aspects) for sub_criterion in sub_criteria_of(reading.scheme)] == [1, 1]
    assert [(fault.code, fault.row) for fault in reading.faults] == [
        ("row_not_understood", 16),
        ("row_not_understood", 19),
    ]


def test_a_remark_with_a_word_in_the_column_of_types_is_no_aspect():
    reading = read_one(measured(), {"D": "Note", "E": "Header and hero"}, measured("Plane"))

    assert reading.faults == (warning("row_not_understood", row=19, text="Note | Header and hero"),)
    assert len(aspects_of(reading.scheme)) == 2


def test_levels_that_say_their_aspect_again_are_its_levels():
    again = [{**level, "D": "J", "E": "Finish"} for level in levels()]

    reading = read_one(judged(), *again)

    assert [len(aspect.descriptors) for aspect in aspects_of(reading.scheme)] == [4]
    assert [fault.cell for fault in reading.faults] == ["E19", "E20", "E21", "E22"]


def test_rows_below_the_title_of_the_criteria_are_no_sections_whatever_their_heading():
    top = [*TOP[:10], {"A": "No", "B": "Part", "K": "Worth"}, *TOP[11:]]

    reading = read(heading("A"), sub("A1"), measured(), top=top)

    assert [section.number for section in reading.scheme.sections] == ["1", "2"]


@pytest.mark.parametrize("day", ["later", "Monday", "1-2", 1.5])
def test_a_day_that_is_none_is_told(day):
    reading = read(heading("A"), sub("A1", day=day), measured())

    assert reading.faults == (warning("day_not_understood", row=17, cell="C17", found=str(day)),)


def test_a_day_of_an_aspect_that_differs_is_told_and_the_first_kept():
    reading = read_one(measured(C=3))

    assert reading.faults == (warning("day_differs", row=18, cell="C18", found=3, kept=1),)
    assert sub_criteria_of(reading.scheme)[0].day == 1


def test_words_right_of_the_table_are_told_and_numbers_are_not():
    reading = read_one(measured(L="moved from B", N=0.5))

    assert reading.faults == (warning("cell_ignored", row=18, cell="L18", text="moved from B"),)


def test_what_a_sub_criterion_row_has_no_place_for_is_told():
    reading = read(heading("A"), {**sub("A1"), "K": 60}, measured())

    assert reading.faults == (warning("cell_ignored", row=17, cell="K17", text="60"),)


@pytest.mark.parametrize("row", [{"H": "x", "J": 5}, {"K": 12.5}, {"D": "M"}, {"B": "a", "H": "b"}])
def test_a_row_that_says_nothing_we_know_is_told(row):
    reading = read_one(measured(), row)

    assert [(fault.code, fault.row) for fault in reading.faults] == [("row_not_understood", 19)]


def test_a_row_above_the_table_that_says_nothing_we_know_is_told():
    top = [TOP[0], {"B": "Version 3"}, *TOP[2:6], {"B": "A section without a number", "I": 5}, *TOP[6:]]

    reading = read(*usual_table(), top=top)

    assert [(fault.code, fault.row) for fault in reading.faults] == [
        ("row_not_understood", 2),
        ("row_not_understood", 7),
    ]


def test_a_section_or_criterion_whose_mark_is_none_is_told_with_its_cell():
    top = [
        *TOP[:5],
        {"A": 2, "B": "Wood", "I": "forty"},
        *TOP[6:12],
        {"A": "B", "B": "Machine", "K": "rest"},
        *TOP[13:],
    ]

    reading = read(*usual_table(), top=top)

    assert [(fault.code, fault.cell) for fault in reading.faults] == [
        ("mark_not_a_number", "I6"),
        ("mark_not_a_number", "K13"),
    ]


def test_faults_of_the_scheme_point_at_the_cells_where_the_columns_really_are():
    rows = [{chr(ord(column) + 1): value for column, value in row.items()} for row in usual_table()]
    rows[2]["J"] = None

    reading = read_scheme(workbook(rows, [{}] * 15))

    assert [fault.cell for fault in all_faults_of(reading) if fault.code == "section_missing"] == ["J18"]


def test_calculations_come_from_their_sheet_and_those_without_use_are_told():
    calculations = (
        {"A": "Count", "B": "NUMBER_COMPLETED", "C": 1, "D": "NUM_POSSIBLE:::4#x~x#"},
        {"A": "Loose", "B": "PASS_FAIL", "C": 0},
        {"A": "Odd", "B": "CHOICE", "C": 0, "D": "CHOICE1_LABEL:::#x~x#all good#-#nonsense"},
    )
    reading = read_one(measured(J=1), measured("Plane", J=3), measured("Glue", J="9"), calculations=calculations)

    assert [aspect.calculation for aspect in aspects_of(reading.scheme)] == [
        Calculation("Count", "NUMBER_COMPLETED", named=True, parameters=(("NUM_POSSIBLE", "4", ""),)),
        Calculation("Odd", "CHOICE", parameters=(("CHOICE1_LABEL", "", "all good"), ("", "", "nonsense"))),
        Calculation("9", ""),
    ]
    assert [fault.code for fault in reading.faults] == [
        "calculation_unknown",
        "calculation_unused",
        "calculation_irregular",
    ]


def test_calculations_that_are_cited_but_not_there_are_told_once():
    reading = read_one(measured(J=1), measured("Plane", J=2), measured("Glue", J=1))

    assert reading.faults == (warning("calculations_missing", rows=["1", "2"]),)


def test_a_second_sheet_with_aspects_is_told():
    other = ("Draft", [heading("A"), sub("A1"), measured("Old")])

    reading = read(*usual_table(), before=(other,))

    assert reading.faults == (warning("sheet_ignored", sheet="Draft", read="CIS Marking Scheme Import"),)
    assert total_of(reading.scheme) == 100_00


def test_a_sheet_of_another_matter_may_be_too_large():
    far = ("Stock", [{"GT": "far"}])

    assert read(*usual_table(), before=(far,)).faults == (warning("sheet_unread", sheet="Stock"),)


def test_an_import_sheet_that_is_too_large_is_not_replaced_by_another():
    draft = ("Draft", [heading("A"), sub("A1"), measured("Old")])

    with pytest.raises(UnreadableScheme) as refusal:
        read(*usual_table(), {"GT": "far"}, before=(draft,))

    assert refusal.value.fault.code == "sheet_too_large"


def test_a_chart_among_the_sheets_does_no_harm():
    book = Workbook()
    book.create_chartsheet("Chart", 0)
    for row in [heading("A"), sub("A1"), measured()]:
        book.worksheets[0].append({column: value for column, value in row.items() if value is not None})
    stream = BytesIO()
    book.save(stream)

    assert len(aspects_of(read_scheme(stream.getvalue()).scheme)) == 1


def test_an_encoding_that_had_to_be_guessed_is_told():
    table = "A1,榫卯,1,,,,,,,,\n,,,M,间隙,,,,1,,2\n"

    assert read_scheme(table.encode("gb18030")).faults == (warning("encoding_guessed", encoding="gb18030"),)
    assert read_scheme(table.encode("utf-8")).faults == ()


def test_words_beside_the_title_are_told():
    reading = read(*usual_table(), top=[{"A": "17 Joinery", "K": "Version 3"}, *TOP[1:]])

    assert reading.faults == (warning("cell_ignored", row=1, cell="K1", text="Version 3"),)


@pytest.mark.parametrize("word", ["OK", "x", "Note"])
def test_a_word_alone_in_the_first_column_is_a_remark_and_no_heading(word):
    reading = read_one(measured(), {"A": word}, measured("Plane"))

    assert reading.faults == (warning("comment_ignored", row=19, text=word),)
    assert len(sub_criteria_of(reading.scheme)) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (workbook([heading("A"), sub("A1")]), "no_aspects"),
        (workbook([], top=[]), "no_aspects"),
        (b"name,mark\nbox,5\n", "no_aspects"),
        (b"", "no_aspects"),
        (b"\x00\x01\x02 not text", "not_a_workbook"),
        (b"PK\x03\x04 cut short", "workbook_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook_damaged"),
        (b",".join(b"x" for _ in range(201)), "sheet_too_large"),
        (b"x\n" * 20_001, "sheet_too_large"),
        (b'"' + b"x" * 200_000, "csv_damaged"),
        (workbook([{}] * 20_000 + [measured()]), "sheet_too_large"),
        (workbook([{"GT": "far"}, measured()]), "sheet_too_large"),
    ],
)
def test_only_a_file_without_a_single_aspect_is_unreadable(content, code):
    with pytest.raises(UnreadableScheme) as refusal:
        read_scheme(content)

    assert refusal.value.fault.code == code


def test_a_refusal_names_the_sheets_that_were_looked_at():
    with pytest.raises(UnreadableScheme) as refusal:
        read_scheme(workbook([{"A": "nothing"}], top=[]), name="empty.xlsx")

    assert refusal.value.fault == error(
        "no_aspects", file="empty.xlsx", sheets=["CIS Marking Scheme Import", "Calculations"]
    )


def test_every_code_has_been_listed_once():
    codes = (*READING_FAULTS, *UNREADABLE_FAULTS)

    assert len(set(codes)) == len(codes)


def test_twenty_thousand_rows_are_read_and_no_more():
    rows = ["A1,Box,1,,,,,,,,", *([",,,M,Cut,,,,1,,0.25"] * 19_999)]

    reading = read_scheme("\n".join(rows).encode())

    assert len(aspects_of(reading.scheme)) == 19_999
    with pytest.raises(UnreadableScheme):
        read_scheme("\n".join([*rows, rows[1]]).encode())
