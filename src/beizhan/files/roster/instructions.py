"""The first sheet of the roster workbook: how to fill it in, an example of each sheet, and what was wrong with it."""

from xlsxwriter.worksheet import Worksheet

from beizhan.files.roster.layout import CHOICES, LAYOUTS, VERSION, Ask, choices_of
from beizhan.files.spreadsheet.remarks import MOST_LISTED, Remarks
from beizhan.files.spreadsheet.writing import Book

_LINES = """
带 * 的列必填；下拉列表中的值请直接选择。
Columns with * are required; choose from the lists where there are any.
一行一条，不要合并单元格；不需要的工作表可以空着。
One thing a row, no merged cells; a sheet that is not needed stays empty.
登录名、单位代码、项目编号把各表连在一起，写法必须一致。
Logins, body codes and skill numbers link the sheets: write them alike.
项目编号空着的阶段或任职，对所有项目有效。
A stage or an appointment without a skill number is for all skills.
日期写作 2026-09-22；手机号等长数字按文本填写。
Dates as 2026-09-22; phone and other long numbers as text.
上传后若有错误，一条也不会导入；错误写回本文件：单元格变红并带批注，第一列写明原因，本页列出汇总。
If anything is wrong nothing is imported: red cells with comments, reasons in the first column, the list on this sheet.
请勿在本页填写内容；其余各页的内容都会保留。
Type nothing on this sheet; whatever stands on the others is kept.
""".strip().splitlines()


def write_instructions(book: Book, sheet: Worksheet, remarks: Remarks) -> None:
    """Write the first sheet; it is locked, so that nobody types where nothing is read."""
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 10, 22)
    book.put(sheet, 0, 0, "备战名册 Roster of the campaign", "title")
    row = 2
    if remarks.faults:
        row = _write_summary(book, sheet, remarks, row) + 1
    for number, line in enumerate(_LINES):
        book.put(sheet, row + number, 0, line, "key" if number % 2 else "plain")
    _write_examples(book, sheet, row + len(_LINES) + 1)
    sheet.protect(options={"format_columns": True, "format_rows": True})
    sheet.activate()


def write_choices(book: Book) -> None:
    """Write the hidden sheet: the version of the layout, and what the drop-downs offer."""
    sheet = book.sheet(CHOICES)
    book.put(sheet, 0, 0, VERSION)
    for column, ask in ((1, Ask.PARTY), (2, Ask.POST)):
        book.put(sheet, 0, column, ask.value)
        for row, label in enumerate(choices_of(ask), start=1):
            book.put(sheet, row, column, label)
    sheet.very_hidden()


def _write_summary(book: Book, sheet: Worksheet, remarks: Remarks, row: int) -> int:
    book.put(sheet, row, 0, f"错误汇总 Errors: {len(remarks.faults)}", "title")
    for number, (cell, sign, text) in enumerate(remarks.listed(), start=row + 1):
        book.put(sheet, number, 0, f"{sign} {cell}".strip(), "text")
        book.put(sheet, number, 1, text, "plain")
    return row + 1 + min(len(remarks.faults), MOST_LISTED)


def _write_examples(book: Book, sheet: Worksheet, row: int) -> None:
    book.put(sheet, row, 0, "示例 Examples", "title")
    for layout in LAYOUTS:
        book.put(sheet, row + 1, 0, layout.title, "text")
        for number, column in enumerate(layout.columns, start=1):
            book.put(sheet, row + 1, number, column.label, "head")
            book.put(sheet, row + 2, number, column.example, "text")
        row += 3
