"""The program by its own source: what one version of it kept, another does not read.

Kept are records as Python pickles them. A record whose fields have changed since would be read wrongly or not at all,
and a sum that is reckoned otherwise now would be shown as it was.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

SOURCE = Path(__file__).parents[1]


@cache
def fingerprint_of_source(folder: Path = SOURCE) -> str:
    """Return 16 signs that are others as soon as a file of Python in a folder is: by name, size and time of change."""
    files = sorted(folder.rglob("*.py"))
    told = [(str(one.relative_to(folder)), one.stat().st_size, one.stat().st_mtime_ns) for one in files]
    return sha256(repr(told).encode()).hexdigest()[:16]


def key_by_source(key: str, prefix: str, version: int) -> str:
    """Return under which key the cache keeps something: of this version of the program alone."""
    return f"{prefix}:{version}:{fingerprint_of_source()}:{key}"
