"""What is asked of results takes as many questions for seven competitors as for four."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import hall
from beizhan.actions.marking.results import lodge_objection
from beizhan.core.access import Deed
from beizhan.core.marking.assessment import Ground
from beizhan.core.scale import DEFAULT
from beizhan.queries.marking.publishing.corrections import cells_to_correct, where_to_correct
from beizhan.queries.marking.publishing.objections import clock_of, objections_of, own_entries_of
from beizhan.queries.marking.publishing.outcomes import outcomes_in, trials_of, why_undecided
from beizhan.queries.marking.publishing.packs import packs_of
from beizhan.queries.marking.publishing.revisions import revisions_of
from beizhan.queries.marking.publishing.standings import live_standing_of, published_standing_of
from podium import order_of, ranked

pytestmark = pytest.mark.django_db

ASKED = {
    "live standing": (lambda found: live_standing_of(found.assessment, strategy=DEFAULT), 14),
    "revisions": (lambda found: revisions_of(found.assessment), 1),
    "standing": (lambda found: published_standing_of(found.assessment, _newest(found), strategy=DEFAULT), 8),
    "outcomes": (lambda found: outcomes_in(found.assessment, _newest(found)), 4),
    "undecided": (lambda found: why_undecided(found.assessment), 3),
    "trials": (lambda found: trials_of(found.assessment), 1),
    "packs": (lambda found: packs_of(found.assessment, _newest(found)), 15),
    "objections": (lambda found: objections_of(found.assessment), 1),
    "clock": (lambda found: clock_of(found.assessment), 1),
    "own": (lambda found: own_entries_of(found.assessment, found.people["liaison"], Deed.LODGE_OBJECTION), 4),
    "where to correct": (lambda found: where_to_correct(found.assessment), 10),
    "cells": (lambda found: cells_to_correct(found.assessment, "A22", "A1"), 10),
}
KEPT = {}


def _newest(found):
    if found.assessment.pk not in KEPT:
        KEPT[found.assessment.pk] = revisions_of(found.assessment)[0]
    return KEPT[found.assessment.pk]


@pytest.fixture(scope="module")
def small(open_hall):
    return hall.published(ranked(open_hall))


def counted(found, ask):
    _newest(found)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        ask(found)
    return len(asked)


@pytest.mark.parametrize("name", ASKED)
def test_it_takes_as_many_queries_as_it_says(small, name):
    ask, most = ASKED[name]

    assert counted(small, ask) == most


def test_it_takes_no_more_for_seven_competitors(small):
    large = hall.published(ranked(hall.marking(entries=7)))

    assert {name: counted(large, ask) for name, (ask, _) in ASKED.items()} == {
        name: counted(small, ask) for name, (ask, _) in ASKED.items()
    }


@pytest.mark.parametrize(
    ("who", "deed", "count"),
    [
        ("leader", Deed.LODGE_OBJECTION, 1),
        ("coach", Deed.LODGE_OBJECTION, 1),
        ("liaison", Deed.LODGE_OBJECTION, 4),
        ("manager", Deed.LODGE_OBJECTION, 0),
        ("manager", Deed.SEE_OWN_LOSSES, 1),
        ("self3", Deed.LODGE_OBJECTION, 1),
        ("judge1", Deed.SEE_OWN_LOSSES, 0),
        ("director", Deed.LODGE_OBJECTION, 0),
    ],
)
def test_each_speaks_for_their_own(small, who, deed, count):
    assert len(own_entries_of(small.assessment, small.people[who], deed)) == count


def test_objections_come_in_order_and_only_those_that_are_asked_for(small):
    for entry, who in ((small.entries[0], "leader"), (small.entries[1], "self2")):
        lodge_objection(small.assessment, entry, Ground.MARK, f"about {entry.code}", **small.who(who))

    assert [one.entry for one in objections_of(small.assessment)] == ["17-01", "17-02"]
    assert [one.entry for one in objections_of(small.assessment, among={"17-02"})] == ["17-02"]


def test_the_published_standing_is_the_document_word_for_word(small):
    newest = _newest(small)

    page = published_standing_of(small.assessment, newest, strategy=DEFAULT)

    assert [(line.entry, line.total, line.rank) for line in page.lines] == [
        (one["entry"], one["total"], one["rank"]) for one in newest.document["places"]
    ]
    assert [line.entry for line in page.lines] == order_of(small)
    assert [(head.code, head.worth) for head in page.criteria] == [("A", 5000), ("B", 5000)]
    assert {sum(line.criteria) - line.total for line in page.lines} == {0}
