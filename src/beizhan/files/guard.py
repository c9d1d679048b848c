"""What an uploaded file must not be: too large, something else than it says, or alive.

Looked at before any reader sees the bytes. Archives are judged by what they declare first, so that nothing is
unpacked that should not be; then each part is unpacked once, a piece at a time, to see that it declared the truth.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from io import BytesIO
from stat import S_ISLNK
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as DeflateError  # noqa: N812 - zlib's one exception has no name of a class

from beizhan.core.faults import Fault, error
from beizhan.files.pdf_guard import PDF_FAULTS, pdf_faults

WORKBOOKS = frozenset((".xlsx", ".xlsb", ".xls", ".ods", ".csv"))
"""The kinds of file that a sheet may come as."""

DOCUMENTS = frozenset((".docx", ".pdf", ".xlsx", ".html", ".htm", ".txt", ".md"))
"""The kinds of file that a document may come as."""

GUARD_FAULTS = (
    "extension_not_allowed",
    "file_empty",
    "file_too_large",
    "content_differs",
    "workbook_encrypted",
    "archive_damaged",
    "archive_too_many_entries",
    "archive_too_large",
    "archive_ratio",
    "archive_name_unsafe",
    "archive_repeats",
    "archive_symlink",
    "archive_encrypted",
    "archive_method",
    "archive_overlaps",
    "archive_nested",
    "active_macro",
    "active_embedded",
    "active_external",
    "active_dde",
    "xml_doctype",
    "xml_malformed",
    *PDF_FAULTS,
)
"""Every code that ``faults_of_upload`` may give."""

MAX_BYTES = 20 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_UNPACKED = 50 * 1024 * 1024
MAX_RATIO = 100
HARMLESS = 1024 * 1024
"""Unpacked size up to which any ratio will do: a small sheet of equal rows packs better than 100 to 1."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = {".xlsx": _ZIP, ".xlsb": _ZIP, ".ods": _ZIP, ".xls": _OLE, ".docx": _ZIP, ".pdf": b"%PDF-"}
_FOREIGN = (_ZIP, _OLE, b"%PDF", b"\x7fELF", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_NESTED = (_ZIP, b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_MAIN_TYPES = {
    ".xlsx": "spreadsheetml",
    ".xlsb": "ms-excel.sheet.binary",
    ".docx": "wordprocessingml.document.main",
}
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_LOCAL_HEADER = 30
_PIECE = 64 * 1024
_ACTIVE_NAMES = (
    ("active_macro", re.compile(r"vbaproject|/macrosheets/|/dialogsheets/|^basic/|^scripts/", re.IGNORECASE)),
    ("active_embedded", re.compile(r"/embeddings/|/activex/", re.IGNORECASE)),
    ("active_external", re.compile(r"/externallinks/.*\.(?:xml|bin)$|/connections\.|/querytables/", re.IGNORECASE)),
)
_ACTIVE_TYPES = (
    ("active_macro", re.compile(r"macroEnabled\.main\+xml|vbaProject|macrosheet", re.IGNORECASE)),
    ("active_embedded", re.compile(r"oleObject|activeX", re.IGNORECASE)),
    ("active_external", re.compile(r"externalLink|\.connections|queryTable", re.IGNORECASE)),
)
"""Parts are known by their content type even where their names say otherwise."""
_ACTIVE_ELEMENTS = {
    "ddeLink": "active_dde",
    "oleLink": "active_embedded",
    "dde-link": "active_dde",
    "dde-source": "active_dde",
    "table-source": "active_external",
    "cell-range-source": "active_external",
    "event-listener": "active_macro",
}
_ACTIVE_TEXT = re.compile(rb"(?:^|[,;\t\"\n])[ ]*[=+@][ ]*\w+[ ]*\|[^\r\n]{0,500}!", re.ASCII)
_ON_OWN_DISK = re.compile(r"(?:file:///)?(?:[A-Za-z]:[\\/])?[^\\/:][^:]*")
"""The name of a file that names no host and no scheme but that of files."""
_OLE_MACRO = "_VBA_PROJECT".encode("utf-16-le")
_OLE_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_EMBEDDED = re.compile(rb"M\x00B\x00D\x00(?:[0-9A-F]\x00){8}")
for _encoding in ("cp437", "utf-16", "utf-8"):
    "".encode(_encoding)  # loads the codec while files may still be opened: the reading child may open none


class Unreadable(Exception):  # noqa: N818 - a refusal of the file, not an error of ours
    """A file was refused; ``fault`` says why, as a code with its facts."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def faults_of_upload(
    content: bytes, name: str, allowed: Collection[str] = WORKBOOKS, tolerated: Collection[str] = ()
) -> tuple[Fault, ...]:
    """Return why a file may not be read; empty if it may.

    Parameters
    ----------
    content : bytes
        The whole file.
    name : str
        Its name as uploaded; only the extension counts.
    allowed : collection of str
        Extensions that this upload takes, with their dot.
    tolerated : collection of str
        Codes of ``GUARD_FAULTS`` that this upload puts up with.
    """
    suffix = name[name.rfind(".") :].casefold() if "." in name else ""
    if suffix not in allowed:
        return (error("extension_not_allowed", file=name, allowed=sorted(allowed)),)
    if not content:
        return (error("file_empty"),)
    if len(content) > MAX_BYTES:
        return (error("file_too_large", found=len(content), allowed=MAX_BYTES),)
    return tuple(_content_faults(content, suffix, tolerated))


def _content_faults(content: bytes, suffix: str, tolerated: Collection[str]) -> Iterable[Fault]:
    beginning = _BEGINNINGS.get(suffix)
    if beginning is None:
        return _text_faults(content, suffix)
    if content.startswith(_OLE):
        return _ole_faults(content, suffix)
    if not content.startswith(beginning):
        return (error("content_differs", extension=suffix),)
    return pdf_faults(content) if suffix == ".pdf" else _archive_faults(content, suffix, tolerated)


def _text_faults(content: bytes, suffix: str) -> Iterator[Fault]:
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if content.startswith(_FOREIGN) or (b"\x00" in content and not marked):
        yield error("content_differs", extension=suffix)
    elif suffix == ".csv" and _ACTIVE_TEXT.search(content.replace(b"\x00", b"")):
        yield error("active_dde")


def _ole_faults(content: bytes, suffix: str) -> Iterator[Fault]:
    if _OLE_ENCRYPTED in content:
        yield error("workbook_encrypted")
    elif suffix != ".xls":
        yield error("content_differs", extension=suffix)
    elif _OLE_MACRO in content:
        yield error("active_macro")
    elif _OLE_EMBEDDED.search(content):
        yield error("active_embedded")


def _archive_faults(content: bytes, suffix: str, tolerated: Collection[str]) -> tuple[Fault, ...]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            declared = _but(_declared_faults(entries, len(content)), tolerated)
            return declared or _but(_part_faults(archive, entries, suffix), tolerated)
    except (BadZipFile, DeflateError, EOFError, NotImplementedError, OSError, ValueError) as refusal:
        return (error("archive_damaged", reason=str(refusal)),)


def _but(faults: Iterable[Fault], tolerated: Collection[str]) -> tuple[Fault, ...]:
    return tuple(fault for fault in faults if fault.code not in tolerated)


def _declared_faults(entries: list[ZipInfo], size: int) -> Iterator[Fault]:
    """Tell what is wrong by the archive's own list of its entries, nothing unpacked."""
    if len(entries) > MAX_ENTRIES:
        yield error("archive_too_many_entries", found=len(entries), allowed=MAX_ENTRIES)
        return
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED:
        yield error("archive_too_large", found=unpacked, allowed=MAX_UNPACKED)
    elif unpacked > max(HARMLESS, MAX_RATIO * size):
        yield error("archive_ratio", found=unpacked // size, allowed=MAX_RATIO)
    if len({entry.filename.casefold() for entry in entries}) < len(entries):
        yield error("archive_repeats")
    if _overlap(entries):
        yield error("archive_overlaps")
    for entry in entries:
        yield from _entry_faults(entry)


def _entry_faults(entry: ZipInfo) -> Iterator[Fault]:
    name = entry.orig_filename
    if name.startswith("/") or re.match("[A-Za-z]:", name) or "\\" in name or "\x00" in name or ".." in name.split("/"):
        yield error("archive_name_unsafe", part=name)
    if S_ISLNK(entry.external_attr >> 16):
        yield error("archive_symlink", part=name)
    if entry.flag_bits & 0x1:
        yield error("archive_encrypted", part=name)
    if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        yield error("archive_method", part=name)
    for code, pattern in _ACTIVE_NAMES:
        if pattern.search(name):
            yield error(code, part=name)


def _overlap(entries: list[ZipInfo]) -> bool:
    """Whether two entries share bytes, or the first does not begin the file: one archive is hidden in another."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end or (end == 0 and entry.header_offset != 0):
            return True
        end = entry.header_offset + _LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size
    return False


def _part_faults(archive: ZipFile, entries: list[ZipInfo], suffix: str) -> Iterator[Fault]:
    """Unpack each part once and tell what is wrong inside; one that declared a false size or sum raises."""
    types: list[str] = []
    for entry in entries:
        with archive.open(entry) as part:
            first = part.read(_PIECE)
            if first.startswith(_NESTED):
                yield error("archive_nested", part=entry.filename)
            if entry.filename == "mimetype":
                types.append(first.decode("latin-1"))
            pieces = _pieces(first, part)
            if _is_xml(entry.filename, first):
                yield from _xml_faults(entry.filename, pieces, types)
            for _rest in pieces:  # to its end, where zipfile compares length and checksum with what was declared
                pass
    wanted = _MAIN_TYPES.get(suffix, _ODS_TYPE.decode())
    if not any(wanted in kind for kind in types):
        yield error("content_differs", extension=suffix)


def _pieces(first: bytes, part: IO[bytes]) -> Iterator[bytes]:
    yield first
    while piece := part.read(_PIECE):
        yield piece


def _is_xml(name: str, first: bytes) -> bool:
    bare = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    return name.endswith((".xml", ".rels")) or bare.startswith((b"<?xml", b"<!DOCTYPE", b"\xff\xfe", b"\xfe\xff"))


def _xml_faults(name: str, pieces: Iterator[bytes], types: list[str]) -> list[Fault]:
    """Parse one part without building anything; collect its content types into ``types``."""
    faults: dict[str, Fault] = {}

    def doctype(*_declaration: object) -> None:
        faults["xml_doctype"] = error("xml_doctype", part=name)

    def element(tag: str, attributes: dict[str, str]) -> None:
        types.extend(filter(None, [attributes.get("ContentType")]))
        for code in _element_codes(tag.rpartition(":")[2], attributes):
            faults[code] = error(code, part=attributes.get("PartName", name))

    parser = ParserCreate()
    parser.StartDoctypeDeclHandler = doctype
    if name.endswith((".rels", "[Content_Types].xml", "content.xml")) or "externalLinks" in name:
        parser.StartElementHandler = element
    try:
        for piece in pieces:
            parser.Parse(piece, False)
            if "xml_doctype" in faults:
                break
        else:
            parser.Parse(b"", True)
    except ExpatError as refusal:
        faults.setdefault("xml_malformed", error("xml_malformed", part=name, reason=str(refusal)))
    return list(faults.values())


def _is_harmless(relation: dict[str, str]) -> bool:
    """Tell whether what a part points to is a link to click on, or the template on its author's own disk."""
    kind, target = relation.get("Type", ""), relation.get("Target", "")
    if kind.endswith("/attachedTemplate"):
        return _ON_OWN_DISK.fullmatch(target) is not None
    return kind.endswith("/hyperlink")


def _element_codes(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """Return the codes of what one element brings in; a link to click on brings nothing in."""
    if tag in _ACTIVE_ELEMENTS:
        yield _ACTIVE_ELEMENTS[tag]
    outside = tag == "Relationship" and attributes.get("TargetMode", "").casefold() == "external"
    if outside and not _is_harmless(attributes):
        yield "active_external"
    kind = attributes.get("ContentType", "")
    yield from (code for code, pattern in _ACTIVE_TYPES if pattern.search(kind))
