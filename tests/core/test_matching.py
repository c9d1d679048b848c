from dataclasses import replace

from beizhan.core.scheme.matching import keys_carried
from beizhan.core.scheme.tree import Aspect, Criterion, Kind, Scheme, SubCriterion, numbered


def scheme(*subs):
    rows = tuple(SubCriterion(code, code, 1, tuple(aspects)) for code, aspects in subs)
    return numbered(Scheme("t", (), (Criterion("A", "a", None, rows),)))


def aspect(words, key="", kind="M"):
    return Aspect(key, "", Kind(kind), words)


def test_an_aspect_keeps_its_key_when_a_row_is_inserted_above():
    old = scheme(("A1", [aspect("one", "k1"), aspect("two", "k2")]))
    new = scheme(("A1", [aspect("zero"), aspect("one"), aspect("two")]))

    assert keys_carried(new, old) == {"A1.02": "k1", "A1.03": "k2"}


def test_an_aspect_keeps_its_key_when_it_moves_to_another_sub_criterion():
    old = scheme(("A1", [aspect("one", "k1")]), ("A2", [aspect("two", "k2")]))
    new = scheme(("A1", []), ("A2", [aspect("two"), aspect("one")]))

    assert keys_carried(new, old) == {"A2.01": "k2", "A2.02": "k1"}


def test_a_reworded_aspect_at_the_same_place_keeps_its_key():
    old = scheme(("A1", [aspect("one", "k1"), aspect("two", "k2")]))
    new = scheme(("A1", [aspect("one"), aspect("second")]))

    assert keys_carried(new, old) == {"A1.01": "k1", "A1.02": "k2"}


def test_an_aspect_that_is_marked_otherwise_is_another_aspect():
    old = scheme(("A1", [aspect("one", "k1")]))
    new = scheme(("A1", [aspect("one", kind="J")]))

    assert keys_carried(new, old) == {}


def test_no_key_goes_twice_though_words_repeat():
    old = scheme(("A1", [aspect("same", "k1"), aspect("same", "k2")]))
    new = scheme(("A1", [aspect("same"), aspect("same"), aspect("same")]))

    carried = keys_carried(new, old)

    assert sorted(carried.values()) == ["k1", "k2"]


def test_an_unchanged_scheme_keeps_every_key():
    old = scheme(("A1", [aspect(str(number), f"k{number}") for number in range(9)]))
    new = scheme(("A1", [replace(one, key="") for one in old.criteria[0].sub_criteria[0].aspects]))

    assert list(keys_carried(new, old).values()) == [f"k{number}" for number in range(9)]
