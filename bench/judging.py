"""Severity of judges: how exact, fast and small next to the programs that do the same, PyPI mirt and RaschPy.

The jobs: P1 one skill in full (30 competitors, 120 aspects, 3 of 8 judges); P2 1,000 persons, 30 items, 3 of 20 judges
in full; P3 the same with a tenth missing; P4 900,000 ratings in full; P5 the same with 200 judges; P6 joint estimates
of P2; P7 200 refits of P1 on simulated ratings (mirt: 200 times its seconds for P1); P11 a cold process to the first
result of P1, on the clock, the quickest of several, and once more with nothing compiled beforehand. P3 and P5 ask for
estimates and persons only; the full fit is timed beside. Full means estimates, standard errors, infit and outfit of all
facets. First the gate: likelihood within 0.01 of that of mirt, measures within 0.001, errors within 2 %, mean squares
within 0.005; RaschPy estimates otherwise (pairwise conditional) and is only timed. Every way runs in a process of its
own, on one thread, data in memory, processor seconds. Beside each ratio stands its floor, what a rough sketch reached
on another machine, and whether it is met.

Run: ``python bench/judging.py [--repeat 5] [--jobs P1,P2,P3,P6,P7,P11] [--without-raschpy]``;
all jobs take some ten minutes, without RaschPy some four.
"""

import argparse
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import numpy as np

from ground import machine

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from beizhan.core.judging.checks import checked_arrangement
from beizhan.core.judging.estimation.abilities import guessed, measured
from beizhan.core.judging.estimation.mml import marginal_top
from beizhan.core.judging.estimation.parameters import Layout
from beizhan.core.judging.estimation.points import moments_of
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.ratings import Facet, Ratings
from beizhan.core.judging.simulation import bootstrap_of
from beizhan.core.judging.terms import Terms
from core.judging.samples import planted

ROOT = Path(__file__).parents[1]
SIZES = {"P1": (30, 120, 8), "P2": (1000, 30, 20), "P4": (10_000, 30, 20), "P5": (10_000, 30, 200)}
AS = {"P3": "P2", "P6": "P2", "P7": "P1", "P11": "P1"}
REFITS = 200
FLOORS: dict[str, dict[str, float]] = {
    "P1": {"mirt_to_ours": 20, "raschpy_to_ours": 10, "ours_s": 0.2},
    "P2": {"mirt_to_ours": 10, "raschpy_to_ours": 20},
    "P3": {"mirt_to_estimates": 6, "raschpy_to_estimates": 4},
    "P4": {"mirt_to_ours": 15, "ours_mb": 400},
    "P5": {"mirt_to_estimates": 30, "raschpy_to_estimates": 50, "ours_mb": 500},
    "P6": {"ours_s": 0.33},
    "P7": {"mirt_to_ours": 30},
    "P11": {"import_s": 0.3, "wall_s": 1.2},
}
"""A ratio may not be smaller, seconds and megabytes not greater. P6: a third of what plain sweeps in NumPy took."""

COLD = "import numpy as np; d = np.load({path!r}); from beizhan.core.judging.fitting import fitted; \
from beizhan.core.judging.ratings import Facet, Ratings; \
f = lambda n, c: Facet(n, tuple(map(str, range(int(c.max()) + 1)))); \
fitted(Ratings(f('p', d[0]).labels, (f('item', d[1]), f('rater', d[2])), d[0], (d[1], d[2]), d[3]))"

Answer = Mapping[str, object]


def data(job: str) -> Ratings:
    """Return the ratings of a job."""
    persons, items, judges = SIZES[AS.get(job, job)]
    found, _ = planted({"item": items, "rater": judges}, persons=persons, panel=3, seed=2026)
    if job == "P3":
        found = found.only(np.flatnonzero(np.random.default_rng(3).random(len(found)) > 0.1))
    return found


def made(job: str, path: str) -> None:
    """Write the ratings of a job to a file, in a process of its own: what it takes counts as nobody's memory."""
    subprocess.run([sys.executable, __file__, "--make", path, "--jobs", job], check=True)


def read(path: str) -> Ratings:
    """Read such a file."""
    person, item, rater, scores = np.load(path)
    persons, items, raters = (tuple(map(str, range(int(column.max()) + 1))) for column in (person, item, rater))
    return Ratings(persons, (Facet("item", items), Facet("rater", raters)), person, (item, rater), scores)


