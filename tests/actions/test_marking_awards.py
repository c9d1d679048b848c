"""Awards as they are recorded: once, whole or not at all, on the version seen, from the own seat (MI-01 to MI-06)."""

import json
from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import confirm_awards
from beizhan.actions.marking.conflicts import stand_down
from beizhan.actions.marking.locks import approve_lock, propose_lock
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Award, Submission
from desk import (
    POSTS,
    barred_code,
    cell,
    codes,
    confirm,
    give,
    judged,
    measure,
    measured,
    refusals,
    score,
    state,
    with_bars,
    written,
)

pytestmark = pytest.mark.django_db


def first_row(found) -> AwardRow:
    return AwardRow(codes(found)[0], judged(found).key, 1, 2, 0)


# Idempotency: who sends the same again under the same key changes nothing; anything else under it is refused (MI-03).

SAME, REUSED = "the same answer", "key_reused"
RESENT = {
    "nothing": (lambda rows, _found: rows, SAME),
    "the rows as equal values": (lambda rows, _found: [replace(row) for row in rows], SAME),
    "the rows as a tuple": (lambda rows, _found: tuple(rows), SAME),
    "a score": (lambda rows, _found: [replace(rows[0], value=3), rows[1]], REUSED),
    "a score into nothing": (lambda rows, _found: [replace(rows[0], value=None), rows[1]], REUSED),
    "a mark by a hundredth": (lambda rows, _found: [rows[0], replace(rows[1], value=999)], REUSED),
    "the competitor": (lambda rows, found: [replace(rows[0], place=codes(found)[1]), rows[1]], REUSED),
    "the aspect": (lambda rows, found: [replace(rows[0], aspect=judged(found, 1).key), rows[1]], REUSED),
    "the seat": (lambda rows, _found: [replace(rows[0], seat=2), rows[1]], REUSED),
    "the version it is based on": (lambda rows, _found: [replace(rows[0], based_on=1), rows[1]], REUSED),
    "a note": (lambda rows, _found: [replace(rows[0], note="看过"), rows[1]], REUSED),
    "the order": (lambda rows, _found: rows[::-1], REUSED),
    "one row less": (lambda rows, _found: rows[:1], REUSED),
    "one row more": (lambda rows, found: [*rows, AwardRow(codes(found)[1], judged(found).key, 1, 2, 0)], REUSED),
}


@pytest.mark.parametrize("changed", RESENT)
def test_a_key_that_comes_again(open_hall, changed):
    found = open_hall
    rows = [first_row(found), AwardRow(codes(found)[0], measured(found).key, AGREED, 1000, 0)]
    first = give(found, rows, key="k1")
    change, outcome = RESENT[changed]

    if outcome is REUSED:
        assert refusals(lambda: give(found, change(rows, found), key="k1")) == [REUSED]
    else:
        before = written()
        assert give(found, change(rows, found), key="k1") == first
        assert written() == before


def test_the_same_key_of_somebody_else_is_another_key(open_hall):
    found = open_hall
    give(found, [first_row(found)], key="k1")

    receipt = give(found, [AwardRow(codes(found)[1], judged(found).key, 1, 2, 0)], who="second", key="k1")

    assert receipt.versions == (1,)
    assert Submission.objects.filter(key="k1").count() == 2


def test_the_same_key_in_another_assessment_is_refused(open_hall):
    found, other = open_hall, hall.marking()
    give(found, [first_row(found)], key="k1")
    other.people["secretary"] = found.people["secretary"]
    hall.appoint(
        other.campaign,
        found.people["secretary"],
        hall.Post.SECRETARY,
        other.entries[0].unit,
        by=other.people["officer"],
    )

    assert refusals(lambda: give(other, [first_row(other)], key="k1")) == ["key_reused"]


def test_a_key_that_was_refused_is_free_again(open_hall):
    found = open_hall
    row = first_row(found)
    assert refusals(lambda: give(found, [replace(row, based_on=5)], key="k1")) == ["stale"]

    assert give(found, [row], key="k1").versions == (1,)


