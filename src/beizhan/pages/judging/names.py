"""What stands on the judges' map is called here, and the ways from it to the evidence."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from beizhan.core.judging.reports.judges_map import Kind
from beizhan.queries.analysis.judging.judgements import JudgedAspect, JudgedPlace, Judgements, MarkRound

_SHORT = 14
_KEYS = {Kind.JUDGE: "judge", Kind.COMPETITOR: "place", Kind.ASPECT: "aspect"}


@dataclass(frozen=True, slots=True)
class Ways:
    """The addresses around a map: its own, that of the marks behind it, and the sheet of a place and an aspect."""

    map: str
    marks: str
    sheet: Callable[[JudgedPlace, JudgedAspect], str]
    round: MarkRound = MarkRound.FIRST
    part: int | None = None

    def asked(self, **more: object) -> str:
        """Return what an address asks for beside its path: the marks, the part, and more."""
        chosen: dict[str, Any] = {"marks": str(self.round)} if self.round is not MarkRound.FIRST else {}
        if self.part is not None:
            chosen["part"] = self.part + 1
        return urlencode(chosen | more)

    def marks_of(self, kind: Kind, label: str) -> str:
        """Return where the marks behind a stand are listed."""
        return f"{self.marks}?{self.asked(**{_KEYS[kind]: label})}" if kind in _KEYS else ""


def place_name(judgements: Judgements, key: str) -> str:
    """Return what a place is called: names once the result is published, else its code, with several its assessment."""
    place = judgements.places[key]
    name = "、".join(place.names) or place.code
    several = len({one.assessment for one in judgements.places.values()}) > 1
    return f"{place.assessment_code} {name}" if several else name


def aspect_name(judgements: Judgements, key: str) -> str:
    """Return the sub-criterion and the number of an aspect, with the words it is described by."""
    one = judgements.aspects[key]
    return f"{one.code} {one.description}".strip()


def short_aspect(judgements: Judgements, key: str) -> str:
    """Return an aspect as short as an axis wants it."""
    whole = aspect_name(judgements, key)
    return whole if len(whole) <= _SHORT else f"{whole[: _SHORT - 1]}…"


def judge_name(judgements: Judgements, key: str) -> str:
    """Return the name of a judge."""
    return judgements.judges[key].name


NAMES: dict[Kind, Callable[[Judgements, str], str]] = {
    Kind.JUDGE: judge_name,
    Kind.COMPETITOR: place_name,
    Kind.ASPECT: aspect_name,
}
