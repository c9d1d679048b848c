from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.follow_through.evidence import LEAST_NOISE, SURENESS, Marked, Verdict, evidence_of

TOUCHED = ("a", "b")


def marked(name, marks, worths=None, competitors=None):
    columns = len(marks[0])
    aspects = tuple("abcdefghijklmnopqrstuvwxyz"[:columns])
    names = tuple(competitors or (f"k{row}" for row in range(len(marks))))
    return Marked(name, names, aspects, tuple(worths or [100] * columns), tuple(tuple(row) for row in marks))


def flat(touched, others, *, columns=26):
    """Return one competitor's marks: the touched aspects, then the others up and down by ten around a level."""
    return [*touched, *(others + (10 if place % 2 else -10) for place in range(columns - 2))]


BEFORE = marked("before", [flat([20, 20], 50)])


@pytest.mark.parametrize(
    ("after", "verdict", "why"),
    [
        ([90, 90], Verdict.IMPROVED, "from 20 to 90 of 100"),
        ([20, 20], Verdict.NOT_SHOWN, "no change"),
        ([22, 24], Verdict.NOT_SHOWN, "within noise"),
        ([0, 0], Verdict.WORSE, "lost what there was"),
    ],
)
def test_a_verdict_follows_from_the_gain(after, verdict, why):
    assert evidence_of(BEFORE, marked("after", [flat(after, 50)]), TOUCHED).verdict is verdict, why


def test_the_worked_example_of_the_method_page_holds():
    others = [50 + step for step in (-10, 10) * 12]
    again = [50 + step for step in (10, -10) * 12]

    found = evidence_of(marked("drill", [[20, 20, *others]]), marked("mock", [[90, 80, *again]]), TOUCHED)

    assert (found.before, found.after, found.gain, found.drift) == pytest.approx((0.2, 0.85, 0.65, 0.0))
    assert found.noise == pytest.approx(0.2043, abs=1e-4)
    assert found.error == pytest.approx(0.1504, abs=1e-4)
    assert (found.verdict, found.cells, found.left_out) == (Verdict.IMPROVED, 2, 0)


def test_what_rose_with_everything_else_shows_nothing():
    found = evidence_of(BEFORE, marked("after", [flat([60, 60], 90)]), TOUCHED)

    assert (found.verdict, found.shown, found.drift) == (Verdict.ROSE_WITH_ALL, False, pytest.approx(0.4))


def test_what_held_while_everything_else_fell_is_not_an_improvement():
    assert evidence_of(BEFORE, marked("after", [flat([20, 20], 20)]), TOUCHED).verdict is Verdict.NOT_SHOWN


def test_full_marks_before_and_after_are_held():
    before = marked("before", [flat([100, 100], 50)])

    assert evidence_of(before, before, TOUCHED).verdict is Verdict.HELD


@pytest.mark.parametrize(
    ("after", "why"),
    [
        (marked("after", [flat([90, 90], 50)], [50, 50, *[100] * 24]), "worth something else"),
        (marked("after", [flat([90, 90], 50)], competitors=["other"]), "another competitor"),
        (marked("after", [[None, None, *flat([0, 0], 50)[2:]]]), "blank"),
    ],
)
def test_only_like_is_compared_with_like(after, why):
    found = evidence_of(BEFORE, after, TOUCHED)

    assert (found.verdict, found.shown, found.left_out) == (Verdict.NOTHING_ALIKE, None, 2), why


def test_a_new_aspect_is_left_out_and_counted():
    assert evidence_of(BEFORE, marked("after", [flat([90, 90], 50)]), ("a", "new")).left_out == 1


def test_without_enough_else_the_noise_is_unknown_unless_it_is_given():
    before, after = marked("before", [[20, 20, 50]]), marked("after", [[90, 90, 50]])

    assert evidence_of(before, after, TOUCHED).verdict is Verdict.NOISE_UNKNOWN
    assert evidence_of(before, after, TOUCHED, noise=0.2).verdict is Verdict.IMPROVED