def by_ours(job: str, ratings: Ratings, repeat: int) -> Answer:
    """Fit in full, or refit."""
    terms = Terms(method="jml" if job == "P6" else "mml")
    first = fitted(ratings, terms)
    if job == "P7":
        return {"seconds": timed(lambda: bootstrap_of(first, times=REFITS, seed=1), 1)}
    seconds = timed(lambda: fitted(ratings, terms), repeat)
    rater, item = first.facets["rater"], first.facets["item"]
    return {
        "seconds": seconds,
        **({"estimates": timed(lambda: estimated(ratings), repeat)} if job in ("P3", "P5") else {}),
        "likelihood": -first.deviance / 2,
        "measures": [*item.measures, *rater.measures],
        "errors": [*item.errors, *rater.errors],
        "fit": [*item.fit.infit, *rater.fit.infit, *item.fit.outfit, *rater.fit.outfit],
    }


def estimated(ratings: Ratings) -> tuple[object, ...]:
    """Estimate parameters and persons, and no errors or fit of facets, as P3 and P5 ask."""
    arrangement = checked_arrangement(ratings, Terms())
    layout = Layout(arrangement.design)
    design, top = layout.design, marginal_top(layout)
    means = moments_of(top.grid, top.summit.point.posterior)[0][design.units.of]
    totals = np.bincount(design.person, design.step - design.middle, design.persons)
    weights = layout.weights(top.summit.vector)
    return top, means, measured(design, weights, totals, guessed(design, weights, means), warm=True)


def by_mirt(job: str, ratings: Ratings, _: int) -> Answer:
    """Fit with PyPI mirt as it comes, which gives errors and fit too; its table is laid out beforehand."""
    from core.judging.peer import laid_out_for, peer_fit  # noqa: PLC0415 - ours must not pay for loading it

    prepared = laid_out_for(ratings)
    began = process_time()
    found = peer_fit(ratings, prepared=prepared, tol=1e-6)
    seconds = process_time() - began
    return {
        "seconds": seconds * (REFITS if job == "P7" else 1),
        "likelihood": found.log_likelihood,
        "measures": [*found.item_difficulty, *found.facet_parameters["rater"]],
        "errors": [*found.item_se, *found.facet_se["rater"]],
        "fit": [*found.item_infit, *found.infit["rater"], *found.item_outfit, *found.outfit["rater"]],
    }


def by_raschpy(job: str, ratings: Ratings, _: int) -> Answer:
    """Calibrate, measure persons and, for the jobs in full, errors and all tables of fit."""
    import pandas as pd  # noqa: PLC0415 - ours must not pay for loading it
    from raschpy.mfrm import MFRM  # noqa: PLC0415 - ours must not pay for loading it

    items, raters = (len(facet.labels) for facet in ratings.facets)
    table = np.full((raters * len(ratings.persons), items), np.nan)
    table[ratings.elements[1] * len(ratings.persons) + ratings.person, ratings.elements[0]] = ratings.scores
    index = pd.MultiIndex.from_product([range(raters), range(len(ratings.persons))], names=["Rater", "Person"])
    frame = pd.DataFrame(table, index=index)
    began = process_time()
    model = MFRM(frame, max_score=3)
    model.calibrate(model="global")
    model.person_estimates(model="global")
    if job in {"P1", "P2"}:
        model.fit_statistics(model="global")
    return {"seconds": process_time() - began}


ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "RAYON_NUM_THREADS": "1", "PYTHONPATH": str(ROOT / "src")}

WAYS: dict[str, Callable[[str, Ratings, int], Answer]] = {"ours": by_ours, "mirt": by_mirt, "raschpy": by_raschpy}


def timed(way: Callable[[], object], repeat: int) -> float:
    """Return the median of the processor seconds of several turns."""
    taken = []
    for _ in range(repeat):
        began = process_time()
        way()
        taken.append(process_time() - began)
    return median(taken)


def alone(job: str, way: str, repeat: int, path: str) -> dict[str, object] | None:
    """Run one way in a process of its own, with ratings from a file; None if it fails."""
    asked = [sys.executable, __file__, "--alone", way, "--ratings", path, "--jobs", job, "--repeat", str(repeat)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env={**os.environ, **ONE_THREAD})
    if done.returncode:
        print(f"  {way} failed: {done.stderr.strip().splitlines()[-1:]}")
        return None
    return dict(json.loads(done.stdout.splitlines()[-1]))


