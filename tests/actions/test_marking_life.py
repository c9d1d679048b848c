import pytest
from django.db import DatabaseError, IntegrityError, transaction

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.awards import record_awards
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.awarding import AwardRow
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Award, Submission
from beizhan.models.marking.results import Snapshot
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.grids import grid_of

pytestmark = pytest.mark.django_db


def test_an_assessment_goes_from_the_plan_to_a_sealed_result():
    found = hall.sealed()

    assert step_of(found.assessment) is Step.SEALED
    assert list(Snapshot.objects.values_list("revision", "kind")) == [(1, "provisional"), (2, "sealed")]


def test_every_award_has_its_submission_its_event_and_its_log_row_in_one_transaction():
    found = hall.marking()
    row = hall.rows_of(found)[0]
    before = (Event.objects.count(), LogRow.objects.count())

    receipt = record_awards(found.assessment, [row], key="k1", **found.who("secretary"))

    award = Award.objects.get()
    assert (award.event.seq, award.event.hash) == (receipt.seq, receipt.head)
    assert award.submission.key == "k1"
    assert (Event.objects.count(), LogRow.objects.count()) == (before[0] + 1, before[1] + 1)


def test_the_same_key_with_the_same_rows_changes_nothing_and_answers_the_same():
    found = hall.marking()
    row = hall.rows_of(found)[0]
    first = record_awards(found.assessment, [row], key="k1", **found.who("secretary"))

    again = record_awards(found.assessment, [row], key="k1", **found.who("secretary"))

    assert again == first
    assert Award.objects.count() == 1
    assert Submission.objects.count() == 1


def test_the_same_key_with_other_rows_is_refused():
    found = hall.marking()
    first, second, *_ = hall.rows_of(found)
    record_awards(found.assessment, [first], key="k1", **found.who("secretary"))

    with pytest.raises(Refused) as refusal:
        record_awards(found.assessment, [second], key="k1", **found.who("secretary"))

    assert [fault.code for fault in refusal.value.faults] == ["key_reused"]


def test_an_award_based_on_an_older_version_is_refused():
    found = hall.marking()
    row = hall.rows_of(found)[0]
    record_awards(found.assessment, [row], key="k1", **found.who("secretary"))

    with pytest.raises(Refused) as refusal:
        record_awards(found.assessment, [row], key="k2", **found.who("second"))

    assert [fault.code for fault in refusal.value.faults] == ["stale"]


def test_the_database_itself_refuses_to_change_an_award():
    found = hall.marking()
    record_awards(found.assessment, hall.rows_of(found)[:1], key="k1", **found.who("secretary"))

    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        Award.objects.update(value=0)
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        Award.objects.all().delete()


def test_a_judge_gives_only_from_the_own_seat():
    found = hall.marking()
    grid = grid_of(found.assessment)
    judged = grid.scheme.criteria[0].sub_criteria[0].aspects[0].key
    place = grid.places[0].code

    record_awards(found.assessment, [AwardRow(place, judged, 1, 3, 0)], key="own", **found.who("judge1"))
    with pytest.raises(Refused) as refusal:
        record_awards(found.assessment, [AwardRow(place, judged, 2, 3, 0)], key="other", **found.who("judge1"))

    assert [fault.code for fault in refusal.value.faults] == ["not_your_seat"]
