from io import BytesIO

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
