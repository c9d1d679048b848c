import pytest

from beizhan.core.marking.cells import (
    Cell,
    CellState,
    Given,
    Verdict,
    current_of,
    entered_by,
    is_apart,
    mark_of,
    round_of,
    scores_of,
    seen_of,
    state_of,
    version_of,
)
from beizhan.core.scheme.tree import Kind


def judged(*scores, in_round=1, **more):
    given = tuple(
        Given(seat, in_round, 1, score, 3, f"judge{seat}") for seat, score in enumerate(scores, 1) if score is not None
    )
    return Cell(Kind.JUDGEMENT, 200, given, **more)


def measured(value, out_of=100, best=100, **more):
    return Cell(Kind.MEASUREMENT, best, (Given(0, 1, 1, value, out_of, "a"),), **more)


def confirmed(cell):
    return Cell(cell.kind, cell.max_mark, cell.given, Verdict(True, seen_of(cell), "b"), cell.discussed)


@pytest.mark.parametrize(
    ("cell", "state", "why"),
    [
        (Cell(Kind.JUDGEMENT, 200), CellState.BLANK, "nobody has said anything"),
        (judged(2, None, 2), CellState.PARTIAL, "one of three seats is silent"),
        (judged(2, 2, 1), CellState.ENTERED, "all seats spoke, 1 apart"),
        (judged(3, 1, 2), CellState.DISPUTED, "2 apart"),
        (judged(2, 2, 2, open_problems=1), CellState.DISPUTED, "a problem waits for its answer"),
        (judged(3, 1, 2, discussed=frozenset({1})), CellState.DISPUTED, "discussed, and not scored again"),
        (confirmed(judged(2, 2, 2)), CellState.CONFIRMED, "seen by a second person"),
        (measured(50), CellState.ENTERED, "one agreed value is enough"),
        (measured(None), CellState.BLANK, "taken back"),
        (measured(50, out_of=100, best=80), CellState.PARTIAL, "a part of another worth must be marked again"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_cell_is_in_the_state_that_was_said_of_it(cell, state, why):
    assert state_of(cell) is state


def test_a_confirmation_covers_only_the_awards_that_were_seen():
    seen = confirmed(judged(2, 2, 2))
    changed = Cell(seen.kind, 200, (Given(1, 1, 2, 3, 3, "judge1"), *seen.given[1:]), seen.verdict)

    assert (state_of(seen), state_of(changed)) == (CellState.CONFIRMED, CellState.ENTERED)


def test_a_rejection_of_what_stands_makes_the_cell_rejected():
    cell = judged(2, 2, 2)
    rejected = Cell(cell.kind, 200, cell.given, Verdict(False, seen_of(cell), "b", "illegible"))

    assert state_of(rejected) is CellState.REJECTED


def test_the_second_round_counts_and_the_first_is_kept():
    first = judged(3, 1, 2).given
    second = judged(2, 1, 2, in_round=2).given
    cell = Cell(Kind.JUDGEMENT, 200, first + second, discussed=frozenset({1}))

    assert (round_of(cell), scores_of(cell), scores_of(cell, in_round=1)) == (2, (2, 1, 2), (3, 1, 2))
    assert mark_of(cell) == 111


def test_a_mark_is_worth_the_maximum_times_the_sum_over_nine():
    assert mark_of(judged(2, 2, 1)) == 111


def test_scores_that_lie_apart_give_no_mark():
    assert (is_apart(judged(3, 1, 1)), mark_of(judged(3, 1, 1))) == (True, None)


@pytest.mark.parametrize(
    ("value", "out_of", "best", "mark"), [(100, 100, 80, 80), (0, 100, 80, 0), (50, 100, 80, None), (50, 100, 100, 50)]
)
def test_a_measurement_is_carried_to_another_worth_only_where_that_is_plain(value, out_of, best, mark):
    assert mark_of(measured(value, out_of, best)) == mark


def test_whoever_entered_what_stands_is_known():
    assert entered_by(judged(2, 2, None)) == frozenset({"judge1", "judge2"})


def test_the_version_of_a_seat_counts_all_its_rounds():
    cell = Cell(Kind.JUDGEMENT, 200, (Given(1, 1, 2, 3, 3, "a"), Given(1, 2, 3, 2, 3, "a")), discussed=frozenset({1}))

    assert (version_of(cell, 1), version_of(cell, 2)) == (3, 0)
    assert current_of(cell)[1].value == 2
