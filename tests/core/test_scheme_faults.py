from dataclasses import replace

import pytest

from beizhan.core.faults import Severity, error, errors_among, warning
from beizhan.core.scheme.faults import SCHEME_FAULTS, Limits, faults_of
from beizhan.core.scheme.tree import Aspect, Criterion, Descriptor, Kind, Scheme, Section, SubCriterion

LEVELS = tuple(Descriptor(score, f"level {score}") for score in range(4))
MEASURED = Aspect("k1", "A1.01", Kind.MEASUREMENT, "Cut", section="1", max_mark=60_00, row=20)
JUDGED = Aspect("k2", "B1.01", Kind.JUDGEMENT, "Finish", section="2", max_mark=40_00, descriptors=LEVELS, row=30)
SECTIONS = (Section("1", "Tools", 60_00, row=5), Section("2", "Wood", 40_00, row=6))


def scheme_with(measured=MEASURED, judged=JUDGED, sections=SECTIONS, mark=60_00, day=1):
    first = Criterion("A", "Bench", mark, (SubCriterion("A1", "Box", day, (measured,), row=19),), row=10)
    second = Criterion("B", "Machine", 40_00, (SubCriterion("B1", "Lathe", 2, (judged,), row=29),), row=11)
    return Scheme("Joinery", sections, (first, second))


def test_a_scheme_in_order_has_no_fault():
    assert faults_of(scheme_with()) == ()


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"max_mark": None}, error("mark_missing", row=20, aspect="A1.01")),
        ({"max_mark": 0}, error("mark_not_positive", row=20, aspect="A1.01", found=0)),
        ({"max_mark": -50}, error("mark_not_positive", row=20, aspect="A1.01", found=-50)),
        ({"section": None}, error("section_missing", row=20, aspect="A1.01")),
        ({"section": "9"}, error("section_unknown", row=20, aspect="A1.01", section="9")),
        ({"description": ""}, warning("description_missing", row=20, aspect="A1.01")),
        ({"key": "k2"}, error("key_repeated", row=30, aspect="B1.01")),
        ({"descriptors": LEVELS}, warning("descriptors_unused", row=20, aspect="A1.01")),
    ],
)
def test_an_aspect_out_of_order_is_told_with_its_row(changes, fault):
    faults = faults_of(scheme_with(measured=replace(MEASURED, **changes)))

    assert [found for found in faults if found.code == fault.code] == [fault]


@pytest.mark.parametrize(
    ("levels", "code", "scores"),
    [
        ((), "descriptors_missing", [0, 1, 2, 3]),
        (LEVELS[:3], "descriptors_missing", [3]),
        ((*LEVELS[:2], Descriptor(2, ""), LEVELS[3]), "descriptors_missing", [2]),
        ((*LEVELS, Descriptor(1, "again")), "descriptors_irregular", [1]),
        ((*LEVELS, Descriptor(4, "beyond")), "descriptors_irregular", [4]),
    ],
)
def test_a_judgement_needs_each_level_once_and_described(levels, code, scores):
    faults = faults_of(scheme_with(judged=replace(JUDGED, descriptors=levels)))

    assert faults == (error(code, row=30, aspect="B1.01", scores=scores),)


def test_a_total_other_than_100_is_an_error_that_tells_both_sums():
    faults = faults_of(scheme_with(measured=replace(MEASURED, max_mark=58_50), mark=58_50))

    assert faults == (error("total_not_100", found=98_50, wanted=100_00),)


def test_the_wanted_total_can_be_another():
    scheme = scheme_with(measured=replace(MEASURED, max_mark=60_01), mark=60_01)

    assert "total_not_100" not in {fault.code for fault in faults_of(scheme, Limits(total=100_01))}


def test_a_criterion_that_declares_another_mark_is_a_warning():
    assert faults_of(scheme_with(mark=61_00)) == (
        warning("criterion_mark_differs", row=10, criterion="A", declared=61_00, actual=60_00),
    )


