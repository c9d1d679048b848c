"""What of a PDF its letters do not tell, each with a fingerprint, so that two editions of it can be told apart."""

import ctypes
from collections.abc import Iterator, Sequence
from hashlib import sha256

import pypdfium2
from pypdfium2 import raw

from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.files.documents.fingerprints import fingerprint_of_texts, links_named
from beizhan.files.documents.pdf.page import Page

_REPLACEMENTS = ("\ufffd", "\x00")
_GARBLED = 0.2
_LEAST_DRAWN = 20
"""Drawn things from which a page without a letter and a picture is a drawing: often letters turned into outlines."""

_LONGER_SIDE = 1_000
"""Pixels of the longer side of a page that is looked at as a picture."""

_FIELD_KEYS = ("T", "V", "AS")
_MOST_FIELDS = 5_000
_NO_REMARKS = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP))
_LONGEST_TOLD = 80
_LONGEST_VALUE = 20_000


def unread_on(page: Page) -> Iterator[NotRead]:
    """Yield what of a page cannot be told: a picture of it without text, signs without meaning, pictures."""
    said = "".join(line.text for line in page.lines)
    if not said and page.not_read:
        pictures = "".join(one.fingerprint for one in page.not_read)
        yield NotRead(Unread.SCANNED_PAGE, page.number, fingerprint=_fingerprint(pictures.encode()))
        return
    if not said and page.drawn >= _LEAST_DRAWN:
        yield NotRead(Unread.DIAGRAM, page.number, fingerprint=_fingerprint(_looks(page)))
        return
    if said and sum(map(said.count, _REPLACEMENTS)) > _GARBLED * len(said):
        layer = said.encode("utf-8", "surrogatepass") + _looks(page)
        yield NotRead(Unread.GARBLED_PAGE, page.number, fingerprint=_fingerprint(layer))
    yield from page.not_read


def remarks_on(page: Page) -> Iterator[NotRead]:
    """Yield the remarks that somebody put onto a page, each told by what it says."""
    for field in _annotations_on(page):
        if raw.FPDFAnnot_GetSubtype(field) not in _NO_REMARKS and (says := _value_of(field, "Contents").strip()):
            detail = " ".join(says.split())[:_LONGEST_TOLD]
            yield NotRead(Unread.COMMENT, page.number, detail, fingerprint=fingerprint_of_texts([says]))


def form_in(pdf: pypdfium2.PdfDocument, pages: Sequence[Page]) -> NotRead | None:
    """Return the form in a document, told by what its fields hold."""
    if pdf.get_formtype() == raw.FORMTYPE_NONE:
        return None
    values = fingerprint_of_texts(value for page in pages for value in _values_on(page))
    return NotRead(Unread.FORM, fingerprint=values)


def _looks(page: Page) -> bytes:
    """Return how a page looks, in greys: letters that a font gives no meaning differ only there."""
    assert page.text is not None
    scale = _LONGER_SIDE / max(page.width, page.height, 1.0)
    return bytes(page.text.page.render(scale=scale, grayscale=True).buffer)


def links_in(pdf: pypdfium2.PdfDocument, pages: Sequence[Page]) -> Iterator[NotRead]:
    """Yield where the links of a document lead."""
    yield from links_named(address for page in pages for address in _addresses_on(pdf, page))


def _addresses_on(pdf: pypdfium2.PdfDocument, page: Page) -> Iterator[str]:
    for field in _annotations_on(page):
        if raw.FPDFAnnot_GetSubtype(field) == raw.FPDF_ANNOT_LINK:
            action = raw.FPDFLink_GetAction(raw.FPDFAnnot_GetLink(field))
            size = raw.FPDFAction_GetURIPath(pdf.raw, action, None, 0) if action else 0
            buffer = ctypes.create_string_buffer(max(1, size))
            if 0 < size <= _LONGEST_VALUE and raw.FPDFAction_GetURIPath(pdf.raw, action, buffer, size):
                yield buffer.value.decode("utf-8", "replace")


def _values_on(page: Page) -> Iterator[str]:
    for field in _annotations_on(page):
        if raw.FPDFAnnot_GetSubtype(field) == raw.FPDF_ANNOT_WIDGET:
            yield "\t".join(_value_of(field, key) for key in _FIELD_KEYS)


def _annotations_on(page: Page) -> Iterator[raw.FPDF_ANNOTATION]:
    assert page.text is not None
    handle = page.text.page.raw
    for place in range(min(raw.FPDFPage_GetAnnotCount(handle), _MOST_FIELDS)):
        field = raw.FPDFPage_GetAnnot(handle, place)
        if field:
            yield field
            raw.FPDFPage_CloseAnnot(field)


def _value_of(field: raw.FPDF_ANNOTATION, key: str) -> str:
    size = raw.FPDFAnnot_GetStringValue(field, key.encode(), None, 0)
    buffer = ctypes.create_string_buffer(max(2, min(size, _LONGEST_VALUE)))
    raw.FPDFAnnot_GetStringValue(field, key.encode(), ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), len(buffer))
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()
