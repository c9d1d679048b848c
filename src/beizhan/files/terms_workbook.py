"""The terms of a skill as a workbook: given out, filled in, and taken back."""

from collections.abc import Iterable, Sequence

from beizhan.core.faults import Fault, error
from beizhan.core.training.terms import LONGEST_TERM, Term, words_apart
from beizhan.files.spreadsheet.cells import Cell, TypedSheet, address_of
from beizhan.files.spreadsheet.reading import read_uploaded_sheets
from beizhan.files.spreadsheet.tables import Heading, write_table

COLUMNS = (
    Heading("中文 Chinese", 30),
    Heading("英文 English", 36),
    Heading("说明 Note", 48),
    Heading("不用 Not to be used", 36),
)
_NOTE = (
    "每行一个术语，一词一译；不用的译法以分号隔开。"
    "One term a row, one translation; semicolons between words not to be used."
)
_FIRST_ROW = 4
"""The first row of terms, counted from 1: title, note and headings stand above."""


def write_terms(title: str, terms: Iterable[Term]) -> bytes:
    """Return a workbook with a row for each term, and room below them."""
    rows = [(one.zh, one.en, one.note, "；".join(one.avoid)) for one in terms]
    return write_table(
        title,
        COLUMNS,
        rows,
        note=_NOTE,
    )


def read_uploaded_terms(content: bytes, *, name: str) -> tuple[tuple[Term, ...], tuple[Fault, ...]]:
    """Return the terms of an uploaded workbook, and what is wrong with its cells.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If the file may not be read or cannot be read.
    """
    sheets = [sheet for sheet in read_uploaded_sheets(content, name=name) if not sheet.hidden]
    if not sheets:
        return (), (error("workbook_damaged", reason=""),)
    return terms_in_sheet(sheets[0])


def terms_in_sheet(sheet: TypedSheet) -> tuple[tuple[Term, ...], tuple[Fault, ...]]:
    """Return the terms below the headings, and the rows of which a side is missing or too long."""
    terms, faults = [], []
    for number, row in enumerate(sheet.cells[_FIRST_ROW - 1 :], start=_FIRST_ROW):
        zh, en, note, avoid = _texts(row)
        if not (zh or en):
            continue
        cell = address_of(number, 1 if not zh or len(zh) > LONGEST_TERM else 2, sheet.title)
        if not (zh and en):
            faults.append(error("term_half_missing", row=number, cell=cell))
        elif max(len(zh), len(en)) > LONGEST_TERM:
            faults.append(error("text_too_long", row=number, cell=cell, most=LONGEST_TERM))
        else:
            terms.append(Term(zh, en, note[:300], words_apart(avoid[:300])))
    return tuple(terms), tuple(faults)


def _texts(row: Sequence[Cell]) -> list[str]:
    return ["" if value is None else str(value).strip() for value in (*row, None, None, None, None)[:4]]
