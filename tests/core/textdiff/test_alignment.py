from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.textdiff.aligning.alignment import heaviest_chain, matching_of, shared_subsequence
from beizhan.core.textdiff.aligning.rewording import beads_in_gap, features_of, likeness_of, moved_pairs
from beizhan.core.textdiff.wording.tokens import words_of

pairs = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 9)), max_size=9, unique_by=lambda p: p[:2]
)
keys = st.lists(st.sampled_from("abcde"), max_size=10)


def heaviest(given_pairs):
    """Return the weight of the heaviest rising choice, by trying all of them."""
    best = 0
    for size in range(len(given_pairs) + 1):
        for chosen in combinations(sorted(given_pairs), size):
            rises = all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chosen))
            best = max(best, sum(pair[2] for pair in chosen)) if rises else best
    return best


@given(pairs)
def test_the_chain_is_the_heaviest_that_rises(given_pairs):
    chain = heaviest_chain(given_pairs)

    weights = {pair[:2]: pair[2] for pair in given_pairs}
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    assert sum(weights[pair] for pair in chain) == heaviest(given_pairs)


@given(keys, keys)
def test_matched_places_are_equal_and_none_is_matched_twice(old, new):
    matching = matching_of(old, new, [1.0] * len(old))

    both = [*matching.stayed, *matching.moved]
    assert all(old[i] == new[j] for i, j in both)
    assert len({i for i, _ in both}) == len({j for _, j in both}) == len(both)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(matching.stayed))


@given(keys)
def test_a_sequence_matches_itself_place_by_place(old):
    assert matching_of(old, old, [1.0] * len(old)).stayed == tuple((i, i) for i in range(len(old)))


def test_the_heavier_part_stays_and_the_lighter_has_moved():
    old, new = ["long", "short", "end"], ["short", "long", "end"]

    assert matching_of(old, new, [20.0, 4.0, 1.0]).moved == ((1, 0),)


def test_what_is_too_light_has_not_moved_but_gone_and_come():
    assert matching_of(["a", "b"], ["b", "a"], [9.0, 0.5]).moved == ()


@pytest.mark.parametrize(("unit", "gone"), [("a", 1), ("a", 50), ("ab", 2)])
def test_what_is_repeated_very_often_is_matched_from_both_ends(unit, gone):
    old = [*unit] * 300
    new = old[gone:]

    matched = shared_subsequence(old, new)

    assert len(matched) == len(new)
    assert all(old[i] == new[j] for i, j in matched)


def test_repeated_places_are_matched_in_order():
    assert len(shared_subsequence("xayax", "axax")) == 3


def told_by(text):
    return features_of(words_of(text))


CHECKS = "The expert checks the drawing before the module begins."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (CHECKS, "The expert checks the plan before the module begins."),
        ("裁判在模块开始前检查图纸。", "裁判在模块开始前检查图样和模型。"),
        ("Competitors have 3 hours.", "Competitors have 4 hours."),
        ("They may bring hand tools in one box.", "Hand tools can be brought if they fit in one box."),
    ],
)
def test_a_reworded_sentence_in_its_place_is_the_same_sentence(old, new):
    assert beads_in_gap([told_by(old)], [told_by(new)]) == [((0,), (0,))]


@pytest.mark.parametrize(
    ("old", "new"),
    [(CHECKS, "Visitors stay behind the barrier."), ("裁判在模块开始前检查图纸。", "观众须站在护栏以外。")],
)
def test_another_sentence_in_its_place_is_another(old, new):
    assert beads_in_gap([told_by(old)], [told_by(new)]) == []


def test_likeness_is_one_for_the_same_and_nothing_for_nothing_in_common():
    assert (likeness_of(told_by(CHECKS), told_by(CHECKS)), likeness_of(told_by("alpha"), told_by("beta"))) == (1, 0)


def test_a_sentence_cut_in_two_is_one_bead():
    old = [features_of(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])]
    new = [
        features_of(["one", "two", "three", "four", "five"]),
        features_of(["six", "seven", "eight", "nine", "other"]),
    ]

    assert beads_in_gap(old, new) == [((0,), (0, 1))]


def test_a_new_sentence_beside_a_kept_one_is_no_part_of_it():
    old = [features_of(["one", "two", "three", "four", "five", "six", "seven"])]
    new = [
        features_of(["one", "two", "three", "four", "five", "six", "eight"]),
        features_of(["quite", "another", "thing", "is", "said"]),
    ]

    assert beads_in_gap(old, new) == [((0,), (0,))]


def test_a_long_gap_is_paired_by_what_is_rare():
    lines = [f"item {n} stands in room {n} beside machine {n} of hall {n}" for n in range(60)]
    old = [told_by(line) for line in lines]
    new = [told_by(f"{line} now") for line in lines]

    assert beads_in_gap(old, new) == [((n,), (n,)) for n in range(60)]


def test_what_moved_and_was_reworded_is_found_by_its_likeness():
    text = "the toolbox is checked by two experts on the day before the competition"
    old = [features_of(["alpha", "beta", "gamma", "delta"]), features_of(text.split())]
    new = [features_of(text.replace("two", "three").split()), features_of(["nothing", "like", "the", "others"])]

    assert moved_pairs(old, new) == [(1, 0)]
