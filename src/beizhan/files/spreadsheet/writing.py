"""Workbooks written safely: no text becomes a formula or a link, numbers stay numbers, long digits stay text."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from beizhan.files.spreadsheet.cells import EXACT, Cell, address_of

LONGEST_TEXT = 32_767
"""Characters that a cell of Excel can hold."""

BORN = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The date inside every workbook, so that equal content makes equal bytes."""

_LEADING = re.compile(r"[\s\u200b\u2060\ufeff]*[=+\-@＝＋－＠\t\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
_FORBIDDEN_IN_TITLE = re.compile(r"[\[\]:*?/\\]")

STYLES: Mapping[str, Mapping[str, object]] = {
    "plain": {"valign": "top"},
    "wrap": {"valign": "top", "text_wrap": True},
    "text": {"valign": "top", "num_format": "@"},
    "mark": {"num_format": "0.00"},
    "title": {"bold": True, "font_size": 15, "font_color": "#14304D"},
    "head": {
        "bold": True,
        "bg_color": "#14304D",
        "font_color": "#FFFFFF",
        "border": 1,
        "text_wrap": True,
        "valign": "top",
    },
    "fault": {"bg_color": "#F8C9C4", "border": 2, "border_color": "#C00000", "valign": "top"},
    "sentence": {"bg_color": "#FDECEA", "font_color": "#9C0006", "text_wrap": True, "valign": "top"},
    "key": {"font_color": "#808080", "num_format": "@", "font_size": 8},
    "blocked": {"bg_color": "#D9D9D9"},
    "open": {"locked": False, "border": 1, "border_color": "#BFBFBF"},
    "open_mark": {"locked": False, "border": 1, "border_color": "#BFBFBF", "num_format": "0.00"},
    "open_fault": {"locked": False, "bg_color": "#F8C9C4", "border": 2, "border_color": "#C00000"},
}
"""The looks of cells by name; ``date``, ``moment``, ``time`` and ``span`` are added to them by what the cell holds."""

_NUMBER_FORMATS = {"date": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm:ss", "time": "hh:mm:ss", "span": "[h]:mm:ss"}


class UnwritableCell(ValueError):  # noqa: N818 -- the cell is wrong, not we
    """A text is longer than a cell can hold; the message names the cell."""


class Book:
    """A workbook being written: sheets with lawful titles, and cells that hold exactly what they are given."""

    def __init__(self) -> None:
        self._bytes = BytesIO()
        self._workbook = xlsxwriter.Workbook(
            self._bytes,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
        )
        self._workbook.set_properties({"author": "Beizhan", "created": BORN})
        self._formats: dict[tuple[str, str, bool], Format] = {}
        self._titles: set[str] = set()

    def sheet(self, title: str) -> Worksheet:
        """Add a sheet; a title that Excel forbids or that is taken already is changed as little as will do."""
        plain = (_FORBIDDEN_IN_TITLE.sub("-", _CONTROL.sub("", title)).strip().strip("'") or "Sheet")[:31]
        plain = "History-" if plain.casefold() == "history" else plain
        lawful, count = plain, 1
        while lawful.casefold() in self._titles:
            count += 1
            lawful = f"{plain[:27]} ({count})"
        self._titles.add(lawful.casefold())
        return self._workbook.add_worksheet(lawful)

    def look(self, style: str, kind: str = "", *, quoted: bool = False) -> Format:
        """Return the format of a style, made once."""
        key = (style, kind, quoted)
        if key not in self._formats:
            properties = dict(STYLES[style])
            if kind:
                properties["num_format"] = _NUMBER_FORMATS[kind]
            if quoted:
                properties["quote_prefix"] = True
            self._formats[key] = self._workbook.add_format(properties)
        return self._formats[key]

    def put(self, sheet: Worksheet, row: int, column: int, value: Cell, style: str = "plain") -> None:
        """Write one cell, row and column counted from 0, as what it is.

        Raises
        ------
        UnwritableCell
            If the text is longer than a cell can hold.
        """
        if value is None:
            sheet.write_blank(row, column, None, self.look(style))
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, self.look(style))
        elif isinstance(value, int) and abs(value) >= EXACT:
            sheet.write_string(row, column, str(value), self.look(style))
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self.look(style))
        elif isinstance(value, str):
            self._put_text(sheet, (row, column), value, style)
        else:
            self._put_time(sheet, (row, column), value, style)

    def put_row(self, sheet: Worksheet, row: int, values: Iterable[Cell], style: str = "plain") -> None:
        """Write cells side by side from column A on."""
        for column, value in enumerate(values):
            self.put(sheet, row, column, value, style)

    def close(self) -> bytes:
        """Return the bytes of the finished workbook."""
        self._workbook.close()
        return self._bytes.getvalue()

    def _put_text(self, sheet: Worksheet, where: tuple[int, int], value: str, style: str) -> None:
        plain = _CONTROL.sub("\ufffd", value)
        if len(plain.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            raise UnwritableCell(address_of(where[0] + 1, where[1] + 1, sheet.get_name()))
        sheet.write_string(*where, plain, self.look(style, quoted=bool(_LEADING.match(plain))))

    def _put_time(self, sheet: Worksheet, where: tuple[int, int], value: date | time | timedelta, style: str) -> None:
        if value < timedelta(0) if isinstance(value, timedelta) else isinstance(value, date) and value.year < 1901:
            sheet.write_string(*where, str(value), self.look(style))  # Excel knows no such times
            return
        if isinstance(value, datetime):
            kind, value = "moment", value.replace(tzinfo=None)
        else:
            kind = "date" if isinstance(value, date) else "time" if isinstance(value, time) else "span"
        sheet.write_datetime(*where, value, self.look(style, kind))
