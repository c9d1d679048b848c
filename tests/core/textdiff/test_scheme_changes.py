from dataclasses import replace
from decimal import Decimal

import pytest

from beizhan.core.scheme.tree import Aspect, Criterion, Kind, Scheme, Section, SubCriterion, numbered
from beizhan.core.textdiff.scheme_changes import scheme_changes_of


def aspect(text, mark=100, section="1"):
    return Aspect("", "", Kind.MEASUREMENT, text, section=section, max_mark=mark)


WORDS = ("The frame is square", "The joint closes along its whole length", "The surface is free of marks")


def scheme(aspects, sections=((("1", "Work", 4000)), ("2", "Wood", 6000)), name="Frame"):
    subs = (
        SubCriterion("A1", name, 1, tuple(aspects)),
        SubCriterion("A2", "Order", 2, (aspect("The floor is swept"),)),
    )
    return numbered(
        Scheme("99 Timber", tuple(Section(*one) for one in sections), (Criterion("A", "Making", 10000, subs),))
    )


OLD = scheme([aspect(words) for words in WORDS])


def told(new):
    return [(str(one.kind), one.old, one.new, one.at_stake) for one in scheme_changes_of(OLD, new)]


def test_a_scheme_beside_itself_has_nothing_to_tell():
    assert scheme_changes_of(OLD, OLD) == ()


def test_a_mark_that_changed_is_told_with_what_is_at_stake():
    [change] = scheme_changes_of(OLD, scheme([aspect(WORDS[0], 150), aspect(WORDS[1]), aspect(WORDS[2])]))

    assert (str(change.kind), change.at_stake, change.figures[0].stake) == ("changed", Decimal("1.5"), Decimal("0.50"))
    assert (change.new_where.clause, change.new_where.title) == ("A1.01", "A1 Frame")


@pytest.mark.parametrize(
    ("aspects", "kinds", "why"),
    [
        ([WORDS[0], WORDS[2]], ["renumbered", "removed"], "an aspect went"),
        ([WORDS[0], "Pegs are flush", WORDS[1], WORDS[2]], ["renumbered", "renumbered", "added"], "one came"),
        ([WORDS[0] + " to 1 mm", WORDS[1], WORDS[2]], ["changed"], "one was reworded"),
        (["Dust is drawn off at once", WORDS[1], WORDS[2]], ["added", "removed"], "another in its place"),
    ],
)
def test_an_aspect_is_told_by_what_became_of_it(aspects, kinds, why):
    assert [kind for kind, *_ in told(scheme(map(aspect, aspects)))] == kinds, why


def test_an_aspect_that_serves_another_section_has_changed():
    [(kind, old, new, _)] = told(scheme([aspect(WORDS[0], section="2"), aspect(WORDS[1]), aspect(WORDS[2])]))

    assert (kind, "section 1" in old, "section 2" in new) == ("changed", True, True)


def test_weights_of_sections_and_names_are_compared_too():
    new = scheme([aspect(words) for words in WORDS], (("1", "Work", 3500), ("2", "Wood", 6500)), "Frames")

    assert [(kind, old, new) for kind, old, new, _ in told(new)] == [
        ("changed", "40.00", "35.00"),
        ("changed", "60.00", "65.00"),
        ("changed", "Frame", "Frames"),
    ]


def test_an_aspect_that_went_to_another_sub_criterion_has_moved():
    kept = OLD.criteria[0].sub_criteria
    subs = (
        replace(kept[0], aspects=kept[0].aspects[:2]),
        replace(kept[1], aspects=(*kept[1].aspects, kept[0].aspects[2])),
    )
    new = numbered(replace(OLD, criteria=(replace(OLD.criteria[0], sub_criteria=subs),)))

    assert [kind for kind, *_ in told(new)] == ["moved"]


def test_real_schemes_are_the_same_as_themselves(shared_data):
    from beizhan.files.cis_workbook.reader import read_scheme  # noqa: PLC0415 - a test of the core needs it only here

    for file in sorted((shared_data("cis-marking-schemes") / "original").glob("*.xlsx")):
        found = read_scheme(file.read_bytes()).scheme
        assert scheme_changes_of(found, found) == ()
