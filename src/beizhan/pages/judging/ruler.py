"""The ruler: judges, competitors and aspects one below the other on one axis, for the screen and for paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from django.utils.translation import gettext, ngettext

from beizhan.core.judging.reports.judges_map import Kind, Stand
from beizhan.pages.judging.figures import interval, logits
from beizhan.pages.judging.names import NAMES, short_aspect
from beizhan.pages.judging.words import GROUPS
from beizhan.queries.analysis.judging.reports import Bench

ORDER = (Kind.JUDGE, Kind.COMPETITOR, Kind.ASPECT)
_LABELS, _WIDTH, _HEAD, _LINE = 190, 700, 22, 15
"""The picture on paper, in its own units: room for labels, whole width, height of a heading and of a row."""


@dataclass(frozen=True, slots=True)
class Scale:
    """The axis, from a whole logit to a whole logit, and how a value is kept on it."""

    low: int
    high: int

    def kept(self, value: float) -> float:
        """Return a value, or the end of the axis beyond which it lies."""
        return min(max(value, self.low), self.high)


def stands_of(bench: Bench, kind: Kind) -> list[Stand]:
    """Return the stands of a kind in order: by name, unless they may be ranked; aspects from the hardest."""
    names, judgements = NAMES[kind], bench.judgements
    stands = [one for one in bench.report.map.stands if one.kind is kind]
    if kind is Kind.JUDGE:
        order = {key: place for place, key in enumerate(judgements.judges)}
        return sorted(stands, key=lambda one: (one.rank or len(stands) + 1, order[one.label]))
    if kind is Kind.COMPETITOR and not judgements.names_known:
        return sorted(stands, key=lambda one: names(judgements, one.label))
    return sorted(stands, key=lambda one: (one.measure is None, -(one.measure or 0), names(judgements, one.label)))


def scale_of(bench: Bench) -> Scale:
    """Return an axis with a logit of room on both sides; longer intervals end at its ends."""
    measures = [one.measure for one in bench.report.map.stands if one.measure is not None]
    return Scale(floor(min(measures, default=0) - 1), ceil(max(measures, default=0) + 1))


def chart_of(bench: Bench) -> dict[str, Any]:
    """Return the ruler as the charts of the screen are described."""
    scale = scale_of(bench)
    groups = [
        {"name": str(GROUPS[kind]), "rows": [_row(bench, one, scale) for one in stands_of(bench, kind)]}
        for kind in ORDER
    ]
    unit = gettext("logits")
    return {"type": "ruler", "min": scale.low, "max": scale.high, "unit": unit, "groups": groups}


def _row(bench: Bench, stand: Stand, scale: Scale) -> dict[str, Any]:
    whole = NAMES[stand.kind](bench.judgements, stand.label)
    name = short_aspect(bench.judgements, stand.label) if stand.kind is Kind.ASPECT else whole
    if stand.measure is None or stand.low is None or stand.high is None:
        return {"name": name, "tip": f"{whole}\n{gettext('Not enough data')}"}
    return {
        "name": name,
        "value": scale.kept(stand.measure),
        "low": scale.kept(stand.low),
        "high": scale.kept(stand.high),
        "tip": "\n".join((whole, *_facts(stand))),
    }


def _facts(stand: Stand) -> Iterator[str]:
    yield f"{logits(stand.measure)} ({interval(stand.low, stand.high)})"
    yield ngettext("%(count)s mark", "%(count)s marks", stand.count) % {"count": stand.count}
    if stand.extreme:
        yield gettext("only lowest or only highest marks: at least so far out")


def picture_of(bench: Bench) -> dict[str, Any]:
    """Return the same ruler as lines and points for paper, drawn on the server."""
    scale, lines, at = scale_of(bench), list[dict[str, Any]](), 0
    for kind in ORDER:
        at += _HEAD
        lines.append({"head": str(GROUPS[kind]), "y": at})
        for stand in stands_of(bench, kind):
            at += _LINE
            lines.append(_drawn(bench, stand, scale, at))
    bottom = at + _LINE
    ticks = [{"x": _x(tick, scale), "label": logits(tick)[:-2].replace("±", "")} for tick in _ticks(scale)]
    return {
        "lines": lines, "ticks": ticks, "bottom": bottom, "height": bottom + _HEAD, "width": _WIDTH,
        "label_x": _LABELS - 8, "zero": _x(0, scale) if scale.low <= 0 <= scale.high else "",
    }  # fmt: skip


def _drawn(bench: Bench, stand: Stand, scale: Scale, at: int) -> dict[str, Any]:
    name = NAMES[stand.kind](bench.judgements, stand.label)
    line: dict[str, Any] = {"name": name[:16], "y": at, "middle": at - 4}
    if stand.measure is None or stand.low is None or stand.high is None:
        return line | {"is_grey": True}
    ends = {"low": _x(stand.low, scale), "high": _x(stand.high, scale)}
    return line | {"x": _x(stand.measure, scale), **ends, "kind": str(stand.kind)}


def _x(value: float, scale: Scale) -> str:
    share = (scale.kept(value) - scale.low) / (scale.high - scale.low)
    return f"{_LABELS + share * (_WIDTH - _LABELS - 10):.1f}"


def _ticks(scale: Scale) -> Sequence[int]:
    return range(scale.low, scale.high + 1, max(1, (scale.high - scale.low) // 8))
