from dataclasses import replace

import pytest

from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.scheme.document import document_of, scheme_of
from beizhan.core.scheme.tree import (
    Aspect,
    Calculation,
    Criterion,
    Descriptor,
    Kind,
    Scheme,
    Section,
    SectionMarks,
    SubCriterion,
    aspects_of,
    criterion_total_of,
    numbered,
    section_marks_of,
    sub_criteria_of,
    total_of,
    total_variation_of,
)

LEVELS = tuple(Descriptor(score, f"level {score}") for score in range(4))
CALCULATION = Calculation("Count", "NUMBER_COMPLETED", named=True, parameters=(("NUM_POSSIBLE", "4", ""),))
MEASURED = Aspect("k1", "A1.01", Kind.MEASUREMENT, "Cut", "", "0.5 mm", "1", 60_00, (), CALCULATION, row=20)
JUDGED = Aspect("k2", "A1.02", Kind.JUDGEMENT, "Finish", section="2", max_mark=15_00, descriptors=LEVELS, row=21)
LATER = Aspect("k3", "B1.01", Kind.MEASUREMENT, "Speed", section="2", max_mark=25_00, row=30)
SCHEME = Scheme(
    "17 Joinery",
    (Section("1", "Tools", 60_00, row=5), Section("2", "Wood", 45_00, row=6), Section("3", "Glue")),
    (
        Criterion("A", "Bench", 75_00, (SubCriterion("A1", "Box", 1, (MEASURED, JUDGED), row=19),), row=10),
        Criterion("B", "Machine", 25_00, (SubCriterion("B1", "Lathe", 2, (LATER,), row=29),), row=11),
    ),
)


def test_aspects_and_sub_criteria_come_in_the_order_of_the_scheme():
    aspects, subs = aspects_of(SCHEME), sub_criteria_of(SCHEME)

    assert [aspect.code for aspect in aspects] == ["A1.01", "A1.02", "B1.01"]
    assert [sub.code for sub in subs] == ["A1", "B1"]


def test_totals_are_exact_sums_of_hundredths():
    assert total_of(SCHEME) == 100_00
    assert [criterion_total_of(criterion) for criterion in SCHEME.criteria] == [75_00, 25_00]


def test_an_aspect_without_a_mark_counts_nothing():
    sub = SubCriterion("A1", "", 1, (replace(MEASURED, max_mark=None), JUDGED))

    assert total_of(Scheme("", (), (Criterion("A", "", None, (sub,)),))) == 15_00


def test_a_section_varies_by_the_absolute_difference_and_not_at_all_where_nothing_is_declared():
    tools, wood, glue = SCHEME.sections

    assert section_marks_of(SCHEME) == (
        SectionMarks(tools, 60_00, 0),
        SectionMarks(wood, 40_00, 5_00),
        SectionMarks(glue, 0, None),
    )
    assert total_variation_of(SCHEME) == 5_00


def test_codes_count_measurement_and_judgement_together_from_the_position():
    sub = SubCriterion("C7", "", 1, (JUDGED, MEASURED, LATER))

    again = numbered(Scheme("", (), (Criterion("C", "", None, (sub,)),)))

    assert [aspect.code for aspect in aspects_of(again)] == ["C7.01", "C7.02", "C7.03"]
    assert [aspect.key for aspect in aspects_of(again)] == ["k2", "k1", "k3"]


def test_where_a_thing_stood_is_no_part_of_what_it_is():
    assert replace(MEASURED, row=99) == MEASURED


def test_a_document_gives_back_the_scheme():
    assert scheme_of(document_of(SCHEME)) == SCHEME
    assert [aspect.row for aspect in aspects_of(scheme_of(document_of(SCHEME, rows=True)))] == [20, 21, 30]


def test_the_fingerprint_of_a_scheme_is_for_ever():
    assert fingerprint_of(document_of(SCHEME)) == "0a6266482341382f77a8ba169725b6517e896ca892615a7c3dc90ac95f1da90b"


def test_the_fingerprint_does_not_depend_on_rows_but_on_every_mark():
    moved = replace(SCHEME, sections=tuple(replace(section, row=99) for section in SCHEME.sections))
    changed = replace(SCHEME, sections=(replace(SCHEME.sections[0], declared=60_01), *SCHEME.sections[1:]))

    assert fingerprint_of(document_of(moved)) == fingerprint_of(document_of(SCHEME))
    assert fingerprint_of(document_of(changed)) != fingerprint_of(document_of(SCHEME))


@pytest.mark.parametrize(
    "spoilt",
    [
        {"title": 3, "sections": [], "criteria": []},
        {"title": "", "sections": [{"number": "1", "name": "", "declared": "5"}], "criteria": []},
        {"title": "", "sections": [{"number": "1", "name": "", "declared": True}], "criteria": []},
        {"title": "", "sections": "none", "criteria": []},
        {"title": "", "sections": []},
    ],
)
def test_a_document_of_another_form_is_refused(spoilt):
    with pytest.raises((KeyError, TypeError, ValueError)):
        scheme_of(spoilt)
