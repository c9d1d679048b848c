"""A scheme that is written and read back is the same scheme; the workbook is one that CIS and Excel understand."""

from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from beizhan.core.scheme.tree import (
    Aspect,
    Calculation,
    Criterion,
    Descriptor,
    Kind,
    Scheme,
    Section,
    SubCriterion,
    criterion_total_of,
    numbered,
    section_marks_of,
    total_of,
    total_variation_of,
)
from beizhan.files.cis_workbook.cells import text_of
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.writer import UnwritableScheme, write_scheme

CHARACTERS = st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn"), include_characters="\n")
TEXTS = st.text(CHARACTERS, max_size=30).map(text_of)
WORDS = TEXTS.filter(bool).filter(lambda text: any(character.isalnum() for character in text))
MARKS = st.none() | st.integers(-5_00, 100_00)
CALCULATIONS = st.builds(
    Calculation,
    name=st.sampled_from(["Count", "Range", "=1+1"]),
    code=st.sampled_from(["PASS_FAIL", "CHOICE"]),
    named=st.booleans(),
    parameters=st.lists(
        st.tuples(st.sampled_from(["TARGET_VALUE", "KEY"]), st.sampled_from(["", "4", "0E-8"]), st.just("text")),
        max_size=2,
    ).map(tuple),
)
DESCRIPTORS = (
    st.lists(st.integers(-1, 5), max_size=5)
    .map(sorted)
    .flatmap(lambda scores: st.tuples(*(st.builds(Descriptor, st.just(score), TEXTS) for score in scores)))
)
ASPECTS = st.builds(
    Aspect,
    key=st.just(""),
    code=st.just(""),
    kind=st.sampled_from(Kind),
    description=WORDS,
    extra=TEXTS,
    requirement=TEXTS,
    section=st.none() | st.sampled_from(["1", "2", "10", "3.1", "x"]),
    max_mark=MARKS,
    descriptors=DESCRIPTORS,
    calculation=st.none() | CALCULATIONS,
)


@st.composite
def schemes(draw):
    """Draw schemes of any content that a file can hold, faulty ones among them."""
    numbers = draw(st.lists(st.sampled_from(["1", "2", "3", "10", "11"]), unique=True, max_size=4))
    sections = tuple(Section(number, draw(TEXTS), draw(MARKS)) for number in numbers)
    letters = draw(st.lists(st.sampled_from("ABCDIJKZ"), unique=True, min_size=1, max_size=3))
    criteria = tuple(Criterion(letter, draw(WORDS), draw(MARKS), draw_subs(draw, letter)) for letter in letters)
    scheme = numbered(Scheme(draw(WORDS), sections, criteria))
    has_aspects = any(sub.aspects for criterion in criteria for sub in criterion.sub_criteria)
    return scheme if has_aspects else replace(scheme, criteria=(*criteria, FILLED))


def draw_subs(draw, letter):
    places = range(1, draw(st.integers(0, 2)) + 1)
    days = st.none() | st.integers(1, 4)
    aspects = st.lists(ASPECTS, max_size=3).map(tuple)
    return tuple(SubCriterion(f"{letter}{place}", draw(TEXTS), draw(days), draw(aspects)) for place in places)


FILLED = Criterion(
    "Y", "Filled", None, (SubCriterion("Y1", "", 1, (Aspect("", "Y1.01", Kind.MEASUREMENT, "Cut", max_mark=1_00),)),)
)
LEVELS = tuple(Descriptor(score, f"level {score}") for score in range(4))
SCHEME = numbered(
    Scheme(
        "17 Joinery",
        (Section("1", "Tools", 60_00), Section("2", "Wood", 38_50)),
        (
            Criterion(
                "A",
                "Bench",
                60_00,
                (
                    SubCriterion("A1", "Box", 1, (Aspect("", "", Kind.MEASUREMENT, "Cut", "", "", "1", 20_25),)),
                    SubCriterion("A2", "Lid", 1, (Aspect("", "", Kind.MEASUREMENT, "Fit", "", "", "1", 39_75),)),
                ),
            ),
            Criterion(
                "B",
                "Machine",
                40_00,
                (
                    SubCriterion(
                        "B1", "Lathe", 2, (Aspect("", "", Kind.JUDGEMENT, "Finish", "", "", "2", 40_00, LEVELS),)
                    ),
                ),
            ),
        ),
    )
)


