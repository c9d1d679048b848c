"""What the benchmarks that need a database stand on: a scratch folder, our settings, and what the machine is."""

import os
import platform
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from time import perf_counter


def machine() -> dict[str, object]:
    """Return what a figure depends on."""
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "peak_mb": getrusage(RUSAGE_SELF).ru_maxrss // 1024,
    }


def sync_ms(folder: Path, times: int = 100) -> float:
    """Return how long the disk takes to keep 4 KiB, as a median in milliseconds."""
    found = []
    with (folder / "sync").open("wb", buffering=0) as file:
        for _ in range(times):
            began = perf_counter()
            file.write(bytes(4096))
            os.fdatasync(file.fileno())
            found.append(1000 * (perf_counter() - began))
    return round(median(found), 3)
