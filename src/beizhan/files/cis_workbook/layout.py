"""Where things stand in the CIS workbook, and what its labels are called in old and new editions."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

SHEET = "CIS Marking Scheme Import"
CALCULATIONS_SHEET = "Calculations"
STRANGER = 3
"""Rank of a sheet whose name says nothing about marking schemes."""
MAX_ROWS = 20_000
MAX_COLUMNS = 200

COLUMNS = (
    "sub_code",
    "sub_name",
    "day",
    "kind",
    "description",
    "score",
    "extra",
    "requirement",
    "section",
    "calculation",
    "mark",
)
"""The meanings of the columns A to K of the aspect table, in the order of the present edition."""

HEADINGS = {
    "sub_code": "Sub\nCriterion\nID",
    "sub_name": "Sub Criterion\nName or Description",
    "day": "Day of Marking",
    "kind": "Aspect\nType\nM = Meas\nJ = Judg",
    "description": "Aspect - Description",
    "score": "Judg Score",
    "extra": "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "requirement": "Requirement\n(Measurement Only)",
    "section": "WSOS Section",
    "calculation": "Calculation Row \n(Export only)",
    "mark": "Max\nMark",
}
"""The headings as the present edition writes them."""

_BEGINNINGS = {
    "sub_code": ("subcriterionid", "subcriteriaid", "subcriterionno"),
    "sub_name": ("subcriterionname", "subcriterianame", "subcriteriondescription"),
    "day": ("day",),
    "kind": ("aspecttype", "typem", "typeo"),
    "description": ("aspect-description", "aspectdescription"),
    "score": ("judgscore", "judgementscore", "judgmentscore", "judg.score"),
    "extra": ("extraaspect",),
    "requirement": ("requirement",),
    "section": ("wsos", "wsss"),
    "calculation": ("calculationrow",),
    "mark": ("maxmark", "maximummark", "max.mark"),
}
"""How a heading begins once its blanks are gone: some cells break a line where no blank was left."""
_NEEDED = 4
_IMPORT_NAMES = ("cis marking scheme import", "marking scheme import")
_STANDARDS = ("worldskills occupational standard", "worldskills standards specification", "worldskills standard")
_SECTION_MARKS = ("wsos marks", "wsss marks", "wsos mark", "wsss mark", "marks", "mark")
_TOTALS = frozenset(
    {
        *("competition", "total", "total mark", "total marks", "total variation", "grand total", "sum"),
        *("合计", "总分", "总计"),
    }
)
_CRITERION_MARKS = ("mark", "marks", "max mark", "max marks", "total mark", "total marks")
_TRANSLATION = re.compile("^[^a-z]+")
_CRITERION_CODES, _CRITERION_NAMES = ("id", "criterion", "letter"), ("name", "criterion", "criterion name", "title")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def collapsed(value: object) -> str:
    """Return a cell as a label to compare: half-width, one space, lower case, plain dashes."""
    return _collapsed_text(value) if isinstance(value, str) and value else ""


@lru_cache(maxsize=4096)
def _collapsed_text(value: str) -> str:
    plain = unicodedata.normalize("NFKC", value).translate(_DASHES).translate(_INVISIBLE)
    return " ".join(plain.split()).casefold()


def table_columns_of(row: Sequence[object]) -> dict[str, int] | None:
    """Return where each column of the aspect table stands by this heading row, or None if it is not one.

    A column whose label is missing stands where the present edition has it, unless that place is taken.
    """
    words = [value for value in row if isinstance(value, str) and value]
    if len(words) < _NEEDED or not any(_heading_of(word).startswith(_BEGINNINGS["description"]) for word in words):
        return None
    labels = [_heading_of(value) for value in row]
    found: dict[str, int] = {}
    for meaning in COLUMNS:
        place = next((place for place, label in enumerate(labels) if label.startswith(_BEGINNINGS[meaning])), None)
        if place is not None and place not in found.values():
            found[meaning] = place
    if len(found) < _NEEDED or not {"kind", "mark"} & found.keys():
        return None
    for place, meaning in enumerate(COLUMNS):
        if meaning not in found and place not in found.values():
            found[meaning] = place
    return {meaning: found[meaning] for meaning in COLUMNS if meaning in found}


def _heading_of(value: object) -> str:
    """Return a heading to compare: without blanks, and without a translation in another script before it."""
    return _TRANSLATION.sub("", collapsed(value).replace(" ", ""))


def criterion_label_of(row: Sequence[object]) -> str:
    """Return the letter that a heading row names ("Criterion B"), or the empty string."""
    for value in row:
        match = re.fullmatch(r"criteri(?:on|a) ([a-z]{1,2})", collapsed(value))
        if match:
            return match[1].upper()
    return ""


def sheet_rank(name: str) -> int:
    """Return how likely a sheet is the one to import: 0 by its exact name, then 1, 2 for look-alikes, ``STRANGER``."""
    label = collapsed(name)
    if label in _IMPORT_NAMES:
        return 0
    if any(known in label for known in _IMPORT_NAMES):
        return 1
    return 2 if "marking scheme" in label else STRANGER


def is_standards_title(row: Sequence[object]) -> bool:
    """Whether the row is the title over the table of sections."""
    return any(collapsed(value).startswith(_STANDARDS) for value in row)


def section_columns_of(row: Sequence[object]) -> tuple[int, int, int] | None:
    """Return where number, name and marks stand in the table of sections, or None if this is not its heading."""
    labels = [collapsed(value) for value in row]
    if "section" not in labels or not any(label.startswith(("wsos", "wsss", "aspect mark")) for label in labels):
        return None
    number = labels.index("section")
    marks = [place for place, label in enumerate(labels) if label in _SECTION_MARKS and place > number + 1]
    return number, number + 1, marks[0] if marks else number + 8


def criteria_columns_of(row: Sequence[object]) -> tuple[int, int, int] | None:
    """Return where letter, name and mark stand in the table of criteria, or None if this is not its heading."""
    labels = [collapsed(value) for value in row]
    code = next((place for place, label in enumerate(labels) if label in _CRITERION_CODES), None)
    if code is None:
        return None
    names = [place for place, label in enumerate(labels) if label in _CRITERION_NAMES and place > code]
    marks = [place for place, label in enumerate(labels) if label in _CRITERION_MARKS and place > code]
    return (code, names[0], marks[0]) if names and marks else None


def is_criteria_title(row: Sequence[object]) -> bool:
    """Whether the row is the title over the table of criteria."""
    labels = [label for label in map(collapsed, row) if label]
    return labels in (["criteria"], ["assessment criteria"])


def is_total(row: Sequence[object]) -> bool:
    """Whether the row begins with the word for a sum, which is always computed anew."""
    return next((label for label in map(collapsed, row) if label), "") in _TOTALS


def cell_of(row: int, place: int) -> str:
    """Return the address of a cell from its 1-based row and 0-based column, for instance ``"K25"``."""
    return f"{letter_of(place)}{row}"


def letter_of(place: int) -> str:
    """Return the letters of a 0-based column."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
