"""Forecasts: how exact and fast the chances of many stages are next to drawing, and how good on results that are known.

First the gate: 60 stages of 30 entries, chances to be among the first 8, must lie within 1e-6 of a grid 25 times finer
and add up to 8 within 1e-8; only then is time taken, next to 100,000 draws of each stage, in processor seconds.
Then quality, every way tuned on the past only: official results of 2009 from those of 2007; contestants of the
International Mathematical Olympiads of 2010 to 2015, each year from the six before; figure skating, each competition of
a season from those before it. The last two are other fields than ours and only say how the model carries over.

Run: ``python bench/forecast.py [--repeat 5] [--quick]`` (quick leaves out the last two, which need ../shared/data).
"""

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from time import process_time

import numpy as np
import numpy.typing as npt

from ground import machine

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from beizhan.core.forecast import stages
from beizhan.core.forecast.backtest import KINDS, OURS, backtest_of
from beizhan.core.forecast.baselines import BASELINES, Expected
from beizhan.core.forecast.calibration import calibration_of
from beizhan.core.forecast.scoring import brier_losses, difference_of, log_losses
from beizhan.core.forecast.stages import Stage, among_the_first
from beizhan.core.forecast.strengths import Strengths, latent_of, moments_of
from beizhan.files.catalogue import results_of_2007_and_2009

STAGES, ENTRIES, PLACES, DRAWS = 60, 30, 8, 100_000
SHARED = Path(__file__).parents[2] / "shared" / "data"
STARTS = {
    "Skate America": date(2016, 10, 21),
    "Skate Canada": date(2016, 10, 28),
    "Rostelecom": date(2016, 11, 4),
    "Trophee": date(2016, 11, 11),
    "Cup of China": date(2016, 11, 18),
    "NHK": date(2016, 11, 25),
    "Final 2016": date(2016, 12, 8),
    "European": date(2017, 1, 25),
    "Four Continents": date(2017, 2, 15),
    "World Figure": date(2017, 3, 29),
}
"""When the competitions of the season began, which the data do not say."""

Floats = npt.NDArray[np.floating]
Chances = dict[str, list[Floats]]


def fields() -> list[Stage]:
    """Return the stages."""
    dice = np.random.default_rng(8)
    return [Stage(dice.normal(500, 25, ENTRIES), dice.uniform(10, 30, ENTRIES), PLACES) for _ in range(STAGES)]


def by_grid(asked: Sequence[Stage]) -> Floats:
    """Integrate."""
    return np.array(among_the_first(asked, [PLACES] * len(asked)))


def by_drawing(asked: Sequence[Stage]) -> Floats:
    """Draw the scores of each stage and count who is among the first."""
    dice = np.random.default_rng(9)
    found = []
    for stage in asked:
        scores = stage.means + stage.sds * dice.standard_normal((DRAWS, ENTRIES))
        cut = np.partition(scores, -PLACES, axis=1)[:, [-PLACES]]
        found.append((scores >= cut).mean(axis=0))
    return np.array(found)


def exactness(asked: Sequence[Stage]) -> dict[str, float]:
    """Return how far the chances are from a far finer grid, and from adding up."""
    chances, usual = by_grid(asked), stages.NODES
    stages.NODES = 25 * usual
    fine = by_grid(asked)
    stages.NODES = usual
    return {
        "error": float(np.abs(chances - fine).max()),
        "sum_error": float(np.abs(chances.sum(axis=1) - PLACES).max()),
        "error_of_drawing": float(np.abs(by_drawing(asked) - fine).max()),
    }


def timed(way: Callable[[Sequence[Stage]], Floats], asked: Sequence[Stage], repeat: int) -> float:
    """Return the median of the processor seconds of several turns."""
    taken = []
    for _ in range(repeat):
        began = process_time()
        way(asked)
        taken.append(process_time() - began)
    return median(taken)


def speed(repeat: int) -> dict[str, object]:
    """Pass the gate, then take time."""
    asked = fields()
    gate = exactness(asked)
    if gate["error"] > 1e-6 or gate["sum_error"] > 1e-8:
        raise SystemExit(f"not exact enough to be timed: {gate}")
    grid, drawing = timed(by_grid, asked, repeat), timed(by_drawing, asked, min(repeat, 3))
    return {
        **{name: float(f"{value:.1e}") for name, value in gate.items()},
        "grid_cpu_s": round(grid, 4),
        "drawing_cpu_s": round(drawing, 3),
        "drawing_to_grid": round(drawing / grid, 1),
    }


def compared(chances: dict[str, Floats], outcomes: Floats, blocks: Sequence[object], kinds: Sequence[str]) -> None:
    """Print the losses of every way, and by how much ours are smaller, with the interval over blocks."""
    losses = {name: log_losses(own, outcomes) for name, own in chances.items()}
    for name, own in losses.items():
        print(f"  {name:11}", end="")
        for at, kind in enumerate(kinds):
            brier = brier_losses(chances[name][:, at], outcomes[:, at]).mean()
            print(f"  {kind} {own[:, at].mean():.4f} (Brier {brier:.4f})", end="")
            if name != OURS:
                gain = difference_of(losses[OURS][:, at], own[:, at], blocks, seed=1)
                print(f" ours better by {gain.mean:+.4f} [{gain.low:+.4f}, {gain.high:+.4f}]", end="")
        print()
    for at, kind in enumerate(kinds):
        report = calibration_of(chances[OURS][:, at], outcomes[:, at])
        bins = " ".join(f"{one.predicted:.2f}>{one.observed:.2f}{'' if one.agrees else '!'}" for one in report.bins)
        total = report.total
        print(
            f"  reliability of {kind}: {bins}; total {total.observed}, expected {total.expected:.0f} {total.interval}"
        )


