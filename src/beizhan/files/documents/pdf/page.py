"""One page of a PDF as PDFium sees it: lines with their places, ruled lines, pictures."""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice, pairwise
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from beizhan.core.textdiff.blocks import NotRead, Unread

THIN = 3.0
"""Points up to which a drawn thing is a ruled line."""

_LEAST_PICTURE = 24.0
_TRIED = 4
_TAILLESS = frozenset("ABCDEFGHIKLMNOPRSTUVWXYZabcdefhiklmnorstuvwxz0123456789")
"""Characters that stand on the line and not below it, so that they take no more room than the font gives them all."""

_MOST_OBJECTS = 20_000
_SOFT_HYPHENS = ("\x02", "\ufffe")
_DEPTH = 4
"""Forms within forms that are looked into."""


class TextLine(NamedTuple):
    """One line of text: its characters are ``first`` to ``first + len(text)`` of the page.

    ``left``, ``right`` and ``base`` are points from the lower left corner of the page, ``size`` is the height of its
    letters with their room.
    """

    text: str
    first: int
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled line: from ``begin`` to ``end`` along its direction, at ``at`` across it, in points."""

    at: float
    begin: float
    end: float


@dataclass(slots=True)
class Page:
    """What stands on a page, and the open page to ask for more."""

    number: int
    width: float
    height: float
    lines: list[TextLine] = field(default_factory=list)
    across: list[Ruled] = field(default_factory=list)
    down: list[Ruled] = field(default_factory=list)
    not_read: list[NotRead] = field(default_factory=list)
    drawn: int = 0
    text: pypdfium2.PdfTextPage | None = None

    def middle_of(self, place: int) -> tuple[float, float]:
        """Return the middle of a character of the page, in points."""
        left, bottom, right, top = _ink(self.text, place)
        return (left + right) / 2, (bottom + top) / 2

    def gap_before(self, place: int) -> float:
        """Return the points between a character and the one before it."""
        return _ink(self.text, place)[0] - _ink(self.text, place - 1)[2]


def page_of(page: pypdfium2.PdfPage, number: int) -> Page:
    """Return what stands on a page; ``number`` counts from 1."""
    width, height = page.get_size()
    found = Page(number, width, height, text=page.get_textpage())
    found.lines = list(_lines(found.text))
    _look_at_objects(page, found)
    return found


def _lines(text: pypdfium2.PdfTextPage) -> Iterator[TextLine]:
    said = _characters(text)
    begin = 0
    for line in said.replace("\r", "\n").split("\n"):
        bare = line.strip()
        if bare:
            yield _line(text, bare, begin + line.index(bare[0]))
        begin += len(line) + 1


def _characters(text: pypdfium2.PdfTextPage) -> str:
    """Return the characters of a page so that each stands where PDFium counts it."""
    count = text.count_chars()
    said: str = text.get_text_range()
    if len(said) != count:
        codes = (raw.FPDFText_GetUnicode(text.raw, place) for place in range(count))
        said = "".join(chr(code) if code else " " for code in codes)
    for hyphen in _SOFT_HYPHENS:
        said = said.replace(hyphen, "-")
    return said


def _line(text: pypdfium2.PdfTextPage, bare: str, first: int) -> TextLine:
    """Return a line; a letter with a tail has more room than others, so the lowest of its first few tells the size."""
    loose, handle, box = raw.FPDFText_GetLooseCharBox, text.raw, _BOX
    loose(handle, first, _BOX_POINTER)
    left, bottom, top = box.left, box.bottom, box.top
    if bare[0] not in _TAILLESS:
        for place in range(first + 1, first + min(len(bare), _TRIED)):
            loose(handle, place, _BOX_POINTER)
            lower, upper = box.bottom, box.top
            if 0 < upper - lower < top - bottom:
                bottom, top = lower, upper
    loose(handle, first + len(bare) - 1, _BOX_POINTER)
    right = box.right
    return TextLine(bare, first, left, right, bottom, top - bottom)


_SIDES = [ctypes.c_double() for _ in range(4)]
_POINTERS = [ctypes.byref(side) for side in _SIDES]
_BOX = raw.FS_RECTF()
"""Filled by PDFium, again and again, with the room that the font of a character gives it."""

_BOX_POINTER = ctypes.byref(_BOX)


def _ink(text: pypdfium2.PdfTextPage | None, place: int) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of a character's ink."""
    assert text is not None
    raw.FPDFText_GetCharBox(text.raw, place, *_POINTERS)
    left, right, bottom, top = _SIDES
    return left.value, bottom.value, right.value, top.value


def _look_at_objects(page: pypdfium2.PdfPage, found: Page) -> None:
    for one in islice(_drawn_on(page), _MOST_OBJECTS):
        if one.type == raw.FPDF_PAGEOBJ_PATH:
            found.drawn += 1
            _rule(one, found)
        elif one.type == raw.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = one.get_bounds()
            if min(right - left, top - bottom) >= _LEAST_PICTURE:
                found.not_read.append(NotRead(Unread.IMAGE, found.number, fingerprint=_fingerprint(one)))


def _drawn_on(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfObject]:
    """Yield what stands on a page beside text; a helper made for every word of it would cost more than its reading."""
    handle, object_at, type_of, text = page.raw, raw.FPDFPage_GetObject, raw.FPDFPageObj_GetType, raw.FPDF_PAGEOBJ_TEXT
    for place in range(raw.FPDFPage_CountObjects(handle)):
        found = object_at(handle, place)
        if type_of(found) != text:
            one = pypdfium2.PdfObject(found, page=page, pdf=page.pdf)
            yield one
            if one.type == raw.FPDF_PAGEOBJ_FORM:
                yield from page.get_objects(form=one, level=1, max_depth=_DEPTH)


def _fingerprint(image: pypdfium2.PdfImage) -> str:
    return sha256(image.get_data()).hexdigest()


def _rule(path: pypdfium2.PdfObject, found: Page) -> None:
    """Take a drawn thing as ruled lines: a thin one as one, a frame or grid by its sides."""
    left, bottom, right, top = path.get_bounds()
    if min(right - left, top - bottom) <= THIN:
        _add_rule(found, (left, bottom), (right, top))
        return
    corners = _corners(path)
    for begin, end in pairwise(corners):
        if begin is not None and end is not None:
            _add_rule(found, begin, end)


def _add_rule(found: Page, begin: tuple[float, float], end: tuple[float, float]) -> None:
    left, right = sorted((begin[0], end[0]))
    bottom, top = sorted((begin[1], end[1]))
    if top - bottom <= THIN < right - left:
        found.across.append(Ruled((top + bottom) / 2, left, right))
    elif right - left <= THIN < top - bottom:
        found.down.append(Ruled((left + right) / 2, bottom, top))


def _corners(path: pypdfium2.PdfObject) -> Sequence[tuple[float, float] | None]:
    """Return the corners of a stroked path on the page; a gap where the pen is lifted, nothing for a curve."""
    if not _is_stroked(path):
        return ()
    matrix = path.get_matrix()
    corners: list[tuple[float, float] | None] = []
    begun: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for place in range(min(raw.FPDFPath_CountSegments(path.raw), 4_000)):
        segment = raw.FPDFPath_GetPathSegment(path.raw, place)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_BEZIERTO:
            return ()
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = matrix.on_point(x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            corners.append(None)
            begun = point
        corners.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and begun is not None:
            corners.append(begun)
    return corners


def _is_stroked(path: pypdfium2.PdfObject) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path.raw, ctypes.byref(fill), ctypes.byref(stroke))
    return bool(stroke.value)
