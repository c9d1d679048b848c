from decimal import Decimal

import pytest

from beizhan.core.medals import Scored
from beizhan.files.results_table import (
    ENTRY_COLUMNS,
    ResultsTableError,
    Row,
    entries_in,
    number_in,
    read_results,
    write_results,
)

PLAIN = "year,skill_number,member_code,points,城市\n2007,01,JP,541,静冈\n2007,01,KR,533.5,\n"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (PLAIN.encode(), "UTF-8"),
        (PLAIN.encode("utf-8-sig"), "UTF-8 with a mark, as Excel saves it"),
        (PLAIN.encode("gbk"), "GBK, as Chinese Excel saves it"),
        (PLAIN.encode("utf-16"), "Unicode text, as Excel saves it"),
        (PLAIN.replace("\n", "\r\n").encode(), "line ends of Windows"),
        (PLAIN.replace(",", "\t").encode(), "tabs"),
        (PLAIN.replace(",", ";").encode(), "semicolons"),
        (PLAIN.replace("\n", ",,\n").encode(), "empty cells at the end"),
        (PLAIN.replace("year,skill_number", " Year , SKILL_NUMBER").encode(), "another spelling"),
        (PLAIN.replace("2007,01,KR", '"2007","01","KR"').encode(), "quotes"),
        (PLAIN.rstrip("\n").encode(), "no last line end"),
        (PLAIN.replace(",\n", "\n").encode(), "a last cell that is not there"),
    ],
)
def test_a_table_is_read_as_people_save_it(content, why):
    table = read_results(content, ENTRY_COLUMNS)

    assert table.columns == ("year", "skill_number", "member_code", "points", "城市"), why
    assert table.rows == (
        Row(2, {"year": "2007", "skill_number": "01", "member_code": "JP", "points": "541", "城市": "静冈"}),
        Row(3, {"year": "2007", "skill_number": "01", "member_code": "KR", "points": "533.5", "城市": ""}),
    ), why


def test_blank_rows_are_left_out_and_the_numbers_of_rows_stay_those_of_the_spreadsheet():
    table = read_results(b"\n,,\nmark\n\n1\n,\n2\n", ("mark",))

    assert [row.number for row in table.rows] == [5, 7]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "row 1, column mark: column absent: found ''"),
        (b"competitor,marks\na,1\n", "row 1, column mark: column absent: found 'competitor, marks'"),
        (b"mark,Mark\n1,2\n", "row 1, column mark: column twice"),
        (b"mark\n1\n2,3\n", "row 3: row too long: found 2, wanted 1"),
        (b"competitor,mark\na,1\nb,\n", "row 3, column mark: cell empty"),
        (b'mark\n"1\n', "row 2: quotes broken: found 'unexpected end of data'"),
        (b"mark\n\xff\xff\n", "not a text"),
    ],
)
def test_a_broken_table_is_refused_with_its_row_and_column(content, message):
    with pytest.raises(ResultsTableError) as refused:
        read_results(content, ("mark",))

    assert str(refused.value) == message


@pytest.mark.parametrize(
    ("written", "number"), [("541", "541"), ("-0.5", "-0.5"), ("+7", "7"), ("527,38", "527.38"), ("５４１", "541")]
)
def test_numbers_are_read_exactly(written, number):
    assert number_in(Row(2, {"points": written}), "points") == Decimal(number)


@pytest.mark.parametrize("written", ["", "x", "NaN", "inf", "1e3", "1.", ".5", "1 000", "1,000.5", "--1", "9" * 5000])
def test_what_is_no_plain_number_is_refused_with_its_row_and_column(written):
    with pytest.raises(ResultsTableError) as refused:
        number_in(Row(9, {"points": written}), "points")

    assert str(refused.value) == f"row 9, column points: not a number: found {written!r}"


def test_entries_are_read_from_the_four_columns():
    assert entries_in(read_results(PLAIN.encode(), ENTRY_COLUMNS)) == (
        Scored("JP", "01", Decimal(541), "2007"),
        Scored("KR", "01", Decimal("533.5"), "2007"),
    )


def test_what_is_written_can_be_read_back():
    rows = [{"mark": '1,"2"', "of": "甲"}, {"mark": "3"}]

    table = read_results(write_results(("mark", "of"), rows).encode(), ("mark",))

    assert [dict(row.cells) for row in table.rows] == [{"mark": '1,"2"', "of": "甲"}, {"mark": "3", "of": ""}]
