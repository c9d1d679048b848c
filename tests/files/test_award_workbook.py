from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.scheme.tree import Kind
from beizhan.files.award_workbook.reading import AWARD_FAULTS, read_awards, read_uploaded_awards
from beizhan.files.award_workbook.rows import AwardAspect, AwardBook, AwardRow, AwardSheet
from beizhan.files.award_workbook.writing import write_award_workbook
from files.payloads import PAYLOADS
from files.roster_samples import words, workbook

JUDGED = AwardAspect("key-j", "A1.01", Kind.JUDGEMENT, "页面布局", 100)
MEASURED = AwardAspect("key-m", "A1.02", Kind.MEASUREMENT, "页头固定", 50)
BOOK = AwardBook("第一阶段考核", "3:abc", (
    AwardSheet("A1", "首页", (JUDGED, MEASURED), ("C01", "C02")),
    AwardSheet("A2", "样式", (AwardAspect("key-n", "A2.01", Kind.MEASUREMENT, "颜色", 200),), ("C01", "C02")),
))  # fmt: skip
GIVEN = {("key-j", "C01", 1): 3, ("key-j", "C02", 2): 0, ("key-m", "C02", 0): 25, ("key-n", "C01", 0): 0}


def edited(content, changes):
    """Return a workbook with cells changed, as somebody would in Excel."""
    book = openpyxl.load_workbook(BytesIO(content))
    for (title, cell), value in changes.items():
        book[title][cell] = value
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def filled(**changes):
    return edited(write_award_workbook(BOOK), {tuple(place.split("_")): value for place, value in changes.items()})


def awards(reading):
    return {(row.aspect_key, row.code, row.seat): row.value for row in reading.rows}


def places(reading):
    return [(fault.code, fault.cell) for fault in reading.faults]


def test_given_awards_come_back_as_they_were_given():
    reading = read_awards(write_award_workbook(BOOK, GIVEN))

    assert (awards(reading), reading.faults) == (GIVEN, ())


def test_an_upload_is_read_in_the_child_as_it_is_here():
    content = write_award_workbook(BOOK, GIVEN)

    assert read_uploaded_awards(content, name="评分.xlsx") == read_awards(content)


def test_an_award_knows_its_version_aspect_code_seat_and_cell():
    reading = read_awards(filled(A1_I5=2, A1_J6=0.5, A2_H5="２．００"))

    assert reading.rows == (
        AwardRow("3:abc", "key-j", "C01", 3, 2, "A1!I5"),
        AwardRow("3:abc", "key-m", "C02", 0, 50, "A1!J6"),
        AwardRow("3:abc", "key-n", "C02", 0, 200, "A2!H5"),
    )


def test_the_sheet_has_hidden_keys_limits_and_is_locked_but_for_its_awards():
    book = openpyxl.load_workbook(BytesIO(write_award_workbook(BOOK)))
    sheet = book["A1"]

    assert (sheet["A5"].value, sheet.column_dimensions["A"].hidden, sheet.protection.sheet) == ("key-j", True, True)
    assert [sheet[cell].protection.locked for cell in ("G5", "I5", "G6", "H6", "E5", "G3")] == [
        False,
        False,
        False,
        True,
        True,
        True,
    ]
    rules = {
        str(rule.sqref): (rule.type, rule.formula1, rule.formula2) for rule in sheet.data_validations.dataValidation
    }
    assert rules == {"G5:L5": ("whole", "0", "3"), "G6:L6": ("decimal", "0", "0.5")}
    assert [cell.value for cell in book["A2"][3]][1:] == [
        "错误 Errors",
        "编号 Code",
        "类型 Type",
        "评分点 Aspect",
        "满分 Max",
        "C01",
        "C02",
    ]


