"""``./beizhan forecast --entries FILE.csv``: chances of gold, of a medal, of a medallion or better."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from beizhan.core.forecast.official import EntryForecast, OfficialForecast, faults_of, forecast_of
from beizhan.core.medals import THRESHOLD_500, THRESHOLD_700, Scored
from beizhan.files.catalogue import results_of_2007_and_2009
from beizhan.files.results_table import (
    ENTRANT_COLUMNS,
    ENTRY_COLUMNS,
    entrants_in,
    entries_in,
    read_results,
    write_results,
)
from beizhan.management.results_file import REFUSED, refusals_of

COLUMNS = (*ENTRANT_COLUMNS, "mean", "sd", "gold", "medal", "medallion", "basis")


class Command(BaseCommand):
    help = (
        "Forecasts an official competition: for each entry its points (mean and sd) and its chances of gold, of any "
        "medal and of a medallion or better, within the field that is listed. --entries is a CSV table with the "
        "columns year, skill_number and member_code, --history one with points too; further columns are ignored, "
        "rows alike are one team. Only results of earlier years count. basis is history, or prior where the Member or "
        'the skill has no past result. With --json: {"entries":[{"year","skill_number","member_code","mean","sd",'
        '"gold","medal","medallion","basis"}],"fitted_on":{year:…},"hyperparameters":{year:…}}.'
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--entries", metavar="FILE", required=True, help="Who competes; its year is forecast.")
        parser.add_argument(
            "--history", metavar="FILE", action="append", default=[], help="Official results; may be given repeatedly."
        )
        parser.add_argument(
            "--shipped-history",
            action="store_true",
            help="Learn from the results of 2007 and 2009 that ship, too; they are used anyway where no file is given.",
        )
        parser.add_argument(
            "--threshold",
            type=int,
            choices=(THRESHOLD_500, THRESHOLD_700),
            help="Points for a medallion: 700 on today's scale, 500 on the one before 2017; by the year unless said.",
        )
        parser.add_argument("--seed", type=int, default=0, help="For the results that are drawn; 0 unless said.")
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one object instead of CSV.")

    def handle(  # noqa: PLR0913 - one for each option
        self,
        *,
        entries: str,
        history: Sequence[str],
        shipped_history: bool,
        threshold: int | None,
        seed: int,
        as_json: bool,
        **_: object,
    ) -> None:
        with refusals_of(entries):
            entrants = entrants_in(read_results(Path(entries).read_bytes(), ENTRANT_COLUMNS))
        past = list(results_of_2007_and_2009()) if shipped_history or not history else []
        for file in history:
            past += _results_in(file)
        for fault in faults_of(past, entrants):
            facts = ", ".join(f"{name} {fact!r}" for name, fact in fault.facts.items())
            raise CommandError(f"{entries}: {fault.code.replace('_', ' ')}: {facts}", returncode=REFUSED)
        found = forecast_of(past, entrants, threshold=threshold, seed=seed)
        rows = [_row(one) for one in found.entries]
        self.stdout.write(json.dumps(_report(found, rows)) if as_json else write_results(COLUMNS, rows))


def _results_in(file: str) -> tuple[Scored, ...]:
    with refusals_of(file):
        return entries_in(read_results(Path(file).read_bytes(), ENTRY_COLUMNS))


def _report(found: OfficialForecast, rows: Sequence[dict[str, object]]) -> dict[str, object]:
    fits = {fit.year: asdict(fit) for fit in found.fits}
    learned = {year: fit.pop("hyperparameters") for year, fit in fits.items()}
    return {"entries": rows, "fitted_on": fits, "hyperparameters": learned}


def _row(one: EntryForecast) -> dict[str, object]:
    return {
        "year": one.entrant.year,
        "skill_number": one.entrant.skill,
        "member_code": one.entrant.member,
        "mean": round(one.mean, 1),
        "sd": round(one.sd, 1),
        "gold": round(one.gold, 5),
        "medal": round(one.medal, 5),
        "medallion": round(one.medallion, 5),
        "basis": one.basis.value,
    }
