"""Short ways to say what marks a test makes, at the hall of ``hall.py``."""

from uuid import uuid4

import pytest

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import Seen, confirm_awards
from beizhan.actions.marking.conflicts import Declared, declare_conflicts
from beizhan.actions.marking.locks import approve_lock, propose_lock
from beizhan.core.marking.assessment import Kin
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED, SEATS, seen_of, state_of
from beizhan.core.scheme.tree import Aspect, Kind, aspects_of
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Award, Confirmation, Submission
from beizhan.queries.marking.bars import barred_places
from beizhan.queries.marking.grids import grid_of
from once import once

POSTS = tuple(hall.POSTS)


def aspects(found):
    return aspects_of(grid_of(found.assessment).scheme)


def judged(found, number=0) -> Aspect:
    return [one for one in aspects(found) if one.kind is Kind.JUDGEMENT][number]


def measured(found, number=0) -> Aspect:
    return [one for one in aspects(found) if one.kind is Kind.MEASUREMENT][number]


def codes(found) -> list[str]:
    return [place.code for place in grid_of(found.assessment).places]


def cell(found, code, aspect):
    grid = grid_of(found.assessment)
    return grid.cell(next(place for place in grid.places if place.code == code), aspect)


def state(found, code, aspect) -> str:
    return str(state_of(cell(found, code, aspect)))


def give(found, rows, who="secretary", key=None):
    return record_awards(found.assessment, rows, key=key or uuid4().hex, **found.who(who))


def score(found, code, aspect, values, who="secretary"):
    """Give the three judges' scores of one cell, where none stand yet in this round."""
    based = [
        max((one.version for one in cell(found, code, aspect).given if one.seat == seat), default=0) for seat in SEATS
    ]
    return give(found, [AwardRow(code, aspect.key, *one) for one in zip(SEATS, values, based, strict=True)], who)


def measure(found, code, aspect, value, who="secretary"):
    """Give a measurement, on the version that stands."""
    based_on = max((one.version for one in cell(found, code, aspect).given), default=0)
    return give(found, [AwardRow(code, aspect.key, AGREED, value, based_on)], who)


def seen(found, code, aspect) -> Seen:
    return Seen(code, aspect.key, seen_of(cell(found, code, aspect)))


def confirm(found, code, aspect, who="second"):
    confirm_awards(found.assessment, [seen(found, code, aspect)], **found.who(who))


@once
def with_bars(*barred: str, entries: int = 4):
    """Marking is open; each judge named has declared a conflict with the first entry."""
    found = hall.planned(entries)
    for name in ("judge1", "judge2", "judge3", "judge4"):
        declared = [Declared(found.entries[0], Kin.RELATIVE, "亲属")] if name in barred else []
        declare_conflicts(found.assessment, declared, **found.who(name))
    return hall.marking(found=found)


def barred_code(found, who) -> str:
    grid = grid_of(found.assessment)
    (place,) = barred_places(found.assessment, found.people[who].pk, grid.places)
    return next(one.code for one in grid.places if one.pk == place)


def written() -> tuple[int, ...]:
    """How much there is of everything that one deed writes."""
    return tuple(model.objects.count() for model in (Event, LogRow, Award, Submission, Confirmation))


def refusals(act) -> list[str]:
    """The codes with which an act is refused, which must have written nothing."""
    before = written()
    with pytest.raises(Refused) as refusal:
        act()
    assert written() == before
    return [fault.code for fault in refusal.value.faults]


def lock(found, scope, ref=""):
    proposal = propose_lock(found.assessment, scope, ref, **found.who("secretary"))
    approve_lock(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))


@once
def locked_away(scope, ref=""):
    """Everything is entered and confirmed, and a scope is signed off."""
    found = hall.marked()
    lock(found, scope, ref)
    return found
