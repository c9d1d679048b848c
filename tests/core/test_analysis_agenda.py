"""The review meeting: the order of its items, what a decision needs, and minutes that always read the same."""

from datetime import date
from itertools import permutations

import pytest

from beizhan.core.analysis.agenda import (
    Decided,
    Item,
    ItemKind,
    Verdict,
    faults_of_decision,
    minutes_of,
    ordered,
    undecided,
)
from beizhan.core.fingerprint import fingerprint_of

DAY = date(2026, 11, 22)
ITEMS = (
    Item(ItemKind.GAP, "7", "17", "17-01 §3", "overdue", rank=1),
    Item(ItemKind.GAP, "9", "17", "17-02 §5", "under_way", rank=4),
    Item(ItemKind.RIVAL, "2", "17", "示例省乙", "stale"),
    Item(ItemKind.VIEWS, "17", "17", "", "fresh", count=3),
    Item(ItemKind.GAP, "1", "39", "39-01 §1", "open"),
)
ACT = Decided(ItemKind.GAP, "7", Verdict.ACT, "专项训练", "演示教练", date(2026, 11, 29))


def decisions(items=ITEMS):
    return {(one.kind, one.ref): Decided(one.kind, one.ref, Verdict.NOTE, "知悉") for one in items}


def test_a_meeting_goes_skill_by_skill_kind_by_kind_the_most_pressing_first():
    refs = ["7", "9", "17", "2", "1"]

    assert {tuple(one.ref for one in ordered(items)) for items in permutations(ITEMS)} == {tuple(refs)}


def test_what_is_undecided_is_told():
    known = decisions(ITEMS[:2])

    assert undecided(ITEMS, known) == ITEMS[2:]
    assert undecided(ITEMS, decisions()) == ()


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        (ACT, []),
        (Decided(ItemKind.GAP, "7", Verdict.ACT, "训练", "", date(2026, 11, 29)), ["act_without_owner_or_day"]),
        (Decided(ItemKind.GAP, "7", Verdict.ACT, "训练", "演示教练"), ["act_without_owner_or_day"]),
        (Decided(ItemKind.GAP, "7", Verdict.ACT, "训练", "演示教练", date(2026, 11, 21)), ["due_before_it_is_said"]),
        (Decided(ItemKind.GAP, "7", Verdict.NOTE, " "), ["text_missing"]),
        (Decided(ItemKind.GAP, "7", Verdict.DEFER, "下次再议"), []),
    ],
)
def test_whoever_acts_is_named_with_a_day_and_every_decision_has_words(one, codes):
    assert [fault.code for fault in faults_of_decision(one, at=DAY)] == codes


def test_minutes_are_a_document_of_texts_and_whole_numbers():
    found = minutes_of({"name": "研判会"}, ITEMS[:1], {(ItemKind.GAP, "7"): ACT})

    assert found == {
        "format": "beizhan-minutes/1",
        "name": "研判会",
        "items": [
            {
                "kind": "gap", "ref": "7", "skill": "17", "title": "17-01 §3", "state": "overdue", "count": 1,
                "verdict": "act", "words": "专项训练", "owner": "演示教练", "due": "2026-11-29",
            }
        ],
    }  # fmt: skip


def test_the_same_meeting_has_the_same_fingerprint_however_its_items_came():
    prints = {fingerprint_of(minutes_of({}, items, decisions())) for items in permutations(ITEMS)}

    assert len(prints) == 1


def test_no_minutes_are_made_while_an_item_is_undecided():
    with pytest.raises(KeyError):
        minutes_of({}, ITEMS, decisions(ITEMS[:4]))
