"""The story's own book of marks: what each competitor deserves, and what it all comes to, reckoned apart."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

CENT = Decimal("0.01")
DISCUSSED = {(2, "B1.01"): (2, 2, 2)}
"""What the judges agree on after a discussion, by strength and aspect."""


@dataclass(frozen=True)
class Line:
    """An aspect of the real scheme, as its published list has it."""

    number: int
    code: str
    sub: str
    is_judged: bool
    full: Decimal


@dataclass(frozen=True)
class Ledger:
    """The lines, and what is deserved: the later the entry, the better."""

    lines: tuple[Line, ...]

    def scores(self, strength: int, line: Line) -> list[int]:
        """Return what three judges give; they are never more than 1 apart."""
        if (strength, line.code) in DISCUSSED:
            return list(DISCUSSED[strength, line.code])
        middle = min(3, (strength + line.number) % 3 + (strength > 3))
        return [middle, middle, middle + (1 if middle < 3 and line.number % 2 else 0)]

    def measured(self, strength: int, line: Line) -> Decimal:
        """Return the whole mark or nothing."""
        return line.full if (line.number * 5 + strength * 3) % 6 < strength + 1 else Decimal(0)

    def mark(self, strength: int, line: Line) -> Decimal:
        if not line.is_judged:
            return self.measured(strength, line)
        return (line.full * sum(self.scores(strength, line)) / 9).quantize(CENT, ROUND_HALF_UP)

    def total(self, strength: int) -> Decimal:
        return sum((self.mark(strength, line) for line in self.lines), Decimal(0)).quantize(CENT)

    def line(self, code: str) -> Line:
        return next(line for line in self.lines if line.code == code)


def ledger_of(aspects: Path, scheme: str) -> Ledger:
    """Read the published list of aspects; they are numbered within their sub-criterion."""
    seen: Counter[str] = Counter()
    lines = []
    with aspects.open(encoding="utf-8") as rows:
        for row in (row for row in csv.DictReader(rows) if row["scheme"] == scheme):
            sub = row["sub_criterion"]
            seen[sub] += 1
            full = Decimal(row["max_mark"]).quantize(CENT)
            lines.append(Line(len(lines), f"{sub}.{seen[sub]:02d}", sub, row["type"] == "J", full))
    return Ledger(tuple(lines))


def strength_of(entry: str) -> int:
    """Return how good a competitor is: entry 17-05 is the best."""
    return int(entry[-1])
