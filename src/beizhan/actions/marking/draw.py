"""The draw under two keys (K3): nobody who holds one of them can tell whose code it is.

The draw clerk draws a lot for every entry; the marking secretary draws a blind code and a station for every lot.
Each half is sealed under a key that its holder alone has seen, before the draw, so that an answer lost on its way
loses nothing: with the key the holder can have the own envelope shown again. Bars between judges and competitors travel
along as keyed tokens, so that the machine can refuse a judge without anybody being able to read whose code it is.
"""

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from beizhan.actions.door import refuse
from beizhan.actions.marking.assessments import faults_of_readiness
from beizhan.actions.marking.telling import Teller, require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.draw import Drawn, blind_codes_of, draw_of
from beizhan.files.envelope import WrongKeyError, is_key, new_key, seal, unseal
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Bar, Draw, Link, Place
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import entries_for, places_of, step_of
from beizhan.queries.marking.bars import token_of
from beizhan.queries.marking.conflicts import barred_pairs_of, short_teams_of, silent_judges
from beizhan.queries.marking.planning.candidates import who_competes

TAGS, CODES = 1, 2
_DEEDS = MappingProxyType({TAGS: Deed.DRAW_TAGS, CODES: Deed.DRAW_CODES})


@dataclass(frozen=True, slots=True)
class Half:
    """What the holder of one half is shown, once: the key, and the pairs that go into the envelope."""

    key: str
    pairs: tuple[tuple[str, str], ...]


def draw_tags(assessment: Assessment, *, key: str | None = None, by: Person, at: datetime) -> Half:
    """Draw a lot for every entry, sealed under the draw clerk's ``key``, or a fresh one.

    Raises
    ------
    Refused
        If scheme, teams or declarations are missing, a team cannot judge somebody, or nobody is entered.
    """
    with telling(Deed.DRAW_TAGS, assessment, by=by, at=at) as teller:
        require(assessment, Step.PLANNED)
        entries = {str(entry.pk): entry.code for entry in entries_for(assessment)}
        refuse(_faults_of_tags(assessment, entries))
        tags = [f"L{number:02d}" for number in range(1, len(entries) + 1)]
        seed = secrets.token_hex(32)
        drawn = draw_of(list(entries), tags, seed)
        pairs = [[one.name, one.place] for one in drawn]
        key = _keep(teller, TAGS, {"seed": seed, "pairs": pairs}, key, {"lots": tags})
        tag_of = {one.name: one.place for one in drawn}
        _bar(assessment, ((judge, tag_of[str(entry)]) for judge, entry in barred_pairs_of(assessment)))
        teller.step(Step.TAGGED)
        return Half(key, _as_read(assessment, TAGS, pairs))


def faults_of_draw(assessment: Assessment, *, by: Person) -> tuple[Fault, ...]:
    """Return what keeps the next half from being drawn by somebody, or nothing."""
    if step_of(assessment) is Step.TAGGED:
        return _faults_of_codes(assessment, by)
    return _faults_of_tags(assessment, {str(entry.pk): entry.code for entry in entries_for(assessment)})


def draw_codes(assessment: Assessment, *, key: str | None = None, by: Person, at: datetime) -> Half:
    """Draw a blind code and a station for every lot, sealed under the marking secretary's ``key``, or a fresh one."""
    with telling(Deed.DRAW_CODES, assessment, by=by, at=at) as teller:
        require(assessment, Step.TAGGED)
        refuse(_faults_of_codes(assessment, by))
        tags = _lots_of(assessment)
        seed = secrets.token_hex(32)
        drawn = blind_codes_of(tags, seed)
        stations = {one.name: one.place for one in draw_of(tags, _stations(tags), f"{seed}/stations")}
        rows = [Place(code=one.place, station=stations[one.name]) for one in sorted(drawn, key=lambda one: one.place)]
        said = [{"code": row.code, "station": row.station} for row in rows]
        pairs = [[one.name, one.place] for one in drawn]
        key = _keep(teller, CODES, {"seed": seed, "pairs": pairs}, key, {"places": said}, rows)
        _bar(assessment, _bars_carried(assessment, drawn))
        teller.step(Step.DRAWN)
        return Half(key, _as_read(assessment, CODES, pairs))


def show_half(assessment: Assessment, half: int, *, key: str, by: Person, at: datetime) -> Half:
    """Show the holder of a key the own half again, to print an envelope that was lost; the chain tells of it.

    Raises
    ------
    Refused
        If the half is not drawn, the key does not fit, or somebody else drew it.
    """
    with telling(_DEEDS[half], assessment, by=by, at=at) as teller:
        drawn = Draw.objects.filter(assessment=assessment, half=half).first()
        refuse((error("not_drawn_yet"),) if drawn is None else ())
        assert drawn is not None
        refuse((error("not_your_half"),) if drawn.by_id != by.pk else ())
        content = _opened(assessment, half, key)
        teller.tell("half_shown", {"half": half})
        return Half(key, _as_read(assessment, half, content["pairs"]))


