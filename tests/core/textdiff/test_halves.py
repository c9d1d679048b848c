from itertools import pairwise
from random import Random

import pytest

from beizhan.core.textdiff.tables.halves import put_together


def slowly(old, new):
    """Try every row against every pair of neighbours that is left, as the definition says."""
    beads = []
    left = [list(enumerate(old)), list(enumerate(new))]
    for side in (0, 1):
        whole, halves = left[side], left[1 - side]
        for one in list(whole):
            pair = next((pair for pair in pairwise(halves) if _say(one, pair)), None)
            if pair:
                bead = (one[0],), tuple(place for place, _ in pair)
                beads.append(bead[::-1] if side else bead)
                whole.remove(one)
                for part in pair:
                    halves.remove(part)
    return beads


def _say(whole, pair):
    (_, above), (_, below) = pair
    joined = [one + two for one, two in zip(above, below, strict=True)]
    return any(below) and list(whole[1]) == joined


def small_table(dice):
    """Return up to nine rows of two cells of which many say together what others say alone."""
    words = ((), ("a",), ("b",), ("a", "b"), ("a", "a"))
    return [[dice.choice(words), dice.choice(words[:3])] for _ in range(dice.randint(0, 9))]


@pytest.mark.parametrize("seed", range(20))
def test_rows_are_put_together_as_by_trying_every_pair(seed):
    dice = Random(seed)

    for _ in range(100):
        old, new = small_table(dice), small_table(dice)
        assert put_together(old, new) == slowly(old, new)


def test_a_row_that_was_cut_is_found_on_either_side():
    whole, upper, lower, other = (
        [("1",), ("a", "title")],
        [("1",), ("a",)],
        [(), ("title",)],
        [("2",), ("b",)],
    )

    assert put_together([whole, other], [upper, lower, other]) == [((0,), (0, 1))]
    assert put_together([other, upper, lower], [other, whole]) == [((1, 2), (1,))]
    assert put_together([whole], [upper, other, lower]) == []
