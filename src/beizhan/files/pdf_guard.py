"""What an uploaded PDF must not hold: programs, attachments, forms that act, more pages than anybody reads.

Names of what acts are looked for in the bytes and in the object streams, which are unpacked for it within limits;
a name may be disguised by writing its letters as numbers (ISO 32000-1, 7.3.5), so those are turned back first.
"""

import re
import zlib
from collections.abc import Iterator

from beizhan.core.faults import Fault, error

PDF_FAULTS = (
    "pdf_encrypted",
    "pdf_script",
    "pdf_launch",
    "pdf_attachment",
    "pdf_active_form",
    "pdf_disguised",
    "pdf_too_large",
)
"""Every code that ``pdf_faults`` may give."""

MAX_UNPACKED = 50 * 1024 * 1024
MAX_STREAMS = 20_000

_END = rb"(?![A-Za-z0-9])"
_ACTIVE = (
    ("pdf_encrypted", re.compile(rb"/Encrypt" + _END)),
    ("pdf_script", re.compile(rb"/JavaScript" + _END)),
    ("pdf_launch", re.compile(rb"/(?:Launch|GoToE|RichMedia|Rendition)" + _END)),
    ("pdf_attachment", re.compile(rb"/(?:EmbeddedFiles?|FileAttachment)" + _END)),
    ("pdf_active_form", re.compile(rb"/(?:XFA|SubmitForm|ImportData)" + _END)),
)
_DISGUISED = re.compile(rb"/[^\s()<>\[\]{}/%]*#[0-9A-Fa-f]{2}[^\s()<>\[\]{}/%]*")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")
_DEFLATED = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\s*[\]/>]")
_OBJECT_STREAM = re.compile(rb"/ObjStm" + _END)
_STREAM = re.compile(rb"stream\r?\n")
_BEFORE, _LOOK = 2_048, 16_384
"""Bytes before a stream in which its dictionary says what it is, and bytes of it that show it without."""

_PAIRS = re.compile(rb"\s*(?:\d+\s+\d+\s+)+(?=<<|<|\[|/|\()")
"""How an object stream begins (7.5.7): the number and place of each object, then the first object."""


def pdf_faults(content: bytes) -> Iterator[Fault]:
    """Yield why a PDF may not be read: the first reason of each kind."""
    seen: set[str] = set()
    try:
        for plain in _plain_parts(content):
            for code, pattern in _ACTIVE:
                if code not in seen and pattern.search(plain):
                    seen.add(code)
                    yield error(code)
    except _Disguised:
        yield error("pdf_disguised")
    except _TooLarge:
        yield error("pdf_too_large", allowed=MAX_UNPACKED)


class _TooLarge(Exception):  # noqa: N818 - it says what the file is
    """The object streams unpack to more than a document needs."""


class _Disguised(Exception):  # noqa: N818 - it says what the file is
    """An object stream is packed as no program packs it that has nothing to hide."""


def _plain_parts(content: bytes) -> Iterator[bytes]:
    yield _undisguised(content)
    left = MAX_UNPACKED
    for count, match in enumerate(_STREAM.finditer(content)):
        if count > MAX_STREAMS:
            raise _TooLarge
        about = _undisguised(content[max(0, match.start() - _BEFORE) : match.start()]).rpartition(b"endobj")[2]
        named = _OBJECT_STREAM.search(about) is not None
        if named and (b"/DecodeParms" in about or (b"/Filter" in about and not _DEFLATED.search(about))):
            raise _Disguised
        packed = memoryview(content)[match.end() :]
        if named or _PAIRS.match(_inflated(packed, _LOOK)):
            part = _inflated(packed, left + 1)
            left -= len(part)
            if left < 0:
                raise _TooLarge
            yield _undisguised(part)


def _inflated(packed: memoryview, most: int) -> bytes:
    """Return the beginning of what a stream holds; nothing of one that is not deflated, whose bytes were seen."""
    try:
        return zlib.decompressobj().decompress(packed, most)
    except zlib.error:
        return b""


def _undisguised(content: bytes) -> bytes:
    return _DISGUISED.sub(lambda name: _HEX.sub(lambda code: bytes((int(code[1], 16),)), name[0]), content)
