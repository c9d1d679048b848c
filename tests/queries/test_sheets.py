"""The sheet that is read into arrays holds the same marks as the one that is made of cells, whatever happened."""

from contextlib import suppress
from random import Random

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import hall
import long_story
from beizhan.actions.door import Refused
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import confirm_awards, reject_awards
from beizhan.actions.marking.problems import settle_spread
from beizhan.core.marking.awarding import AwardRow, best_of
from beizhan.core.marking.cells import AGREED, SEATS, seen_of, version_of
from beizhan.core.scheme.tree import Kind, aspects_of
from beizhan.queries.marking.grids import grid_of, sheet_of
from beizhan.queries.marking.sheets import sheet_now

pytestmark = pytest.mark.django_db


def test_both_readings_agree_through_disputes_rejections_another_scheme_and_corrections():
    seen = []
    for found in long_story.stages():
        slow, fast = sheet_of(grid_of(found.assessment)), sheet_now(found.assessment)

        assert (fast.codes, fast.aspects) == (slow.codes, slow.aspects)
        assert np.array_equal(fast.marks, slow.marks)
        seen.append(int((fast.marks >= 0).sum()))
    assert (len(seen), sorted(set(seen))) == (12, [0, 1, 16])


@pytest.mark.alike  # on both databases the long story is read, above
def test_both_readings_agree_whatever_is_given_confirmed_discussed_and_taken_back():
    found, dice, most = hall.marking(), Random(1), 0
    for number in range(120):
        _do_something(found, dice, number)

        slow, fast = sheet_of(grid_of(found.assessment)), sheet_now(found.assessment)

        assert np.array_equal(fast.marks, slow.marks), number
        most = max(most, int((fast.marks >= 0).sum()))
    assert most > 3


def _do_something(found, dice, number):
    """Give an award, look at a cell and settle a spread, wherever it is allowed."""
    grid = grid_of(found.assessment)
    at, aspect = dice.randrange(len(grid.places)), dice.choice(aspects_of(grid.scheme))
    cell = grid.cell(grid.places[at], aspect)
    seat = dice.choice(SEATS) if aspect.kind is Kind.JUDGEMENT else AGREED
    value = dice.choice((None, 0, 1, 2, 2, 2, best_of(cell)))
    row = AwardRow(grid.places[at].code, aspect.key, seat, value, version_of(cell, seat))
    secretary, second, chief = ({"by": found.people[name], "at": found.at} for name in ("secretary", "second", "chief"))
    with suppress(Refused):
        record_awards(found.assessment, [row], key=f"{number}", **secretary)
    with suppress(Refused):
        settle_spread(found.assessment, row.place, row.aspect, reason=long_story.WHY, **chief)
    seen = [long_story.look(found, at, aspect.code)]
    with suppress(Refused):
        if dice.random() < 0.8:
            confirm_awards(found.assessment, seen, **second)
        else:
            reject_awards(found.assessment, seen, reason="look again", **second)


def test_a_problem_keeps_a_confirmed_mark_out():
    found = hall.marked()
    cell = long_story.look(found, 0, "A1.01")
    long_story.raise_problem(found.assessment, cell.place, cell.aspect, text="no light", **found.who("judge1"))

    assert (sheet_now(found.assessment).marks == -1).sum() == 1


def test_a_confirmation_of_something_else_is_none():
    found = hall.marked()
    grid = grid_of(found.assessment)
    cell = next(iter(grid.cells.values()))

    assert (sheet_now(found.assessment).marks == -1).sum() == 0
    assert seen_of(cell) == cell.verdict.seen


@pytest.mark.parametrize("entries", [1, 3])
def test_the_number_of_queries_does_not_grow(entries):
    found = hall.marked(hall.marking(entries))

    with CaptureQueriesContext(connection) as asked:
        sheet_now(found.assessment)

    assert len(asked) == 10


def test_there_is_nothing_before_a_scheme_is_chosen():
    found = hall.planned()

    assert sheet_now(found.assessment).codes == ()
