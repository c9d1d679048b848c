"""The judges' map as a workbook: what the screen shows, figure by figure, for whoever wants to look further."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext, pgettext

from beizhan.core.judging.reports.judges_map import Kind, Stand
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
    for kind, name in ((Kind.COMPETITOR, gettext("Competitors")), (Kind.ASPECT, gettext("Aspects"))):
        heads = [Heading(name, 34), *_measure_heads(), gettext("Infit"), gettext("Outfit")]
        yield Table(name, heads, [_stand(bench, one) for one in stands_of(bench, kind)], note)
    yield Table(gettext("Unexpected marks"), _mark_heads(), list(_marks(bench, ways)), note)
    affinity = str(affinity_words(bench.report.affinity)["words"])
    remarks = [remark_words(bench.judgements, one) for one in bench.report.map.remarks]
    yield Table(gettext("Remarks"), [Heading(gettext("Remark"), 90)], [[one] for one in (affinity, *remarks)], note)


def _measure_heads() -> Sequence[Heading]:
    return (
        Heading(gettext("Measure (logits)")),
        Heading(gettext("From")),
        Heading(gettext("To")),
        Heading(gettext("Marks")),
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
    return [_figure(stand.measure), _figure(stand.low), _figure(stand.high), stand.count]


def _figure(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


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
