"""The five reports as rows, charts, tiles and sheets, with the best of each nation and of the whole competition."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from beizhan.core.medals import Medal, Scored, albert_vidal, best_of_nation
from beizhan.core.members import HOST_MEMBER_SKILL, Comparison, MemberRow, comparison_of, entered_by_year, shown
from beizhan.files.spreadsheet.tables import Heading, Table
from beizhan.pages.words import MEDALS

Shown = dict[str, object]

REPORTS: dict[str, str | Promise] = {
    "by_total_medal_points": _("By medal points"),
    "by_average_medal_points": _("By average medal points"),
    "by_total_points": _("By points"),
    "by_average_points": _("By average points"),
    "by_member": _("By Member"),
}
"""The five official reports; the last one is alphabetical and ranks nobody."""

CHARTED = 20
"""How many Members a chart shows."""

_AMOUNTS = {
    "by_total_medal_points": lambda row: Fraction(row.medal_points),
    "by_average_medal_points": lambda row: row.average_medal_points,
    "by_total_points": lambda row: row.total_points,
    "by_average_points": lambda row: row.average_points,
}
_BY_MEDALS = frozenset({"by_member", "by_total_medal_points"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked at, and how it is counted; without a table it is what ships."""

    table: str
    entries: tuple[Scored, ...]
    years: tuple[str, ...]
    year: str
    threshold: int
    rule: str
    with_host: bool
    report: str


def comparison_for(asked: Asked) -> Comparison:
    """Return the five reports of the year."""
    years = entered_by_year(
        asked.entries, threshold=asked.threshold, rule=asked.rule, host_member_skills=asked.with_host
    )
    return comparison_of(years.get(asked.year, ()))


def report_of(asked: Asked) -> tuple[MemberRow, ...]:
    """Return the report that is asked for."""
    found: tuple[MemberRow, ...] = getattr(comparison_for(asked), asked.report)
    return found


def rows_of(asked: Asked, report: Iterable[MemberRow]) -> list[Shown]:
    """Return the rows of a report with the best of each nation."""
    best = best_of_nation(_of_year(asked))
    return [_row(row, best.get(row.member, ())) for row in report]


def tiles_of(asked: Asked) -> list[Shown]:
    """Return how large the competition was, and its best entry (Albert Vidal)."""
    entries = _of_year(asked)
    winners = albert_vidal(entries)
    return [
        {"label": gettext("Members"), "value": len({one.member for one in entries})},
        {"label": gettext("Skills"), "value": len({one.skill for one in entries})},
        {"label": pgettext("competition", "Entries"), "value": len(entries)},
        {"label": gettext("Albert Vidal Award"), "value": _named(winners), "state": "green" if winners else ""},
    ]


def chart_of(asked: Asked, report: tuple[MemberRow, ...]) -> Shown:
    """Return the best Members as bars: their medals, or what the report ranks by."""
    rows = report if asked.report != "by_member" else comparison_for(asked).by_total_medal_points
    rows = rows[:CHARTED]
    drawing: Shown = {"type": "bar", "horizontal": True, "categories": [row.member for row in rows]}
    if asked.report in _BY_MEDALS:
        drawing |= {"stacked": True, "series": _medal_series(rows)}
    else:
        values = [round(float(_AMOUNTS[asked.report](row)), 2) for row in rows]
        drawing |= {"series": [{"name": str(REPORTS[asked.report]), "values": values}], "labels": True}
        low = min((int(value) for value in values), default=0) // 10 * 10 if asked.report == "by_average_points" else 0
        drawing |= {"min": low, "max": _beyond(low, max(values, default=1))}
    title = gettext("The first %(count)s") % {"count": len(rows)}
    return {"id": "members-chart", "title": title, "drawing": drawing, "height": "tall"}


def tables_of(asked: Asked) -> list[Table]:
    """Return the five reports as sheets of one workbook, each with how it was counted."""
    note = f"{asked.year} · {asked.threshold} · {asked.rule}"
    comparison, best = comparison_for(asked), best_of_nation(_of_year(asked))
    heads = [Heading(gettext("Rank"), 8), Heading("Member", 10), Heading(gettext("Skills"), 10)]
    heads += [Heading(str(MEDALS[medal]), 10) for medal in Medal]
    heads += [Heading(gettext("Medal points")), Heading(gettext("Average medal points"))]
    heads += [Heading(gettext("Points")), Heading(gettext("Average points")), Heading(gettext("Best of Nation"), 18)]
    return [
        Table(str(label), heads, [_cells(row, best) for row in getattr(comparison, name)], note)
        for name, label in REPORTS.items()
    ]


def _of_year(asked: Asked) -> tuple[Scored, ...]:
    """Return the entries of the year that count, each team once."""
    own = (one for one in asked.entries if one.year == asked.year)
    counted = (one for one in own if asked.with_host or not one.skill.upper().startswith(HOST_MEMBER_SKILL))
    return tuple(dict.fromkeys(counted))


def _beyond(low: float, high: float) -> float:
    """Return where an axis ends so that the label of the longest bar has room behind it."""
    end = high + (high - low) / 7
    return round(end, 1) if end < CHARTED else ceil(end)


def _named(best: Iterable[Scored]) -> str:
    return "、".join(f"{one.member} {one.skill} · {one.points}" for one in best) or "–"


def _row(row: MemberRow, best: tuple[Scored, ...]) -> Shown:
    return {
        "row": row,
        "medals": [(medal, MEDALS[medal], count) for medal, count in zip(Medal, _medals(row), strict=True)],
        "average_medal_points": shown(row.average_medal_points, 3),
        "total_points": shown(row.total_points, 2).removesuffix(".00"),
        "average_points": shown(row.average_points, 2),
        "best": "、".join(f"{one.skill} · {one.points}" for one in best),
    }


def _medals(row: MemberRow) -> tuple[int, ...]:
    return row.gold, row.silver, row.bronze, row.medallion


def _medal_series(rows: Iterable[MemberRow]) -> list[Shown]:
    columns = list(zip(*map(_medals, rows), strict=True)) or [()] * len(Medal)
    return [
        {"name": str(MEDALS[medal]), "values": list(counts), "state": f"medal-{medal}"}
        for medal, counts in zip(Medal, columns, strict=True)
    ]


def _cells(row: MemberRow, best: dict[str, tuple[Scored, ...]]) -> list[str | int | float | None]:
    return [
        row.rank,
        row.member,
        row.skills,
        *_medals(row),
        row.medal_points,
        float(shown(row.average_medal_points, 3)),
        float(shown(row.total_points, 2)),
        float(shown(row.average_points, 2)),
        "、".join(f"{one.skill} {one.points}" for one in best.get(row.member, ())),
    ]
