"""The sheet of a whole assessment at once: the same marks as ``grids.sheet_of``, read into arrays instead of cells.

A national assessment is 1.5 million awards; making a value of each takes longer than everything else together. What
counts is decided here by the same rules as in ``core/marking/cells``, and a test holds the two to each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db.models import CharField
from django.db.models.functions import Cast

from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.cells import AGREED, SEATS
from beizhan.core.marking.marks import BLANK, WIDEST_SPREAD, Marks, judgement_marks
from beizhan.core.scheme.tree import Aspect, Kind, aspects_of
from beizhan.core.standing import Sheet
from beizhan.models.marking import schemes as rows
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Award, Confirmation, Discussion, Problem
from beizhan.queries.marking.assessments import places_of, scheme_in_force
from beizhan.queries.marking.schemes import scheme_of

_WHERE = (Cast("place_id", CharField()), Cast("aspect_key", CharField()))
"""Place and aspect as text: to make a UUID of each would take most of the time."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where each place and each aspect stands in the arrays, by its id as either database writes it."""

    places: Mapping[str, int]
    aspects: Mapping[str, int]

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.places) // 2, len(self.aspects) // 2

    def find(self, place: str, aspect: str) -> tuple[int, int] | None:
        """Return row and column of a cell, or nothing where its aspect no longer counts."""
        column = self.aspects.get(aspect)
        return None if column is None else (self.places[place], column)


@dataclass(frozen=True, slots=True)
class _Given:
    """What stands now, by place, aspect and seat: value, version and what it is out of; ``BLANK`` where nothing is."""

    values: Marks
    versions: Marks
    out_of: Marks


def sheet_now(assessment: Assessment, *, by_scheme: rows.Scheme | None = None) -> Sheet:
    """Return the marks that count, by blind code: those of confirmed cells, all others blank. Ten queries."""
    chosen = by_scheme or scheme_in_force(assessment)
    aspects = aspects_of(scheme_of(chosen)) if chosen else ()
    places = places_of(assessment) if chosen else ()
    frame = _Frame(_numbered(place.pk for place in places), _numbered(UUID(one.key) for one in aspects))
    rounds = _rounds(assessment, frame)
    given = _given(assessment, frame, rounds)
    marks = _marks(given, aspects)
    marks[~_confirmed(assessment, frame, rounds, given)] = BLANK
    return Sheet(tuple(place.code for place in places), aspects, marks)


def _numbered(ids: Iterable[UUID]) -> dict[str, int]:
    """Return a number from 0 for each id, under both spellings: SQLite keeps bare digits, PostgreSQL hyphens."""
    return {text: number for number, one in enumerate(ids) for text in (one.hex, str(one))}


def _rounds(assessment: Assessment, frame: _Frame) -> Marks:
    rounds = np.ones(frame.shape, np.int64)
    for place, aspect, number in Discussion.objects.filter(assessment=assessment).values_list(*_WHERE, "round"):
        if where := frame.find(place, aspect):
            rounds[where] = max(rounds[where], number + 1)
    return rounds


def _given(assessment: Assessment, frame: _Frame, rounds: Marks) -> _Given:
    """Read every award; of each seat the newest version stays."""
    facts = ("seat", "round", "version", "value", "out_of")
    found = Award.objects.filter(assessment=assessment).values_list(*_WHERE, *facts)
    places, aspects = frame.places, frame.aspects
    table = np.array(
        [
            (places[place], aspects[aspect], seat, number, version, BLANK if value is None else value, out_of)
            for place, aspect, seat, number, version, value, out_of in found
            if aspect in aspects
        ],
        np.int64,
    ).reshape(-1, 2 + len(facts))
    place, aspect, seat, in_round, version, value, out_of = table[np.argsort(table[:, 4], kind="stable")].T
    now = in_round == rounds[place, aspect]
    where = (place[now], aspect[now], seat[now])
    blank = np.full((*frame.shape, 1 + len(SEATS)), BLANK, np.int64)
    given = _Given(blank, blank.copy(), blank.copy())
    for array, column in ((given.values, value), (given.versions, version), (given.out_of, out_of)):
        array[where] = column[now]  # of several the last one stays, and they stand in the order of their versions
    return given


def _marks(given: _Given, aspects: Sequence[Aspect]) -> Marks:
    """Return what each cell is worth, once everybody has spoken and nobody needs to discuss."""
    worth = np.array([one.max_mark or 0 for one in aspects], np.int64)
    scores = given.values[:, :, SEATS]
    is_whole = (scores != BLANK).all(axis=2)
    is_apart = np.ptp(scores, axis=2) > WIDEST_SPREAD
    judged = judgement_marks(worth, np.where(is_whole & ~is_apart, scores.sum(axis=2), BLANK), len(SEATS))
    value, out_of = given.values[:, :, AGREED], given.out_of[:, :, AGREED]
    carried = np.where(value == out_of, worth, np.where(value == 0, 0, BLANK))
    measured = np.where(value == BLANK, BLANK, np.where(out_of == worth, value, carried))
    is_judged = np.array([one.kind is Kind.JUDGEMENT for one in aspects], np.bool_)
    return np.where(is_judged, judged, measured)


def _confirmed(assessment: Assessment, frame: _Frame, rounds: Marks, given: _Given) -> npt.NDArray[np.bool_]:
    """Return whether the last verdict on each cell confirms just what stands there, and no problem is open."""
    looks = Confirmation.objects.filter(assessment=assessment).order_by("pk")
    verdicts = {
        (place, aspect): seen if confirmed else ""
        for place, aspect, confirmed, seen in looks.values_list(*_WHERE, "confirmed", "seen")
    }
    values, versions, numbers = given.values.tolist(), given.versions.tolist(), rounds.tolist()
    confirmed = np.zeros(frame.shape, np.bool_)
    for (place, aspect), seen in verdicts.items():
        if where := frame.find(place, aspect):
            row, column = where
            now = _seen(numbers[row][column], tuple(versions[row][column]), tuple(values[row][column]))
            confirmed[where] = seen == now
    for place, aspect in Problem.objects.filter(assessment=assessment, answer=None).values_list(*_WHERE):
        if where := frame.find(place, aspect):
            confirmed[where] = False
    return confirmed


@lru_cache(maxsize=65_536)
def _seen(number: int, versions: tuple[int, ...], values: tuple[int, ...]) -> str:
    """Return the fingerprint of the awards of a cell, as ``core.cells.seen_of`` does; few of them are different."""
    seats = zip(range(len(values)), versions, values, strict=True)
    return fingerprint_of([[seat, number, version, value] for seat, version, value in seats if value != BLANK])
