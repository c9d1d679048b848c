"""The marks behind a figure: each with what was expected of it, and the way to its sheet."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from django.http import Http404
from django.utils.translation import pgettext

from beizhan.core.judging.reports.expectations import UNEXPECTED
from beizhan.core.judging.reports.judges_map import Kind
from beizhan.pages.judging.figures import plain
from beizhan.pages.judging.names import NAMES, Ways
from beizhan.queries.analysis.judging.judgements import Judgement
from beizhan.queries.analysis.judging.reports import Bench

Row = dict[str, Any]
SHOWN = 30
"""How many unexpected marks a map lists: the farthest."""

_ASKED = {"judge": Kind.JUDGE, "place": Kind.COMPETITOR, "aspect": Kind.ASPECT}


def unexpected_rows(bench: Bench, ways: Ways) -> list[Row]:
    """Return the marks farthest from what was expected."""
    return [mark_row(bench, ways, one.row) for one in bench.report.map.unexpected[:SHOWN]]


def rows_behind(bench: Bench, ways: Ways, field: str, key: str) -> list[Row]:
    """Return the marks of one judge, one competitor or one aspect, the most surprising first."""
    own = [row for row, one in enumerate(bench.judgements.marks) if getattr(one, field) == key]
    distances = np.nan_to_num(np.abs(bench.report.distances))
    return [mark_row(bench, ways, row) for row in sorted(own, key=lambda row: (-distances[row], row))]


def asked_for(asked: Iterable[tuple[str, str]], bench: Bench) -> tuple[str, str, str]:
    """Return which field of the marks is asked for, its key, and what that is called.

    Raises
    ------
    Http404
        If nothing is asked for, or nothing that is on the map.
    """
    for field, key in asked:
        kind = _ASKED.get(field)
        if kind and any(getattr(one, field) == key for one in bench.judgements.marks):
            return field, key, NAMES[kind](bench.judgements, key)
    raise Http404


def mark_row(bench: Bench, ways: Ways, row: int) -> Row:
    """Return one mark as a table shows it."""
    mark, judgements = bench.judgements.marks[row], bench.judgements
    expected, distance = float(bench.report.expected[row]), float(bench.report.distances[row])
    is_known = bool(np.isfinite(expected))
    return {
        **{field: NAMES[kind](judgements, getattr(mark, field)) for field, kind in _ASKED.items()},
        "score": mark.score,
        "expected": plain(expected if is_known else None, 1),
        "distance": plain(abs(distance) if is_known else None, 1),
        "may": _may(distance) if is_known else "",
        "is_unexpected": is_known and abs(distance) >= UNEXPECTED,
        "url": _sheet(bench, ways, mark),
    }


def _may(distance: float) -> str:
    if abs(distance) < UNEXPECTED:
        return ""
    return pgettext("judges", "may be high") if distance > 0 else pgettext("judges", "may be low")


def _sheet(bench: Bench, ways: Ways, mark: Judgement) -> str:
    return ways.sheet(bench.judgements.places[mark.place], bench.judgements.aspects[mark.aspect])
