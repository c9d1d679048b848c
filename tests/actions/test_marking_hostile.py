"""What somebody sends who means no good, or whose machine is broken: nothing of it is recorded, and nothing breaks."""

import ast
import math
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

import hall
import long_story
from beizhan.actions.door import Refused
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.corrections import approve_correction, propose_correction
from beizhan.core.marking.awarding import LONGEST_NOTE, MOST_ROWS, AwardRow
from beizhan.core.marking.cells import version_of
from beizhan.core.scheme.tree import Kind, aspects_of
from beizhan.files.verifier import KINDS
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Award, Submission
from beizhan.models.marking.results import Snapshot
from beizhan.models.people import Appointment, AppointmentEnd
from beizhan.queries.marking.grids import grid_of

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "src" / "beizhan"


def _refused(found, rows, key="k", who="secretary"):
    with pytest.raises(Refused) as refusal:
        record_awards(found.assessment, rows, key=key, **found.who(who))
    assert (Award.objects.count(), Submission.objects.count()) == (0, 0)
    return [fault.code for fault in refusal.value.faults]


@pytest.mark.parametrize("name", ["value", "seat", "based_on"])
@pytest.mark.parametrize("number", [True, 1.0, math.nan, math.inf, "1", "１", np.int64(1), [1]], ids=repr)
def test_what_is_no_whole_number_is_refused_before_anything_is_looked_at(name, number):
    found = hall.marking()
    row = replace(hall.rows_of(found)[0], **{name: number})

    assert _refused(found, [row]) == ["number_malformed"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": 10**30}, "value_out_of_range"),
        ({"value": -1}, "value_out_of_range"),
        ({"seat": 10**30}, "wrong_seat"),
        ({"based_on": 10**30}, "stale"),
        ({"based_on": -1}, "stale"),
        ({"note": "a\0b"}, "note_unwritable"),
        ({"note": "half \ud800 a pair"}, "note_unwritable"),
        ({"note": "x" * (LONGEST_NOTE + 1)}, "note_unwritable"),
        ({"place": "\0"}, "note_unwritable"),
        ({"aspect": "{"}, "no_such_cell"),
        ({"place": "' OR 1=1 --"}, "no_such_cell"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_with_its_reason(change, code):
    found = hall.marking()
    row = replace(hall.rows_of(found)[0], **change)

    assert _refused(found, [row]) == [code]


def test_an_aspect_in_another_spelling_of_its_number_is_none():
    found = hall.marking()
    row = hall.rows_of(found)[0]
    spelt = [
        replace(row, aspect=text) for text in (row.aspect.upper(), row.aspect.replace("-", ""), f"{{{row.aspect}}}")
    ]

    assert _refused(found, spelt) == ["no_such_cell"] * 3


def test_one_sending_holds_only_so_many_awards():
    found = hall.marking()
    row = hall.rows_of(found)[0]

    assert _refused(found, [row] * (MOST_ROWS + 1)) == ["too_many_given"]


def test_ten_thousand_awards_for_nobody_are_refused_one_by_one():
    found = hall.marking()
    row = hall.rows_of(found)[0]
    rows = [replace(row, place=f"PP{number}") for number in range(10_000)]  # no blind code looks like this

    assert _refused(found, rows) == ["no_such_cell"] * 10_000


def test_a_code_or_an_aspect_of_another_assessment_is_none():
    found, other = hall.marking(), hall.marking()
    own, foreign = hall.rows_of(found)[0], hall.rows_of(other)[0]
    taken = {place.code for place in grid_of(found.assessment).places}
    code = next(place.code for place in grid_of(other.assessment).places if place.code not in taken)

    assert _refused(found, [replace(own, aspect=foreign.aspect)]) == ["no_such_cell"]
    assert _refused(found, [replace(own, place=code)]) == ["no_such_cell"]


def test_a_receipt_is_given_again_to_somebody_who_lost_the_post_meanwhile():
    found = hall.marking()
    row = hall.rows_of(found)[0]
    first = record_awards(found.assessment, [row], key="k", **found.who("secretary"))
    for held in Appointment.objects.filter(person=found.people["secretary"]):
        AppointmentEnd.objects.create(appointment=held, by=found.people["director"], at=found.later())

    assert record_awards(found.assessment, [row], key="k", **found.who("secretary")) == first


def test_a_clock_that_jumps_back_changes_no_order():
    found = hall.marking()
    first, second, *_ = hall.rows_of(found)
    record_awards(found.assessment, [first], key="1", **found.who("secretary"))
    past = {"by": found.people["secretary"], "at": found.at - timedelta(days=365)}

    receipt = record_awards(found.assessment, [second], key="2", **past)

    assert receipt.seq == Event.objects.filter(assessment=found.assessment).count()
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, receipt.seq + 1))


def _measured(found):
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.kind is Kind.MEASUREMENT)
    return AwardRow(grid.places[0].code, aspect.key, 0, 0, version_of(grid.cell(grid.places[0], aspect), 0))


def test_a_correction_that_would_leave_a_mark_blank_is_refused():
    found = hall.sealed()
    proposal = propose_correction(
        found.assessment, [replace(_measured(found), value=None)], reason=long_story.WHY, **found.who("arbiter")
    )

    with pytest.raises(Refused) as refusal:
        approve_correction(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))

    assert [fault.code for fault in refusal.value.faults] == ["marks_missing"]
    assert Snapshot.objects.count() == 2


def test_a_correction_of_nothing_is_none():
    found = hall.sealed()

    with pytest.raises(Refused) as refusal:
        propose_correction(found.assessment, [], reason=long_story.WHY, **found.who("arbiter"))

    assert [fault.code for fault in refusal.value.faults] == ["nothing_given"]


def test_the_verifier_knows_every_kind_of_event_that_is_told():
    told = set()
    for path in (SOURCE / "actions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            name = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
            if name == "tell":
                told |= {one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)}

    assert told - set(KINDS) == set()
    assert len(told) > 15
