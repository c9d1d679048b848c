from collections import Counter
from hashlib import sha256
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.marking.draw import (
    LETTER_AND_DIGITS,
    TWO_DIGITS,
    Drawn,
    blind_codes_of,
    draw_of,
    fair_choice,
    faults_of,
    permutation_of,
    seed_of,
)


def test_a_draw_can_be_repeated_in_ten_lines():
    seed, count, counter = "世赛 2026-11-22", 9, 0
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        while True:
            number = int(sha256(f"{seed}/{counter}".encode()).hexdigest(), 16)
            counter += 1
            if number < 2**256 - 2**256 % (last + 1):
                break
        order[last], order[number % (last + 1)] = order[number % (last + 1)], order[last]

    assert permutation_of(count, seed) == tuple(order)


def test_a_seed_gives_the_same_order_for_ever():
    assert permutation_of(10, "beizhan") == (3, 5, 4, 9, 8, 0, 6, 2, 7, 1)  # worked out with sha256sum


def test_names_and_places_are_joined_by_the_order_of_the_seed():
    order = permutation_of(4, "seed")
    places = ("S1", "S2", "S3", "S4")

    assert draw_of(["Wang", "Li", "Zhao"], places, "seed") == (
        Drawn("Li", places[order[0]]),
        Drawn("Wang", places[order[1]]),
        Drawn("Zhao", places[order[2]]),
    )


@pytest.mark.parametrize(
    ("names", "places", "codes"),
    [
        (["a", "b"], ["1", "2", "3"], []),
        ([], [], []),
        (["a", "a"], ["1", "2"], ["draw_name_twice"]),
        (["a", "b"], ["1", "1"], ["draw_place_twice"]),
        (["a", "b"], ["1"], ["draw_places_too_few"]),
    ],
)
def test_names_and_places_that_do_not_fit_are_told(names, places, codes):
    assert [fault.code for fault in faults_of(names, places)] == codes


def test_names_and_places_that_do_not_fit_are_not_drawn():
    with pytest.raises(ValueError, match="fit"):
        draw_of(["a", "b"], ["1"], "seed")


@given(st.lists(st.text(max_size=4), unique=True, max_size=12), st.text(max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_the_list_cannot_bend_the_draw(names, seed, dice):
    places = [f"S{at}" for at in range(len(names) + 2)]
    there = draw_of(names, places, seed)
    dice.shuffle(names)

    assert draw_of(names, places, seed) == there
    assert len({one.place for one in there}) == len(names)


@given(st.integers(0, 60), st.text(max_size=8))
def test_an_order_has_every_number_once(length, seed):
    assert sorted(permutation_of(length, seed)) == list(range(length))


def test_every_order_is_equally_likely():
    draws = 24_000

    counts = Counter(permutation_of(4, f"seed {number}") for number in range(draws))
    expected = draws / factorial(4)
    chi_square = sum((seen - expected) ** 2 / expected for seen in counts.values())

    assert len(counts) == 24
    assert chi_square < 49.7  # 23 degrees of freedom, one in a thousand


def test_a_number_that_would_favour_some_is_passed_over():
    fair = 2**256 - 2**256 % 70

    assert fair_choice(iter([fair, 2**256 - 1, fair - 1]), 70) == 69
    assert fair_choice(iter([2**256 - 1]), 64) == 63


def test_several_people_make_one_seed_and_each_of_them_changes_it():
    assert seed_of(["a", "b"]) == seed_of(("a", "b"))
    assert len({seed_of(parts) for parts in (["a", "b"], ["ab", ""], ["b", "a"], ["a", "c"], ["c", "b"])}) == 5


def test_blind_codes_have_no_signs_that_are_taken_for_one_another():
    assert not set("".join(LETTER_AND_DIGITS)) & set("0OQ1ILZ5SG6B9") - set("56")
    assert (len(LETTER_AND_DIGITS), len(set(LETTER_AND_DIGITS))) == (882, 882)


def test_no_number_reads_as_another_number_upside_down():
    turned = str.maketrans("01689", "01986")
    upside_down = {code.translate(turned)[::-1] for code in TWO_DIGITS if set(code) <= set("01689")}

    assert upside_down == set()
    assert (len(TWO_DIGITS), TWO_DIGITS[0], TWO_DIGITS[-1]) == (70, "12", "97")


def test_everybody_has_a_code_of_their_own_and_no_two_seeds_agree():
    names = [f"name {number}" for number in range(60)]

    one, other = blind_codes_of(names, "one"), blind_codes_of(names, "other")

    assert len({drawn.place for drawn in one}) == 60
    assert one != other
    assert {drawn.place for drawn in blind_codes_of(names, "one", TWO_DIGITS)} <= set(TWO_DIGITS)
