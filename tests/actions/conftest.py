"""A server that does what it should not, and somebody who asks it without waiting long."""

from collections.abc import Iterator

import pytest

from beizhan.actions.documents.manners import Manners
from wayward import Wayward, wayward_server


@pytest.fixture
def server() -> Iterator[Wayward]:
    with wayward_server() as one:
        yield one


@pytest.fixture
def manners(server) -> Manners:
    return Manners(server.named, rest=0.0, seconds=2.0)
