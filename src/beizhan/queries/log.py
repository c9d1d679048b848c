"""The log as it is read: who did what when, and what waits for a second person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from beizhan.models.campaign import Campaign
from beizhan.models.log import LogRow, Proposal


@dataclass(frozen=True, slots=True)
class LogLine:
    """One deed that was done."""

    at: datetime
    by: str
    login: str
    deed: str
    on: str


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines are wanted; what is empty does not narrow."""

    deed: str = ""
    person: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A proposal, and the answer to it if there is one."""

    id: UUID
    kind: str
    subject: str
    content: Mapping[str, Any]
    fingerprint: str
    reason: str
    by: str
    by_id: UUID
    at: datetime
    approved: bool | None
    answered_by: str
    answer: str


def log_of(campaign: Campaign, wanted: LogFilter, *, first: int, count: int) -> list[LogLine]:
    """Return ``count`` lines from the ``first``, newest first. One query."""
    rows = _rows(campaign, wanted).select_related("by").order_by("-pk")[first : first + count]
    return [LogLine(row.at, row.by.name, row.by.login, row.deed, row.on) for row in rows]


def log_size_of(campaign: Campaign, wanted: LogFilter) -> int:
    """Return how many lines there are. One query."""
    return _rows(campaign, wanted).count()


def open_proposals_of(campaign: Campaign) -> list[Waiting]:
    """Return what nobody has answered yet, oldest first. One query."""
    rows = Proposal.objects.filter(campaign=campaign, approval=None).select_related("by").order_by("at", "pk")
    return [waiting_of(row) for row in rows]


def waiting_of(row: Proposal) -> Waiting:
    """Return a proposal as a value."""
    answer = getattr(row, "approval", None)
    return Waiting(
        row.pk,
        row.kind,
        row.subject,
        json.loads(row.content),
        row.fingerprint,
        row.reason,
        row.by.name,
        row.by_id,
        row.at,
        answer.approved if answer else None,
        answer.by.name if answer else "",
        answer.reason if answer else "",
    )


def _rows(campaign: Campaign, wanted: LogFilter) -> QuerySet[LogRow]:
    rows = LogRow.objects.filter(campaign=campaign)
    if wanted.deed:
        rows = rows.filter(deed=wanted.deed)
    if wanted.person:
        rows = rows.filter(by__name__icontains=wanted.person)
    if wanted.since:
        rows = rows.filter(at__date__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__date__lte=wanted.until)
    return rows
