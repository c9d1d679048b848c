"""Writes a marking scheme as the workbook that CIS imports; read back, it is the same scheme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from beizhan.core.scheme.tree import (
    Aspect,
    Calculation,
    Criterion,
    Scheme,
    SectionMarks,
    SubCriterion,
    aspects_of,
    criterion_total_of,
    section_marks_of,
    total_of,
)
from beizhan.files.cis_workbook.calculations import parameters_text
from beizhan.files.cis_workbook.layout import CALCULATIONS_SHEET, COLUMNS, HEADINGS, SHEET, letter_of

_PLACE = {meaning: place for place, meaning in enumerate(COLUMNS)}
_MARK = _PLACE["mark"]
_SECTION_MARKS, _SECTION_ACTUAL, _SECTION_VARIATION = 8, 9, 10
_CRITERION_LABEL, _TOTAL_LABEL, _TOTAL = 11, 12, 13
_WIDTHS = (9, 24, 9, 8, 40, 7, 44, 24, 9, 11, 8, 13, 8, 9)
_LONGEST = 32_767
_FIRST_SECTION = 4
_FORMATS = {
    "plain": {"num_format": "@"},
    "title": {"num_format": "@", "bold": True, "font_size": 14},
    "heading": {
        "num_format": "@",
        "bold": True,
        "bg_color": "#D9E2F3",
        "border": 1,
        "text_wrap": True,
        "valign": "top",
    },
    "text": {"text_wrap": True, "valign": "top", "num_format": "@"},
    "bold": {"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"},
    "mark": {"num_format": "0.00", "valign": "top"},
    "total": {"num_format": "0.00", "bold": True, "valign": "top"},
    "whole": {"num_format": "0", "valign": "top"},
}


class UnwritableScheme(ValueError):  # noqa: N818 - a refusal of the scheme, named as its counterpart is
    """A text is longer than a cell can hold; the message is the cell."""


@dataclass(slots=True)
class _Pen:
    """Where on a sheet we write next, and in what formats."""

    sheet: Worksheet
    formats: Mapping[str, Format]
    row: int = 0

    def text(self, place: int, text: str, style: str = "text") -> None:
        """Write a text as a text, whatever it begins with."""
        if len(text) > _LONGEST:
            raise UnwritableScheme(f"{letter_of(place)}{self.row + 1}")
        if text:
            self.sheet.write_string(self.row, place, text, self.formats[style])

    def mark(self, place: int, hundredths: int | None, style: str = "mark") -> None:
        """Write a mark as a number."""
        if hundredths is not None:
            self.sheet.write_number(self.row, place, hundredths / 100, self.formats[style])

    def whole(self, place: int, number: int | None) -> None:
        """Write a whole number."""
        if number is not None:
            self.sheet.write_number(self.row, place, number, self.formats["whole"])

    def sum(self, place: int, formula: str, hundredths: int) -> None:
        """Write one of the layout's own formulas with the value it has."""
        self.sheet.write_formula(self.row, place, formula, self.formats["total"], hundredths / 100)

    def wide(self, last: int, text: str, style: str) -> None:
        """Write a text over the columns from A on, merged."""
        self.sheet.merge_range(self.row, 0, self.row, last, "", self.formats[style])
        self.text(0, text, style)


def write_scheme(scheme: Scheme) -> bytes:
    """Return an .xlsx workbook in the layout of CIS, with its formulas and their values.

    Raises
    ------
    UnwritableScheme
        If a text does not fit into a cell.
    """
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with Workbook(content, options) as workbook:
        formats = {name: workbook.add_format(look) for name, look in _FORMATS.items()}
        pen = _Pen(workbook.add_worksheet(SHEET), formats)
        rows = _calculation_rows(scheme)
        _write_import_sheet(pen, scheme, rows)
        _write_calculations(_Pen(workbook.add_worksheet(CALCULATIONS_SHEET), formats), list(rows))
    return content.getvalue()


def _calculation_rows(scheme: Scheme) -> dict[Calculation, int]:
    """Return the 1-based row that each calculation will have in its sheet."""
    met = dict.fromkeys(aspect.calculation for aspect in aspects_of(scheme) if aspect.calculation)
    return {calculation: row for row, calculation in enumerate(met, 1)}


def _write_import_sheet(pen: _Pen, scheme: Scheme, rows: Mapping[Calculation, int]) -> None:
    for place, width in enumerate(_WIDTHS):
        pen.sheet.set_column(place, place, width)
    pen.wide(_MARK, scheme.title, "title")
    pen.row = 2
    _write_sections(pen, scheme)
    pen.row += 2
    _write_criteria(pen, scheme.criteria)
    pen.row += 2
    first = pen.row
    for criterion in scheme.criteria:
        _write_criterion(pen, criterion, rows)
    _write_section_sums(pen, scheme, first, pen.row)
    pen.row += 1
    pen.text(_CRITERION_LABEL, "Competition", "bold")
    pen.text(_TOTAL_LABEL, "Total\nMark", "bold")
    column = letter_of(_TOTAL)
    pen.sum(_TOTAL, f"=SUM({column}1:{column}{pen.row})", total_of(scheme))


