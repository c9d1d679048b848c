"""Workbooks as documents: every sheet is a heading, and tables and lines of text as empty rows part them."""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from beizhan.core.textdiff.blocks import BlockKind, Cell, Document, NotRead, Unread
from beizhan.files.documents.drafts import Draft, document_of
from beizhan.files.documents.excel.page import Line, SheetPage, page_of, unread_of
from beizhan.files.documents.excel.sheets import Shown, shown_in
from beizhan.files.documents.packing import packed
from beizhan.files.documents.running import is_measured
from beizhan.files.spreadsheet.reading import sheets_of

_PARTS = (
    ("xl/charts/chart", Unread.CHART),
    ("xl/media/", Unread.IMAGE),
    ("xl/comments", Unread.COMMENT),
    ("xl/threadedComments/", Unread.COMMENT),
    ("xl/embeddings/", Unread.EMBEDDED),
    ("xl/ctrlProps/", Unread.FORM),
)
_MOST_PARTS = 200

_USUAL_TITLE = re.compile(
    r"(?:sheet|tabelle|feuil|hoja|foglio|planilha|лист|工作表|シート)\s*\d*|list\d+", re.IGNORECASE
)
"""What programs call a sheet that nobody named."""


def read_workbook(content: bytes, name: str = "") -> Document:  # noqa: ARG001 - every reader takes the name
    """Return the document in a workbook: what its cells say, not how they were computed.

    Raises
    ------
    beizhan.files.spreadsheet.reading.UnreadableWorkbook
        If it cannot be opened, or a sheet is too large; the fault names the sheet.
    """
    sheets = sheets_of(content)
    shown = shown_in(content)
    pages = [page_of(sheet, shown.get(sheet.title, Shown())) for sheet in sheets]
    drafts = [draft for page in pages for draft in _drafts(page, headed=len(sheets) > 1)]
    running = dict.fromkeys(line for page in pages for line in page.shown.running)
    if len(sheets) == 1 and not _USUAL_TITLE.fullmatch(sheets[0].title):
        running[sheets[0].title] = None
    measured = [line for line in running if is_measured(line)]
    drafts += (Draft(line, part="header or footer") for line in measured)
    not_read = [NotRead(Unread.HIDDEN, detail=sheet.title) for sheet in sheets if sheet.hidden]
    not_read += unread_of(pages)
    return document_of(drafts, (*not_read, *_other_parts(content)), (line for line in running if line not in measured))


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


def _drafts(page: SheetPage, *, headed: bool) -> Iterator[Draft]:
    if headed:
        yield Draft(page.title, BlockKind.HEADING, level=1, part=page.title)
    region: list[Line] = []
    for line in [*page.lines, ()]:
        if any(cell.text for cell in line):
            region.append(line)
            continue
        yield from _region(region, page.title)
        region = []
    yield from (Draft(text, part="text box") for text in page.shown.boxes)


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