def test_a_late_repetition_gets_its_first_answer_though_the_cell_has_moved_on(open_hall):
    found = open_hall
    row = first_row(found)
    first = give(found, [row], key="k1")
    give(found, [replace(row, value=3, based_on=1)], key="k2")

    again = give(found, [row], key="k1")

    assert again == first
    assert cell(found, row.place, judged(found)).given[0].value == 3


def test_a_late_repetition_gets_its_first_answer_though_all_is_locked_by_now(open_hall):
    found = open_hall
    row = first_row(found)
    first = give(found, [row], key="k1")
    others = [replace(row, seat=2), replace(row, seat=3)]
    hall.locked(hall.marked(found, [*hall.rows_of(found), *others]))

    assert give(found, [row], key="k1") == first


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_sending_needs_a_key_that_fits(open_hall, key):
    found = open_hall

    with pytest.raises(Refused, match="key"):
        record_awards(found.assessment, [first_row(found)], key=key, **found.who("secretary"))
    assert Award.objects.count() == 0


def test_nothing_is_nothing(open_hall):
    found = open_hall

    assert refusals(lambda: give(found, [])) == ["nothing_given"]


# One transaction holds everything, and a refusal leaves nothing behind (MI-02).


def test_a_sheet_with_one_bad_cell_is_refused_whole_and_the_cell_is_named(open_hall):
    found = open_hall
    rows = [first_row(found), AwardRow(codes(found)[0], measured(found).key, AGREED, 1001, 0)]

    with pytest.raises(Refused) as refusal:
        give(found, rows)

    assert [(fault.code, fault.row) for fault in refusal.value.faults] == [("value_out_of_range", 2)]
    assert (Award.objects.count(), Submission.objects.count()) == (0, 0)


def test_a_mark_cannot_be_guessed_from_the_hash_that_the_trail_shows(open_hall):
    found = open_hall
    places = codes(found)

    for place in places[:2]:
        give(found, [AwardRow(place, measured(found).key, AGREED, 500, 0)])
    confirm_awards(found.assessment, hall.seen_cells(found), **found.who("second"))

    bodies = [json.loads(event.body) for event in Event.objects.filter(kind__in=["awards", "verdict"])]
    assert [len(body["salt"]) for body in bodies] == [32, 32, 32]
    assert len({body["salt"] for body in bodies}) == 3


def test_what_was_given_stands_in_the_chain_word_for_word(open_hall):
    found = open_hall
    row = replace(first_row(found), note="重看")

    receipt = give(found, [row])

    event = Event.objects.get(assessment=found.assessment, seq=receipt.seq)
    assert (event.kind, event.by, event.hash) == ("awards", found.people["secretary"], receipt.head)
    assert json.loads(event.body)["rows"] == [
        {
            "place": row.place,
            "aspect": row.aspect,
            "code": "A1.01",
            "seat": 1,
            "round": 1,
            "version": 1,
            "value": 2,
            "out_of": 3,
            "alone": False,
            "note": "重看",
        }
    ]


# Who may: the whole matrix of posts.

MAY_RECORD, MAY_SCORE = {"secretary", "second"}, {"judge1"}


@pytest.mark.parametrize("who", POSTS)
def test_only_secretaries_enter_sheets_and_judges_score_from_their_seat(open_hall, who):
    found = open_hall
    before = written()

    if who in MAY_RECORD | MAY_SCORE:
        give(found, [first_row(found)], who)
        last = LogRow.objects.order_by("-pk")[0]
        assert (last.by, last.deed) == (found.people[who], "record_awards" if who in MAY_RECORD else "score_alone")
    elif who.startswith("judge"):
        assert refusals(lambda: give(found, [first_row(found)], who)) == ["not_your_seat"]
    else:
        with pytest.raises(PermissionDenied):
            give(found, [first_row(found)], who)
        assert written() == before


def test_somebody_whose_account_is_closed_records_nothing():
    found = hall.marking()
    secretary = found.people["secretary"]
    secretary.is_active = False
    secretary.save()

    with pytest.raises(PermissionDenied):
        give(found, [first_row(found)])


# Versions: a write is accepted only on what is current (MI-06).


