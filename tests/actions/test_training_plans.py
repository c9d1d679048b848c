"""Plans laid down, carried on and logged: who may, what is refused, and what counts."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

import chains
import knowledge
from beizhan.actions.door import Refused
from beizhan.actions.training.plans import carry_plan_on
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.analysis.agenda import ItemKind
from beizhan.core.follow_through.facts import ReasonKind
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

    assert who_may(lambda name: logged(planned_hall, name)) >= {"chief", "expert", "coach"}
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
        carry_plan_on(entry, **planned_hall.who("coach"))
    chains.plan(planned_hall, MONDAY)
    carried = carry_plan_on(entry, **planned_hall.who("coach"))

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
