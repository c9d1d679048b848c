"""The chart of form: levels over time with their bands, the line to reach, the best rival; and the same in figures."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from beizhan.core.progress.form import span_of
from beizhan.core.progress.target import Target
from beizhan.core.progress.tracking import Level
from beizhan.pages.analysis.form.words import whole
from beizhan.pages.words import name_of
from beizhan.queries.analysis.form.fits import WHOLE
from beizhan.queries.analysis.form.forms import EntryForm, SkillForm
from beizhan.queries.analysis.form.yardsticks import RivalLevel

MOST = 3
"""So many competitors are drawn at once: with more nobody tells the bands apart."""


def course_chart(found: SkillForm, entries: Sequence[EntryForm], section: str = WHOLE) -> dict[str, Any] | None:
    """Return the levels of some competitors over time; nothing where nobody has one that may be said."""
    told = [one for one in entries if isinstance(one.standings[section].level, Level)][:MOST]
    if not told:
        return None
    days = [day.isoformat() for day in found.days]
    names = [_named(one) for one in told]
    courses = [one.standings[section].course for one in told]
    drawing: dict[str, Any] = {
        "type": "bands",
        "days": days,
        "series": [_series(name, course) for name, course in zip(names, courses, strict=True)],
        "lines": _lines(found.targets.get(section), found.rivals.get(section)),
    }
    if len(entries) == 1:
        drawing["points"] = {"name": gettext("Tests"), "values": _points(entries[0], section)}
    return {
        "id": "course",
        "title": gettext("Level over time, per cent of full marks"),
        "drawing": drawing,
        "height": "tall",
        "note": gettext("Nine times of ten the level lies in its band. Few tests make a wide band, not a curve."),
        "heads": [gettext("Day"), *names],
        "figures": [[day, *(_figure(course[at]) for course in courses)] for at, day in enumerate(days)],
    }


def _named(one: EntryForm) -> str:
    return f"{one.code} {'、'.join(one.team)}"


def _series(name: str, course: Sequence[Level]) -> dict[str, Any]:
    spans = [span_of(one.mean, one.sd) for one in course]
    return {
        "name": name,
        "values": [round(one.mean, 1) for one in course],
        "low": [round(low, 1) for low, _ in spans],
        "high": [round(high, 1) for _, high in spans],
    }


def _lines(target: Target | None, rival: RivalLevel | None) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    if target:
        lines.append({"name": gettext("Target line"), "value": round(target.mean, 1), "state": ""})
    if rival:
        lines.append({"name": name_of(rival.rival), "value": round(rival.level.mean, 1), "state": "red"})
    return lines


def _points(entry: EntryForm, section: str) -> list[list[Any]]:
    return [
        [one.test.first_day.isoformat(), round(one.percents[section], 1)]
        for one in entry.tests
        if section in one.percents
    ]


def _figure(level: Level) -> str:
    low, high = span_of(level.mean, level.sd)
    return f"{whole(level.mean)} ({whole(low)}–{whole(high)})"
