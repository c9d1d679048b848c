"""Raised and lowered text as plain characters: 10 with a raised 2 reads as 10², however it was set.

A reader puts the marks around what is raised or lowered, and settles the text once it is whole: so it does not matter
into how many runs a program cut it. What Unicode has raised or lowered becomes that; the ends of ordinals and signs of
trade stay as they are; other text is told by a sign before it, as in ``x^max`` and ``U_max``.
"""

import re

UP, UP_ENDS = "\ufdd0", "\ufdd1"
"""What stands around raised text until it is settled: characters that Unicode keeps out of every text."""

DOWN, DOWN_ENDS = "\ufdd2", "\ufdd3"
"""The same around lowered text."""

RAISED, LOWERED = (UP, UP_ENDS), (DOWN, DOWN_ENDS)
IN_MARKUP = {"sup": RAISED, "sub": LOWERED}
"""The marks by the elements of HTML."""

IN_OFFICE = {"superscript": RAISED, "subscript": LOWERED}
"""The marks by the words of Word and Excel."""

_SIGNS_UP = str.maketrans("0123456789+-\u2212\u2013=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿⁱ")
_SIGNS_DOWN = str.maketrans("0123456789+-\u2212\u2013=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
_PLAIN = re.compile(r"(?:st|nd|rd|th|er|re|º|°|TM|SM|®|™|©|\*+|′|')", re.IGNORECASE)
_INNERMOST = re.compile(f"([{UP}{DOWN}])([^{UP}{UP_ENDS}{DOWN}{DOWN_ENDS}]*)[{UP_ENDS}{DOWN_ENDS}]")
_MARK = re.compile(f"[{UP}{UP_ENDS}{DOWN}{DOWN_ENDS}]")
_DEEPEST = 4
"""Powers of powers are told so deep; no more is printed."""


def settled(text: str) -> str:
    """Return a text with what is marked as raised or lowered in plain characters."""
    if not _MARK.search(text):
        return text
    text = text.replace(UP_ENDS + UP, "").replace(DOWN_ENDS + DOWN, "")
    for _ in range(_DEEPEST):
        text, found = _INNERMOST.subn(_as_characters, text)
        if not found:
            break
    return _MARK.sub("", text)


def _as_characters(match: re.Match[str]) -> str:
    up, inside = match[1] == UP, match[2]
    says = inside.strip()
    if not says or _PLAIN.fullmatch(says):
        return inside
    table = _SIGNS_UP if up else _SIGNS_DOWN
    if all(ord(character) in table for character in says if not character.isspace()):
        return inside.translate(table)
    return inside.replace(says, f"{'^' if up else '_'}{says}", 1)
