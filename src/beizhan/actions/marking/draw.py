"""The draw under two keys (K3): nobody who holds one of them can tell whose code it is.

The draw clerk draws a lot for every entry; the marking secretary draws a blind code and a station for every lot.
Each half is sealed under a key that its holder alone is shown, once. Bars between judges and competitors travel
along as keyed tokens, so that the machine can refuse a judge without anybody being able to read whose code it is.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from beizhan.actions.door import refuse
from beizhan.actions.marking.assessments import faults_of_readiness
from beizhan.actions.marking.telling import Teller, require, telling
from beizhan.core.access import Deed
from beizhan.core.assessment import Step
from beizhan.core.draw import Drawn, blind_codes_of, draw_of
from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import fingerprint_of
from beizhan.files.envelope import WrongKeyError, new_key, seal, unseal
from beizhan.models.marking.assessments import Assessment, Bar, Draw, Link, Place
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import entries_for
from beizhan.queries.marking.bars import token_of
from beizhan.queries.marking.conflicts import conflicts_of, silent_judges

TAGS, CODES = 1, 2


@dataclass(frozen=True, slots=True)
class Half:
    """What the holder of one half is shown, once: the key, and the pairs that go into the envelope."""

    key: str
    pairs: tuple[tuple[str, str], ...]


def draw_tags(assessment: Assessment, *, by: Person, at: datetime) -> Half:
    """Draw a lot for every entry, sealed under the draw clerk's key.

    Raises
    ------
    Refused
        If scheme, teams or declarations are missing, or nobody is entered.
    """
    with telling(Deed.DRAW_TAGS, assessment, by=by, at=at) as teller:
        require(assessment, Step.PLANNED)
        entries = {str(entry.pk): entry.code for entry in entries_for(assessment)}
        refuse(_faults_of_tags(assessment, entries))
        tags = [f"L{number:02d}" for number in range(1, len(entries) + 1)]
        seed = secrets.token_hex(32)
        drawn = draw_of(list(entries), tags, seed)
        key = _keep(teller, TAGS, seed, drawn, {"lots": tags})
        tag_of = {one.name: one.place for one in drawn}
        _bar(assessment, ((judge, tag_of[str(entry)]) for judge, entry in conflicts_of(assessment)))
        teller.step(Step.TAGGED)
        return Half(key, tuple((entries[one.name], one.place) for one in drawn))


def draw_codes(assessment: Assessment, *, by: Person, at: datetime) -> Half:
    """Draw a blind code and a station for every lot, sealed under the marking secretary's key."""
    with telling(Deed.DRAW_CODES, assessment, by=by, at=at) as teller:
        require(assessment, Step.TAGGED)
        refuse(_faults_of_codes(assessment, by))
        tags = [f"L{number:02d}" for number in range(1, len(entries_for(assessment)) + 1)]
        seed = secrets.token_hex(32)
        drawn = blind_codes_of(tags, seed)
        stations = {one.name: one.place for one in draw_of(tags, _stations(tags), f"{seed}/stations")}
        rows = [Place(code=one.place, station=stations[one.name]) for one in sorted(drawn, key=lambda one: one.place)]
        said = [{"code": row.code, "station": row.station} for row in rows]
        key = _keep(teller, CODES, seed, drawn, {"places": said}, rows)
        _bar(assessment, _bars_carried(assessment, drawn))
        teller.step(Step.DRAWN)
        return Half(key, tuple((one.name, f"{one.place} · {stations[one.name]}") for one in drawn))


def open_codes(assessment: Assessment, *, tag_key: str, code_key: str, by: Person, at: datetime) -> None:
    """Turn both keys: from now on it is known whose code it was.

    Raises
    ------
    Refused
        If marks are not locked yet, or a key does not fit.
    """
    with telling(Deed.OPEN_CODES, assessment, by=by, at=at) as teller:
        require(assessment, Step.LOCKED)
        tags = _opened(assessment, TAGS, tag_key)
        codes = _opened(assessment, CODES, code_key)
        places = {place.code: place for place in Place.objects.filter(assessment=assessment)}
        rows = [Link(place=places[codes[tag]], entry_id=UUID(entry)) for entry, tag in tags.items()]
        said = [{"place": row.place.code, "entry": str(row.entry_id)} for row in rows]
        teller.tell("links", {"links": sorted(said, key=lambda one: one["place"])}, *rows)
        teller.step(Step.OPENED)


def _keep(  # noqa: PLR0913, PLR0917 - one half of a draw, whole
    teller: Teller, half: int, seed: str, drawn: tuple[Drawn, ...], said: dict[str, object], rows: Iterable[Place] = ()
) -> str:
    """Seal one half, tell only its commitment, and return the key."""
    content = {"seed": seed, "pairs": [[one.name, one.place] for one in drawn]}
    key = new_key()
    sealed = seal(content, key=key, bound_to=f"{teller.assessment.pk}/{half}")
    body = {"half": half, "commitment": fingerprint_of(content), **said}
    teller.tell("draw", body, Draw(half=half, sealed=sealed), *rows)
    return key


def _opened(assessment: Assessment, half: int, key: str) -> dict[str, str]:
    sealed = Draw.objects.get(assessment=assessment, half=half).sealed
    try:
        content = unseal(sealed, key=key, bound_to=f"{assessment.pk}/{half}")
    except WrongKeyError:
        refuse((error("wrong_key", half=half),))
        raise
    assert isinstance(content, dict)
    return dict(content["pairs"])


def _bar(assessment: Assessment, pairs: Iterable[tuple[UUID, str]]) -> None:
    tokens = sorted({token_of(assessment, judge, mark) for judge, mark in pairs})
    Bar.objects.bulk_create(Bar(assessment=assessment, token=token) for token in tokens)


def _bars_carried(assessment: Assessment, drawn: tuple[Drawn, ...]) -> list[tuple[UUID, str]]:
    """Return which judge is barred from which code, from the tokens that bar judges from lots."""
    tokens = set(Bar.objects.filter(assessment=assessment).values_list("token", flat=True))
    judges = {judge for judge, _ in conflicts_of(assessment)}
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
    return tuple(found)


def _faults_of_codes(assessment: Assessment, by: Person) -> tuple[Fault, ...]:
    tagger = Draw.objects.get(assessment=assessment, half=TAGS).by_id
    return (error("both_halves_by_one"),) if tagger == by.pk else ()
