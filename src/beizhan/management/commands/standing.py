"""``./beizhan standing ASSESSMENT``: where everybody stands."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from beizhan.core.fingerprint import instant
from beizhan.core.marking.assessment import banner_of
from beizhan.management.named import assessment_called
from beizhan.queries.marking.publishing.standing_now import StandingNow, standing_now


class Command(BaseCommand):
    help = (
        "Prints the standing by the marks that are confirmed now. ASSESSMENT is its code or id. Before both keys of a "
        "draw were turned there are blind codes and no entries; while a mark is blank there are no ranks. With --json: "
        '{"assessment","step","banner","as_of","complete","places":[{"code","entry","total","rank","tied"}],"outcomes":'
        '[{"entry","status","reason","rank","tied","combined"}] or null}, marks as numbers with two decimals.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("assessment", metavar="ASSESSMENT")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, assessment: str, as_json: bool, **_: object) -> None:
        row = assessment_called(assessment)
        report = {"assessment": row.code, **report_of(standing_now(row))}
        self.stdout.write(json.dumps(report, ensure_ascii=False) if as_json else "\n".join(table_of(report)))


def report_of(now: StandingNow) -> dict[str, Any]:
    """Return the standing as JSON can hold it."""
    return {
        "step": str(now.step),
        "banner": str(banner_of(now.step)),
        "as_of": instant(now.as_of) if now.as_of else None,
        "complete": now.standing.complete,
        "places": [
            {
                "code": place.code,
                "entry": now.entries.get(place.code),
                "total": _marks(place.total),
                "rank": place.rank,
                "tied": place.tied,
            }
            for place in now.standing.places
        ],
        "outcomes": None
        if now.outcomes is None
        else [
            {
                "entry": one.code,
                "status": str(one.status),
                "reason": str(one.reason),
                "rank": one.rank,
                "tied": one.tied,
                "combined": _marks(now.shown.get(one.code)),
            }
            for one in now.outcomes
        ],
    }


def table_of(report: dict[str, Any]) -> Iterator[str]:
    """Return the report as lines to read."""
    yield f"{report['assessment']}: {report['step']} ({report['banner']}), as of {report['as_of']}"
    for place in report["places"]:
        rank = f"{place['rank']}{'=' if place['tied'] else ''}" if place["rank"] else "-"
        total = "-" if place["total"] is None else f"{place['total']:.2f}"
        yield f"{rank:>4}  {place['code']:<6} {place['entry'] or '':<12} {total:>8}"
    for one in report["outcomes"] or ():
        yield f"      {one['entry']:<12} {one['status']} ({one['reason']})"


def _marks(hundredths: int | None) -> float | None:
    return None if hundredths is None else hundredths / 100
