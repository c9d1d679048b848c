"""Faults as documents, for the way from the reading child to its parent."""

from collections.abc import Mapping
from typing import Any

from beizhan.core.faults import Fault, Severity


def fault_document(fault: Fault) -> dict[str, Any]:
    """Return a fault as a mapping that JSON can hold."""
    return {
        "code": fault.code,
        "severity": str(fault.severity),
        "row": fault.row,
        "cell": fault.cell,
        "facts": dict(fault.facts),
    }


def fault_of(document: Mapping[str, Any]) -> Fault:
    """Return the fault that a mapping describes.

    Raises
    ------
    KeyError, TypeError, ValueError
        If it describes none: the child that wrote it may have been subverted by the file it read.
    """
    code, row, cell, facts = document["code"], document["row"], document["cell"], document["facts"]
    if not (isinstance(code, str) and isinstance(cell, str) and isinstance(facts, dict)):
        raise TypeError("fault")
    if row is not None and not isinstance(row, int):
        raise TypeError("row")
    return Fault(code, Severity(document["severity"]), row, cell, facts)