def _write_sections(pen: _Pen, scheme: Scheme) -> None:
    pen.wide(_MARK, "WorldSkills Occupational Standards", "bold")
    pen.row += 1
    for place, label in ((0, "Section"), (1, "WSOS Marks"), (_SECTION_MARKS, "WSOS Marks")):
        pen.text(place, label, "heading")
    pen.text(_SECTION_ACTUAL, "Aspect Marks", "heading")
    pen.text(_SECTION_VARIATION, "Variation", "heading")
    for section in scheme.sections:
        pen.row += 1
        _write_section_number(pen, 0, section.number)
        pen.text(1, section.name)
        pen.mark(_SECTION_MARKS, section.declared)
    pen.row += 1
    pen.text(_SECTION_MARKS, "Total Variation", "bold")
    if scheme.sections:
        column = letter_of(_SECTION_VARIATION)
        formula = f"=SUM({column}{_FIRST_SECTION + 1}:{column}{pen.row})"
        pen.sum(_SECTION_VARIATION, formula, sum(map(_variation_of, section_marks_of(scheme))))
    pen.row += 1


def _write_section_sums(pen: _Pen, scheme: Scheme, first: int, last: int) -> None:
    """Write what the aspects from row ``first`` to ``last`` give each section, above, and come back."""
    below = pen.row
    for place, marks in enumerate(section_marks_of(scheme)):
        pen.row = _FIRST_SECTION + place
        row = pen.row + 1
        pen.sum(_SECTION_ACTUAL, f"=SUMIF(I${first + 1}:I${last},A{row},K${first + 1}:K${last})", marks.actual)
        pen.sum(_SECTION_VARIATION, f"=ABS(I{row}-J{row})", _variation_of(marks))
    pen.row = below


def _variation_of(marks: SectionMarks) -> int:
    """Return the variation as a spreadsheet computes it: nothing declared counts as 0."""
    return abs((marks.section.declared or 0) - marks.actual)


def _write_section_number(pen: _Pen, place: int, number: str | None) -> None:
    """Write the number of a section as a number where it is one, so that SUMIF finds it from both sides."""
    if number and number.isascii() and number.isdigit() and str(int(number)) == number:
        pen.whole(place, int(number))
    else:
        pen.text(place, number or "")


def _write_criteria(pen: _Pen, criteria: Sequence[Criterion]) -> None:
    pen.wide(_MARK, "Criteria", "bold")
    pen.row += 1
    for place, label in ((0, "ID"), (1, "Name"), (_MARK, "Mark")):
        pen.text(place, label, "heading")
    for criterion in criteria:
        pen.row += 1
        pen.text(0, criterion.code)
        pen.text(1, criterion.name)
        pen.mark(_MARK, criterion.mark)
    pen.row += 1


def _write_criterion(pen: _Pen, criterion: Criterion, rows: Mapping[Calculation, int]) -> None:
    head = pen.row
    for meaning in COLUMNS:
        pen.text(_PLACE[meaning], HEADINGS[meaning], "heading")
    pen.text(_CRITERION_LABEL, f"Criterion {criterion.code}", "bold")
    pen.text(_TOTAL_LABEL, "Total\nMark", "bold")
    pen.row += 1
    for sub in criterion.sub_criteria:
        _write_sub_criterion(pen, sub, rows)
    blank, pen.row = pen.row, head
    pen.sum(_TOTAL, f"=SUM(K{head + 2}:K{blank + 1})", criterion_total_of(criterion))
    pen.row = blank + 1


def _write_sub_criterion(pen: _Pen, sub: SubCriterion, rows: Mapping[Calculation, int]) -> None:
    pen.text(_PLACE["sub_code"], sub.code, "bold")
    pen.text(_PLACE["sub_name"], sub.name, "bold")
    pen.whole(_PLACE["day"], sub.day)
    pen.row += 1
    for aspect in sub.aspects:
        _write_aspect(pen, aspect, rows)


def _write_aspect(pen: _Pen, aspect: Aspect, rows: Mapping[Calculation, int]) -> None:
    pen.text(_PLACE["kind"], str(aspect.kind))
    pen.text(_PLACE["description"], aspect.description)
    pen.text(_PLACE["extra"], aspect.extra)
    pen.text(_PLACE["requirement"], aspect.requirement)
    _write_section_number(pen, _PLACE["section"], aspect.section)
    if aspect.calculation:
        pen.whole(_PLACE["calculation"], rows[aspect.calculation])
    pen.mark(_MARK, aspect.max_mark)
    pen.row += 1
    for descriptor in aspect.descriptors:
        pen.whole(_PLACE["score"], descriptor.score)
        pen.text(_PLACE["extra"], descriptor.text)
        pen.row += 1


def _write_calculations(pen: _Pen, calculations: Sequence[Calculation]) -> None:
    for calculation in calculations:
        written = parameters_text(calculation.parameters)
        for place, text in enumerate((calculation.name, calculation.code)):
            pen.text(place, text, "plain")
        pen.whole(2, int(calculation.named))
        pen.text(3, written, "plain")
        pen.row += 1
