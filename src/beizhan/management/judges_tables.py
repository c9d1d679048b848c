"""The tables that ``./beizhan judges`` prints where nobody asked for JSON."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Summary = Mapping[str, Any]

_COLUMNS = ("measure", "se", "infit", "outfit", "infit_z", "outfit_z", "fair_average", "count")
_OF_STEPS = ("from", "to", "measure", "se", "uses")
_OF_PERSONS = ("measure", "measure_se", "wle", "se", "eap", "eap_se", "infit", "outfit", "count", "total")
_PARTS = ("rmse", "true_sd", "separation", "reliability", "strata")


def tables_of(summary: Summary) -> str:
    """Return what a fit says as tables of plain text, judges first."""
    return "\n".join(line for part in _parts(summary) for line in (*part, ""))


def _parts(summary: Summary) -> Iterator[Sequence[str]]:
    yield list(_head(summary))
    lists = [name for name in summary["reliability"] if name in summary]
    for name in sorted(lists, key=lambda one: one != "raters"):
        yield _table(name, summary[name], _COLUMNS)
        yield [_reliability(summary["reliability"][name])]
    yield _table("steps", summary["steps"], _OF_STEPS)
    yield _table("persons", summary["persons"], _OF_PERSONS)
    yield [
        "remarks",
        *(f"  {', '.join(f'{name} {_cell(fact)}' for name, fact in one.items())}" for one in summary["remarks"]),
    ]


def _head(summary: Summary) -> Iterator[str]:
    held = summary["identification"]
    yield f"{summary['model']} by {summary['method']}: {summary['ratings']} ratings"
    yield f"zero: {', '.join(held['zero'])}; free: {held['free']}; {held['sign']} (logits)"
    yield (
        f"deviance {_cell(summary['deviance'])}, {summary['parameters']} parameters, "
        f"{'converged' if summary['converged'] else 'NOT CONVERGED'}; sigma {_cell(summary['sigma'])}"
    )
    reliability = summary["reliability"]
    yield f"reliability of persons: EAP {_cell(reliability['eap'])}, WLE {_cell(reliability['wle'])}"
    if (agreement := summary["agreement"]) and agreement["pairs"]:
        yield (
            f"exact agreement of raters: {_cell(agreement['observed'])} observed, {_cell(agreement['expected'])} "
            f"expected, {agreement['pairs']} pairs"
        )
    if (dependence := summary["dependence"]) and dependence["pairs"]:
        yield (
            f"correlation of raters on one performance: {_cell(dependence['correlation'])}; true errors of persons and "
            f"items are {_cell(dependence['inflation'])} times those shown"
        )


def _table(name: str, rows: Sequence[Summary], columns: Sequence[str]) -> list[str]:
    if not rows:
        return [name]
    labels = [key for key in rows[0] if key not in {*columns, "extreme", "infit_z", "outfit_z", "total", "count"}]
    shown = [*labels, *(column for column in columns if column in rows[0])]
    cells = [shown, *([_cell(row[column]) for column in shown] for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(shown))]
    marks = [""] + [" extreme" if row.get("extreme") else "" for row in rows]
    lines = [
        "  ".join(cell.ljust(width) if at < len(labels) else cell.rjust(width) for at, (cell, width) in
                  enumerate(zip(line, widths, strict=True)))
        for line in cells
    ]  # fmt: skip
    return [name, *(f"  {line.rstrip()}{mark}" for line, mark in zip(lines, marks, strict=True))]


def _reliability(parts: Summary | None) -> str:
    if parts is None:
        return "  too few to be told apart"
    return "  " + ", ".join(f"{name} {_cell(parts[name])}" for name in _PARTS)


def _cell(value: object) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3f}"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
