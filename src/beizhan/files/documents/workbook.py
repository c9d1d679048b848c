"""Workbooks as documents: every sheet is a heading, and tables and lines of text as empty rows part them."""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from beizhan.core.textdiff.blocks import BlockKind, Cell, Document, NotRead, Unread
from beizhan.files.documents.drafts import Draft, document_of
from beizhan.files.documents.packing import packed
from beizhan.files.spreadsheet.cells import Misread, TypedSheet, text_of
from beizhan.files.spreadsheet.reading import sheets_of

_PARTS = (
    ("xl/charts/chart", Unread.CHART),
    ("xl/media/", Unread.IMAGE),
    ("xl/comments", Unread.COMMENT),
    ("xl/threadedComments/", Unread.COMMENT),
    ("xl/embeddings/", Unread.EMBEDDED),
)
_MOST_PARTS = 200

Line = tuple[Cell, ...]


def read_workbook(content: bytes, name: str = "") -> Document:  # noqa: ARG001 - every reader takes the name
    """Return the document in a workbook: what its cells say, not how they were computed.

    Raises
    ------
    beizhan.files.spreadsheet.reading.UnreadableWorkbook
        If it cannot be opened, or a sheet is too large; the fault names the sheet.
    """
    sheets = sheets_of(content)
    drafts = [draft for sheet in sheets for draft in _drafts(sheet, headed=len(sheets) > 1)]
    hidden = [NotRead(Unread.HIDDEN, detail=sheet.title) for sheet in sheets if sheet.hidden]
    return document_of(drafts, (*hidden, *_other_parts(content)))


def packed_workbook(content: bytes, name: str = "") -> dict[str, Any]:
    """Return the document as JSON can hold it; this runs in the child."""
    return packed(read_workbook(content, name))


def _other_parts(content: bytes) -> Iterator[NotRead]:
    """Yield the pictures, charts and comments, each told by its bytes; of very many the last ones are told as one."""
    with ZipFile(BytesIO(content)) as archive:
        for beginning, why in _PARTS:
            parts = [name for name in archive.namelist() if name.startswith(beginning) and not name.endswith("/")]
            for name in parts[:_MOST_PARTS]:
                yield NotRead(why, detail=name.rpartition("/")[2], fingerprint=_fingerprint(archive, [name]))
            if rest := parts[_MOST_PARTS:]:
                yield NotRead(why, times=len(rest), fingerprint=_fingerprint(archive, rest))


def _fingerprint(archive: ZipFile, names: Sequence[str]) -> str:
    found = sha256()
    for name in names:
        found.update(archive.read(name))
    return found.hexdigest()


def _drafts(sheet: TypedSheet, *, headed: bool) -> Iterator[Draft]:
    if headed:
        yield Draft(sheet.title, BlockKind.HEADING, level=1, part=sheet.title)
    region: list[Line] = []
    for row, cells in enumerate([*sheet.cells, ()]):
        line = tuple(Cell(_said(cell), (row, column) in sheet.covered) for column, cell in enumerate(cells))
        if any(cell.text for cell in line):
            region.append(line)
            continue
        yield from _region(region, sheet.title)
        region = []


def _region(lines: Sequence[Line], title: str) -> Iterator[Draft]:
    """Yield the lines above a table, then the table, without the columns that hold nothing."""
    start = 0
    while start < len(lines) and len(_own(lines[start])) < 2:
        start += 1
    for line in lines[:start]:
        yield from (Draft(text, part=title) for text in _own(line))
    rest = lines[start:]
    if len(rest) == 1:
        yield from (Draft(text, part=title) for text in _own(rest[0]))
    elif rest:
        used = [column for column in range(max(map(len, rest))) if any(_at(line, column).text for line in rest)]
        yield Draft(rows=tuple(tuple(_at(line, column) for column in used) for line in rest), part=title)


def _own(line: Line) -> list[str]:
    return [cell.text for cell in line if cell.text and not cell.covered]


def _at(line: Line, column: int) -> Cell:
    return line[column] if column < len(line) else Cell("")


def _said(value: object) -> str:
    """Return what a cell says; a number too long to be exact as Excel keeps it."""
    try:
        return text_of(value)  # type: ignore[arg-type]  # every cell of a sheet is one
    except Misread:
        return str(value)
