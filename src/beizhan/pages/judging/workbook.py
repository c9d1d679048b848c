"""The judges' map as a workbook: what the screen shows, figure by figure, for whoever wants to look further."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from django.utils.translation import gettext, pgettext

from beizhan.core.judging.reports.judges_map import Kind, Stand
from beizhan.core.judging.results import Separation, Steps
from beizhan.files.spreadsheet.tables import Heading, Table, write_tables
from beizhan.pages.judging.judges import judge_rows
from beizhan.pages.judging.marks import unexpected_rows
from beizhan.pages.judging.names import NAMES, Ways
from beizhan.pages.judging.ruler import stands_of
from beizhan.pages.judging.screen import affinity_words, remark_words
from beizhan.queries.analysis.judging.reports import Bench

Cells = list[Any]


def workbook_of(bench: Bench, ways: Ways, *, title: str, state: str) -> bytes:
    """Return the map as a workbook with a sheet for each kind of stand, the unexpected marks, and the remarks."""
    note = " · ".join(filter(None, (title, state, _never())))
    return write_tables(list(_tables(bench, ways, note)))


def _never() -> str:
    return gettext("This map informs the chief expert. It never changes a mark.")


def _tables(bench: Bench, ways: Ways, note: str) -> Iterator[Table]:
    yield Table(gettext("Judges"), _judge_heads(), list(_judges(bench, ways)), note)
    for kind, name in ((Kind.COMPETITOR, gettext("Competitors")), (Kind.ASPECT, pgettext("judges", "Aspects"))):
        heads = [Heading(name, 34), *_measure_heads(), gettext("Infit"), gettext("Outfit")]
        yield Table(name, heads, [_stand(bench, one) for one in stands_of(bench, kind)], note)
    if steps := bench.report.steps:
        yield Table(pgettext("judges", "Steps"), _step_heads(), list(_steps(bench, steps)), note)
    if apart := bench.report.map.separation:
        yield Table(gettext("Separation of judges"), _separation_heads(), [_separation(apart)], note)
    yield Table(gettext("Unexpected marks"), _mark_heads(), list(_marks(bench, ways)), note)
    affinity = str(affinity_words(bench.report.affinity)["words"])
    remarks = [remark_words(bench.judgements, one) for one in bench.report.map.remarks]
    yield Table(gettext("Remarks"), [Heading(gettext("Remark"), 90)], [[one] for one in (affinity, *remarks)], note)


def _measure_heads() -> Sequence[Heading]:
    return (
        Heading(gettext("Measure (logits)")),
        Heading(gettext("Standard error")),
        Heading(gettext("From")),
        Heading(gettext("To")),
        Heading(pgettext("judges", "Marks given")),
    )


def _judge_heads() -> list[Heading]:
    more = (
        gettext("Rank"),
        gettext("Fair average"),
        gettext("Infit"),
        gettext("Outfit"),
        gettext("Agreement"),
        gettext("Expected"),
        gettext("Spreads"),
        gettext("Far off"),
    )
    wide = (Heading(gettext("Change over the days"), 22), Heading(pgettext("judges", "May be worth a word"), 40))
    return [Heading(gettext("Judge"), 20), *_measure_heads(), *map(Heading, more), *wide]


def _judges(bench: Bench, ways: Ways) -> Iterator[Cells]:
    shown = judge_rows(bench, ways)
    for stand, row in zip(stands_of(bench, Kind.JUDGE), shown, strict=True):
        yield [
            row["name"],
            *_measures(stand),
            stand.rank,
            _figure(stand.fair),
            _figure(stand.infit),
            _figure(stand.outfit),
            row["observed"],
            row["expected"],
            row["spreads"],
            row["away"],
            f"{row['drift']} ({row['drift_interval']})" if row["drift"] else "",
            "; ".join([*row["flags"], *filter(None, [row["lack"]])]),
        ]


def _stand(bench: Bench, stand: Stand) -> Cells:
    name = NAMES[stand.kind](bench.judgements, stand.label)
    return [name, *_measures(stand), _figure(stand.infit), _figure(stand.outfit)]


def _measures(stand: Stand) -> Cells:
    return [_figure(stand.measure), _figure(stand.error), _figure(stand.low), _figure(stand.high), stand.count]


def _step_heads() -> list[Heading]:
    more = (
        gettext("From the mark"),
        gettext("To the mark"),
        gettext("Measure (logits)"),
        gettext("Standard error"),
        gettext("How often the upper was given"),
    )
    return [Heading(pgettext("judges", "Scale of"), 40), *map(Heading, more)]


def _steps(bench: Bench, steps: Steps) -> Iterator[Cells]:
    """Return the steps of the scales; where all aspects share one, that is said instead of an aspect."""
    for at, scale in enumerate(steps.scales):
        name = NAMES[Kind.ASPECT](bench.judgements, scale) if scale else pgettext("judges", "all aspects")
        figures = (_figure(float(steps.measures[at])), _figure(float(steps.errors[at])))
        yield [name, int(steps.lower[at]), int(steps.upper[at]), *figures, int(steps.uses[at])]


def _separation_heads() -> list[str]:
    return [
        gettext("Separation"),
        pgettext("figure", "Reliability"),
        gettext("Levels told apart"),
        gettext("True standard deviation"),
        gettext("Mean error"),
    ]


def _separation(apart: Separation) -> Cells:
    return [*map(_figure, (apart.separation, apart.reliability, apart.strata, apart.spread, apart.error))]


def _figure(value: float | None) -> float | None:
    return None if value is None or not isfinite(value) else round(value, 2)


def _mark_heads() -> list[Heading]:
    return [
        Heading(gettext("Competitor"), 20),
        Heading(gettext("Aspect"), 40),
        Heading(gettext("Judge"), 20),
        Heading(gettext("Mark")),
        Heading(gettext("Expected")),
        Heading(gettext("Standard deviations away")),
        Heading(pgettext("judges", "May be worth a word")),
    ]


def _marks(bench: Bench, ways: Ways) -> Iterator[Cells]:
    for row in unexpected_rows(bench, ways):
        yield [row[name] for name in ("place", "aspect", "judge", "score", "expected", "distance", "may")]