def test_calm_marks_are_not_taken_to_be_without_noise():
    before, after = marked("before", [[20, 20, *[50] * 24]]), marked("after", [[25, 25, *[50] * 24]])

    found = evidence_of(before, after, TOUCHED)

    assert (found.noise, found.verdict) == (LEAST_NOISE, Verdict.NOT_SHOWN)


def played(seed, gain, drift):
    """Return two assessments of three by sixty cells with a planted gain of four aspects over a drift of all."""
    dice = np.random.default_rng(seed)
    level = dice.uniform(0.3, 0.6, (3, 60))
    change = dice.normal(drift, 0.03, (3, 1)) + dice.normal(0, 0.15, (3, 60))
    change[:, :4] += gain
    names = tuple(f"x{place}" for place in range(60))
    before, after = (
        Marked(
            name, ("p", "q", "r"), names, (10_000,) * 60, tuple(map(tuple, np.rint(side * 10_000).astype(int).tolist()))
        )
        for name, side in (("before", level), ("after", level + change))
    )
    return before, after, names[:4]


def verdicts(gain, drift, times=200):
    return [evidence_of(*played(seed, gain, drift)).verdict for seed in range(times)]


def test_where_nothing_was_learnt_an_improvement_is_told_once_in_forty():
    share = verdicts(0.0, 0.0).count(Verdict.IMPROVED) / 200

    assert share < 0.05


def test_where_only_the_test_was_easier_an_improvement_is_told_as_rarely():
    assert verdicts(0.0, 0.2).count(Verdict.IMPROVED) / 200 < 0.05


def test_a_planted_gain_is_told_and_its_size_recovered():
    found = [evidence_of(*played(seed, 0.25, 0.05)) for seed in range(100)]

    assert sum(one.verdict is Verdict.IMPROVED for one in found) > 95
    assert np.mean([one.gain - one.drift for one in found]) == pytest.approx(0.25, abs=0.02)
    assert np.mean([one.noise for one in found]) == pytest.approx(0.15, abs=0.01)


marks = st.integers(0, 100)


@settings(max_examples=30)
@given(st.lists(st.lists(marks, min_size=30, max_size=30), min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_competitors_and_aspects_does_not_matter(rows, dice):
    before = marked("before", [row[:15] for row in rows])
    after = marked("after", [row[15:] for row in rows])
    order = list(range(15))
    dice.shuffle(order)

    turned = replace(
        after,
        competitors=after.competitors[::-1],
        aspects=tuple(after.aspects[place] for place in order),
        marks=tuple(tuple(row[place] for place in order) for row in after.marks[::-1]),
    )

    one, two = evidence_of(before, after, TOUCHED), evidence_of(before, turned, TOUCHED)
    assert (one.verdict, one.gain, one.noise) == (two.verdict, pytest.approx(two.gain), pytest.approx(two.noise))


def slowly(before, after, touched):
    """Return gain, drift and noise by loops over cells."""
    change = {
        (k, a): (after.marks[i][j] - before.marks[i][j]) / before.worths[j]
        for i, k in enumerate(before.competitors)
        for j, a in enumerate(before.aspects)
    }
    own = [value for (_, a), value in change.items() if a in touched]
    others = {
        k: [value for (kk, a), value in change.items() if kk == k and a not in touched] for k in before.competitors
    }
    means = {k: sum(values) / len(values) for k, values in others.items()}
    squares = sum((value - means[k]) ** 2 for k, values in others.items() for value in values)
    noise = (squares / sum(len(values) - 1 for values in others.values())) ** 0.5
    return sum(own) / len(own), sum(means.values()) / len(means), max(noise, LEAST_NOISE)


@settings(max_examples=30)
@given(st.lists(st.lists(marks, min_size=30, max_size=30), min_size=2, max_size=4))
def test_gain_drift_and_noise_agree_with_plain_loops(rows):
    before, after = marked("before", [row[:15] for row in rows]), marked("after", [row[15:] for row in rows])

    found = evidence_of(before, after, TOUCHED)

    assert (found.gain, found.drift, found.noise) == pytest.approx(slowly(before, after, TOUCHED))
    assert (found.verdict is Verdict.IMPROVED) <= (found.gain > SURENESS * found.error)
