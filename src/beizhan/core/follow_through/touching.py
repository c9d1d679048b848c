"""What a change touches: sections, modules, aspects, equipment; and which aspects of an assessment that means."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from beizhan.core.faults import Fault, error

LONGEST_TOUCH = 120


class TouchKind(StrEnum):
    """What kind of thing a change touches."""

    SECTION = "section"
    CRITERION = "criterion"
    ASPECT = "aspect"
    EQUIPMENT = "equipment"


@dataclass(frozen=True, slots=True)
class Touch:
    """One thing that a change touches: the number of a section, a module's letter, an aspect's key, or equipment."""

    kind: TouchKind
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True)
class Touchable:
    """An aspect as a change can touch it: its key, which outlasts versions of the scheme, its section, its module."""

    key: str
    section: str
    criterion: str


def touch_of(text: str) -> Touch:
    """Return a touch as it is written, such as ``"section:5"``.

    Raises
    ------
    ValueError
        If the text names no kind that there is.
    """
    kind, _colon, key = text.partition(":")
    return Touch(TouchKind(kind), key)


def faults_of_touches(
    touches: Collection[Touch], aspects: Iterable[Touchable], sections: Collection[str]
) -> tuple[Fault, ...]:
    """Return what a change cannot touch: what the skill does not have, or equipment without a name.

    Parameters
    ----------
    touches : collection of Touch
        What it is said to touch.
    aspects : iterable of Touchable
        Every aspect of every version of the skill's scheme.
    sections : collection of str
        The numbers of the skill's sections.
    """
    listed = tuple(aspects)
    known = {
        TouchKind.SECTION: {*sections, *(one.section for one in listed)},
        TouchKind.CRITERION: {one.criterion for one in listed},
        TouchKind.ASPECT: {one.key for one in listed},
    }
    return tuple(
        error("touch_unknown", touch=touch.key)
        for touch in touches
        if not touch.key.strip()
        or len(touch.key) > LONGEST_TOUCH
        or touch.key not in known.get(touch.kind, {touch.key})
    )


def touched_aspects(touches: Collection[Touch], aspects: Iterable[Touchable]) -> frozenset[str]:
    """Return the keys of the aspects that are touched; equipment touches none, so that marks cannot show it."""
    wanted = {(touch.kind, touch.key) for touch in touches}
    return frozenset(
        one.key
        for one in aspects
        if wanted
        & {(TouchKind.ASPECT, one.key), (TouchKind.SECTION, one.section), (TouchKind.CRITERION, one.criterion)}
    )
