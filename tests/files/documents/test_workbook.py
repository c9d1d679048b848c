from io import BytesIO

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.comments import Comment

from beizhan.core.textdiff.blocks import BlockKind, Unread
from beizhan.files.documents.workbook import read_workbook


def saved(book):
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def filled(sheet, rows):
    for row in rows:
        sheet.append(row)


def test_lines_above_a_table_are_paragraphs_and_empty_rows_part_tables():
    book = Workbook()
    filled(
        book.active,
        [["Infrastructure list"], [None], ["Item", "Number"], ["Bench", 4], [None], ["Tool", "Size"], ["Saw", 2.5]],
    )

    document = read_workbook(saved(book))

    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.TABLE, BlockKind.TABLE]
    assert [[cell.text for cell in row] for row in document.blocks[2].rows] == [["Tool", "Size"], ["Saw", "2.5"]]


def test_several_sheets_are_headings_and_a_hidden_one_is_said():
    book = Workbook()
    book.active.title = "List"
    filled(book.active, [["a", "b"], ["c", "d"]])
    hidden = book.create_sheet("Old")
    filled(hidden, [["x", "y"], ["z", "w"]])
    hidden.sheet_state = "hidden"

    document = read_workbook(saved(book))

    assert [(block.kind, block.text, block.part) for block in document.blocks] == [
        (BlockKind.HEADING, "List", "List"),
        (BlockKind.TABLE, "", "List"),
        (BlockKind.HEADING, "Old", "Old"),
        (BlockKind.TABLE, "", "Old"),
    ]
    assert [(one.why, one.detail) for one in document.not_read] == [(Unread.HIDDEN, "Old")]


def test_merged_cells_cover_each_other_and_empty_columns_are_left_out():
    book = Workbook()
    filled(book.active, [["A", None, "B"], ["both", None, None], ["x", None, "y"]])
    book.active.merge_cells("A2:C2")

    [table] = read_workbook(saved(book)).blocks

    assert [[None if cell.covered else cell.text for cell in row] for row in table.rows] == [
        ["A", "", "B"], ["both", None, None], ["x", "", "y"]
    ]  # fmt: skip


def test_comments_are_named():
    book = Workbook()
    filled(book.active, [["a", "b"], ["c", "d"]])
    book.active["A1"].comment = Comment("look here", "x")

    assert [one.why for one in read_workbook(saved(book)).not_read] == [Unread.COMMENT]


def made(fill):
    """Return a workbook of one sheet as another program writes it."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Item", "Time"])
        sheet.write_row(1, 0, ["Saw", 2])
        fill(book, sheet)
    return read_workbook(stream.getvalue())


def cells(document):
    return [[cell.text for cell in row] for block in document.blocks for row in block.rows]


def test_an_error_and_a_formula_that_nobody_computed_are_read():
    book = Workbook()
    filled(book.active, [["a", "b"], ["c", "#N/A"], ["d", "=B2+B3"]])
    book.active["B2"].data_type = "e"

    assert cells(read_workbook(saved(book))) == [["a", "b"], ["c", "#N/A"], ["d", "=B2+B3"]]


def test_text_boxes_are_read():
    document = made(lambda _, sheet: sheet.insert_textbox(5, 1, "Time 3 hours"))

    assert [(block.text, block.part) for block in document.blocks[1:]] == [("Time 3 hours", "text box")]


def test_lines_at_the_edge_of_printed_pages_are_running_and_measured_ones_are_text():
    document = made(
        lambda _, sheet: sheet.set_header('&L&"Arial,Bold"Skill 99&CPage &P of &N&R&10Time allowed: 3 hours')
    )

    assert [block.text for block in document.blocks[1:]] == ["Time allowed: 3 hours"]
    assert document.running == ("Skill 99", "Page of")


def test_the_name_of_the_only_sheet_is_told_unless_a_program_gave_it():
    def named(title):
        book = Workbook()
        filled(book.active, [["a", "b"], ["c", "d"]])
        book.active.title = title
        document = read_workbook(saved(book))
        return [block.text for block in document.blocks if block.text], document.running

    assert [named(title) for title in ("Sheet1", "List", "Module A 3h")] == [
        ([], ()), ([], ("List",)), (["Module A 3h"], ())
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("hide", "detail"),
    [
        (lambda _, sheet: sheet.set_row(1, None, None, {"hidden": True}), "Sheet1: 2"),
        (lambda _, sheet: sheet.set_column(1, 5, None, None, {"hidden": True}), "Sheet1: B"),
    ],
)
def test_hidden_rows_and_columns_are_read_and_named(hide, detail):
    document = made(hide)

    assert cells(document) == [["Item", "Time"], ["Saw", "2"]]
    assert [(one.why, one.detail, bool(one.fingerprint)) for one in document.not_read] == [
        (Unread.HIDDEN, detail, True)
    ]


def test_where_cells_lead_is_named():
    document = made(lambda _, sheet: sheet.write_url(1, 0, "https://a.b/v1.pdf", string="Saw"))

    assert [(one.why, one.detail) for one in document.not_read] == [(Unread.LINK, "https://a.b/v1.pdf")]


def test_what_is_raised_or_struck_out_in_a_cell_is_told():
    def fill(book, sheet):
        raised, struck = (book.add_format({look: 1}) for look in ("font_script", "font_strikeout"))
        sheet.write_rich_string(1, 0, "10", raised, "2", " Pa ", struck, "abs", "!")
        sheet.write(1, 1, 2, struck)

    document = made(fill)

    assert cells(document) == [["Item", "Time"], ["10² Pa !", ""]]
    assert [(one.why, one.detail) for one in document.not_read] == [(Unread.STRUCK, "abs 2")]
