"""Refusals as values: a code with its facts, never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """Whether a fault stops the work or only wants a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: what (``code``), how badly, where, and with which facts.

    Parameters
    ----------
    code : str
        Stable name of the fault, for instance ``"total_not_100"``; words for it stand in ``pages/words``.
    severity : Severity
        ``ERROR`` stops the work, ``WARNING`` does not.
    row : int or None
        1-based row in the source, where there is one.
    cell : str
        Address of the cell in the source (``"K25"``), or the empty string.
    facts : Mapping[str, object]
        What the sentence needs: found and wanted values, codes, names.
    """

    code: str
    severity: Severity = Severity.ERROR
    row: int | None = None
    cell: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)


def error(code: str, *, row: int | None = None, cell: str = "", **facts: object) -> Fault:
    """Return a fault that stops the work."""
    return Fault(code, Severity.ERROR, row, cell, facts)


def warning(code: str, *, row: int | None = None, cell: str = "", **facts: object) -> Fault:
    """Return a fault that only wants a look."""
    return Fault(code, Severity.WARNING, row, cell, facts)


def errors_among(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return the faults that stop the work."""
    return tuple(fault for fault in faults if fault.severity is Severity.ERROR)
