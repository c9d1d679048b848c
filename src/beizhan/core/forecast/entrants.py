"""Entries before their competition, and entries past and coming as the columns that a model learns from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from beizhan.core.forecast.counting import Floats
from beizhan.core.medals import Points, Scored


@dataclass(frozen=True, slots=True, order=True)
class Entrant:
    """An entry before its competition: which year, which skill, for which Member."""

    year: str
    skill: str
    member: str


Field = tuple[str, str]
"""Year and skill: who meets whom."""

_Key = tuple[str, str]


def field_of(one: Scored | Entrant) -> Field:
    """Return the field of an entry."""
    return one.year, one.skill


def points_by_field(past: Sequence[Scored]) -> dict[Field, list[Points]]:
    """Return the points of each past field."""
    fields: dict[Field, list[Points]] = {}
    for one in past:
        fields.setdefault(field_of(one), []).append(one.points)
    return fields


def before(history: Sequence[Scored], year: str) -> list[Scored]:
    """Return the results of earlier years; rows alike are one team."""
    return [one for one in dict.fromkeys(history) if int(one.year) < int(year)]


def columns_of(past: Sequence[Scored], coming: Sequence[Entrant]) -> tuple[Floats, Floats]:
    """Return field, year, Member and skill of past and of coming entries as numbers, shapes (entries, 4).

    Numbers of skills that do not begin with a digit (demonstration and host-Member skills) mean another skill each
    year.
    """
    everybody: list[Scored | Entrant] = [*past, *coming]
    keys = {key for one in everybody for key in _keys_of(one)}
    codes = {key: float(code) for code, key in enumerate(sorted(keys))}
    tables = []
    for entries in (past, coming):
        rows = []
        for one in entries:
            field, member, skill = (codes[key] for key in _keys_of(one))
            rows.append((field, float(one.year), member, skill))
        tables.append(np.array(rows, np.float64).reshape(len(rows), 4))
    return tables[0], tables[1]


def _keys_of(one: Scored | Entrant) -> tuple[_Key, _Key, _Key]:
    field = field_of(one)
    return field, ("member", one.member), ("skill", one.skill) if one.skill[:1].isdigit() else field
