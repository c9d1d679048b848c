"""A national assessment tabulated from its awards to every standing: the core, pandas, and a plain loop, in one run.

64 skills x 40 competitors x 200 aspects x 3 judges: 1,536,000 scores in the order in which they happened to arrive.
Each way starts from the same four columns (skill, competitor, aspect, score) in its own kind of memory, gives exact
totals and ranks with shared places, and must give the same ones. Run: ``python bench/tabulate_core.py [--repeat 5]``.
"""

import argparse
import json
import os
import platform
import sys
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter

import numpy as np
import numpy.typing as npt
import pandas as pd

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from beizhan.core.marking.marks import judgement_marks
from beizhan.core.scheme.tree import Aspect, Kind
from beizhan.core.standing import Sheet, standing_of

SKILLS, COMPETITORS, ASPECTS, JUDGES = 64, 40, 200, 3
SHAPE = (SKILLS, COMPETITORS, ASPECTS)
CODES = tuple(f"{number:02d}" for number in range(COMPETITORS))

Columns = dict[str, npt.NDArray[np.int64]]
Ranks = dict[tuple[int, int], tuple[int, int]]
"""(skill, competitor) -> (total in hundredths, rank)."""


def awards(seed: int) -> tuple[Columns, npt.NDArray[np.int64]]:
    """Return the four columns of scores, shuffled, and the worth of every aspect of every skill in hundredths."""
    rng = np.random.default_rng(seed)
    skill, competitor, aspect, _ = (axis.ravel() for axis in np.indices((*SHAPE, JUDGES)))
    columns = {"skill": skill, "competitor": competitor, "aspect": aspect, "score": rng.integers(0, 4, skill.size)}
    order = rng.permutation(skill.size)
    return {name: column[order] for name, column in columns.items()}, rng.integers(10, 200, (SKILLS, ASPECTS))


def by_core(columns: Columns, worths: npt.NDArray[np.int64]) -> Ranks:
    """Add up by position, turn whole sheets into marks, rank each."""
    cell = np.ravel_multi_index((columns["skill"], columns["competitor"], columns["aspect"]), SHAPE)
    sums = np.bincount(cell, weights=columns["score"]).astype(np.int64).reshape(SHAPE)
    marks = judgement_marks(worths[:, np.newaxis, :], sums, JUDGES)
    ranks: Ranks = {}
    for skill, sheet_marks in enumerate(marks):
        aspects = tuple(Aspect("", f"A1.{at:03d}", Kind.JUDGEMENT, "", max_mark=200) for at in range(ASPECTS))
        for place in standing_of(Sheet(CODES, aspects, sheet_marks)).places:
            ranks[skill, int(place.code)] = (place.total or 0, place.rank or 0)
    return ranks


def by_pandas(frame: pd.DataFrame, worths: npt.NDArray[np.int64]) -> Ranks:
    """Group, divide, group again, rank within skills: as a pandas user would write it, in whole numbers."""
    cells = frame.groupby(["skill", "competitor", "aspect"], sort=False)["score"].sum().reset_index()
    worth = worths[cells["skill"], cells["aspect"]]
    cells["mark"] = (2 * worth * cells["score"] + 3 * JUDGES) // (6 * JUDGES)
    totals = cells.groupby(["skill", "competitor"], sort=False)["mark"].sum().reset_index()
    totals["rank"] = totals.groupby("skill")["mark"].rank(method="min", ascending=False).astype(int)
    rows = totals.itertuples(index=False)
    return {(row.skill, row.competitor): (row.mark, row.rank) for row in rows}


def by_loop(rows: Iterable[tuple[int, int, int, int]], worths: list[list[int]]) -> Ranks:
    """Dictionaries, and sorting at the end."""
    sums: dict[tuple[int, int, int], int] = {}
    for skill, competitor, aspect, score in rows:
        cell = (skill, competitor, aspect)
        sums[cell] = sums.get(cell, 0) + score
    totals: dict[int, dict[int, int]] = {}
    for (skill, competitor, aspect), said in sums.items():
        own = totals.setdefault(skill, {})
        mark = (2 * worths[skill][aspect] * said + 3 * JUDGES) // (6 * JUDGES)
        own[competitor] = own.get(competitor, 0) + mark
    ranks: Ranks = {}
    for skill, own in totals.items():
        ordered = sorted(own.values(), reverse=True)
        for competitor, total in own.items():
            ranks[skill, competitor] = (total, ordered.index(total) + 1)
    return ranks


def measured(way: Callable[[], Ranks], repeat: int) -> tuple[float, float, Ranks]:
    """Return the best time in seconds, the most memory taken on the way in MiB, and the answer."""
    times = []
    for _ in range(repeat):
        begun = perf_counter()
        way()
        times.append(perf_counter() - begun)
    tracemalloc.start()
    answer = way()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return min(times), peak / 2**20, answer


def machine() -> dict[str, object]:
    """Return what the figures were measured on."""
    return {
        "cpus": len(os.sched_getaffinity(0)),
        "processor": platform.machine(),
        "system": platform.system(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pandas": pd.__version__,
    }


def main() -> None:
    """Measure the three ways and print a table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5)
    repeat = parser.parse_args().repeat
    columns, worths = awards(seed=2026)
    frame = pd.DataFrame(columns)
    rows = list(zip(*(columns[name].tolist() for name in ("skill", "competitor", "aspect", "score")), strict=True))
    ways: dict[str, Callable[[], Ranks]] = {
        "core": lambda: by_core(columns, worths),
        "pandas": lambda: by_pandas(frame, worths),
        "loop": lambda: by_loop(rows, worths.tolist()),
    }
    results = {name: measured(way, repeat) for name, way in ways.items()}
    answers = [answer for _, _, answer in results.values()]
    assert answers[0] == answers[1] == answers[2], "the three ways disagree"
    report(results)


def report(results: dict[str, tuple[float, float, Ranks]]) -> None:
    """Print the table and the line."""
    fastest = results["core"][0]
    print(f"{SKILLS} skills x {COMPETITORS} competitors x {ASPECTS} aspects x {JUDGES} judges, best of the runs")
    print(f"{'way':<8}{'seconds':>10}{'times core':>12}{'peak MiB':>10}")
    for name, (seconds, peak, _) in results.items():
        print(f"{name:<8}{seconds:>10.4f}{seconds / fastest:>12.1f}{peak:>10.0f}")
    figures = {
        name: {"seconds": round(seconds, 4), "ratio_to_core": round(seconds / fastest, 1), "peak_mib": round(peak)}
        for name, (seconds, peak, _) in results.items()
    }
    print(json.dumps({"bench": "tabulate_core", **figures, "machine": machine()}))


if __name__ == "__main__":
    main()
