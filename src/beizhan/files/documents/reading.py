"""Any document from its bytes: here, or in the child process for what was uploaded or fetched."""

from collections.abc import Callable, Mapping
from typing import Any

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import Document
from beizhan.files.child import Budget, ReaderDied, read_in_child
from beizhan.files.documents.hypertext import read_hypertext
from beizhan.files.documents.packing import document_in, packed
from beizhan.files.documents.pdf import read_pdf
from beizhan.files.documents.plain_text import read_plain_text
from beizhan.files.documents.word import read_word
from beizhan.files.documents.workbook import read_workbook
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

BUDGET = Budget()
"""What reading one document may cost."""


def read_document(content: bytes, name: str) -> Document:
    """Return a document; its extension, which the guard has held against its content, chooses the reader.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If it cannot be read; the fault says why and where.
    """
    return READERS[name[name.rfind(".") :].casefold()](content, name)


def read_uploaded_document(content: bytes, *, name: str) -> Document:
    """Return a document that was not trusted enough to be read here: guarded, and read in a child with limits.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If it may not be read, cannot be read, or costs too much to read; its fault says which.
    """
    document = read_in_child(packed_document, content, name=name, allowed=DOCUMENTS, budget=BUDGET)
    try:
        return document_in(document)
    except (KeyError, TypeError, ValueError) as doubt:
        raise ReaderDied(error("reader_died", status=0)) from doubt


def packed_document(content: bytes, name: str) -> dict[str, Any]:
    """Return a document as JSON can hold it; this runs in the child."""
    return packed(read_document(content, name))
