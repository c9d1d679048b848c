"""One sheet as somebody sees it: its cells with what they show, and what of it stands there unseen."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from beizhan.core.textdiff.blocks import Cell, NotRead, Unread
from beizhan.files.documents.excel.sheets import Place, Shown
from beizhan.files.documents.fingerprints import fingerprint_of_texts, links_named, struck_named
from beizhan.files.spreadsheet.cells import Misread, TypedSheet, letters_of, text_of
from beizhan.files.spreadsheet.reading import MAX_COLUMNS, MAX_ROWS

Line = tuple[Cell, ...]
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class SheetPage:
    """A sheet: its title, its lines from the first row on, what is struck out in its cells, and what else it shows."""

    title: str
    lines: tuple[Line, ...]
    struck: tuple[str, ...]
    shown: Shown

    def at(self, place: Place) -> str:
        """Return what a cell says, nothing beyond the last one."""
        row, column = place
        return self.lines[row][column].text if row < len(self.lines) and column < len(self.lines[row]) else ""


def page_of(sheet: TypedSheet, shown: Shown) -> SheetPage:
    """Return a sheet with what its cells show in the place of what they hold; what is struck out is left out."""
    texts = [list(map(_said, row)) for row in sheet.cells]
    for (row, column), text in shown.instead.items():
        if row < MAX_ROWS and column < MAX_COLUMNS:
            texts += [[] for _ in range(row + 1 - len(texts))]
            texts[row] += [""] * (column + 1 - len(texts[row]))
            texts[row][column] = text
    struck = []
    for (row, column), part in shown.struck.items():
        if row < len(texts) and column < len(texts[row]):
            struck.append(part or texts[row][column])
            texts[row][column] = texts[row][column] if part else ""
    lines = tuple(
        tuple(Cell(text, (row, column) in sheet.covered) for column, text in enumerate(line))
        for row, line in enumerate(texts)
    )
    return SheetPage(sheet.title, lines, tuple(struck), shown)


def unread_of(pages: Sequence[SheetPage]) -> Iterator[NotRead]:
    """Yield what of some sheets is struck out or hidden, and where their links lead."""
    yield from struck_named(chain.from_iterable(page.struck for page in pages))
    yield from links_named(address for page in pages for address in page.shown.links)
    for page in pages:
        rows = {row: [cell.text for cell in page.lines[row]] for row in page.shown.rows if row < len(page.lines)}
        yield from _hidden(page.title, {str(row + 1): texts for row, texts in sorted(rows.items())})
        width = max(map(len, page.lines), default=0)
        columns = [column for column in sorted(page.shown.columns) if column < width]
        told = {letters_of(one + 1): [page.at((row, one)) for row in range(len(page.lines))] for one in columns}
        yield from _hidden(page.title, told)


def _hidden(title: str, told: dict[str, list[str]]) -> Iterator[NotRead]:
    """Yield the rows or columns of a sheet that are hidden, those that hold nothing left out."""
    held = {name: " ".join(filter(None, texts)) for name, texts in told.items() if any(texts)}
    if held:
        detail = f"{title}: {', '.join(held)}"[:_LONGEST]
        yield NotRead(Unread.HIDDEN, detail=detail, times=len(held), fingerprint=fingerprint_of_texts(held.values()))


def _said(value: object) -> str:
    """Return what a cell says; a number too long to be exact as Excel keeps it."""
    try:
        return text_of(value)  # type: ignore[arg-type]  # every cell of a sheet is one
    except Misread:
        return str(value)
