import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.files.spreadsheet import reading
from beizhan.files.spreadsheet.reading import UnreadableWorkbook, read_uploaded_sheets, sheets_document, sheets_of
from beizhan.files.spreadsheet.tables import Heading, write_table
from beizhan.files.spreadsheet.writing import LONGEST_TEXT, Book, UnwritableCell
from files.payloads import PAYLOADS

TEXTS = st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\ufffe\uffff\r").filter(
        lambda it: it >= " " or it in "\t\n"
    )
)
CELLS = st.one_of(
    st.none(), st.booleans(), TEXTS, st.integers(-(10**14), 10**14),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9).map(lambda it: round(it, 3)),
    st.dates(date(1902, 1, 1), date(2199, 1, 1)),
    st.dates(date(1902, 1, 1), date(2199, 1, 1)).map(lambda day: datetime.combine(day, time(8, 30, 7))),
)  # fmt: skip


def table(rows, columns=1):
    return write_table("表", [f"c{place}" for place in range(columns)], rows)


def cells_of(content):
    (sheet,) = sheets_of(content)
    return [list(row) for row in sheet.cells[3:]]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_dangerous_text_stays_the_text_it_was(payload):
    content = write_table(payload, [payload, Heading(payload)], [[payload, 1], [-1.5, payload]], note=payload)

    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None}
    parts = zipfile.ZipFile(BytesIO(content))
    assert types <= {"s", "n"}
    assert [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink] == []
    assert [name for name in parts.namelist() if b"<f>" in parts.read(name)] == []
    assert cells_of(content) == [[payload, 1], [-1.5, payload]]


def test_a_text_that_begins_like_a_formula_stays_text_when_its_cell_is_edited():
    sheet = openpyxl.load_workbook(BytesIO(table([["=1+1"], ["1+1"]]))).worksheets[0]

    assert [sheet.cell(row, 1).quotePrefix for row in (4, 5)] == [True, False]


def test_ids_stay_whole_and_numbers_stay_numbers():
    rows = [["310101199001011234", 310101199001011234, -3, 0.5, True, None, ""]]

    assert cells_of(table(rows, 7)) == [["310101199001011234", "310101199001011234", -3, 0.5, True, None, None]]


def test_times_come_back_as_times():
    rows = [
        [
            date(2026, 9, 22),
            datetime.fromisoformat("2026-09-22T08:30"),
            time(8, 30),
            timedelta(hours=30),
            date(1850, 1, 1),
        ]
    ]

    assert cells_of(table(rows, 5)) == [[*rows[0][:4], "1850-01-01"]]


def test_marks_in_hundredths_are_written_as_marks():
    content = write_table("t", [Heading("m", marks=True), "n"], [[150, 150], [None, None]])

    assert cells_of(content) == [[1.5, 150]]


def test_characters_that_xml_forbids_are_replaced_and_break_nothing():
    assert cells_of(table([["a\x00b\x1fc"], ["\ud800"]])) == [["a\ufffdb\ufffdc"], ["\ufffd"]]


def test_a_text_too_long_for_excel_names_its_cell():
    with pytest.raises(UnwritableCell, match="表!A4"):
        table([["x" * (LONGEST_TEXT + 1)]])


@pytest.mark.parametrize(
    ("titles", "lawful"),
    [
        (["a/b[c]", "a-b-c-"], ["a-b-c-", "a-b-c- (2)"]),
        (["History", ""], ["History-", "Sheet"]),
        (["x" * 40, "X" * 40], ["x" * 31, "X" * 27 + " (2)"]),
    ],
)
def test_a_title_that_excel_forbids_is_changed_as_little_as_will_do(titles, lawful):
    book = Book()

    assert [book.sheet(title).get_name() for title in titles] == lawful
    assert [sheet.title for sheet in sheets_of(book.close())] == lawful


def test_equal_tables_make_equal_bytes():
    assert table([["甲", 1]], 2) == table([["甲", 1]], 2)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_every_cell_is_read_as_it_was_written(rows):
    rows = [["begin", *row, "end"] for row in rows]

    assert cells_of(table(rows, 5)) == [[None if cell == "" else cell for cell in row] for row in rows]


def test_a_merged_range_is_filled_within_the_used_cells():
    content = BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet()
        sheet.merge_range(0, 0, 2, 1, "甲")
        sheet.write(1, 2, "x")
        sheet.merge_range(5, 3, 900, 3, "乙")

    (read,) = sheets_of(content.getvalue())

    assert [row[:3] for row in read.cells[:3]] == [("甲", "甲", None), ("甲", "甲", "x"), ("甲", "甲", None)]
    assert len(read.cells) < 1000


def test_hidden_sheets_are_read_and_known_as_hidden():
    book = Book()
    book.sheet("a")
    book.sheet("b").very_hidden()

    assert [(sheet.title, sheet.hidden) for sheet in sheets_of(book.close())] == [("a", False), ("b", True)]


@pytest.mark.parametrize(
    "content",
    [b"", b"x", b"PK\x03\x04 broken", table([["x"]])[:300], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600],
)
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(UnreadableWorkbook, match="workbook_damaged"):
        sheets_of(content)


@pytest.mark.parametrize(("row", "column"), [(reading.MAX_ROWS, 0), (0, reading.MAX_COLUMNS), (1_048_575, 16_383)])
def test_a_sheet_with_a_cell_far_away_is_refused_before_it_is_filled(row, column):
    content = BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        workbook.add_worksheet("远").write(row, column, "x")

    with pytest.raises(UnreadableWorkbook, match="sheet_too_large") as refusal:
        sheets_of(content.getvalue())

    assert refusal.value.fault.facts == {"sheet": "远", "rows": row + 1, "columns": column + 1}


def test_too_many_sheets_are_refused():
    book = Book()
    for number in range(reading.MAX_SHEETS + 1):
        book.sheet(str(number))

    with pytest.raises(UnreadableWorkbook, match="too_many_sheets"):
        sheets_of(book.close())


def test_the_child_process_reads_the_same_as_we_do():
    moments = [date(2026, 9, 22), datetime.fromisoformat("2026-09-22T08:30"), time(8, 30), timedelta(hours=30)]
    content = table([[*moments, "甲", 1, 0.5, True, None]], 9)

    assert read_uploaded_sheets(content, name="名册.xlsx") == sheets_of(content)


def test_a_document_is_plain_json_values():
    (sheet,) = sheets_document(table([[date(2026, 9, 22)]]), "a.xlsx")

    assert (sheet["title"], sheet["cells"][3]) == ("表", [{"date": "2026-09-22"}])
