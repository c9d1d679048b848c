"""The hash chain as it is read: its events without what they say, its head, and what the verifier finds in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from beizhan.core.fingerprint import GENESIS
from beizhan.files.export_pack import packed
from beizhan.files.verifier import verify
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.queries.marking.publishing.exports import record_of


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: number, moment, whose deed it was, its kind, and its hash, which is what a receipt shows."""

    seq: int
    at: datetime
    by: str
    kind: str
    hash: str


def trail_of(assessment: Assessment, *, first: int, count: int) -> tuple[EventLine, ...]:
    """Return ``count`` events from the ``first``, newest first; nothing of what they say (CR-02). One query."""
    rows = Event.objects.filter(assessment=assessment).order_by("-seq")
    names = ("seq", "at", "by__name", "kind", "hash")
    return tuple(EventLine(*row) for row in rows.values_list(*names)[first : first + count])


def head_of(assessment: Assessment) -> tuple[int, str]:
    """Return number and hash of the newest event: the checkpoint to note elsewhere. One query."""
    rows = Event.objects.filter(assessment=assessment).order_by("-seq").values_list("seq", "hash")
    return rows.first() or (0, GENESIS)


def verdict_on(assessment: Assessment, *, noted: tuple[int, str] | None = None) -> Mapping[str, Any]:
    """Return what the stand-alone verifier says of the record as it stands, and of a receipt noted elsewhere."""
    return verify(BytesIO(packed(record_of(assessment), at="")), [noted] if noted else [])
