"""Entries: who may stand together, for which unit, in which skill."""

from dataclasses import replace
from datetime import date

import pytest

from beizhan.core.access import Party
from beizhan.core.entries import Claim, Member, Standing, born_from, faults_of_entry
from beizhan.core.faults import Severity

WEI, MO = Member("wei", "演示选手01"), Member("mo", "演示选手02")
CLAIM = Claim("17-01", (WEI,), Party.UNIT, None, "", 1, 22, 2026)


def codes(claim, standing=()):
    return [fault.code for fault in faults_of_entry(claim, standing)]


@pytest.mark.parametrize(
    ("changes", "found", "why"),
    [
        ({}, [], "one competitor of a unit"),
        ({"base": Party.BASE, "coach": "liang"}, [], "with base and coach"),
        ({"team": ()}, ["entry_without_competitor"], "nobody"),
        ({"team": (WEI, MO)}, ["entry_overfull"], "two where one stands"),
        ({"team": (WEI,), "team_size": 2}, ["entry_not_full"], "one where two stand"),
        ({"team": (WEI, WEI), "team_size": 2}, ["competitor_twice"], "the same person twice"),
        ({"coach": "wei"}, ["coach_competes"], "coach and competitor"),
        ({"unit": Party.BASE}, ["entry_unit_is_none"], "a base enters nobody"),
        ({"unit": None}, ["entry_unit_is_none"], "no unit at all"),
        ({"base": Party.CITY}, ["entry_base_is_none"], "a city trains nobody"),
    ],
)
def test_a_claim_shows_what_is_wrong_with_it(changes, found, why):
    assert codes(replace(CLAIM, **changes)) == found, why


def test_whoever_competes_in_the_same_skill_already_is_refused_and_in_another_only_warned_of():
    same, other = Standing("wei", "17-02", is_same_skill=True), Standing("wei", "23-01", is_same_skill=False)

    faults = faults_of_entry(CLAIM, [same, other])

    assert [(fault.code, fault.severity) for fault in faults] == [
        ("competes_already", Severity.ERROR),
        ("competes_in_another_skill", Severity.WARNING),
    ]


def test_an_entry_does_not_stand_in_its_own_way():
    assert codes(CLAIM, [Standing("wei", "17-01", is_same_skill=True)]) == []


@pytest.mark.parametrize(
    ("born", "limit", "year", "found"),
    [
        (date(2004, 1, 1), 22, 2026, []),
        (date(2003, 12, 31), 22, 2026, ["competitor_too_old"]),
        (date(2003, 12, 31), 25, 2026, []),
        (date(1990, 1, 1), None, 2026, []),
        (date(1990, 1, 1), 22, None, []),
        (None, 22, 2026, []),
    ],
)
def test_the_age_limit_counts_by_the_year_of_the_competition(born, limit, year, found):
    claim = replace(CLAIM, team=(replace(WEI, born=born),), age_limit=limit, year=year)

    assert codes(claim) == found


@pytest.mark.parametrize(("limit", "year", "first"), [(22, 2017, date(1995, 1, 1)), (22, 2021, date(1999, 1, 1))])
def test_the_first_day_of_birth_is_as_the_44th_and_46th_asked(limit, year, first):
    assert born_from(limit, year) == first
