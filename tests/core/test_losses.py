import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy import int64

from beizhan.core.losses import Loss, losses_of
from beizhan.core.marking.marks import BLANK
from beizhan.core.scheme.tree import Aspect, Kind
from beizhan.core.standing import Sheet, totals_of

ASPECTS = (
    Aspect("", "A1.01", Kind.MEASUREMENT, "", section="1", max_mark=100),
    Aspect("", "A1.02", Kind.JUDGEMENT, "", section="2", max_mark=200),
    Aspect("", "A2.01", Kind.MEASUREMENT, "", section="1", max_mark=50),
)
SHEET = Sheet(("x", "y", "z", "w"), ASPECTS, [[100, 67, 50], [0, 200, 0], [100, 133, 0], [50, 0, 50]])

fields = arrays(int64, st.tuples(st.integers(1, 7), st.just(3)), elements=st.integers(0, 50))


def test_losses_stand_beside_the_best_and_the_median_with_the_greatest_first():
    pack = losses_of(SHEET)[0]

    assert pack.code == "x"
    assert pack.by_aspect == (
        Loss("A1.02", 200, 67, lost=133, best=200, twice_median=200, behind_best=133, twice_behind_median=66),
        Loss("A1.01", 100, 100, lost=0, best=100, twice_median=150, behind_best=0, twice_behind_median=-50),
        Loss("A2.01", 50, 50, lost=0, best=50, twice_median=50, behind_best=0, twice_behind_median=-50),
    )


def test_sections_and_sub_criteria_are_summed_first_and_then_compared():
    pack = losses_of(SHEET)[1]

    assert [(loss.name, loss.worth, loss.mark, loss.lost) for loss in pack.by_section] == [
        ("1", 150, 0, 150),
        ("2", 200, 200, 0),
    ]
    assert [(loss.name, loss.lost, loss.best, loss.twice_median) for loss in pack.by_sub_criterion] == [
        ("A1", 100, 233, 367),
        ("A2", 50, 50, 50),
    ]


def test_the_median_of_an_odd_field_is_one_mark_and_stays_doubled():
    sheet = Sheet(SHEET.codes[:3], ASPECTS, SHEET.marks[:3])

    assert [loss.twice_median for loss in losses_of(sheet)[0].by_aspect] == [266, 200, 0]


def test_there_is_no_pack_while_a_mark_is_blank():
    with pytest.raises(ValueError, match="blank"):
        losses_of(Sheet(("x",), ASPECTS, [[1, 2, BLANK]]))


@given(fields)
def test_every_way_of_cutting_loses_the_same_in_all(marks):
    sheet = Sheet(tuple(f"{row}" for row in range(len(marks))), ASPECTS, marks)

    for pack, total in zip(losses_of(sheet), totals_of(sheet).tolist(), strict=True):
        sums = [sum(loss.lost for loss in cut) for cut in (pack.by_section, pack.by_sub_criterion, pack.by_aspect)]
        assert sums == [350 - total] * 3


@given(fields)
def test_losses_are_ordered_and_nobody_is_ahead_of_the_best(marks):
    for pack in losses_of(Sheet(tuple(f"{row}" for row in range(len(marks))), ASPECTS, marks)):
        lost = [loss.lost for loss in pack.by_aspect]
        assert lost == sorted(lost, reverse=True)
        assert min(loss.behind_best for loss in pack.by_aspect) >= 0


@given(fields)
def test_half_of_the_field_is_at_or_behind_the_median(marks):
    packs = losses_of(Sheet(tuple(f"{row}" for row in range(len(marks))), ASPECTS, marks))

    behind = sum(loss.twice_behind_median >= 0 for pack in packs for loss in pack.by_aspect if loss.name == "A1.01")

    assert 2 * behind >= len(packs)
