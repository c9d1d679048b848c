"""Thousands of assessments told at random: core and verifier must agree on every mark and every rule."""

from random import Random

import pytest

from beizhan.core.fingerprint import canonical, link_of
from beizhan.core.marking.cells import CellState, mark_of, state_of, version_of
from beizhan.core.scheme.tree import aspects_of
from beizhan.files.verifier import Story, hear
from files.histories import History, told

BATCHES, HISTORIES = 8, 260


def _heard(found: History) -> Story:
    story = Story("s", found.schemes, found.results, found.rules)
    for event in found.events:
        hear(story, canonical(event).encode())
    return story


def _differences(found: History, story: Story) -> list[tuple]:
    """Every cell whose mark, versions or confirmation the two of them see otherwise."""
    wrong = []
    for place in found.places:
        for one in aspects_of(found.scheme):
            fast, aspect = found.cell(place, one.key), story.aspects[one.key]
            slow = story.cells.get((place, one.key))
            mark = slow.mark(aspect) if slow else None
            seen = (
                None if mark is None else mark * 100,
                slow.versions if slow else {},
                bool(slow and slow.is_confirmed(aspect)),
            )
            versions = {given.seat: version_of(fast, given.seat) for given in fast.given}
            own = (mark_of(fast), versions, state_of(fast) is CellState.CONFIRMED)
            if own != seen:
                wrong.append((place, one.code, own, seen))
    return wrong


@pytest.mark.parametrize("batch", range(BATCHES))
def test_core_and_verifier_agree_on_what_was_told(batch):
    for number in range(HISTORIES):
        found = told(Random(f"history {batch} {number}"))

        story = _heard(found)

        assert (story.findings, _differences(found, story)) == ([], []), number


def test_a_history_holds_every_kind_of_mishap():
    missing = {"correction", "discussion", "lock", "problem", "reopening", "scheme", "snapshot", "verdict"}
    for number in range(300):
        missing -= {event["kind"] for event in told(Random(f"kinds {number}")).events}
        if not missing:
            break

    assert missing == set()


@pytest.mark.parametrize("batch", range(2))
def test_the_verifier_finds_every_award_that_the_core_had_refused(batch):
    tried = 0
    for number in range(HISTORIES):
        found = told(Random(f"refused {batch} {number}"))
        for row, place in found.forced[:1]:
            tried += 1
            forged = [dict(event) for event in found.events]
            forged.insert(place, {**forged[place - 1], "kind": "awards", "body": row["body"], "by": row["by"]})

            story = Story("s", found.schemes, found.results, found.rules)
            for event in _chained(forged):
                hear(story, canonical(event).encode())

            assert {one["code"] for one in story.findings} - {"snapshot_differs"}, number
    assert tried > HISTORIES // 3


def _chained(events: list[dict]) -> list[dict]:
    previous, chained = "0" * 64, []
    for seq, event in enumerate(events, 1):
        whole = {**event, "seq": seq, "previous": previous}
        whole["hash"] = previous = link_of(whole)
        chained.append(whole)
    return chained