def test_a_criterion_that_declares_nothing_is_no_fault():
    assert faults_of(scheme_with(mark=None)) == ()


@pytest.mark.parametrize(("declared", "warned"), [(65_00, []), (65_01, ["section_deviates", "variation_exceeds"])])
def test_a_section_is_told_from_the_first_hundredth_beyond_five_marks(declared, warned):
    sections = (replace(SECTIONS[0], declared=declared), SECTIONS[1])

    codes = [fault.code for fault in faults_of(scheme_with(sections=sections))]

    assert codes == ["sections_not_100", *warned]


def test_small_variations_that_add_up_are_told_once_for_all():
    sections = (replace(SECTIONS[0], declared=57_00), replace(SECTIONS[1], declared=43_00))

    assert faults_of(scheme_with(sections=sections)) == (warning("variation_exceeds", found=6_00, allowed=5_00),)


def test_both_thresholds_can_be_set():
    sections = (replace(SECTIONS[0], declared=57_00), replace(SECTIONS[1], declared=43_00))

    assert faults_of(scheme_with(sections=sections), Limits(variation=6_00)) == ()
    assert [fault.code for fault in faults_of(scheme_with(sections=sections), Limits(section=2_99))] == [
        "section_deviates",
        "section_deviates",
        "variation_exceeds",
    ]


def test_without_any_declared_section_that_is_told_once_and_not_for_every_aspect():
    assert faults_of(scheme_with(sections=())) == (error("sections_missing"),)


def test_a_section_declared_twice_or_without_marks_is_told():
    sections = (*SECTIONS, Section("2", "Wood again", None, row=7))

    assert faults_of(scheme_with(sections=sections)) == (
        error("section_repeated", row=7, section="2"),
        warning("section_mark_missing", row=7, section="2"),
    )


def test_a_sub_criterion_without_a_day_is_a_warning():
    assert faults_of(scheme_with(day=None)) == (warning("day_missing", row=19, sub_criterion="A1"),)


def test_a_sub_criterion_of_both_kinds_is_a_warning():
    mixed = SubCriterion("A1", "Box", 1, (MEASURED, JUDGED), row=19)
    scheme = Scheme("", SECTIONS, (Criterion("A", "", 100_00, (mixed,)),))

    assert faults_of(scheme) == (warning("kinds_mixed", row=19, sub_criterion="A1"),)


def test_ids_may_not_repeat():
    first = scheme_with().criteria[0]
    again = replace(first, row=12)
    scheme = Scheme("", SECTIONS, (*scheme_with().criteria, again))

    codes = [(fault.code, fault.row) for fault in faults_of(scheme)]

    assert codes == [
        ("total_not_100", None),
        ("section_deviates", 5),
        ("variation_exceeds", None),
        ("criterion_repeated", 12),
        ("sub_criterion_repeated", 19),
        ("key_repeated", 20),
    ]


def test_empty_criteria_are_errors_and_empty_sub_criteria_warnings():
    empty = Criterion("C", "Left over", 5_00, (SubCriterion("C1", "", 1, (), row=41),), row=12)
    scheme = Scheme("", SECTIONS, (*scheme_with().criteria, empty))

    assert faults_of(scheme) == (
        error("criterion_empty", row=12, criterion="C"),
        warning("sub_criterion_empty", row=41, sub_criterion="C1"),
    )


def test_a_scheme_without_aspects_is_told_so_and_not_its_total():
    assert faults_of(Scheme("", SECTIONS, ()))[0] == error("aspects_missing")


def test_only_errors_stop_a_scheme():
    faults = faults_of(scheme_with(mark=61_00, day=None, measured=replace(MEASURED, max_mark=None)))

    assert {fault.code for fault in errors_among(faults)} == {"total_not_100", "mark_missing"}
    assert Severity.WARNING in {fault.severity for fault in faults}


def test_every_code_has_been_listed_once():
    assert len(set(SCHEME_FAULTS)) == len(SCHEME_FAULTS)
