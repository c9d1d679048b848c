"""From a change to the marks that show it was learnt: what is found by itself, and what nobody can tick."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction

import chains
from beizhan.core.follow_through.evidence import Verdict
from beizhan.core.follow_through.links import Stand
from beizhan.queries.documents.following import next_undecided
from beizhan.queries.training.ways import funnels_over, ways_among

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def sealed_once(django_db_setup, django_db_blocker):
    """A result by the wide scheme is sealed in which nobody reaches anything in section 1."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield chains.before()
        transaction.set_rollback(True)


@pytest.fixture
def first(sealed_once):
    """The same hall on the same evening, whatever another test did there."""
    return replace(sealed_once)


def way(found, row):
    ways = ways_among(found.campaign, [found.skill.pk], at=found.at + timedelta(minutes=1))
    return next(one for one in ways if one.change.id == row.pk)


def absorbed(found, *touches: str):
    row = chains.decided(found, chains.weighed(found, chains.change(found), *touches))
    chains.plan(found, MONDAY, changes=[row])
    return row


def test_a_change_is_absorbed_by_the_version_that_names_it(first):
    row = absorbed(first, "section:1")

    found = way(first, row)

    assert found.standing.stand is Stand.ABSORBED
    assert [(one.plan, one.version) for one in found.change.absorptions] == [(first.entries[0].code, 1)]
    assert found.trials == ()


def test_a_later_test_is_found_by_itself_and_its_marks_verify_the_change(first):
    row = absorbed(first, "section:1")
    chains.after(first, "K2", date(2026, 12, 6))

    found = way(first, row)

    (trial,) = found.trials
    assert (trial.before.code, trial.after.code, trial.entries) == ("K1", "K2", (first.entries[0].code,))
    assert (trial.evidence.before, trial.evidence.after, trial.evidence.cells) == (0.0, 1.0, 4)
    assert trial.evidence.verdict is Verdict.IMPROVED
    assert found.standing.stand is Stand.VERIFIED
    assert found.proof == trial


def test_what_one_plan_of_several_took_up_is_not_closed_whatever_its_test_shows(first):
    row = absorbed(first, "section:1")
    chains.after(first, "K2", date(2026, 12, 6))

    found = way(first, row)

    others = tuple(sorted(one.code for one in first.entries[1:]))
    assert (found.standing.stand, found.standing.lacking) == (Stand.VERIFIED, others)
    assert not found.standing.is_closed


def test_a_test_that_shows_nothing_leaves_the_change_tested(first):
    row = absorbed(first, "section:1")
    chains.after(first, "K2", date(2026, 12, 6), precise=0)

    found = way(first, row)

    assert found.trials[0].evidence.verdict is Verdict.NOT_SHOWN
    assert (found.standing.stand, found.proof) == (Stand.TESTED, None)


def test_equipment_alone_is_shown_by_no_marks(first):
    row = absorbed(first, "equipment:游标卡尺")
    chains.after(first, "K2", date(2026, 12, 6))

    found = way(first, row)

    assert (found.touched, found.trials, found.standing.stand) == (frozenset(), (), Stand.ABSORBED)


def test_a_test_held_before_the_plan_took_it_up_verifies_nothing(first):
    row = chains.decided(first, chains.weighed(first, chains.change(first), "section:1"))
    chains.after(first, "K2", date(2026, 12, 6))
    chains.plan(first, date(2026, 12, 14), changes=[row])

    assert way(first, row).trials == ()


def test_the_funnel_counts_each_link_and_the_age_of_what_is_open(first):
    chains.change(first)
    chains.without_impact(first, chains.change(first))
    absorbed(first, "section:1")

    ways = ways_among(first.campaign, [first.skill.pk], at=first.at)
    of_skill, whole = funnels_over(ways, at=first.at)

    assert (of_skill.skill, whole.skill) == (first.skill.number, "")
    assert (whole.found, whole.decided, whole.absorbed, whole.verified, whole.closed) == (3, 2, 1, 0, 1)
    assert [link.stand for link in whole.links] == [Stand.FOUND, Stand.ABSORBED]


def test_changes_take_as_many_queries_for_three_as_for_one(first, django_assert_num_queries):
    absorbed(first, "section:1")
    ways_among(first.campaign, [first.skill.pk], at=first.at)

    with django_assert_num_queries(9):
        ways_among(first.campaign, [first.skill.pk], at=first.at)
    chains.decided(first, chains.change(first))
    chains.weighed(first, chains.change(first), "section:2")
    with django_assert_num_queries(9):
        ways_among(first.campaign, [first.skill.pk], at=first.at)


def test_from_each_change_the_way_leads_to_the_next_that_is_undecided_and_round_to_the_first(first):
    one, two, three, last = (chains.change(first, where=f"4.{number}") for number in range(4))
    chains.decided(first, two)

    assert [next_undecided(row) for row in (one, two, three, last)] == [three.pk, three.pk, last.pk, one.pk]


def test_from_the_only_undecided_change_no_way_leads_on(first):
    only = chains.change(first)

    assert next_undecided(only) is None
