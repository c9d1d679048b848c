"""The sources that are watched: how each stands, what the looks found, and which are due."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Max, Q

from beizhan.core.documents.watching import Outcome, Seen, SourceKind, SourceState, due_at, state_of
from beizhan.core.faults import Fault
from beizhan.files.wire import fault_of
from beizhan.models.campaign import Campaign
from beizhan.models.documents.watch import Look, Source, SourceTerms
from beizhan.queries.documents.listed import looks_at_lists
from beizhan.queries.people import Which

_DAYS = timedelta(days=8)
_RECENT = 8
"""Looks that tell how a source stands: more failures in a row make its rest no longer."""


@dataclass(frozen=True, slots=True)
class LookLine:
    """What one look found: where, when, by whom (nobody: by itself), and why not."""

    address: str
    at: datetime
    by: str
    outcome: Outcome
    fault: Fault | None


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source: how it stands, when it last answered, when it is looked at next, and why its last look failed.

    ``listed`` files are on its list; the last round asked for ``asked`` of them, ``failing`` of them failed when they
    were asked for last.
    """

    id: int
    kind: SourceKind
    title: str
    address: str
    skill: Which | None
    owner: str
    minutes: int
    state: SourceState
    succeeded: datetime | None
    next_at: datetime | None
    fault: Fault | None
    failing: int
    asked: int
    listed: int


def terms_of(source: Source) -> SourceTerms:
    """Return how a source is watched now. One query."""
    return SourceTerms.objects.filter(source=source).select_related("owner").order_by("-at", "-pk")[0]


def sources_of(campaign: Campaign, skills: Collection[int], *, at: datetime) -> list[SourceLine]:
    """Return the sources of the whole competition and of these skills, the failing first. Six queries."""
    rows = Source.objects.filter(Q(skill=None) | Q(skill__in=skills), campaign=campaign)
    lines = _lines(list(rows.select_related("skill").order_by("title", "pk")), at)
    order = [SourceState.FAILING, SourceState.OVERDUE, SourceState.PARTLY, SourceState.UNDERWAY, *SourceState]
    return sorted(lines, key=lambda line: order.index(line.state))


def source_line_of(source: Source, *, at: datetime) -> SourceLine:
    """Return how one source stands. Five queries."""
    return _lines([source], at)[0]


def looks_at(source: Source, most: int = 60) -> list[LookLine]:
    """Return the latest looks at a source and its files. One query."""
    rows = Look.objects.filter(source=source).select_related("by").order_by("-at", "-pk")[:most]
    return [
        LookLine(row.address, row.at, row.by.name if row.by else "", Outcome(row.outcome), _fault(row.fault))
        for row in rows
    ]


def sources_due(*, at: datetime) -> list[Source]:
    """Return the sources that are watched and due, those first that were not looked at longest. Six queries."""
    rows = {row.pk: row for row in Source.objects.select_related("campaign", "skill").order_by("pk")}
    lines = _lines(list(rows.values()), at)
    due = [one for one in lines if one.state is not SourceState.STOPPED and (one.next_at is None or one.next_at <= at)]
    return [rows[one.id] for one in sorted(due, key=lambda one: one.next_at.timestamp() if one.next_at else 0.0)]


def last_good_look(source: Source, address: str, before: Look | None = None) -> Look | None:
    """Return the latest look at an address that found something, by which the next is measured. One query."""
    looks = Look.objects.filter(source=source, address=address).exclude(outcome=Outcome.FAILED)
    looks = looks.exclude(pk=before.pk) if before else looks
    return looks.select_related("original").defer("original__body").order_by("-at", "-pk").first()


def _lines(rows: Sequence[Source], at: datetime) -> list[SourceLine]:
    terms = {}
    for one in SourceTerms.objects.filter(source__in=rows).select_related("owner").order_by("at", "pk"):
        terms[one.source_id] = one
    (own, files), succeeded, listed = _looks(rows, at), _successes(rows), _lists(rows)
    return [
        replace(
            _line(row, terms[row.pk], own[row.pk], _listed(listed.get(row.pk), files[row.pk]), at),
            succeeded=succeeded.get(row.pk),
        )
        for row in rows
        if row.pk in terms
    ]


Seens = dict[str, Seen]
Looks = dict[int, list[dict[str, Any]]]
_FIELDS = ("source_id", "address", "at", "outcome", "fault", "wait")


def _looks(rows: Sequence[Source], at: datetime) -> tuple[Looks, dict[int, Seens]]:
    """Return the latest looks at each source itself, newest first, and the last at each other address of it.

    However long the watch has run, only the looks of some days and the last one at each address are read.
    """
    addresses = {row.pk: row.address for row in rows}
    own: Looks = defaultdict(list)
    files: dict[int, Seens] = defaultdict(dict)
    looks = Look.objects.filter(source__in=rows)
    recent = looks.filter(at__gte=at - _DAYS, address=F("source__address")).order_by("-at", "-pk")
    for look in recent.values(*_FIELDS):
        own[look["source_id"]].append(look)
    last = looks.values("source_id", "address").annotate(last=Max("pk")).values("last")
    for look in Look.objects.filter(pk__in=last).values(*_FIELDS):
        if look["address"] != addresses[look["source_id"]]:
            files[look["source_id"]][look["address"]] = _seen(look)
        elif not own[look["source_id"]]:
            own[look["source_id"]].append(look)
    return own, files


def _successes(rows: Sequence[Source]) -> dict[int, datetime]:
    looks = Look.objects.filter(source__in=rows, address=F("source__address")).exclude(outcome=Outcome.FAILED)
    return dict(looks.values("source_id").annotate(last=Max("at")).values_list("source_id", "last"))


def _lists(rows: Sequence[Source]) -> dict[int, list[str]]:
    """Return the addresses of the files that each list has, when it last said so."""
    last = looks_at_lists().filter(source__in=rows).values("source_id").annotate(last=Max("pk")).values("last")
    found = Look.objects.filter(pk__in=last).values_list("source_id", "address", "links")
    return {source: [link[0] for link in links if link[0] != own] for source, own, links in found}


def _listed(addresses: Sequence[str] | None, files: Seens) -> list[Seen | None]:
    """Return the last look at each file that is on a list now, None where nobody looked yet."""
    return [files.get(address) for address in addresses or ()]


def _seen(look: dict[str, Any]) -> Seen:
    return Seen(look["at"], look["outcome"] == Outcome.FAILED, look["wait"])


def _line(
    row: Source, terms: SourceTerms, own: Sequence[dict[str, Any]], files: Sequence[Seen | None], at: datetime
) -> SourceLine:
    seen = [_seen(look) for look in own[:_RECENT]]
    failed = [None if one is None else one.failed for one in files]
    return SourceLine(
        row.pk,
        SourceKind(row.kind),
        row.title,
        row.address,
        Which(row.skill.number, row.skill.name_zh, row.skill.name_en) if row.skill else None,
        terms.owner.name,
        terms.minutes,
        state_of(seen, failed, terms.minutes, watched=terms.is_watched, at=at),
        None,
        due_at(seen, terms.minutes, files) if terms.is_watched else None,
        _fault(own[0]["fault"]) if own else None,
        failed.count(True),
        sum(one is not None and one.at == seen[0].at for one in files),
        len(files),
    )


def _fault(document: Any) -> Fault | None:
    return fault_of(document) if document else None
