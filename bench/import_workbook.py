"""Import of a marking scheme of 20,000 rows, next to openpyxl reading the bare cells of the same file.

Run: ``.venv/bin/python bench/import_workbook.py`` with ``PYTHONPATH=src``. Every way runs in a process of its own,
in turns, and is measured by its median; the memory is the greatest resident set of that process, modules included.
``cells_only`` is the like-for-like of openpyxl; ``ours`` also makes a scheme of the cells and tells its faults, and
``ours_as_upload`` does so behind the guard and in the reading child, whose memory is then the one measured.
"""

import json
import platform
import statistics
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory
from time import perf_counter

from openpyxl import load_workbook

from beizhan.core.scheme.tree import (
    Aspect,
    Criterion,
    Descriptor,
    Kind,
    Scheme,
    Section,
    SubCriterion,
    aspects_of,
    numbered,
)
from beizhan.files.cis_workbook.grid import grids_of
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.reading import all_faults_of
from beizhan.files.cis_workbook.upload import read_uploaded_scheme
from beizhan.files.cis_workbook.writer import write_scheme

ROUNDS = 5
LEVELS = tuple(
    Descriptor(score, f"The work is on level {score}, as the samples on the table show") for score in range(4)
)


def main() -> None:
    """Measure every way in turns and print a table and one line of JSON."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scheme.xlsx"
        path.write_bytes(write_scheme(large_scheme()))
        found = {way: [] for way in WAYS}
        for _round in range(ROUNDS):
            for way in WAYS:
                found[way].append(measured(way, path))
        content = path.read_bytes()
    rows, size = len(grids_of(content)[0].rows), len(content)
    summary = {way: summed_up(runs) for way, runs in found.items()}
    print(f"{rows} rows, {size / 1024:.0f} KiB, median of {ROUNDS} rounds\n")
    print_table(summary)
    print(json.dumps({"rows": rows, "bytes": size, "ways": summary, "machine": machine()}))


def large_scheme() -> Scheme:
    """Return a scheme whose workbook has 19,813 rows, a third of its aspects judged."""
    sections = tuple(Section(str(number), f"Section {number}", 10_00) for number in range(1, 11))
    criteria = [Criterion(chr(ord("A") + place), f"Criterion {place}", None, subs(place)) for place in range(9)]
    return numbered(Scheme("A scheme of many rows", sections, tuple(criteria)))


def subs(criterion: int) -> tuple[SubCriterion, ...]:
    """Return 61 sub-criteria of 15 aspects, 36 rows each with the levels and their own row."""
    letter = chr(ord("A") + criterion)
    return tuple(
        SubCriterion(f"{letter}{number}", f"Part {number}", 1 + number % 4, tuple(map(aspect, range(15))))
        for number in range(1, 62)
    )


def aspect(place: int) -> Aspect:
    """Return a measurement, or a judgement at every third place."""
    text = f"Point {place}: the joint closes along its whole length without filler"
    section = str(1 + place % 10)
    if place % 3:
        return Aspect("", "", Kind.MEASUREMENT, text, "0.25 less for each gap", "0.2 mm", section, 25)
    return Aspect("", "", Kind.JUDGEMENT, text, section=section, max_mark=50, descriptors=LEVELS)


def cells_only(path: Path) -> int:
    """Touch every cell as our reader gets them from calamine."""
    grid = grids_of(path.read_bytes())[0]
    return sum(cell != "" for row in grid.rows for cell in row)


def ours(path: Path) -> int:
    """Read into a scheme and look for its faults, in this process."""
    reading = read_scheme(path.read_bytes())
    return len(aspects_of(reading.scheme)) + len(all_faults_of(reading))


def ours_as_upload(path: Path) -> int:
    """Read as an upload is: guard, child process, values checked as they come back."""
    return len(aspects_of(read_uploaded_scheme(path.read_bytes(), name=path.name).scheme))


def openpyxl_normal(path: Path) -> int:
    """Touch every cell in openpyxl's normal mode."""
    sheet = load_workbook(path, data_only=True).worksheets[0]
    return sum(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


def openpyxl_read_only(path: Path) -> int:
    """Touch every cell in openpyxl's streaming mode."""
    sheet = load_workbook(path, data_only=True, read_only=True).worksheets[0]
    return sum(cell is not None for row in sheet.iter_rows(values_only=True) for cell in row)


WAYS = {way.__name__: way for way in (cells_only, ours, ours_as_upload, openpyxl_normal, openpyxl_read_only)}


def measured(way: str, path: Path) -> dict[str, float]:
    """Run one way in a process of its own and return its seconds and mebibytes."""
    done = subprocess.run([sys.executable, __file__, way, str(path)], capture_output=True, check=True, timeout=300)
    return json.loads(done.stdout)


def run_one(way: str, path: str) -> None:
    """Run one way here and print what it cost."""
    begin = perf_counter()
    WAYS[way](Path(path))
    seconds = perf_counter() - begin
    print(json.dumps({"seconds": seconds, "mebibytes": greatest_memory(in_child=way == "ours_as_upload")}))


def greatest_memory(*, in_child: bool) -> float:
    """Return the mebibytes of this process, or of its child; not ``ru_maxrss`` here, which a fork hands down."""
    if in_child:
        return getrusage(RUSAGE_CHILDREN).ru_maxrss / 1024
    [line] = [
        line for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM")
    ]
    return int(line.split()[1]) / 1024


def summed_up(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return the median of the seconds, their spread, and the greatest memory."""
    seconds = [run["seconds"] for run in runs]
    return {
        "seconds": round(statistics.median(seconds), 3),
        "fastest": round(min(seconds), 3),
        "slowest": round(max(seconds), 3),
        "mebibytes": round(max(run["mebibytes"] for run in runs), 1),
    }


def print_table(summary: dict[str, dict[str, float]]) -> None:
    """Print what each way cost and how it stands to ours."""
    print(f"{'way':<20} {'s':>7} {'least':>7} {'most':>7} {'MiB':>7} {'to ours':>8}")
    for way, cost in summary.items():
        ratio = cost["seconds"] / summary["ours"]["seconds"]
        print(
            f"{way:<20} {cost['seconds']:>7.3f} {cost['fastest']:>7.3f} {cost['slowest']:>7.3f} "
            f"{cost['mebibytes']:>7.1f} {ratio:>7.2f}x"
        )


def machine() -> dict[str, str | int]:
    """Return what it ran on."""
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return {
        "processor": models[0] if models else platform.processor(),
        "cores": len(models),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    if len(sys.argv) == 3:
        run_one(*sys.argv[1:])
    else:
        main()
