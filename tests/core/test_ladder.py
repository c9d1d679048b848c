"""The ladder: how many stand, how many go through."""

import pytest

from beizhan.core.ladder import Rung, faults_of_ladder, faults_of_rung


@pytest.mark.parametrize(
    ("rung", "codes"),
    [
        (Rung(1, 10, 5), []),
        (Rung(1, 5, 5), []),
        (Rung(1, 5, 6), ["stage_lets_too_many_through"]),
        (Rung(1, 5, 0), ["stage_lets_nobody_through"]),
    ],
)
def test_a_stage_lets_at_least_one_and_at_most_all_through(rung, codes):
    assert [fault.code for fault in faults_of_rung(rung)] == codes


def test_ten_to_five_to_two_to_one_is_a_ladder_in_any_order_of_writing():
    assert faults_of_ladder([Rung(3, 2, 1), Rung(1, 10, 5), Rung(2, 5, 2)]) == ()


def test_a_stage_that_does_not_begin_where_the_last_one_ended_is_warned_of():
    (fault,) = faults_of_ladder([Rung(1, 10, 5), Rung(2, 4, 1)])

    assert (fault.code, dict(fault.facts)) == ("ladder_broken", {"position": 2, "found": 4, "wanted": 5})
