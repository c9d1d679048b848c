"""The sheet of calculations: one a row, with parameters in CIS' own grammar ``KEY:::NUMBER#x~x#TEXT``."""

from collections.abc import Iterator, Mapping, Sequence

from beizhan.core.faults import Fault, warning
from beizhan.core.scheme.tree import Calculation
from beizhan.files.cis_workbook.cells import text_of, whole_of
from beizhan.files.cis_workbook.grid import Grid
from beizhan.files.cis_workbook.layout import CALCULATIONS_SHEET, cell_of, collapsed

_BETWEEN, _AFTER_KEY, _AFTER_NUMBER = "#-#", ":::", "#x~x#"
_COLUMNS = 4
_PARAMETERS = 3


def calculations_in(grids: Sequence[Grid]) -> tuple[dict[int, Calculation], list[Fault]]:
    """Return the calculations by their 1-based row, and what of their sheet was irregular."""
    found: dict[int, Calculation] = {}
    faults: list[Fault] = []
    for grid in grids:
        if collapsed(grid.name) != CALCULATIONS_SHEET.casefold():
            continue
        for row, values in enumerate(grid.rows, 1):
            name, code, flag, written = (*map(text_of, values), *[""] * _COLUMNS)[:_COLUMNS]
            if name or code or written:
                parameters = parameters_of(written)
                found[row] = Calculation(name, code, whole_of(flag) == 1, parameters)
                faults.extend(_irregular(row, parameters))
    return found, faults


def unresolved(reference: int) -> Calculation:
    """Return what stands for a row of calculations that the file cites but does not hold."""
    return Calculation(name=str(reference), code="")


def parameters_of(written: str) -> tuple[tuple[str, str, str], ...]:
    """Return key, number and text of each parameter; an entry outside the grammar is kept whole as its text."""
    return tuple(_parameter_of(entry) for entry in written.split(_BETWEEN) if entry)


def parameters_text(parameters: Sequence[tuple[str, str, str]]) -> str:
    """Return parameters as CIS writes them."""
    return _BETWEEN.join(
        f"{key}{_AFTER_KEY}{number}{_AFTER_NUMBER}{text}" if key else text for key, number, text in parameters
    )


def unused_in(found: Mapping[int, Calculation], cited: set[int]) -> Iterator[Fault]:
    """Tell of each calculation that no aspect cites: it is not taken over."""
    for row, calculation in found.items():
        if row not in cited:
            yield warning("calculation_unused", sheet=CALCULATIONS_SHEET, sheet_row=row, name=calculation.name)


def _parameter_of(entry: str) -> tuple[str, str, str]:
    key, after_key, rest = entry.partition(_AFTER_KEY)
    number, after_number, text = rest.partition(_AFTER_NUMBER)
    return (key, number, text) if key and after_key and after_number else ("", "", entry)


def _irregular(row: int, parameters: Sequence[tuple[str, str, str]]) -> Iterator[Fault]:
    for key, _number, text in parameters:
        if not key:
            cell = cell_of(row, _PARAMETERS)
            yield warning("calculation_irregular", sheet=CALCULATIONS_SHEET, sheet_cell=cell, text=text)
