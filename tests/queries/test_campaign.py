"""Campaigns, dates, stages and entries as they are asked for."""

from datetime import UTC, date, datetime

import pytest

import make
from beizhan.core.access import Party, Post
from beizhan.models.campaign import AnchorDate, SpecialDay
from beizhan.models.marking.assessments import Assessment
from beizhan.models.people import AppointmentEnd
from beizhan.queries.campaign import (
    anchor_days_of,
    campaigns_of,
    competition_year_of,
    countdown_of,
    entries_of,
    history_of,
    moves_of,
    shift_of,
    stages_of,
    standing_of,
)

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
def here():
    return make.campaign()


@pytest.fixture
def director(here):
    return make.holder(here, Post.DIRECTOR)


def test_somebody_is_in_the_campaigns_where_they_hold_a_post_deputise_coach_or_compete_newest_first():
    who = make.person("wei")
    older, newer, coached, other = (
        make.campaign(name, at=datetime(2026, month, 1, tzinfo=UTC))
        for month, name in ((1, "一"), (2, "二"), (3, "三"), (4, "四"))
    )
    make.entry(older, make.skill(older), team=(who,))
    make.appointment(newer, make.person("mo"), Post.LIAISON, deputy=who)
    entry = make.entry(coached, make.skill(coached), "17-09")
    entry.coach = who
    entry.save()
    ended = make.appointment(other, who, Post.OFFICER)
    AppointmentEnd.objects.create(appointment=ended, by=who, at=make.AT)

    assert campaigns_of(who) == [coached, newer, older]


@pytest.mark.parametrize("count", [1, 3])
def test_campaigns_of_takes_one_query(count, django_assert_num_queries):
    who = make.person()
    for number in range(count):
        make.appointment(make.campaign(f"第{number}"), who, Post.OFFICER)

    with django_assert_num_queries(1):
        assert len(campaigns_of(who)) == count


def test_the_countdown_leaves_out_what_has_passed_and_counts_working_days_by_the_notice(here, director):
    for key, on in (("past", date(2026, 11, 22)), ("today", date(2026, 11, 23)), ("next", date(2026, 11, 30))):
        make.anchor(here, key, on, director)
    SpecialDay.objects.create(campaign=here, date=date(2026, 11, 25), is_workday=False)
    SpecialDay.objects.create(campaign=here, date=date(2026, 11, 28), is_workday=True)

    found = [(one.key, one.days, one.working_days) for one in countdown_of(here, at=MONDAY)]

    assert found == [("today", 0, 0), ("next", 7, 5)]


def test_no_working_days_are_told_across_a_year_that_is_not_announced(here, director):
    make.anchor(here, "opening", date(2027, 9, 1), director)
    SpecialDay.objects.create(campaign=here, date=date(2026, 1, 1), is_workday=False)

    (one,) = countdown_of(here, at=MONDAY)

    assert (one.days, one.working_days) == (282, None)


def test_an_evening_in_utc_is_the_next_day_in_china(here, director):
    make.anchor(here, "opening", date(2026, 11, 24), director)

    (one,) = countdown_of(here, at=datetime(2026, 11, 22, 17, 0, tzinfo=UTC))

    assert one.days == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_countdown_takes_two_queries(here, director, count, django_assert_num_queries):
    for number in range(count):
        make.anchor(here, f"a{number}", date(2027, 1, 1 + number), director)

    with django_assert_num_queries(2):
        assert len(countdown_of(here, at=MONDAY)) == count


def test_an_anchor_stands_where_it_was_said_last_and_keeps_where_it_stood(here, director):
    anchor = make.anchor(here, "opening", date(2026, 10, 12), director)
    AnchorDate.objects.create(anchor=anchor, date=date(2027, 9, 1), reason="推迟", by=director, at=MONDAY)

    (one,) = anchor_days_of(here, at=MONDAY)

    assert one.on == date(2027, 9, 1)
    assert [(said.on, said.reason) for said in history_of(anchor)] == [
        (date(2027, 9, 1), "推迟"),
        (date(2026, 10, 12), ""),
    ]
    assert moves_of(here) == {"opening": 1}


def test_a_shift_tells_how_far_every_assessment_lies_before_and_after(here, director):
    anchor, skill = make.anchor(here, "opening", date(2026, 12, 10), director), make.skill(here)
    make.stage(here)
    Assessment.objects.create(
        campaign=here, skill=skill, code="K1", round="r", name_zh="考核", first_day=date(2026, 12, 1),
        objection_minutes=60, by=director, at=MONDAY,
    )  # fmt: skip

    shift = shift_of(anchor, date(2026, 12, 20))

    assert (shift.days, shift.stages) == (10, 1)
    assert [(one.code, one.before, one.after) for one in shift.assessments] == [("K1", -9, -19)]


def test_the_competition_is_in_the_year_of_its_opening_else_of_the_last_date(here, director):
    assert competition_year_of(here) is None
    make.anchor(here, "assessment", date(2026, 12, 1), director)
    assert competition_year_of(here) == 2026
    make.anchor(here, "opening", date(2027, 9, 1), director)
    make.anchor(here, "return", date(2028, 1, 1), director)
    assert competition_year_of(here) == 2027


@pytest.mark.parametrize("count", [1, 3])
def test_entries_come_with_their_people_in_two_queries(here, count, django_assert_num_queries):
    skill = make.skill(here)
    for number in range(count):
        make.entry(here, skill, f"17-0{number}")

    with django_assert_num_queries(2):
        found = entries_of(here)

    assert [(one.code, len(one.team), one.unit.party) for one in found] == [
        (f"17-0{number}", 1, Party.UNIT) for number in range(count)
    ]


def test_people_stand_in_entries_that_are_not_withdrawn(here):
    entry = make.entry(here, make.skill(here))
    who = entry.competitors.get().person

    assert standing_of(here, [who]) == [(who.pk, "17-01", entry.skill_id)]


def test_stages_for_all_come_before_those_of_a_skill_each_from_its_foot(here):
    skill = make.skill(here)
    make.stage(here, 1, n=8, m=3, which=skill)
    make.stage(here, 2, n=5, m=2)
    make.stage(here, 1, n=10, m=5)

    found = [(one.skill.number if one.skill else "", one.from_n, one.to_m) for one in stages_of(here)]

    assert found == [("", 10, 5), ("", 5, 2), ("17", 8, 3)]