def gate(ours: Mapping[str, object], peer: Mapping[str, object]) -> dict[str, float]:
    """Return how far ours are from the peer's, or stop."""
    away = {
        "likelihood": abs(float(str(ours["likelihood"])) - float(str(peer["likelihood"]))),
        "measures": float(np.abs(np.subtract(ours["measures"], peer["measures"])).max()),
        "errors": float(np.abs(np.divide(ours["errors"], peer["errors"]) - 1).max()),
        "fit": float(np.abs(np.subtract(ours["fit"], peer["fit"])).max()),
    }
    most = {"likelihood": 0.01, "measures": 0.001, "errors": 0.02, "fit": 0.005}
    if any(away[name] > most[name] for name in most):
        raise SystemExit(f"not exact enough to be timed: {away}")
    return {name: float(f"{value:.0e}") for name, value in away.items()}


def clocked(code: str, compiled: str) -> float:
    """Return the seconds on the clock of a new process from its start to its end; ``compiled`` keeps its modules."""
    around = {**os.environ, **ONE_THREAD, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
    began = perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=around)
    return perf_counter() - began


def cold(repeat: int) -> dict[str, object]:
    """Time new processes: nothing at all, the import, and the import with the first result of P1."""
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "ratings.npy")
        made("P11", path)
        first = clocked(COLD.format(path=path), folder)
        bare, imported, fit = (
            min(clocked(code, folder) for _ in range(repeat))
            for code in ("pass", "import beizhan.core.judging.fitting", COLD.format(path=path))
        )
    return {"import_s": round(imported - bare, 2), "wall_s": round(fit, 2), "wall_nothing_compiled_s": round(first, 2)}


def held(job: str, report: Mapping[str, object]) -> dict[str, str]:
    """Return which floors of a job are met."""
    found = {}
    for name, floor in FLOORS[job].items():
        if name in report:
            value = float(str(report[name]))
            met = value >= floor if "_to_" in name else value <= floor
            found[name] = f"{value:g} against {floor:g}: {'met' if met else 'NOT MET'}"
    return found


def compared(job: str, repeat: int, peers: list[str]) -> dict[str, object]:
    """Run a job every way; the gate, then seconds, ratios, memory."""
    if job == "P11":
        return cold(repeat)
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "ratings.npy")
        made(job, path)
        found = {way: alone(job, way, repeat, path) for way in ["ours", *(peers if job != "P6" else [])]}
    ours = found.pop("ours")
    if ours is None:
        raise SystemExit(f"{job} failed")
    report: dict[str, object] = {"ours_s": round(float(str(ours["seconds"])), 4), "ours_mb": ours["peak_mb"]}
    if "estimates" in ours:
        report["estimates_s"] = round(float(str(ours["estimates"])), 4)
    for peer, own in found.items():
        if own is None:
            continue
        if "likelihood" in own and "likelihood" in ours:
            report["away"] = gate(ours, own)
        seconds = float(str(own["seconds"]))
        report |= {f"{peer}_s": round(seconds, 2), f"{peer}_mb": own["peak_mb"]}
        report[f"{peer}_to_ours"] = round(seconds / float(str(ours["seconds"])), 1)
        if "estimates" in ours:
            report[f"{peer}_to_estimates"] = round(seconds / float(str(ours["estimates"])), 1)
    return report


def main() -> None:
    """Run the jobs; print each and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--jobs", default="P1,P2,P3,P4,P5,P6,P7,P11")
    parser.add_argument("--without-raschpy", action="store_true", help="P4 and P5 take it minutes and gigabytes.")
    parser.add_argument("--alone", choices=tuple(WAYS), help=argparse.SUPPRESS)
    parser.add_argument("--make", help=argparse.SUPPRESS)
    parser.add_argument("--ratings", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.make:
        ratings = data(asked.jobs)
        np.save(asked.make, np.stack((ratings.person, *ratings.elements, ratings.scores)))
        return
    if asked.alone:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = WAYS[asked.alone](asked.jobs, read(asked.ratings), asked.repeat)
        print(json.dumps({**found, "peak_mb": machine()["peak_mb"]}))
        return
    reports = {}
    for job in asked.jobs.split(","):
        reports[job] = compared(job, asked.repeat, ["mirt"] if asked.without_raschpy else ["mirt", "raschpy"])
        reports[job]["floors"] = held(job, reports[job])
        print(job, reports[job], flush=True)
    print(json.dumps({"bench": "judging", **reports, **machine()}))


if __name__ == "__main__":
    main()
