from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.files.spreadsheet.cells import (
    Misread,
    address_of,
    code_of,
    date_of,
    folded,
    hundredths_of,
    text_of,
    whole_of,
    yes_of,
)


@pytest.mark.parametrize(
    ("row", "column", "sheet", "address"),
    [(1, 1, "", "A1"), (7, 26, "", "Z7"), (7, 27, "", "AA7"), (9, 200, "人员 People", "人员 People!GR9")],
)
def test_an_address_is_written_as_excel_writes_it(row, column, sheet, address):
    assert address_of(row, column, sheet) == address


@pytest.mark.parametrize(
    ("typed", "text"),
    [(None, ""), ("　 演示人员01　", "演示人员01"), (17.0, "17"), (0.5, "0.5"), (True, "TRUE"), ("a\r\nb\r", "a\nb"),
     (date(2026, 9, 22), "2026-09-22"), (time(8, 30), "08:30:00"), (timedelta(hours=30), "1 day, 6:00:00")],
)  # fmt: skip
def test_a_cell_reads_as_text_without_blanks_at_its_edges(typed, text):
    assert text_of(typed) == text


def test_a_number_too_long_for_excel_is_refused_as_text():
    with pytest.raises(Misread, match="digits_lost"):
        text_of(310101199001011234.0)


def test_codes_come_in_plain_width_and_labels_fold_case_and_blanks():
    assert (code_of(" Ｃ－０７　"), folded("姓名 \n Name")) == ("C-07", "姓名name")


@pytest.mark.parametrize(
    ("typed", "found"), [(None, None), ("", None), ("１２", 12), (3, 3), (3.0, 3), (" -4 ", -4), ("5.0", 5)]
)
def test_whole_numbers_are_read_however_they_were_typed(typed, found):
    assert whole_of(typed) == found


@pytest.mark.parametrize("typed", ["x", 0.5, True, "1 000 x", float("nan"), date(2026, 1, 1), "1e5", "=1"])
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(Misread, match="not_a_whole_number"):
        whole_of(typed)


@pytest.mark.parametrize(
    ("typed", "found"), [(0.5, 50), ("0.50", 50), (24.749999999999993, 2475), (1, 100), (None, None), ("．５", 50)]
)
def test_marks_are_read_in_hundredths_without_float_dust(typed, found):
    assert hundredths_of(typed) == found


@pytest.mark.parametrize(
    ("typed", "code"),
    [(0.005, "mark_too_fine"), ("0.125", "mark_too_fine"), ("half", "not_a_mark"), (True, "not_a_mark")],
)
def test_what_is_no_mark_is_refused(typed, code):
    with pytest.raises(Misread, match=code):
        hundredths_of(typed)


@given(st.integers(0, 10_000_000))
def test_every_mark_survives_excels_floats(hundredths):
    assert hundredths_of(hundredths / 100) == hundredths


@pytest.mark.parametrize(
    "typed",
    [
        date(2026, 9, 22),
        datetime.fromisoformat("2026-09-22T08:30"),
        "2026-09-22",
        "2026/9/22",
        "2026.9.22",
        "2026年9月22日",
        "20260922",
        "２０２６－９－２２",
    ],
)
def test_a_date_is_read_however_it_is_written(typed):
    assert date_of(typed) == date(2026, 9, 22)


@pytest.mark.parametrize("typed", ["soon", "2026-02-30", "22/9/2026", "26-9-22", 46000, True])
def test_what_is_no_date_is_refused(typed):
    with pytest.raises(Misread, match="not_a_date"):
        date_of(typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("是 Yes", True),
        ("YES", True),
        (1, True),
        (True, True),
        ("√", True),
        ("否", False),
        (0, False),
        (None, None),
        ("", None),
    ],
)
def test_yes_and_no_are_read_in_both_languages(typed, found):
    assert yes_of(typed) is found


@pytest.mark.parametrize("typed", ["maybe", "是 No", 2, "是否"])
def test_what_is_neither_yes_nor_no_is_refused(typed):
    with pytest.raises(Misread, match="not_yes_or_no"):
        yes_of(typed)