@pytest.mark.parametrize("based_on", [0, 1, 3, 99])
def test_an_award_on_any_version_but_the_current_one_is_refused(open_hall, based_on):
    found = open_hall
    row = first_row(found)
    give(found, [row])
    give(found, [replace(row, value=3, based_on=1)])

    assert refusals(lambda: give(found, [replace(row, based_on=based_on)])) == ["stale"]
    assert give(found, [replace(row, value=1, based_on=2)]).versions == (3,)


def test_every_version_stays(open_hall):
    found = open_hall
    row = first_row(found)
    for version, value in enumerate((2, 3, None, 1)):
        give(found, [replace(row, value=value, based_on=version)])

    assert list(Award.objects.order_by("version").values_list("version", "value")) == [
        (1, 2),
        (2, 3),
        (3, None),
        (4, 1),
    ]


def test_two_seats_of_one_cell_have_versions_of_their_own(open_hall):
    found = open_hall
    row = first_row(found)
    give(found, [row, replace(row, seat=2)])

    assert give(found, [replace(row, seat=2, value=3, based_on=1)]).versions == (2,)
    assert give(found, [replace(row, value=1, based_on=1)]).versions == (2,)


# What may be given, and when.

BAD = {
    "a competitor of another assessment": (lambda row: replace(row, place="ZZZ"), "no_such_cell"),
    "no aspect": (lambda row: replace(row, aspect="0d3b0f0a-0000-4000-8000-000000000000"), "no_such_cell"),
    "not even a key of an aspect": (lambda row: replace(row, aspect="A1.01"), "no_such_cell"),
    "a score above 3": (lambda row: replace(row, value=4), "value_out_of_range"),
    "a score below 0": (lambda row: replace(row, value=-1), "value_out_of_range"),
    "the seat of a measurement": (lambda row: replace(row, seat=0), "wrong_seat"),
    "the supervisor's seat": (lambda row: replace(row, seat=4), "wrong_seat"),
}


@pytest.mark.parametrize("what", BAD)
def test_an_award_that_makes_no_sense_is_refused(open_hall, what):
    found = open_hall
    spoil, code = BAD[what]

    assert refusals(lambda: give(found, [spoil(first_row(found))])) == [code]


def test_the_same_cell_twice_in_one_sending_is_refused(open_hall):
    found = open_hall
    row = first_row(found)

    assert refusals(lambda: give(found, [row, replace(row, value=3)])) == ["award_given_twice"]


def test_nothing_is_recorded_before_marking_is_open():
    found = hall.declared()

    assert refusals(lambda: give(found, [AwardRow("K47", "x", 1, 2, 0)])) == ["not_marking"]


def test_a_confirmed_cell_is_rejected_before_it_is_entered_again(open_hall):
    found = open_hall
    code, aspect = codes(found)[0], measured(found)
    measure(found, code, aspect, 1000)
    confirm(found, code, aspect)

    assert refusals(lambda: measure(found, code, aspect, 0)) == ["already_confirmed"]


@pytest.mark.parametrize(
    ("scope", "ref"), [(LockScope.SUB_CRITERION, "A1"), (LockScope.DAY, "1"), (LockScope.ASSESSMENT, "")]
)
def test_nothing_is_recorded_under_a_lock(scope, ref):
    found = hall.marked()
    proposal = propose_lock(found.assessment, scope, ref, **found.who("secretary"))
    approve_lock(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))

    wanted = ["not_marking"] if scope is LockScope.ASSESSMENT else ["locked"]
    assert refusals(lambda: give(found, [replace(first_row(found), based_on=1)])) == wanted


def test_a_lock_on_one_day_leaves_the_other_open(open_hall):
    found = open_hall
    day1 = [row for row in hall.rows_of(found) if row.aspect in {judged(found).key, measured(found).key}]
    hall.marked(found, day1)
    proposal = propose_lock(found.assessment, LockScope.DAY, "1", **found.who("secretary"))
    approve_lock(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))

    assert measure(found, codes(found)[0], measured(found, 1), 2000).versions == (1,)


# Judges alone: own seat, own measurement, revealed together (K5).


