"""Facts that ship: the skills of 2026, the official results of 2007 and 2009, and what we would have said of 2009."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from beizhan.core.medals import Scored
from beizhan.files.results_table import ENTRY_COLUMNS, entries_in, read_results

_FACTS = Path(__file__).parent / "facts"
_KINDS = ("gold", "medal", "medallion")

FORECAST_COLUMNS = (
    "skill_number", "member_code", *_KINDS, *(f"base_{kind}" for kind in _KINDS), *(f"won_{kind}" for kind in _KINDS),
)  # fmt: skip
"""What stands in the file of the forecast of 2009: our chances, those of the base rate of 2007, and what happened."""


@dataclass(frozen=True, slots=True)
class SectionFact:
    """A section of the occupational standard: its title where it is known, and its weight in hundredths of a mark."""

    number: str
    name_en: str
    weight: int


@dataclass(frozen=True, slots=True)
class SkillFact:
    """A skill as the competition lists it."""

    number: str
    name_en: str
    name_zh: str
    competitors_per_entry: int
    age_limit: int
    sections: tuple[SectionFact, ...]


@dataclass(frozen=True, slots=True)
class PastForecast:
    """What was said of one entry of 2009 from the results of 2007 alone, by kind: gold, medal, medallion or better."""

    skill: str
    member: str
    ours: Mapping[str, float]
    base_rate: Mapping[str, float]
    won: Mapping[str, bool]


@cache
def skills_of_2026() -> tuple[SkillFact, ...]:
    """Return the skills of 2026 by number."""
    sections: dict[str, list[SectionFact]] = {}
    for row in _rows("wsc2026-sections.csv"):
        fact = SectionFact(row["section"], row["name_en"], int(row["weight"]) * 100)
        sections.setdefault(row["skill_number"], []).append(fact)
    return tuple(
        SkillFact(
            row["number"],
            row["name_en"],
            row["name_zh"],
            int(row["competitors_per_entry"]),
            int(row["age_limit"]),
            tuple(sections[row["number"]]),
        )
        for row in _rows("wsc2026-skills.csv")
    )


@cache
def results_of_2007_and_2009() -> tuple[Scored, ...]:
    """Return every entry of the competitions of 2007 and 2009 with its official points, on the scale with mean 500."""
    content = (_FACTS / "wsc-results-2007-2009.csv").read_bytes()
    return entries_in(read_results(content, ENTRY_COLUMNS))


@cache
def forecast_of_2009() -> tuple[PastForecast, ...]:
    """Return what the method says of every entry of 2009 from 2007; written by ``tools/shipped_forecast.py``."""
    return tuple(
        PastForecast(
            row["skill_number"],
            row["member_code"],
            {kind: float(row[kind]) for kind in _KINDS},
            {kind: float(row[f"base_{kind}"]) for kind in _KINDS},
            {kind: row[f"won_{kind}"] == "1" for kind in _KINDS},
        )
        for row in _rows("wsc-forecast-2009.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FACTS / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
