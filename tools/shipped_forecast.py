# ruff: noqa: INP001 - run by path at a release, never imported
"""Forecast 2009 from 2007 anew and write what was said beside what happened, as the screen of calibration shows it.

Run ``python tools/shipped_forecast.py`` when the method changes; ``tests/files/test_shipped_forecast.py`` holds the
file against the method.
"""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from beizhan.core.forecast.backtest import BASE_RATE, KINDS, OURS, backtest_of  # noqa: E402 - the path comes first
from beizhan.core.medals import THRESHOLD_500  # noqa: E402 - the path comes first
from beizhan.files.catalogue import FORECAST_COLUMNS, results_of_2007_and_2009  # noqa: E402 - the path comes first

FILE = ROOT / "src" / "beizhan" / "files" / "facts" / "wsc-forecast-2009.csv"


def main() -> None:
    """Write the file: chances to four places, 1 where it happened."""
    found = backtest_of(results_of_2007_and_2009(), "2009", threshold=THRESHOLD_500)
    columns = [found.chances[OURS], found.chances[BASE_RATE]]
    with FILE.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(FORECAST_COLUMNS)
        for at, entrant in enumerate(found.entrants):
            said = [f"{one[at, kind]:.4f}" for one in columns for kind in range(len(KINDS))]
            rows.writerow([entrant.skill, entrant.member, *said, *(int(won) for won in found.outcomes[at])])


if __name__ == "__main__":
    main()
