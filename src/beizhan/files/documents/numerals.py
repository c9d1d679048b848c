"""The numbers of lists as they are printed: 3, c, C, iii, III, 三, ③."""

from collections.abc import Callable, Mapping

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_HAN = "零一二三四五六七八九"
_CIRCLED = 20


def numeral_of(number: int, style: str) -> str:
    """Return a number as a list prints it; in a style that is not known here, as plain digits.

    Parameters
    ----------
    number : int
        From 0.
    style : str
        Word's name of the style (``"lowerLetter"``) or HTML's (``"a"``).
    """
    write = _STYLES.get(style)
    return write(number) if write and number > 0 else str(number)


def _letters(number: int) -> str:
    """Return a, b … z, aa, bb …, as Word counts."""
    turn, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (turn + 1)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def _han(number: int) -> str:
    """Return a number below a hundred in Chinese; a greater one digit by digit."""
    if number >= 100:
        return "".join(_HAN[int(digit)] for digit in str(number))
    tens, ones = divmod(number, 10)
    ten = "" if not tens else "十" if tens == 1 else f"{_HAN[tens]}十"
    return ten + (_HAN[ones] if ones else "")


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if number <= _CIRCLED else str(number)


_STYLES: Mapping[str, Callable[[int], str]] = {
    "lowerLetter": _letters,
    "a": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "A": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "i": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "I": lambda number: _roman(number).upper(),
    "decimalZero": lambda number: f"{number:02d}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting"),
        _han,
    ),
}
