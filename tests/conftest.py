"""What every test may ask for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("beizhan", deadline=None, print_blob=True)  # a busy machine is no fault of the code
settings.load_profile("beizhan")

SHARED = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture
def shared_data() -> Callable[[str], Path]:
    """Give the folder of a collection of real files, or skip loudly where it does not lie beside the project."""

    def folder_of(name: str) -> Path:
        folder = SHARED / name
        if not folder.is_dir():
            pytest.skip(f"REAL FILES ABSENT: {folder} does not exist, so nothing was checked against {name}")
        return folder

    return folder_of
