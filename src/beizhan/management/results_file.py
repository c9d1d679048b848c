"""What the commands on tables of results share: a file they cannot take ends them with 2 and says why."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError

from beizhan.files.results_table import ResultsTableError

REFUSED = 2
"""Exit code of a command that was given a file it cannot take."""


@contextmanager
def refusals_of(path: str) -> Iterator[None]:
    """End the command when a file is missing or broken, naming the file, row and column, and what is wrong."""
    try:
        yield
    except OSError as missing:
        raise CommandError(f"{path}: {missing.strerror}", returncode=REFUSED) from missing
    except ResultsTableError as refused:
        raise CommandError(f"{path}: {refused}", returncode=REFUSED) from refused