@pytest.mark.parametrize(
    ("cell", "typed", "code"),
    [
        ("A1_G5", 4, "award_not_a_score"), ("A1_G5", -1, "award_not_a_score"), ("A1_G5", 1.5, "award_not_a_score"),
        ("A1_G5", "好", "award_not_a_score"), ("A1_G6", 0.51, "award_above_max"), ("A1_G6", -0.5, "award_below_zero"),
        ("A1_G6", 0.125, "mark_too_fine"), ("A1_G6", "半", "not_a_mark"), ("A1_H6", 0.5, "award_misplaced"),
        ("A1_M5", 1, "award_column_unknown"), ("A1_G9", 1, "award_row_unknown"), ("A2_G5", 2.01, "award_above_max"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named_and_gives_no_award(cell, typed, code):
    reading = read_awards(filled(**{cell: typed}))

    assert (places(reading), reading.rows) == ([(code, cell.replace("_", "!"))], ())


def test_a_copied_sheet_says_the_same_twice():
    book = openpyxl.load_workbook(BytesIO(write_award_workbook(BOOK, GIVEN)))
    book.copy_worksheet(book["A2"])
    saved = BytesIO()
    book.save(saved)

    assert places(read_awards(saved.getvalue())) == [("award_repeated", "A2 Copy!G5")]


@pytest.mark.parametrize(("sheets", "code"), [({"别的": [["x"]]}, "sheet_unknown"), ({"空": [[]]}, "no_award_found")])
def test_another_workbook_is_not_taken_for_an_award_workbook(sheets, code):
    assert places(read_awards(workbook(**sheets))) == [(code, "")]


def test_an_empty_award_workbook_is_said_to_be_empty():
    assert places(read_awards(write_award_workbook(BOOK))) == [("no_award_found", "")]


def test_errors_come_back_beside_the_cells_and_everything_typed_is_kept():
    reading = read_awards(filled(A1_G5=4, A1_H5=2, A1_G6="半", A2_G5=1, A1_E9="备注"))
    content = write_award_workbook(BOOK, typed=reading.typed, faults=reading.faults, sentence=words)

    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["A1"]

    assert [sheet[cell].value for cell in ("G5", "H5", "G6", "E9")] == [4, 2, "半", "备注"]
    assert (sheet["G5"].comment.text, sheet["H5"].comment, sheet["B5"].value) == (
        "award_not_a_score: 4",
        None,
        "award_not_a_score: 4",
    )
    assert (sheet["G5"].fill.fgColor.rgb, sheet["G5"].protection.locked, book["A2"]["G5"].value) == (
        "FFF8C9C4",
        False,
        1,
    )
    assert [row[0].value for row in book["错误 Errors"]] == ["✗ A1!G5", "✗ A1!G6"]


def test_a_returned_workbook_can_be_mended_and_sent_again():
    reading = read_awards(filled(A1_G5=4, A1_H5=2))
    content = write_award_workbook(BOOK, typed=reading.typed, faults=reading.faults, sentence=words)

    again = read_awards(edited(content, {("A1", "G5"): 3}))

    assert (awards(again), again.faults) == ({("key-j", "C01", 1): 3, ("key-j", "C01", 2): 2}, ())


def test_a_strange_sheet_is_named_and_comes_back_too():
    book = openpyxl.load_workbook(BytesIO(write_award_workbook(BOOK, GIVEN)))
    book.create_sheet("旁注")["B2"] = "x"
    saved = BytesIO()
    book.save(saved)
    reading = read_awards(saved.getvalue())

    content = write_award_workbook(BOOK, typed=reading.typed, faults=reading.faults, sentence=words)

    returned = openpyxl.load_workbook(BytesIO(content))
    assert (places(reading), returned.sheetnames) == ([("sheet_unknown", "")], ["错误 Errors", "A1", "A2", "旁注"])
    assert returned["旁注"]["B2"].value == "x"


def test_every_fault_code_is_declared_once():
    assert len(set(AWARD_FAULTS)) == len(AWARD_FAULTS)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_an_award_workbook_becomes_a_formula(payload):
    aspect = AwardAspect("k", payload, Kind.MEASUREMENT, payload, 100)
    book = AwardBook(payload, payload, (AwardSheet("A1", payload, (aspect,), (payload, "C02")),))
    content = write_award_workbook(book, {("k", payload, 0): 50})

    cells = [cell for sheet in openpyxl.load_workbook(BytesIO(content)) for row in sheet.iter_rows() for cell in row]

    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n"}
    assert [cell.value for cell in cells if cell.hyperlink] == []
    assert [(row.aspect_key, row.value) for row in read_awards(content).rows] == [("k", 50)]


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_awards_come_back_as_they_were_given(data):
    kinds = data.draw(st.lists(st.sampled_from(Kind), min_size=1, max_size=8))
    aspects = tuple(
        AwardAspect(f"k{n}", f"A1.{n:02d}", kind, "评", data.draw(st.integers(1, 999))) for n, kind in enumerate(kinds)
    )
    codes = tuple(f"C{n:02d}" for n in range(data.draw(st.integers(1, 15))))
    known = {
        (aspect.key, code, seat): data.draw(st.integers(0, 3 if seat else aspect.max_mark))
        for aspect in aspects
        for code in codes
        for seat in ((1, 2, 3) if aspect.kind is Kind.JUDGEMENT else (0,))
        if data.draw(st.booleans()) or (aspect is aspects[0] and code == codes[0])
    }
    content = write_award_workbook(AwardBook("t", "1", (AwardSheet("A1", "一", aspects, codes),)), known)

    assert (awards(read_awards(content)), read_awards(content).faults) == (known, ())
