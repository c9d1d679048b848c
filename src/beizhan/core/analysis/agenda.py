"""The review meeting (研判会): what must be spoken of, what was decided, and the minutes that never change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from beizhan.core.faults import Fault, error

FORMAT = "beizhan-minutes/1"


class ItemKind(StrEnum):
    """What an item of the agenda is about, in the order in which a meeting takes them."""

    CHANGE = "change"
    GAP = "gap"
    VIEWS = "views"
    RIVAL = "rival"
    CONTACT = "contact"
    MISSION = "mission"
    OTHER = "other"


class Verdict(StrEnum):
    """What a meeting makes of an item: somebody acts by a day, it is noted, or it waits for the next meeting."""

    ACT = "act"
    NOTE = "note"
    DEFER = "defer"


_ORDER = tuple(ItemKind)


@dataclass(frozen=True, slots=True)
class Item:
    """Something to speak of: what, in which skill, and how it stands.

    ``ref`` names the row, ``title`` is what people call it, ``count`` how many there are where only that may be told,
    and ``rank`` puts the most pressing first.
    """

    kind: ItemKind
    ref: str
    skill: str
    title: str
    state: str = ""
    count: int = 1
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided about an item; without an owner nobody acts."""

    kind: ItemKind
    ref: str
    verdict: Verdict
    words: str
    owner: str = ""
    due: date | None = None


def ordered(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items as a meeting takes them: skill by skill, kind by kind, the most pressing first."""
    return tuple(sorted(items, key=lambda one: (one.skill, _ORDER.index(one.kind), one.rank, one.title, one.ref)))


def undecided(items: Iterable[Item], decisions: Mapping[tuple[ItemKind, str], Decided]) -> tuple[Item, ...]:
    """Return the items of which nothing is decided yet."""
    return tuple(one for one in items if (one.kind, one.ref) not in decisions)


def faults_of_decision(one: Decided, *, at: date) -> tuple[Fault, ...]:
    """Return what is wrong with a decision: no words, nobody or no day for what is to be done.

    Parameters
    ----------
    one : Decided
        The decision.
    at : date
        The day of the meeting: nothing is due before it.
    """
    faults = []
    if not one.words.strip():
        faults.append(error("text_missing"))
    if one.verdict is Verdict.ACT and not (one.owner and one.due):
        faults.append(error("act_without_owner_or_day"))
    if one.due is not None and one.due < at:
        faults.append(error("due_before_it_is_said", day=one.due.isoformat()))
    return tuple(faults)


def minutes_of(
    facts: Mapping[str, object], items: Iterable[Item], decisions: Mapping[tuple[ItemKind, str], Decided]
) -> dict[str, object]:
    """Return the minutes as a document of texts and whole numbers, ready for its fingerprint.

    Parameters
    ----------
    facts : mapping
        What the meeting was: name, day, place, chair, skills.
    items : iterable of Item
        The agenda as it stood on closing.
    decisions : mapping
        What was decided, by kind and ref; every item must be in it.

    Raises
    ------
    KeyError
        If an item is undecided.
    """
    lines = [_line(one, decisions[one.kind, one.ref]) for one in ordered(items)]
    return {"format": FORMAT, **facts, "items": lines}


def _line(item: Item, decided: Decided) -> dict[str, object]:
    return {
        "kind": str(item.kind),
        "ref": item.ref,
        "skill": item.skill,
        "title": item.title,
        "state": item.state,
        "count": item.count,
        "verdict": str(decided.verdict),
        "words": decided.words,
        "owner": decided.owner,
        "due": decided.due.isoformat() if decided.due else "",
    }
