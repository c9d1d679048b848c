"""The table of judges: severity with its interval, fit, agreement, spreads, drift, and what may be worth a word."""

from typing import Any

from django.utils.translation import pgettext

from beizhan.core.judging.reports.agreement import Agreement
from beizhan.core.judging.reports.enough import Verdict
from beizhan.core.judging.reports.interactions import Effect
from beizhan.core.judging.reports.judges_map import Kind, Stand
from beizhan.pages.judging.figures import around, interval, logits, per_cent, plain
from beizhan.pages.judging.names import Ways
from beizhan.pages.judging.ruler import stands_of
from beizhan.pages.judging.words import FLAGS, LACKS
from beizhan.queries.analysis.judging.reports import Bench

Row = dict[str, Any]
_RATE, _NOTABLE = 0.05, 0.5


def judge_rows(bench: Bench, ways: Ways) -> list[Row]:
    """Return the judges: by name, or from the severest where they are told apart well enough to be ranked."""
    every = [one for one in bench.report.map.stands if one.kind is Kind.JUDGE]
    agreements = bench.report.map.agreement
    beside = dict(zip((one.label for one in every), agreements.judges if agreements else (), strict=bool(agreements)))
    drifts = {one.labels[0]: one for one in bench.report.drift.cells}
    return [
        _row(bench, ways, one, beside.get(one.label), drifts.get(one.label)) for one in stands_of(bench, Kind.JUDGE)
    ]


def _row(bench: Bench, ways: Ways, stand: Stand, agreement: Agreement | None, drift: Effect | None) -> Row:
    judge = bench.judgements.judges[stand.label]
    told = stand.verdict.enough
    span = bench.report.span
    return {
        "name": judge.name,
        "url": ways.marks_of(Kind.JUDGE, stand.label),
        "count": stand.count,
        "severity": logits(stand.measure),
        "interval": interval(stand.low, stand.high),
        "fair": plain(stand.fair),
        "infit": plain(stand.infit),
        "outfit": plain(stand.outfit),
        "observed": per_cent(agreement.observed if told and agreement else None),
        "expected": per_cent(agreement.expected if told and agreement else None),
        "spreads": judge.spreads,
        "away": judge.away,
        "rank": stand.rank,
        "drift": logits(-drift.favour * span) if told and drift else "",
        "drift_interval": around(-drift.favour * span, drift.error * span) if told and drift else "",
        "flags": flags_of(stand, drift, span) if told else [],
        "lack": lack_of(stand.verdict),
    }


def flags_of(stand: Stand, drift: Effect | None, span: int) -> list[str]:
    """Return what may be worth a conversation, in words that do not accuse."""
    flags = [str(FLAGS[one]) for one in stand.flags]
    if drift and drift.enough and drift.q < _RATE and abs(drift.favour * span) > _NOTABLE:
        milder = pgettext("judges", "may have grown milder over the days")
        severer = pgettext("judges", "may have grown severer over the days")
        flags.append(milder if drift.favour > 0 else severer)
    return flags


def lack_of(verdict: Verdict) -> str:
    """Return of what there is not enough, nothing if there is."""
    facts = {"found": verdict.found, "wanted": verdict.wanted}
    return "" if verdict.enough or verdict.lack is None else str(LACKS[verdict.lack]) % facts
