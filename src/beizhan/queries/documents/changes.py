"""The changes that were taken up between editions."""

from beizhan.core.documents.taking_up import ChangeFacts
from beizhan.models.documents.changes import Change
from beizhan.models.documents.register import Edition


def taken_up_of(old: Edition, new: Edition) -> tuple[ChangeFacts, ...]:
    """Return what was taken up between two editions, in the order of its numbers. One query."""
    rows = Change.objects.filter(old=old, new=new).order_by("number")
    return tuple(ChangeFacts(row.kind, row.where, row.old_text, row.new_text, row.at_stake) for row in rows)


def numbers_of(old: Edition, new: Edition) -> dict[tuple[str, str, str, str], list[int]]:
    """Return the numbers under which each change was taken up, by what it says. One query."""
    numbers: dict[tuple[str, str, str, str], list[int]] = {}
    for row in Change.objects.filter(old=old, new=new).order_by("number"):
        facts = ChangeFacts(row.kind, row.where, row.old_text, row.new_text)
        numbers.setdefault(facts.said(), []).append(row.number)
    return numbers