def open_codes(assessment: Assessment, *, tag_key: str, code_key: str, by: Person, at: datetime) -> None:
    """Turn both keys: from now on it is known whose code it was, and anybody can recompute both draws.

    After a reopening the codes are known already, and no keys are needed to come back here.

    Raises
    ------
    Refused
        If marks are not locked yet, or a key does not fit.
    """
    with telling(Deed.OPEN_CODES, assessment, by=by, at=at) as teller:
        require(assessment, Step.LOCKED)
        if not Link.objects.filter(assessment=assessment).exists():
            _link(teller, {TAGS: _opened(assessment, TAGS, tag_key), CODES: _opened(assessment, CODES, code_key)})
        teller.step(Step.OPENED)


def _link(teller: Teller, halves: dict[int, dict[str, Any]]) -> None:
    tags, codes = dict(halves[TAGS]["pairs"]), dict(halves[CODES]["pairs"])
    places = {place.code: place for place in places_of(teller.assessment)}
    entries = Entry.objects.in_bulk([UUID(entry) for entry in tags])
    rows = [Link(place=places[codes[tag]], entry=entries[UUID(entry)]) for entry, tag in tags.items()]
    said = [{"place": row.place.code, "entry": str(row.entry_id), "code": row.entry.code} for row in rows]
    body = {
        "links": sorted(said, key=lambda one: one["place"]),
        "halves": [{"half": half, **content} for half, content in halves.items()],
    }
    teller.tell("links", body, *rows)


def _keep(  # noqa: PLR0913, PLR0917 - one half of a draw, whole
    teller: Teller,
    half: int,
    content: dict[str, object],
    key: str | None,
    said: dict[str, object],
    rows: Iterable[Place] = (),
) -> str:
    """Seal one half, tell only its commitment, and return the key."""
    refuse((error("key_irregular"),) if key is not None and not is_key(key) else ())
    key = key or new_key()
    sealed = seal(content, key=key, bound_to=f"{teller.assessment.pk}/{half}")
    body = {"half": half, "commitment": fingerprint_of(content), **said}
    teller.tell("draw", body, Draw(half=half, sealed=sealed), *rows)
    return key


def _opened(assessment: Assessment, half: int, key: str) -> dict[str, Any]:
    sealed = Draw.objects.get(assessment=assessment, half=half).sealed
    try:
        content = unseal(sealed, key=key, bound_to=f"{assessment.pk}/{half}")
    except WrongKeyError:
        refuse((error("wrong_key", half=half),))
        raise
    assert isinstance(content, dict)
    return content


def _as_read(assessment: Assessment, half: int, pairs: list[list[str]]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of a half as they stand in its envelope: entries with their names, codes with their station."""
    if half == TAGS:
        rows = Entry.objects.filter(pk__in=[one for one, _ in pairs]).prefetch_related("competitors__person")
        names = {str(one.pk): f"{one.code} · {who_competes(one)}" for one in rows}
        return tuple(sorted((names[entry], tag) for entry, tag in pairs))
    stations = {place.code: place.station for place in places_of(assessment)}
    return tuple((tag, f"{code} · {stations[code]}") for tag, code in pairs)


def _lots_of(assessment: Assessment) -> list[str]:
    """Return the lots as they were drawn: an entry that withdrew since keeps its own."""
    body = json.loads(Draw.objects.select_related("event").get(assessment=assessment, half=TAGS).event.body)
    return list(body["lots"])


def _bar(assessment: Assessment, pairs: Iterable[tuple[UUID, str]]) -> None:
    tokens = sorted({token_of(assessment, judge, mark) for judge, mark in pairs})
    Bar.objects.bulk_create(Bar(assessment=assessment, token=token) for token in tokens)


def _bars_carried(assessment: Assessment, drawn: tuple[Drawn, ...]) -> list[tuple[UUID, str]]:
    """Return which judge is barred from which code, from the tokens that bar judges from lots."""
    tokens = set(Bar.objects.filter(assessment=assessment).values_list("token", flat=True))
    judges = {judge for judge, _ in barred_pairs_of(assessment)}
    return [(judge, one.place) for judge in judges for one in drawn if token_of(assessment, judge, one.name) in tokens]


def _stations(tags: list[str]) -> list[str]:
    return [f"{number:02d}" for number in range(1, len(tags) + 1)]


def _faults_of_tags(assessment: Assessment, entries: dict[str, str]) -> tuple[Fault, ...]:
    found = list(faults_of_readiness(assessment))
    if silent := silent_judges(assessment):
        names = sorted(Person.objects.filter(pk__in=silent).values_list("name", flat=True))
        found.append(error("judges_silent", names=", ".join(names)))
    if not entries:
        found.append(error("nobody_entered"))
    found += [error("team_short", sub=one.sub_criterion, entry=one.entry) for one in short_teams_of(assessment)]
    return tuple(found)


def _faults_of_codes(assessment: Assessment, by: Person) -> tuple[Fault, ...]:
    tagger = Draw.objects.get(assessment=assessment, half=TAGS).by_id
    return (error("both_halves_by_one"),) if tagger == by.pk else ()
