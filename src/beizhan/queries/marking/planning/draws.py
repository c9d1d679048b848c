"""The draw as each may see it: commitments, stations, and whose code it was once both keys turned."""

import json
from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.assessment import Step
from beizhan.models.marking.assessments import Assessment, Draw, Event, Link
from beizhan.queries.marking.assessments import entries_for, places_of, step_of
from beizhan.queries.marking.planning.candidates import who_competes
from beizhan.queries.people import Where, where_of


@dataclass(frozen=True, slots=True)
class HalfLine:
    """One half of the draw: who holds its key, since when, and the fingerprint of what is sealed; open, its seed."""

    half: int
    holder: str
    at: datetime
    seq: int
    commitment: str
    seed: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """Whose code it was."""

    code: str
    station: str
    entry: str
    who: str
    unit: Where


@dataclass(frozen=True, slots=True)
class DrawPage:
    """Where the draw stands."""

    step: Step
    entries: int
    halves: tuple[HalfLine, ...]
    places: tuple[tuple[str, str], ...]


def draw_page_of(assessment: Assessment) -> DrawPage:
    """Return where the draw of an assessment stands. Seven queries."""
    return DrawPage(
        step_of(assessment),
        len(entries_for(assessment)),
        _halves(assessment),
        tuple((place.station, place.code) for place in sorted(places_of(assessment), key=lambda one: one.station)),
    )


def links_in(assessment: Assessment) -> tuple[LinkLine, ...]:
    """Return whose code it was, by code; nothing before both keys were turned. Two queries."""
    rows = Link.objects.filter(assessment=assessment).select_related("place", "entry__unit")
    rows = rows.prefetch_related("entry__competitors__person").order_by("place__code")
    return tuple(
        LinkLine(row.place.code, row.place.station, row.entry.code, who_competes(row.entry), where_of(row.entry.unit))
        for row in rows
    )


def _halves(assessment: Assessment) -> tuple[HalfLine, ...]:
    opened = Event.objects.filter(assessment=assessment, kind="links").values_list("body", flat=True).first()
    seeds = {one["half"]: one["seed"] for one in json.loads(opened)["halves"]} if opened else {}
    rows = Draw.objects.filter(assessment=assessment).select_related("by", "event").order_by("half")
    return tuple(
        HalfLine(
            row.half,
            row.by.name,
            row.at,
            row.event.seq,
            json.loads(row.event.body)["commitment"],
            seeds.get(row.half, ""),
        )
        for row in rows
    )
