"""What of a comparison is taken up: each change known by what it says and where, so that nothing is taken up twice."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.textdiff.changes import Change
from beizhan.core.textdiff.places import way_of

WAY_LENGTH = 300
_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """A change as it is remembered; ``at_stake`` in hundredths of a mark."""

    kind: str
    where: str
    old_text: str
    new_text: str
    at_stake: int | None = None

    def said(self) -> tuple[str, str, str, str]:
        """Return what tells it from others."""
        return (self.kind, self.where, self.old_text, self.new_text)


def facts_of(change: Change) -> ChangeFacts:
    """Return a change of a comparison as it is remembered."""
    where = way_of(change.new_where or change.old_where)[:WAY_LENGTH]
    return ChangeFacts(str(change.kind), where, change.old, change.new, stake_of(change))


def stake_of(change: Change) -> int | None:
    """Return the marks that hang on a change, in hundredths: an aspect's, or by how much marks and weights differ."""
    if change.at_stake is not None:
        return int(change.at_stake.scaleb(2))
    stakes = [abs(one.stake) for one in change.figures if one.stake is not None]
    return int(sum(stakes, Decimal(0)).scaleb(2)) if stakes else None


def keys_of(changes: Iterable[ChangeFacts]) -> tuple[str, ...]:
    """Return the key of each change; equal ones are told apart by their turn."""
    turns: Counter[tuple[str, str, str, str]] = Counter()
    keys = []
    for change in changes:
        turns[change.said()] += 1
        keys.append(fingerprint_of([*change.said(), turns[change.said()]])[:_KEY_LENGTH])
    return tuple(keys)


def left_of(changes: Sequence[ChangeFacts], taken: Iterable[ChangeFacts]) -> tuple[ChangeFacts, ...]:
    """Return the changes that were not taken up yet, in their order."""
    known = Counter(one.said() for one in taken)
    left = []
    for change in changes:
        if known[change.said()]:
            known[change.said()] -= 1
        else:
            left.append(change)
    return tuple(left)