@given(scheme=schemes())
@settings(max_examples=150, deadline=None)
def test_what_is_written_reads_back_as_the_same_scheme(scheme):
    assert read_scheme(write_scheme(scheme)).scheme == scheme


def test_a_cited_calculation_that_the_source_did_not_hold_survives():
    aspect = replace(FILLED.sub_criteria[0].aspects[0], calculation=Calculation("7", ""))
    scheme = Scheme("x", (), (replace(FILLED, sub_criteria=(SubCriterion("Y1", "", 1, (aspect,)),)),))

    assert read_scheme(write_scheme(scheme)).scheme == scheme


@pytest.mark.parametrize("payload", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "=cmd|'/C calc'!A0", "http://a.b"])
def test_no_text_becomes_a_formula_or_a_link(payload):
    aspect = Aspect("", "A1.01", Kind.MEASUREMENT, payload, payload, payload, "1", 1_00)
    scheme = Scheme(payload, (), (Criterion("A", payload, None, (SubCriterion("A1", payload, 1, (aspect,)),)),))

    sheet = load_workbook(BytesIO(write_scheme(scheme))).worksheets[0]

    cells = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    formulas = [cell.value for cell in cells if cell.data_type == "f"]
    assert formulas == ["=SUM(K14:K16)", "=SUM(N1:N17)"]
    assert [cell.value for cell in cells].count(payload) == 6
    assert {cell.number_format for cell in cells if cell.value == payload} == {"@"}
    assert [cell.hyperlink for cell in cells if cell.hyperlink] == []


def test_the_sums_of_the_layout_are_formulas_over_the_right_rows_with_their_values():
    content = write_scheme(SCHEME)

    formulas = load_workbook(BytesIO(content)).worksheets[0]
    values = load_workbook(BytesIO(content), data_only=True).worksheets[0]

    aspects = [row for row in range(1, values.max_row + 1) if values[f"D{row}"].value in ("M", "J")]
    heads = [row for row in range(1, values.max_row + 1) if str(values[f"L{row}"].value).startswith("Criterion ")]
    last = values.max_row
    assert formulas["J5"].value == f"=SUMIF(I${heads[0]}:I${last - 2},A5,K${heads[0]}:K${last - 2})"
    assert heads[0] < aspects[0] < aspects[-1] <= last - 2
    assert formulas["K6"].value == "=ABS(I6-J6)"
    assert formulas["K7"].value == "=SUM(K5:K6)"
    assert formulas[f"N{last}"].value == f"=SUM(N1:N{last - 1})"
    assert formulas[f"N{heads[0]}"].value == f"=SUM(K{heads[0] + 1}:K{heads[1] - 1})"
    assert [values[f"J{row}"].value * 100 for row in (5, 6)] == [marks.actual for marks in section_marks_of(SCHEME)]
    assert values["K7"].value * 100 == total_variation_of(SCHEME)
    assert [values[f"N{row}"].value * 100 for row in heads] == [criterion_total_of(one) for one in SCHEME.criteria]
    assert values[f"N{last}"].value * 100 == total_of(SCHEME)


def test_labels_merges_and_sheets_are_those_of_the_layout():
    book = load_workbook(BytesIO(write_scheme(SCHEME)))

    sheet = book["CIS Marking Scheme Import"]

    assert book.sheetnames == ["CIS Marking Scheme Import", "Calculations"]
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A10:K10", "A1:K1", "A3:K3"]
    assert [cell.value for cell in sheet[4] if cell.value] == [
        "Section",
        "WSOS Marks",
        "WSOS Marks",
        "Aspect Marks",
        "Variation",
    ]
    assert " ".join(sheet["D16"].value.split()) == "Aspect Type M = Meas J = Judg"
    assert sheet["E16"].alignment.wrap_text
    assert sheet.column_dimensions["E"].width > sheet.column_dimensions["A"].width


def test_a_text_longer_than_a_cell_is_refused_with_its_cell_and_not_cut():
    long = Scheme("x", (Section("1", "y" * 32_768, 1),), (FILLED,))

    with pytest.raises(UnwritableScheme, match="B5"):
        write_scheme(long)
