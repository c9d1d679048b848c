"""What is said about a change: who may, what is refused, and what counts."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

import chains
import hall
import library
from beizhan.actions.documents.answering import DecisionFacts, decide_change
from beizhan.actions.documents.comparing import take_up_changes
from beizhan.actions.door import Refused
from beizhan.core.follow_through.facts import Answer, Severity
from beizhan.core.follow_through.links import Lamp, Stand
from beizhan.core.follow_through.touching import Touch, TouchKind
from beizhan.models.documents.changes import ChangeDecision, ChangeWeight
from beizhan.models.log import LogRow
from beizhan.models.people import Appointment
from beizhan.queries.documents.following import change_fact_of, standing_without_tests
from beizhan.queries.training.ways import way_for, ways_for
from matrix import who_may

pytestmark = pytest.mark.django_db
SAYS = {"director", "officer", "chief", "expert"}


def codes(refusal) -> list[str]:
    return [fault.code for fault in refusal.value.faults]


def test_office_and_experts_weigh_and_decide_and_nobody_else(planned_hall):
    row = chains.change(planned_hall)

    assert who_may(lambda name: chains.weighed(planned_hall, row, "section:1", who=name)) == SAYS
    assert who_may(lambda name: chains.without_impact(planned_hall, row, name)) == SAYS


def expert_of_one_skill(found):
    own = hall.person("expert-of-one-skill")
    found.people["one"] = own
    body = Appointment.objects.get(post="expert").body
    said = {"campaign": found.campaign, "person": own, "by": own, "at": hall.AT}
    Appointment.objects.create(post="expert", body=body, skill=found.skill, **said)
    return own


def test_a_change_of_the_whole_competition_is_decided_by_the_office_alone_and_seen_by_all(planned_hall):
    row, own = chains.change(planned_hall, general=True), expert_of_one_skill(planned_hall)

    chains.without_impact(planned_hall, row, "officer")

    with pytest.raises(PermissionDenied):
        chains.without_impact(planned_hall, row, "one")
    at = planned_hall.at
    assert [one.change.id for one in ways_for(own, planned_hall.campaign, at=at)] == [row.pk]
    assert way_for(own, row, at=at).change.id == row.pk


def test_the_changes_of_a_document_of_the_whole_competition_are_taken_up_by_the_office_alone(planned_hall):
    expert_of_one_skill(planned_hall)
    old = library.first(planned_hall, skill=None)
    new = library.second(planned_hall, old)

    with pytest.raises(PermissionDenied):
        take_up_changes(old, new, **planned_hall.who("one"))
    assert take_up_changes(old, new, **planned_hall.who("officer"))


def test_a_countermeasure_is_not_due_on_a_day_that_is_over_where_it_is_signed(planned_hall):
    row, night = chains.change(planned_hall), datetime(2026, 11, 25, 17, 30, tzinfo=UTC)  # half past one in Shanghai
    facts = DecisionFacts(Answer.COUNTERMEASURE, "每日一小时专项", planned_hall.people["coach"], date(2026, 11, 25))

    with pytest.raises(Refused) as refusal:
        decide_change(row, facts, by=planned_hall.people["expert"], at=night)

    assert codes(refusal) == ["due_before_it_is_said"]


def test_the_latest_weight_and_the_latest_decision_count_and_both_are_logged(planned_hall):
    row = chains.change(planned_hall)
    chains.weighed(planned_hall, row, "section:1")
    chains.weighed(planned_hall, row, "criterion:B", "equipment:游标卡尺")
    chains.without_impact(planned_hall, row)
    chains.decided(planned_hall, row)

    fact = change_fact_of(row)

    assert (ChangeWeight.objects.count(), ChangeDecision.objects.count()) == (2, 2)
    assert fact.weight.severity is Severity.HIGH
    assert fact.touches == (Touch(TouchKind.CRITERION, "B"), Touch(TouchKind.EQUIPMENT, "游标卡尺"))
    assert (fact.decision.answer, fact.decision.owner.id) == (Answer.COUNTERMEASURE, planned_hall.people["coach"].pk)
    assert LogRow.objects.filter(deed="decide_change").count() == 2


def test_undecided_after_72_hours_is_red_and_a_signed_no_impact_is_green(planned_hall):
    row = chains.change(planned_hall)
    found = change_fact_of(row)

    early = standing_without_tests(found, at=row.at + timedelta(hours=72))
    late = standing_without_tests(found, at=row.at + timedelta(hours=72, seconds=1))
    chains.without_impact(planned_hall, row)
    signed = standing_without_tests(change_fact_of(row), at=row.at + timedelta(days=9))

    assert (early.stand, early.lamp, late.lamp) == (Stand.FOUND, Lamp.AMBER, Lamp.RED)
    assert (signed.stand, signed.lamp) == (Stand.NO_IMPACT, Lamp.GREEN)


@pytest.mark.parametrize("touch", ["section:9", "criterion:Z", "aspect:nothing", "equipment: "])
def test_what_the_skill_does_not_have_cannot_be_touched(planned_hall, touch):
    row = chains.change(planned_hall)

    with pytest.raises(Refused) as refusal:
        chains.weighed(planned_hall, row, touch)

    assert codes(refusal) == ["touch_unknown"]
    assert not ChangeWeight.objects.exists()


def test_a_countermeasure_needs_owner_and_date_and_no_impact_needs_words(planned_hall):
    row = chains.change(planned_hall)
    nobody = DecisionFacts(Answer.COUNTERMEASURE, "每日一小时专项")
    silent = DecisionFacts(Answer.NO_IMPACT, "无")

    with pytest.raises(Refused) as refused:
        decide_change(row, nobody, **planned_hall.who("expert"))
    with pytest.raises(Refused) as mute:
        decide_change(row, silent, **planned_hall.who("expert"))

    assert codes(refused) == ["countermeasure_without_due", "countermeasure_without_owner"]
    assert codes(mute) == ["decision_without_words"]


def test_the_owner_must_be_able_to_see_the_change_and_the_date_lie_ahead(planned_hall):
    row = chains.change(planned_hall)

    with pytest.raises(Refused) as blind:
        chains.decided(planned_hall, row, owner="judge1")
    with pytest.raises(Refused) as past:
        chains.decided(planned_hall, row, days=-2)

    assert codes(blind) == ["owner_may_not_see"]
    assert codes(past) == ["due_before_it_is_said"]
