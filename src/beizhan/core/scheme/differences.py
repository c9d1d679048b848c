"""What a later marking scheme changes in an earlier one, aspect by aspect."""

from dataclasses import dataclass
from enum import StrEnum

from beizhan.core.scheme.matching import keys_carried
from beizhan.core.scheme.tree import Aspect, Scheme, aspects_of


class Difference(StrEnum):
    """What may differ in an aspect that goes on."""

    MARK = "mark"
    METHOD = "method"
    SECTION = "section"
    PLACE = "place"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class AspectChange:
    """One aspect that is new (no ``old``), gone (no ``new``), or goes on with differences."""

    old: Aspect | None
    new: Aspect | None
    differences: tuple[Difference, ...] = ()


def changes_of(old: Scheme, new: Scheme) -> tuple[AspectChange, ...]:
    """Return what differs, first in the order of the new scheme, then what is gone in the order of the old.

    Parameters
    ----------
    old : Scheme
        With codes and keys.
    new : Scheme
        With codes; where its aspects have no keys yet, `matching.keys_carried` says which one continues which.
    """
    carried = keys_carried(new, old) if any(not one.key for one in aspects_of(new)) else {}
    earlier = {aspect.key: aspect for aspect in aspects_of(old)}
    found = []
    for aspect in aspects_of(new):
        before = earlier.pop(aspect.key or carried.get(aspect.code, ""), None)
        differences = differences_of(before, aspect) if before else ()
        if before is None or differences:
            found.append(AspectChange(before, aspect, differences))
    return (*found, *(AspectChange(gone, None) for gone in earlier.values()))


def differences_of(old: Aspect, new: Aspect) -> tuple[Difference, ...]:
    """Return in what an aspect differs from the one that it continues."""
    same = {
        Difference.MARK: old.max_mark == new.max_mark,
        Difference.METHOD: old.kind is new.kind,
        Difference.SECTION: old.section == new.section,
        Difference.PLACE: old.code == new.code,
        Difference.WORDS: _words_of(old) == _words_of(new),
    }
    return tuple(difference for difference, is_same in same.items() if not is_same)


def _words_of(aspect: Aspect) -> tuple[object, ...]:
    return (aspect.description, aspect.extra, aspect.requirement, aspect.descriptors, aspect.calculation)
