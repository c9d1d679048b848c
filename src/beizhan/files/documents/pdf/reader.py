"""PDF documents: paragraphs out of lines, tables out of ruled lines, running heads and feet told apart."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pypdfium2
from pypdfium2 import raw

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import BlockKind, Document
from beizhan.core.textdiff.wording.labels import LONGEST_HEADING, label_in, whole_number_in
from beizhan.files.documents.drafts import Draft, UnreadableDocument, document_of
from beizhan.files.documents.lines import glued, goes_on
from beizhan.files.documents.packing import packed
from beizhan.files.documents.pdf.page import Page, TextLine, page_of
from beizhan.files.documents.pdf.tables import Grid, continued, fill, grids_on
from beizhan.files.documents.pdf.unread import form_in, links_in, remarks_on, unread_on
from beizhan.files.documents.running import Line, edge_of, running_in, running_texts

MAX_PAGES = 600

_MARGIN = 42.0
"""Points from the edge of the page in which a line that stands by itself is no part of the text."""

_LARGER = 1.12
"""How much larger than most of the text a heading is."""

_PITCH = 1.35
_LEAST_WIDTH = 0.85
"""Share of the page between equal margins that text is taken to fill, even if no line of it does."""

_SIZES = 0.08


def read_pdf(content: bytes, name: str = "") -> Document:  # noqa: ARG001 - every reader takes the name
    """Return the document in a PDF.

    Raises
    ------
    UnreadableDocument
        If it is damaged, protected, longer than 600 pages, or acts when it is opened.
    """
    try:
        with pypdfium2.PdfDocument(content) as pdf:
            _look_at(pdf)
            pages = [page_of(pdf[place], place + 1) for place in range(len(pdf))]
            drafts, running = _drafts(pages)
            not_read = [one for page in pages for one in (*unread_on(page), *remarks_on(page))]
            not_read += [*filter(None, [form_in(pdf, pages)]), *links_in(pdf, pages)]
    except pypdfium2.PdfiumError as refusal:
        code = "pdf_encrypted" if "password" in str(refusal).casefold() else "document_damaged"
        raise UnreadableDocument(error(code, where="PDF", reason=str(refusal)[:200])) from refusal
    return document_of(drafts, not_read, running)


def packed_pdf(content: bytes, name: str = "") -> dict[str, Any]:
    """Return the document as JSON can hold it; this runs in the child."""
    return packed(read_pdf(content, name))


def _look_at(pdf: pypdfium2.PdfDocument) -> None:
    if raw.FPDFDoc_GetJavaScriptActionCount(pdf.raw) > 0:
        raise UnreadableDocument(error("pdf_script"))
    if pdf.count_attachments() > 0:
        raise UnreadableDocument(error("pdf_attachment"))
    if len(pdf) > MAX_PAGES:
        raise UnreadableDocument(error("document_too_large", blocks=len(pdf), page=len(pdf)))


def _drafts(pages: Sequence[Page]) -> tuple[list[Draft], tuple[str, ...]]:
    grids = [grids_on(page) for page in pages]
    free = [
        [line for line in page.lines if not _grid_at(own, line)] if own else page.lines
        for page, own in zip(pages, grids, strict=True)
    ]
    placed = [_placed(page, lines) for page, lines in zip(pages, free, strict=True)]
    running = running_in(placed)
    left = {
        (page.number, lines[place].first)
        for page, lines, places in zip(pages, free, running, strict=True)
        for place in places
    }
    setting = _Setting([line for lines in free for line in lines], max((page.width for page in pages), default=0.0))
    gathering = _Gathering(setting)
    for page, own in zip(pages, grids, strict=True):
        for line in page.lines:
            if (page.number, line.first) not in left:
                gathering.take(line, page, _grid_at(own, line) if own else None)
        gathering.end_page()
    return gathering.drafts(), running_texts(placed, running)


def _grid_at(grids: Sequence[Grid], line: TextLine) -> Grid | None:
    return next((grid for grid in grids if grid.holds(line)), None)


def _placed(page: Page, lines: Sequence[TextLine]) -> dict[int, Line]:
    bases = [line.base for line in lines]
    edge = ((place, lines[place]) for place in sorted(edge_of(bases)))
    return {place: Line(line.text, line.base / page.height, _is_in_margin(line, page, bases)) for place, line in edge}


def _is_in_margin(line: TextLine, page: Page, bases: Sequence[float]) -> bool:
    if _MARGIN < line.base < page.height - line.size - _MARGIN:
        return False
    others = [abs(base - line.base) for base in bases if abs(base - line.base) > line.size / 2]
    return bool(others) and min(others) > 2 * line.size


class _Setting:
    """How a document is set: the size of most of its text, its left and right edges, the distance of its lines."""

    def __init__(self, lines: Sequence[TextLine], width: float) -> None:
        sizes = Counter[float]()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = max(sizes, key=sizes.__getitem__, default=0.0)
        self.left = min([line.left for line in lines], default=0.0)
        self.right = max([line.right for line in lines], default=0.0)
        self.right = max(self.right, _LEAST_WIDTH * (width - self.left))
        steps = [above.base - below.base for above, below in pairwise(lines)]
        usual = [step for step in steps if 0 < step < 3 * max(self.size, 1)]
        self.pitch = sorted(usual)[len(usual) // 2] if usual else 1.5 * self.size

    def filled(self, line: TextLine) -> float:
        """Return how far a line reaches towards the right edge, 1 for all of the way."""
        return (line.right - self.left) / max(self.right - self.left, 1.0)

    def is_large(self, line: TextLine) -> bool:
        return self.size > 0 and line.size > _LARGER * self.size and len(line.text) <= LONGEST_HEADING


def _opens(text: str) -> bool:
    """Tell whether a heading begins with its own number, so that it is not the rest of the one above."""
    return bool(label_in(text) or whole_number_in(text))


class _Gathering:
    """Lines being put together into paragraphs, and grids into tables, over the pages."""

    def __init__(self, setting: _Setting) -> None:
        self._setting = setting
        self._found: list[Draft | tuple[Grid, int]] = []
        self._text = ""
        self._last: TextLine | None = None
        self._page = 0
        self._began = 0
        self._turned = False

    def take(self, line: TextLine, page: Page, grid: Grid | None) -> None:
        """Take the next line, which stands in a table or does not."""
        self._page = page.number
        if grid is not None:
            self._end()
            if not any(one[0] is grid for one in self._found if isinstance(one, tuple)):
                self._found.append((grid, page.number))
            fill(grid, line, page)
        elif self._last is not None and self._goes_on(self._last, line):
            self._text = glued(self._text, line.text)
            self._last = line
        else:
            self._end()
            self._text, self._last, self._began = line.text, line, page.number
        self._turned = False

    def end_page(self) -> None:
        """Remember that a page ends here: what is next stands below, whatever its height says."""
        self._turned = True

    def drafts(self) -> list[Draft]:
        """Return everything that was taken; a table that goes on over a page is one."""
        self._end()
        drafts: list[Draft] = []
        before: tuple[Grid, int] | None = None
        for one in self._found:
            if isinstance(one, Draft):
                drafts.append(one)
                before = None
                continue
            if before is not None and before[1] < one[1] and before[0].has_columns_of(one[0]):
                drafts[-1] = replace(drafts[-1], rows=continued(drafts[-1].rows, one[0].cells()))
            else:
                drafts.append(Draft(rows=one[0].cells(), page=one[1]))
            before = one
        return drafts

    def _goes_on(self, above: TextLine, below: TextLine) -> bool:
        setting = self._setting
        if abs(above.size - below.size) > _SIZES * above.size:
            return False
        step = above.base - below.base
        if self._turned or step < 0:
            return not label_in(below.text) and goes_on(above.text, below.text, setting.filled(above))
        if step > _PITCH * max(setting.pitch, 0.9 * above.size) or setting.is_large(above):
            near = step <= _PITCH * 1.5 * above.size
            return near and setting.is_large(above) and setting.is_large(below) and not _opens(below.text)
        if step < 0.3 * above.size:
            return True
        return goes_on(above.text, below.text, setting.filled(above))

    def _end(self) -> None:
        if self._last is not None:
            large = self._setting.is_large(self._last)
            kind = BlockKind.HEADING if large else None
            self._found.append(Draft(self._text, kind, page=self._began))
        self._text, self._last = "", None
