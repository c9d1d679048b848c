"""The clock of the inbox."""

from datetime import UTC, datetime, timedelta

import pytest

from beizhan.core.documents.inbox import ItemState, clock_of

LANDED = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "state", "left"),
    [
        (0, ItemState.WAITING, 72),
        (47, ItemState.WAITING, 25),
        (48, ItemState.SOON, 24),
        (72, ItemState.SOON, 0),
        (73, ItemState.LATE, -1),
    ],
)
def test_an_item_waits_for_72_hours_then_it_is_late(hours, state, left):
    clock = clock_of(LANDED, at=LANDED + timedelta(hours=hours))

    assert (clock.state, clock.hours) == (state, left)


def test_what_was_answered_is_never_late():
    late = LANDED + timedelta(days=30)

    assert clock_of(LANDED, at=late, answered=True).state is ItemState.KEPT
    assert clock_of(LANDED, at=late, answered=False).state is ItemState.SET_ASIDE
