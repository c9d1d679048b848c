"""Past results as arrays: which belong to one Member, to one line (a Member in a skill), and to one field.

Everything that costs time in `likelihood` works on whole arrays: lines are filled up to one length, and sums over a
Member's year or over a field are sums over neighbours after one sorting.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beizhan.core.forecast.counting import Floats

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """Past results, sorted by Member and year.

    Parameters
    ----------
    order : ndarray, shape (results,)
        Where each sorted result stood in what was given.
    years : ndarray, shape (years,)
        The different years, ascending.
    members, lines : ndarray, shape (members,) and (lines, 2)
        Codes of the Members; of the Member and the skill of each line.
    member, year, field : ndarray of int, shape (results,)
        Position of the Member, of the year and of the field of each result.
    cells : ndarray of int, shape (lines, longest)
        Results of each line; ``results`` (one past the last) fills it up.
    line_member, line_year : ndarray of int, shape (lines,) and (lines, longest)
        Position of a line's Member, and of the year of each of its cells.
    sizes : ndarray, shape (members,)
        Logarithm of the number of entries, on average over the years with any.
    returning : ndarray, shape (results,)
        1 where the line has a result of an earlier year.
    """

    order: Whole
    years: Floats
    members: Floats
    lines: Floats
    member: Whole
    year: Whole
    field: Whole
    cells: Whole
    line_member: Whole
    line_year: Whole
    sizes: Floats
    returning: Floats


def layout_of(fields: Floats, years: Floats, members: Floats, skills: Floats) -> Layout:
    """Sort results, given as one column of codes for each of what they belong to."""
    order = np.lexsort((years, members))
    fields, years, members, skills = (column[order] for column in (fields, years, members, skills))
    own_members, member = np.unique(members, return_inverse=True)
    own_years, year = np.unique(years, return_inverse=True)
    _, field = np.unique(fields, return_inverse=True)
    lines, line = np.unique(np.column_stack([members, skills]), axis=0, return_inverse=True)
    line = line.ravel()
    first = np.full(len(lines), np.inf)
    np.minimum.at(first, line, years)
    cells = _cells(line, len(lines))
    return Layout(
        order,
        own_years,
        own_members,
        lines,
        member,
        year,
        field,
        cells,
        np.searchsorted(own_members, lines[:, 0]),
        np.append(year, 0)[cells],
        _sizes(member, year),
        np.asarray(years > first[line], np.float64),
    )


def runs_of(sorted_codes: Whole) -> Whole:
    """Return where each run of equal neighbours starts."""
    return np.flatnonzero(np.append(True, sorted_codes[1:] != sorted_codes[:-1]))


def _cells(line: Whole, lines: int) -> Whole:
    together = np.argsort(line, kind="stable")
    counts = np.bincount(line, minlength=lines)
    place = np.arange(line.size) - np.repeat(np.cumsum(counts) - counts, counts)
    cells = np.full((lines, counts.max()), line.size)
    cells[line[together], place] = together
    return cells


def _sizes(member: Whole, year: Whole) -> Floats:
    entries = np.zeros((member.max() + 1, year.max() + 1))
    np.add.at(entries, (member, year), 1)
    sizes: Floats = np.log(entries.sum(axis=1) / (entries > 0).sum(axis=1))
    return sizes