def official() -> None:
    """Forecast 2009 from 2007."""
    found = backtest_of(results_of_2007_and_2009(), "2009", threshold=500)
    print(f"WorldSkills 2009 from 2007: {len(found.entrants)} entries of {len(set(found.fields))} skills")
    compared(dict(found.chances), found.outcomes, found.fields, KINDS)
    means = {name: round(float(losses.mean()), 3) for name, losses in found.rank_losses.items()}
    print(f"  ranked probability score of the rank, in places: {means}")


def expectations(past: Floats, points: Floats, new: Floats) -> dict[str, Expected]:
    """Return what each way expects."""
    model = Strengths().fit(past, points)
    latent = latent_of(model, new)
    means, deviations = moments_of(past[:, 0], points)
    standard = (points - means) / np.where(deviations > 0, deviations, 1)
    baselines = {name: expect(past, standard, new) for name, expect in BASELINES.items()}
    return {OURS: Expected(latent.means, latent.sds), **baselines}


def add_chances(kept: Chances, expected: dict[str, Expected], places: Sequence[int], own: Floats) -> None:
    """Add the chances of one field to be among the first so many, for every way."""
    for name, one in expected.items():
        stage = Stage(one.means[own], one.sds[own], 1)
        kept[name].append(np.stack(among_the_first([stage] * len(places), places), axis=1))
    size = int(own.sum())
    kept["base_rate"].append(np.tile([place / size for place in places], (size, 1)))


def olympiad() -> None:
    """Forecast gold, silver or better, bronze or better of contestants: a country is a Member, a contestant a line."""
    with (SHARED / "imo-1981-2015" / "contestants.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["total"]]
    countries = {name: code for code, name in enumerate(sorted({row["country"] for row in rows}))}
    known = [(int(row["year"]), countries[row["country"]], row["contestant_id"] or -at) for at, row in enumerate(rows)]
    table = np.array([(year, year, country, int(who)) for year, country, who in known], float)
    points = np.array([float(row["total"]) for row in rows])
    ranks = {"gold": 0, "silver": 1, "bronze": 2}
    award = np.array([ranks.get(row["award"], 9) for row in rows])
    kept: Chances = defaultdict(list)
    outcomes, blocks = [], []
    for year in range(2010, 2016):
        now, past = table[:, 1] == year, (table[:, 1] < year) & (table[:, 1] >= year - 6)
        size = int(now.sum())
        expected = expectations(table[past], points[past], table[now])
        add_chances(kept, expected, [round(size / share) for share in (12, 4, 2)], np.ones(size, bool))
        outcomes.append(np.stack([award[now] <= worst for worst in range(3)], axis=1))
        blocks += [(year, country) for country in table[now, 2]]
    print(f"International Mathematical Olympiads 2010 to 2015: {len(blocks)} contestants")
    compared(_joined(kept), np.concatenate(outcomes), blocks, ("gold", "silver", "bronze"))


def skating() -> None:
    """Forecast the first three, and the better half, of the later competitions of a season."""
    table, points = skaters()
    kept: Chances = defaultdict(list)
    outcomes, blocks = [], []
    for when in sorted(set(table[:, 1]))[5:]:
        now, past = table[:, 1] == when, table[:, 1] < when
        expected = expectations(table[past], points[past], table[now])
        for field, own in _fields_of(table[now]):
            ranks = (-points[now][own]).argsort().argsort()
            places = [3, int(own.sum()) // 2]
            add_chances(kept, expected, places, own)
            outcomes.append(np.stack([ranks < place for place in places], axis=1))
            blocks += [field] * int(own.sum())
    print(f"Figure skating 2016-17: {len(blocks)} entries of {len(set(blocks))} events")
    compared(_joined(kept), np.concatenate(outcomes), blocks, ("first 3", "half"))


def skaters() -> tuple[Floats, Floats]:
    """Return the columns and the totals of those who skated both programmes of a senior event."""
    totals: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    with (SHARED / "figure-skating-2016-17" / "performances.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if not row["program"].startswith("JUNIOR"):
                event = row["competition"], row["program"].partition(" ")[0], row["athlete_id"]
                totals[event].append(float(row["total_segment_score"]))
    whole = {event: sum(own) for event, own in totals.items() if len(own) == 2}
    codes = {name: code for code, name in enumerate(sorted({part for event in whole for part in event}))}
    rows = []
    for competition, discipline, athlete in whole:
        begun = next(day for name, day in STARTS.items() if name in competition)
        field = 100 * codes[competition] + codes[discipline]
        rows.append((field, begun.toordinal() / 365.25, codes[athlete], codes[discipline]))
    return np.array(rows, float), np.array(list(whole.values()))


def _fields_of(rows: Floats) -> Iterator[tuple[float, npt.NDArray[np.bool_]]]:
    """Give the fields that are large enough for a better half to mean something."""
    for field in sorted(set(rows[:, 0])):
        own = rows[:, 0] == field
        if own.sum() >= 8:
            yield field, own


def _joined(kept: Chances) -> dict[str, Floats]:
    return {name: np.concatenate(own) for name, own in kept.items()}


def main() -> None:
    """Check, take time, judge quality; print what was found and one line of JSON for the speed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    report = {"bench": "forecast", "stages": STAGES, "entries": ENTRIES, **speed(asked.repeat)}
    for fact, value in report.items():
        print(f"{fact:>18}  {value}")
    official()
    if not asked.quick and SHARED.is_dir():
        olympiad()
        skating()
    print(json.dumps({**report, **machine()}))


if __name__ == "__main__":
    main()