def test_a_judge_may_change_the_own_score_until_all_three_have_spoken(open_hall):
    found = open_hall
    row = first_row(found)
    give(found, [row], "judge1")
    give(found, [replace(row, value=3, based_on=1)], "judge1")
    give(found, [replace(row, seat=2)], "judge2")
    give(found, [replace(row, seat=3)], "judge3")

    assert refusals(lambda: give(found, [replace(row, value=1, based_on=2)], "judge1")) == ["already_revealed"]


def test_a_judge_takes_part_off_a_measurement_only_with_a_reason(open_hall):
    found = open_hall
    row = AwardRow(codes(found)[0], measured(found).key, AGREED, 750, 0)

    assert refusals(lambda: give(found, [row], "judge1")) == ["deduction_without_reason"]
    assert give(found, [replace(row, note="缺一处标注")], "judge1").versions == (1,)


@pytest.mark.parametrize("value", [0, 1000])
def test_full_and_zero_need_no_reason(open_hall, value):
    found = open_hall

    assert measure(found, codes(found)[0], measured(found), value, "judge2").versions == (1,)


def test_what_a_signed_sheet_says_needs_no_reason_on_the_keyboard(open_hall):
    found = open_hall

    assert measure(found, codes(found)[0], measured(found), 750).versions == (1,)


# Recusal: the barred judge gives nothing there, the fourth expert takes the seat (K7).


def test_a_barred_judge_gives_nothing_there_and_everything_elsewhere():
    found = with_bars("judge1")
    code = barred_code(found, "judge1")
    row = AwardRow(code, judged(found).key, 1, 2, 0)
    other = next(one for one in codes(found) if one != code)

    assert refusals(lambda: give(found, [row], "judge1")) == ["not_your_seat"]
    assert refusals(lambda: measure(found, code, measured(found), 1000, "judge1")) == ["not_your_seat"]
    assert give(found, [replace(row, place=other)], "judge1").versions == (1,)


def test_the_fourth_expert_takes_the_seat_of_the_barred_judge_and_no_other():
    found = with_bars("judge1")
    code = barred_code(found, "judge1")
    row = AwardRow(code, judged(found).key, 1, 2, 0)
    other = next(one for one in codes(found) if one != code)

    assert refusals(lambda: give(found, [replace(row, place=other)], "judge4")) == ["not_your_seat"]
    assert refusals(lambda: give(found, [replace(row, seat=2)], "judge4")) == ["not_your_seat"]
    give(found, [row], "judge4")
    give(found, [replace(row, seat=2)], "judge2")
    give(found, [replace(row, seat=3)], "judge3")
    assert state(found, code, judged(found)) == "entered"


def test_one_expert_never_sits_in_two_seats():
    found = with_bars("judge1")
    stand_down(found.assessment, reason="赛前半年曾任其教练，应回避", **found.who("judge2"))
    row = AwardRow(barred_code(found, "judge1"), judged(found).key, 1, 2, 0)

    give(found, [row], "judge4")

    assert refusals(lambda: give(found, [replace(row, seat=2)], "judge4")) == ["not_your_seat"]


def test_a_fourth_expert_who_is_barred_takes_no_seat():
    found = with_bars("judge4")
    stand_down(found.assessment, reason="赛前半年曾任其教练，应回避", **found.who("judge1"))
    row = AwardRow(barred_code(found, "judge4"), judged(found).key, 1, 2, 0)

    assert refusals(lambda: give(found, [row], "judge4")) == ["not_your_seat"]


def test_who_stands_down_judges_nobody_and_the_fourth_expert_goes_on(open_hall):
    found = open_hall
    stand_down(found.assessment, reason="赛前半年曾任其教练，应回避", **found.who("judge2"))

    for code in codes(found):
        row = AwardRow(code, judged(found).key, 2, 3, 0)
        assert refusals(lambda row=row: give(found, [row], "judge2")) == ["not_your_seat"]
        assert give(found, [row], "judge4").versions == (1,)


def test_a_secretary_may_key_in_every_seat_of_a_signed_sheet():
    found = with_bars("judge1")

    assert score(found, barred_code(found, "judge1"), judged(found), (1, 2, 2)).versions == (1, 1, 1)
