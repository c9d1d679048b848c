"""What a marking secretary types: from the fields of a form to awards, and back to the fields."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from beizhan.core.faults import Fault, error
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED

_MARK = re.compile(r"(\d{0,3})(?:\.(\d{0,2}))?")
_NAME = re.compile(r"a\.(?P<place>[^.]+)\.(?P<aspect>[0-9a-f-]{36})\.(?P<seat>[0-3])")

Where = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into a sheet: text and base of every box that is not as it was shown, awards, and faults."""

    texts: dict[Where, tuple[str, str]] = field(default_factory=dict)
    rows: list[AwardRow] = field(default_factory=list)
    faults: dict[Where, Fault] = field(default_factory=dict)


def field_name(where: Where) -> str:
    """Return the name of the field of a box; its base stands in a field beside it, under ``b`` instead of ``a``."""
    place, aspect, seat = where
    return f"a.{place}.{aspect}.{seat}"


def ground_of(version: int, value: int | None) -> str:
    """Return what the field beside a box holds: the version that was shown, and its value."""
    return f"{version}:{'' if value is None else value}"


def typed_in(fields: Mapping[str, str]) -> Typed:
    """Return what was typed; a box as it was shown is no award."""
    found = Typed()
    for name, text in fields.items():
        match = _NAME.fullmatch(name)
        if match is not None:
            where = (match["place"], match["aspect"], int(match["seat"]))
            _read(found, where, text, fields.get(f"b{name[1:]}", ""))
    return found


def _read(found: Typed, where: Where, text: str, base: str) -> None:
    shown = _ground(base)
    value = hundredths_in(text) if where[2] == AGREED else score_in(text)
    if shown is None or value == shown[1]:
        return
    found.texts[where] = (text, base)
    if isinstance(value, Fault):
        found.faults[where] = value
    else:
        found.rows.append(AwardRow(*where, value, shown[0]))


def hundredths_in(text: str) -> int | Fault | None:
    """Return the mark that was typed, in hundredths: ``1.5``, ``1,50``, ``.5``; None for nothing."""
    plain = unicodedata.normalize("NFKC", text).replace(",", ".").replace("。", ".").strip()
    match = _MARK.fullmatch(plain)
    if not plain:
        return None
    if match is None or not any(match.groups()):
        return error("not_a_mark")
    return int(match[1] or 0) * 100 + int((match[2] or "").ljust(2, "0"))


def score_in(text: str) -> int | Fault | None:
    """Return the judge's score that was typed, None for nothing."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    return int(plain) if plain in {"0", "1", "2", "3"} else error("not_a_score")


def _ground(text: str) -> tuple[int, int | None] | None:
    version, colon, value = text.partition(":")
    if not colon or not version.isdecimal() or not (value == "" or value.isdecimal()):
        return None
    return int(version), int(value) if value else None
