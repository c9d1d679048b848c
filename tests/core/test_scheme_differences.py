from dataclasses import replace

import pytest

from beizhan.core.scheme.differences import AspectChange, Difference, changes_of, differences_of
from beizhan.core.scheme.tree import Aspect, Criterion, Kind, Scheme, SubCriterion, aspects_of

PLAN = Aspect("k1", "A1.01", Kind.MEASUREMENT, "plan", section="1", max_mark=100)
WIRE = Aspect("k2", "A1.02", Kind.MEASUREMENT, "wire", section="1", max_mark=200)


def scheme(*aspects: Aspect) -> Scheme:
    return Scheme("17", (), (Criterion("A", "", None, (SubCriterion("A1", "", 1, aspects),)),))


def test_a_scheme_does_not_differ_from_itself():
    assert changes_of(scheme(PLAN, WIRE), scheme(PLAN, WIRE)) == ()


def test_what_is_new_comes_in_the_order_of_the_new_scheme_and_what_is_gone_at_the_end():
    paint = replace(WIRE, key="k3", description="paint")

    found = changes_of(scheme(PLAN, WIRE), scheme(PLAN, paint))

    assert found == (AspectChange(None, paint), AspectChange(WIRE, None))


def test_an_aspect_without_a_key_is_recognised_by_its_words():
    fresh = replace(WIRE, key="", max_mark=250)

    found = changes_of(scheme(PLAN, WIRE), scheme(replace(PLAN, key=""), fresh))

    assert found == (AspectChange(WIRE, fresh, (Difference.MARK,)),)


@pytest.mark.parametrize(
    ("changed", "difference"),
    [
        ({"max_mark": 150}, Difference.MARK),
        ({"kind": Kind.JUDGEMENT}, Difference.METHOD),
        ({"section": "2"}, Difference.SECTION),
        ({"code": "A1.02"}, Difference.PLACE),
        ({"requirement": "± 1 mm"}, Difference.WORDS),
    ],
)
def test_each_difference_is_told_by_its_name(changed, difference):
    assert differences_of(PLAN, replace(PLAN, **changed)) == (difference,)


def test_a_new_aspect_before_the_others_moves_them_and_changes_nothing_else():
    first = replace(PLAN, key="", code="A1.01", description="safety")
    old = scheme(PLAN, WIRE)
    new = scheme(first, replace(PLAN, key="", code="A1.02"), replace(WIRE, key="", code="A1.03"))

    found = changes_of(old, new)

    assert [one.differences for one in found] == [(), (Difference.PLACE,), (Difference.PLACE,)]
    assert len(aspects_of(new)) == 3
