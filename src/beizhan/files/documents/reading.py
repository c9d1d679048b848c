"""Any document from its bytes: here, or in the child process for what was uploaded or fetched."""

from collections.abc import Callable, Mapping
from typing import Any

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import Document
from beizhan.files.child import Budget, ReaderDied, read_in_child
from beizhan.files.documents.hypertext import packed_hypertext, read_hypertext
from beizhan.files.documents.packing import document_in
from beizhan.files.documents.pdf.reader import packed_pdf, read_pdf
from beizhan.files.documents.plain_text import packed_plain_text, read_plain_text
from beizhan.files.documents.word.reader import packed_word, read_word
from beizhan.files.documents.workbook import packed_workbook, read_workbook
from beizhan.files.guard import DOCUMENTS

READERS: Mapping[str, Callable[[bytes, str], Document]] = {
    ".docx": read_word,
    ".pdf": read_pdf,
    ".xlsx": read_workbook,
    ".html": read_hypertext,
    ".htm": read_hypertext,
    ".txt": read_plain_text,
    ".md": read_plain_text,
}
"""The reader of each kind of document, by its extension."""

PACKERS: Mapping[str, Callable[[bytes, str], dict[str, Any]]] = {
    ".docx": packed_word,
    ".pdf": packed_pdf,
    ".xlsx": packed_workbook,
    ".html": packed_hypertext,
    ".htm": packed_hypertext,
    ".txt": packed_plain_text,
    ".md": packed_plain_text,
}
"""The same as the child calls them: each in a module of its own, so that it loads no library but that of its kind."""

BUDGET = Budget()
"""What reading one document may cost."""


def read_document(content: bytes, name: str) -> Document:
    """Return a document; its extension, which the guard has held against its content, chooses the reader.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If it cannot be read; the fault says why and where.
    """
    return READERS[_extension_of(name)](content, name)


def read_uploaded_document(content: bytes, *, name: str) -> Document:
    """Return a document that was not trusted enough to be read here: guarded, and read in a child with limits.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If it may not be read, cannot be read, or costs too much to read; its fault says which.
    """
    packer = PACKERS.get(_extension_of(name), packed_plain_text)  # of any other kind the guard lets nothing through
    document = read_in_child(packer, content, name=name, allowed=DOCUMENTS, budget=BUDGET)
    try:
        return document_in(document)
    except (KeyError, TypeError, ValueError) as doubt:
        raise ReaderDied(error("reader_died", status=0)) from doubt


def _extension_of(name: str) -> str:
    return name[name.rfind(".") :].casefold() if "." in name else ""
