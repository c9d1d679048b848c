"""Recusal: declared before anything is drawn, completed by what is known, and binding in the draw (K7)."""

import pytest

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.assessments import seat_judges
from beizhan.actions.marking.conflicts import Declared, declare_conflicts, stand_down
from beizhan.actions.marking.draw import draw_tags
from beizhan.core.marking.assessment import Kin
from beizhan.models.marking.assessments import Conflict, Declaration, StandDown
from beizhan.models.people import Membership
from beizhan.queries.marking.conflicts import ShortTeam, barred_pairs_of, short_teams_of, silent_judges
from matrix import counted, who_may

pytestmark = pytest.mark.django_db


def faults_of(act) -> list[str]:
    before = counted()
    with pytest.raises(Refused) as refusal:
        act()
    assert counted() == before
    return [fault.code for fault in refusal.value.faults]


def relative(found, number=0):
    return Declared(found.entries[number], Kin.RELATIVE, "表弟")


def declare(found, who, *conflicts):
    declare_conflicts(found.assessment, conflicts, **found.who(who))


def test_judges_and_the_chief_expert_declare(planned_hall):
    found = planned_hall

    assert who_may(lambda name: declare(found, name)) == {"judge1", "judge2", "judge3", "judge4", "chief"}


def test_no_conflict_is_a_declaration_too(planned_hall):
    found = planned_hall
    declare(found, "judge1")

    assert Declaration.objects.get(assessment=found.assessment).by == found.people["judge1"]
    assert not Conflict.objects.filter(declaration__assessment=found.assessment).exists()
    assert found.people["judge1"].pk not in silent_judges(found.assessment)


def test_what_the_machine_knows_is_added_to_what_is_declared(planned_hall):
    found = planned_hall
    judge, entry = found.people["judge1"], found.entries[1]
    Membership.objects.create(person=judge, body=entry.unit)
    entry.coach = judge
    entry.save()

    declare(found, "judge1", relative(found))

    rows = Conflict.objects.filter(declaration__assessment=found.assessment)
    said = set(rows.values_list("entry__code", "kin"))
    assert said == {("17-01", "relative"), ("17-02", "same_unit"), ("17-02", "own_trainee")}


def test_the_latest_declaration_counts(planned_hall):
    found = planned_hall
    declare(found, "judge1", relative(found))
    declare(found, "judge1", relative(found, 2))

    assert barred_pairs_of(found.assessment) == {(found.people["judge1"].pk, found.entries[2].pk)}


def test_what_became_known_after_the_declaration_bars_all_the_same(declared_hall):
    found = declared_hall
    Membership.objects.create(person=found.people["judge2"], body=found.entries[0].unit)

    assert barred_pairs_of(found.assessment) == {(found.people["judge2"].pk, found.entries[0].pk)}


def test_an_entry_of_another_skill_cannot_be_declared(planned_hall):
    found, other = planned_hall, hall.hall()

    assert faults_of(lambda: declare(found, "judge1", relative(other))) == ["entry_of_another_skill"]


def test_one_barred_judge_is_replaced_by_the_fourth(planned_hall):
    found = planned_hall
    declare(found, "judge1", relative(found))

    assert short_teams_of(found.assessment) == ()


@pytest.mark.parametrize("second", ["judge2", "judge4"])
def test_two_barred_judges_are_one_too_many_and_nothing_is_drawn(planned_hall, second):
    found = planned_hall
    for name in ("judge1", "judge2", "judge3", "judge4"):
        declare(found, name, *([relative(found)] if name in ("judge1", second) else []))

    assert short_teams_of(found.assessment) == (ShortTeam("A1", "17-01"), ShortTeam("B1", "17-01"))
    assert faults_of(lambda: draw_tags(found.assessment, **found.who("clerk"))) == ["team_short", "team_short"]


def test_after_the_draw_nobody_declares_but_a_judge_can_stand_down(open_hall):
    found = open_hall

    assert faults_of(lambda: declare(found, "judge1")) == ["wrong_step"]
    stand_down(found.assessment, reason="赛中得知是远房亲戚，不宜评判", **found.who("judge1"))

    assert StandDown.objects.get(assessment=found.assessment).by == found.people["judge1"]


def test_standing_down_takes_a_reason_and_happens_once(open_hall):
    found = open_hall
    act = lambda reason: lambda: stand_down(found.assessment, reason=reason, **found.who("judge1"))  # noqa: E731 - tried thrice

    assert faults_of(act("亲戚")) == ["reason_too_short"]
    act("赛中得知是远房亲戚，不宜评判")()
    assert faults_of(act("赛中得知是远房亲戚，不宜评判")) == ["stood_down_already"]


def test_before_the_draw_nobody_stands_down(planned_hall):
    act = lambda: stand_down(planned_hall.assessment, reason="还没有抽签就想退出", **planned_hall.who("judge1"))  # noqa: E731 - tried once

    assert faults_of(act) == ["wrong_step"]


def test_teams_are_seated_by_office_and_chief_expert(planned_hall):
    found = planned_hall

    def seat(name):
        seat_judges(found.assessment, {("A1", 1): found.people["judge4"]}, **found.who(name))

    assert who_may(seat) == {"director", "officer", "chief"}


@pytest.mark.parametrize(
    ("seats", "codes"),
    [
        ({("A1", 1): "judge2"}, ["judge_sits_twice"]),
        ({("A1", 1): "officer"}, ["not_a_judge"]),
        ({("Z9", 1): "judge1"}, ["no_such_sub_criterion"]),
    ],
)
def test_a_team_makes_sense_or_is_not_seated(planned_hall, seats, codes):
    found = planned_hall
    people = {where: found.people[name] for where, name in seats.items()}

    assert faults_of(lambda: seat_judges(found.assessment, people, **found.who("chief"))) == codes
