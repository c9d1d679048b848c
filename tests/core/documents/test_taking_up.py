"""What is taken up: each change known by what it says, nothing twice."""

from decimal import Decimal

from beizhan.core.documents.taking_up import ChangeFacts, facts_of, keys_of, left_of, stake_of
from beizhan.core.textdiff.blocks import Block, BlockKind, Cell, Document
from beizhan.core.textdiff.changes import Change, ChangeKind, changes_of
from beizhan.core.textdiff.places import Where, way_of

ONE = ChangeFacts("changed", "5.1 Times", "3 hours", "4 hours")
OTHER = ChangeFacts("added", "5.1 Times", "", "A screen")


def table(*weights: int) -> Document:
    rows = [("Section", "Weight"), *((f"{number} part {number}", str(one)) for number, one in enumerate(weights, 1))]
    return Document((Block(BlockKind.TABLE, rows=tuple(tuple(map(Cell, row)) for row in rows)),))


def test_equal_changes_are_told_apart_by_their_turn():
    keys = keys_of([ONE, ONE, OTHER])

    assert len(set(keys)) == 3
    assert keys_of([ONE, OTHER, ONE])[::2] == keys[:2]


def test_what_was_taken_up_is_left_out_as_often_as_it_was():
    assert left_of([ONE, OTHER, ONE], [ONE]) == (OTHER, ONE)
    assert left_of([ONE, OTHER], [OTHER, ONE, ONE]) == ()


def test_marks_at_stake_are_those_of_the_aspect_or_by_how_much_weights_differ():
    aspect = Change(ChangeKind.CHANGED, "a", "b", at_stake=Decimal("1.25"))
    weights = changes_of(table(10, 35, 55), table(10, 30, 60))

    assert stake_of(aspect) == 125
    assert [facts_of(one).at_stake for one in weights] == [500, 500]
    assert stake_of(Change(ChangeKind.ADDED, "", "words")) is None


def test_a_place_is_told_in_signs_that_every_language_reads():
    where = Where("5.2", "Modules", 3, "Joints", "Time (h)", 2, 7)

    assert way_of(where) == "5.2 Modules › #3 › Joints › Time (h)"
    assert way_of(None) == ""
