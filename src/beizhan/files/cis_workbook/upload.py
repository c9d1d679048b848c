"""An uploaded marking scheme, read at arm's length: guarded, in a child process, and checked as it comes back."""

from typing import Any

from beizhan.core.faults import error, warning
from beizhan.core.scheme.document import document_of, scheme_of
from beizhan.files.child import ReaderDied, read_in_child
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.reading import Reading
from beizhan.files.guard import faults_of_upload
from beizhan.files.wire import fault_document, fault_of

_LINKS = ("active_external",)
"""Many organisers' schemes once drew on other files. Their values are stored, no link is followed, no file is kept."""


def read_uploaded_scheme(content: bytes, *, name: str) -> Reading:
    """Return the marking scheme in an uploaded file.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If the file may not be read, cannot be read, or costs too much to read; its fault says which.
    """
    document = read_in_child(reading_document, content, name=name, tolerated=_LINKS)
    try:
        return _reading_of(document)
    except (KeyError, TypeError, ValueError) as doubt:
        raise ReaderDied(error("reader_died", status=0)) from doubt


def reading_document(content: bytes, name: str) -> dict[str, Any]:
    """Return a reading as JSON can hold it; this runs in the child."""
    reading = read_scheme(content, name=name)
    links = [fault for fault in faults_of_upload(content, name) if fault.code in _LINKS]
    faults = (*reading.faults, *(warning("links_not_followed", part=link.facts["part"]) for link in links[:1]))
    return {
        "scheme": document_of(reading.scheme, rows=True),
        "faults": [fault_document(fault) for fault in faults],
        "columns": dict(reading.columns),
    }


def _reading_of(document: Any) -> Reading:
    return Reading(
        scheme=scheme_of(document["scheme"]),
        faults=tuple(fault_of(fault) for fault in document["faults"]),
        columns={str(meaning): str(letters) for meaning, letters in document["columns"].items()},
    )
