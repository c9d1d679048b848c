"""Reading originals: nobody's deed, so it passes no door; what is read is a cache and can be read again."""

from collections.abc import Callable
from hashlib import sha256

from django.core.cache import cache

from beizhan.core.documents.searching import folded_text, text_of
from beizhan.core.faults import Fault
from beizhan.core.scheme.document import document_of as scheme_document
from beizhan.core.textdiff.blocks import Document
from beizhan.files.cis_workbook.upload import read_uploaded_scheme
from beizhan.files.documents.packing import packed
from beizhan.files.documents.reading import read_uploaded_document
from beizhan.files.guard import Unreadable
from beizhan.files.media import extension_of
from beizhan.files.wire import fault_document
from beizhan.models.documents.extracts import Extract
from beizhan.models.documents.register import Edition, Original

Reader = Callable[[bytes, str], Document]
VERSION = 3
"""Of the readers: an extract of another is made anew."""
_DAY = 24 * 3600
"""Seconds for which a refusal counts: it may have been an evil hour of the machine and not the file."""


def extract_of(original: Original, name: str, *, read: Reader | None = None) -> Extract:
    """Return what was read of an original, reading it now, in a child with limits, if nobody has yet.

    What could not be read is not tried again for a day, unless its name tells another kind of file.

    Parameters
    ----------
    original : Original
        The bytes.
    name : str
        The name of the file: its extension chooses the reader.
    read : callable or None
        What reads it right here instead, for files that come with the program; None for all that came from elsewhere.
    """
    known = _known(original.pk, name)
    return known or keep_extract(original, read_of(bytes(original.body), name, read=read))


def read_of(content: bytes, name: str, *, read: Reader | None = None) -> Extract:
    """Return what was read of bytes, and keep nothing: what was read of the same ones before, if it was."""
    fingerprint = sha256(content).hexdigest()
    if (known := _known(fingerprint, name)) is not None:
        return known
    found = Extract(original_id=fingerprint, version=VERSION, **_found(content, name, read or _read_apart))
    if found.faults:
        cache.set(_key(fingerprint, name), 1, _DAY)
    return found


def keep_extract(original: Original, found: Extract) -> Extract:
    """Keep what was read of an original, in the place of what other readers gave."""
    fields = {name: getattr(found, name) for name in ("version", "text", "document", "scheme", "faults")}
    row, _ = Extract.objects.update_or_create(original=original, defaults=fields)
    return row


def rebuild_extracts() -> int:
    """Read every original of the register again that was read by other readers or not at all; return how many."""
    rows = Edition.objects.exclude(original__extract__version=VERSION).order_by("pk").select_related("original")
    count = 0
    for row in rows.iterator():
        extract_of(row.original, row.file_name)
        count += 1
    return count


def _known(fingerprint: str, name: str) -> Extract | None:
    row = Extract.objects.filter(original=fingerprint, version=VERSION).first()
    return row if row is not None and (not row.faults or cache.get(_key(fingerprint, name))) else None


def _key(fingerprint: str, name: str) -> str:
    return f"unread-{VERSION}-{extension_of(name)[:8]}-{fingerprint}"


def _read_apart(content: bytes, name: str) -> Document:
    return read_uploaded_document(content, name=name)


def _found(content: bytes, name: str, read: Reader) -> dict[str, object]:
    try:
        document = read(content, name)
    except Unreadable as refusal:
        return _unread(refusal.fault)
    scheme = _scheme_in(content, name)
    return {"text": text_of(document), "document": packed(document), "scheme": scheme, "faults": []}


def _unread(fault: Fault) -> dict[str, object]:
    return {"text": folded_text(""), "document": None, "scheme": None, "faults": [fault_document(fault)]}


def _scheme_in(content: bytes, name: str) -> dict[str, object] | None:
    """Return the marking scheme in a workbook, nothing if it holds none."""
    if not name.casefold().endswith(".xlsx"):
        return None
    try:
        return scheme_document(read_uploaded_scheme(content, name=name).scheme, rows=True)
    except Unreadable:
        return None
