"""Plans laid down, carried on and logged: who may, what is refused, and what counts."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

import chains
import knowledge
from beizhan.actions.door import Refused
from beizhan.actions.training.plans import PlanFacts, Reasons, carry_plan_on, lay_down_plan
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.analysis.agenda import ItemKind
from beizhan.core.follow_through.facts import ReasonKind
from beizhan.core.training.sessions import WEEK, Session
from beizhan.models.training.plans import PlanVersion
from beizhan.queries.analysis.agenda import agenda_of
from beizhan.queries.analysis.owed import OwedKind, owed_by
from beizhan.queries.training.plans import trainings_for
from matrix import who_may

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
FIRST = date(2026, 11, 22)


def codes(refusal) -> list[str]:
    return [fault.code for fault in refusal.value.faults]


def own(found, who: str = "coach"):
    """Make somebody coach the first entry."""
    entry = found.entries[0]
    entry.coach = found.people[who]
    entry.save()
    return entry


def logged(found, who: str, planned=None, *, day: date = FIRST, minutes: int = 90):
    facts = DoneFacts(day, minutes, 7, "精度专项", planned=planned)
    return log_session(found.entries[0], facts, **found.who(who))


def test_experts_plan_for_all_and_a_coach_for_the_own(planned_hall):
    own(planned_hall)

    assert who_may(lambda name: chains.plan(planned_hall, MONDAY, who=name)) == {"chief", "expert", "coach"}
    assert who_may(lambda name: chains.plan(planned_hall, MONDAY, who=name, number=2)) == {"chief", "expert"}


def test_who_stands_at_the_bench_logs_and_nobody_else(planned_hall):
    own(planned_hall)

    assert who_may(lambda name: logged(planned_hall, name)) == {"chief", "expert", "coach", "manager"}
    with pytest.raises(PermissionDenied):
        logged(planned_hall, "officer")


def test_the_first_version_needs_no_reason_and_the_second_does(planned_hall):
    own(planned_hall)
    chains.plan(planned_hall, MONDAY)

    with pytest.raises(Refused) as refusal:
        chains.plan(planned_hall, MONDAY + timedelta(days=7))
    version = chains.plan(planned_hall, MONDAY + timedelta(days=7), health="手腕")

    assert codes(refusal) == ["version_without_reason"]
    assert (version.number, version.reasons.get().kind) == (2, ReasonKind.HEALTH)


def test_no_plan_takes_up_what_is_undecided_or_without_impact(planned_hall):
    own(planned_hall)

    with pytest.raises(Refused) as early:
        chains.plan(planned_hall, MONDAY, changes=[chains.change(planned_hall)])
    signed = chains.without_impact(planned_hall, chains.change(planned_hall))
    with pytest.raises(Refused) as needless:
        chains.plan(planned_hall, MONDAY, changes=[signed])

    assert (codes(early), codes(needless)) == (["change_undecided"], ["change_without_impact"])


def test_a_gap_of_another_entry_and_a_view_of_others_are_no_reasons(known_hall):
    gap = knowledge.gap(known_hall, "expert", number=2)
    view = knowledge.view(known_hall)

    with pytest.raises(Refused) as refusal:
        chains.plan(known_hall, MONDAY, gaps=[gap], views=[view])

    assert codes(refusal) == ["gap_of_another_entry", "view_not_open"]


def test_carrying_on_moves_the_week_and_needs_a_plan(planned_hall):
    entry = own(planned_hall)

    with pytest.raises(Refused) as refusal:
        carry_plan_on(entry, MONDAY, **planned_hall.who("coach"))
    chains.plan(planned_hall, MONDAY)
    carried = carry_plan_on(entry, MONDAY + WEEK, **planned_hall.who("coach"))

    assert codes(refusal) == ["no_plan_to_carry_on"]
    assert (carried.starts, carried.ends) == (MONDAY + timedelta(days=7), MONDAY + timedelta(days=13))
    assert [one.day for one in carried.sessions.order_by("day")] == [
        MONDAY + timedelta(days=7 + day) for day in range(5)
    ]


def test_the_newest_version_that_covers_a_day_counts_and_the_latest_log(planned_hall):
    entry = own(planned_hall)
    chains.plan(planned_hall, MONDAY)
    second = chains.plan(planned_hall, MONDAY, health="手腕")
    planned_hall.later(days=2)
    logged(planned_hall, "coach", second.sessions.order_by("day")[0], day=MONDAY)
    logged(planned_hall, "coach", second.sessions.order_by("day")[0], day=MONDAY, minutes=100)

    (found,) = trainings_for(planned_hall.people["coach"], planned_hall.campaign, only=entry.code)

    assert {one.version for one in found.planned} == {2}
    assert [one.minutes for one in found.done()] == [100]


def test_what_lies_ahead_or_was_planned_for_another_is_not_logged(planned_hall):
    own(planned_hall)
    other = chains.plan(planned_hall, MONDAY, who="expert", number=2).sessions.all()[0]

    with pytest.raises(Refused) as refusal:
        logged(planned_hall, "coach", other, day=MONDAY + timedelta(days=3))

    assert codes(refusal) == ["session_ahead", "session_of_another_entry"]


def besides(found, title: str, minutes: int, **more):
    facts = DoneFacts(FIRST, minutes, 5, title, **more)
    return log_session(found.entries[0], facts, **found.who("coach"))


def training_of(found):
    (one,) = trainings_for(found.people["coach"], found.campaign, only=found.entries[0].code)
    return one


def test_two_sessions_of_one_title_on_a_day_are_two_and_both_weigh(planned_hall):
    own(planned_hall)
    morning = besides(planned_hall, "CAD", 60)

    with pytest.raises(Refused) as refusal:
        besides(planned_hall, "cad ", 90)
    besides(planned_hall, "CAD", 90, known=morning.pk)

    assert codes(refusal) == ["session_told_already"]
    assert [one.minutes for one in training_of(planned_hall).besides] == [60, 90]
    assert sum(one.load for one in training_of(planned_hall).efforts(MONDAY)) == 5 * (60 + 90)


def test_a_correction_names_what_it_replaces_and_counts_in_its_place(planned_hall):
    own(planned_hall)
    morning = besides(planned_hall, "CAD", 60)
    evening = besides(planned_hall, "CAD", 90, known=morning.pk)

    once = besides(planned_hall, "CAD", 45, replaces=morning)
    again = besides(planned_hall, "图纸", 50, replaces=once)
    besides(planned_hall, "CAD", 55, replaces=morning)

    assert (once.replaces, again.replaces) == (morning, once)
    assert [(one.first, one.title, one.minutes) for one in training_of(planned_hall).besides] == [
        (morning.pk, "CAD", 55), (evening.pk, "CAD", 90),
    ]  # fmt: skip


def test_what_was_told_of_another_is_not_corrected(planned_hall):
    own(planned_hall)
    facts = DoneFacts(FIRST, 60, 5, "CAD")
    other = log_session(planned_hall.entries[1], facts, **planned_hall.who("expert"))

    with pytest.raises(Refused) as refusal:
        besides(planned_hall, "CAD", 90, replaces=other)

    assert codes(refusal) == ["session_told_of_another_entry"]


def laid(found, starts: date, ends: date, sessions, **reasons):
    return lay_down_plan(found.entries[0], PlanFacts(starts, ends, sessions, Reasons(**reasons)), **found.who("coach"))


def test_a_week_planned_anew_from_wednesday_is_carried_on_whole(planned_hall):
    own(planned_hall)
    chains.plan(planned_hall, MONDAY)
    rest = [Session(MONDAY + timedelta(days=2), time(10), 30, 2, "拉伸")]
    laid(planned_hall, MONDAY + timedelta(days=2), MONDAY + timedelta(days=6), rest, health="手腕")

    carried = carry_plan_on(planned_hall.entries[0], MONDAY + WEEK, **planned_hall.who("coach"))

    assert [(one.day - MONDAY - WEEK, one.title) for one in carried.sessions.order_by("day")] == [
        (timedelta(days=0), "精度专项1"), (timedelta(days=1), "精度专项2"), (timedelta(days=2), "拉伸"),
    ]  # fmt: skip


def test_a_short_exception_does_not_move_the_week_that_comes(planned_hall):
    own(planned_hall)
    three = [one for week in range(3) for one in chains.sessions(MONDAY + week * WEEK)]
    laid(planned_hall, MONDAY, MONDAY + 3 * WEEK - timedelta(days=1), three)
    chains.plan(planned_hall, MONDAY, health="手腕")

    carried = carry_plan_on(planned_hall.entries[0], MONDAY + 3 * WEEK, **planned_hall.who("coach"))

    assert (carried.starts, carried.sessions.count()) == (MONDAY + 3 * WEEK, 5)


def test_a_second_click_for_the_same_week_plans_nothing(planned_hall):
    entry = own(planned_hall)
    chains.plan(planned_hall, MONDAY)
    carry_plan_on(entry, MONDAY + WEEK, **planned_hall.who("coach"))

    with pytest.raises(Refused) as twice:
        carry_plan_on(entry, MONDAY + WEEK, **planned_hall.who("coach"))
    with pytest.raises(Refused) as ahead:
        carry_plan_on(entry, MONDAY + 3 * WEEK, **planned_hall.who("coach"))

    assert (codes(twice), codes(ahead)) == (["week_planned_already"], ["week_not_next"])
    assert list(PlanVersion.objects.order_by("number").values_list("number", "starts")) == [
        (1, MONDAY), (2, MONDAY + WEEK),
    ]  # fmt: skip


def test_a_number_is_taken_while_nobody_else_plans(planned_hall):
    own(planned_hall)
    if not connection.features.has_select_for_update:
        pytest.skip("SQLite lets one write at a time anyway")

    with CaptureQueriesContext(connection) as asked:
        chains.plan(planned_hall, MONDAY)

    said = [one["sql"] for one in asked]
    (lock,) = (number for number, sql in enumerate(said) if "FOR NO KEY UPDATE" in sql and '"beizhan_entry"' in sql)
    assert lock < next(number for number, sql in enumerate(said) if 'MAX("beizhan_planversion"."number")' in sql)


def test_a_log_counts_for_the_same_session_of_the_version_in_force(planned_hall):
    own(planned_hall)
    told = chains.plan(planned_hall, MONDAY).sessions.order_by("day")
    planned_hall.later(days=2)
    for number in range(2):
        logged(planned_hall, "coach", told[number], day=told[number].day)
    later = [replace(one, effort=3) for one in chains.sessions(MONDAY)]
    later[1] = replace(later[1], title="放松", section="9")

    second = laid(planned_hall, MONDAY, MONDAY + timedelta(days=6), later, health="手腕")
    logged(planned_hall, "coach", second.sessions.order_by("day")[0], day=MONDAY, minutes=100)

    found = training_of(planned_hall)
    assert [one.done.minutes if one.done else 0 for one in found.planned] == [100, 0, 0, 0, 0]
    assert [(one.day, one.minutes) for one in found.besides] == [(MONDAY + timedelta(days=1), 90)]


def test_undecided_changes_are_owed_and_a_countermeasure_until_a_plan_takes_it_up(planned_hall):
    own(planned_hall)
    row = chains.decided(planned_hall, chains.change(planned_hall))
    chains.change(planned_hall)

    def owed(who: str) -> list[OwedKind]:
        person = planned_hall.people[who]
        return [one.kind for one in owed_by(person, planned_hall.campaign, at=planned_hall.at)]

    before = (owed("coach"), owed("chief"))
    agenda = [one.state for one in agenda_of([planned_hall.skill.pk], at=planned_hall.at)]
    titles = [one.title for one in agenda_of([planned_hall.skill.pk], at=planned_hall.at)]
    chains.plan(planned_hall, MONDAY, changes=[row])
    after = [one for one in agenda_of([planned_hall.skill.pk], at=planned_hall.at) if one.kind is ItemKind.CHANGE]

    assert before == ([OwedKind.COUNTERMEASURE], [OwedKind.DECISION])
    assert agenda == ["found", "decided"]
    assert all("±0.5 mm → ±0.2 mm" in title for title in titles)
    assert (owed("coach"), [one.state for one in after]) == ([], ["found"])
