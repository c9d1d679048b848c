"""Draws that anybody can repeat: from a seed to a permutation, to stations, and to blind codes.

The algorithm, whole, so that it can be written again in ten lines of any language:

1. The k-th number of a seed (k = 0, 1, 2 ...) is SHA-256 of the UTF-8 text ``seed + "/" + k``, read as a big-endian
   integer.
2. To choose fairly among n, take the next number; if it is not below the greatest multiple of n up to 2**256, take the
   next one instead; the remainder modulo n is the choice. No remainder is likelier than another.
3. Fisher and Yates: for i from count - 1 down to 1, choose j among i + 1 and exchange places i and j of 0, 1, 2 ...

References
----------
Durstenfeld, R. (1964). Algorithm 235: Random permutation. Communications of the ACM 7(7), 420.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count, product

from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import fingerprint_of

_NUMBERS = 2**256

TWO_DIGITS = tuple(f"{number}" for number in range(10, 100) if not set(f"{number}") <= set("01689"))
"""Codes from 12 to 97 without those that read as a number upside down."""

LETTER_AND_DIGITS = tuple("".join(signs) for signs in product("ACDEFHJKMNPRTUVWXY", "2345678", "2345678"))
"""Codes such as ``K47`` without signs that are taken for one another: 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B, 9 g."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One name and what was drawn for it."""

    name: str
    place: str


def seed_of(parts: Sequence[str]) -> str:
    """Return one seed from what several people contribute, so that none of them alone can choose it."""
    return fingerprint_of(list(parts))


def permutation_of(length: int, seed: str) -> tuple[int, ...]:
    """Return the numbers below ``length`` in an order that the seed decides, every order equally likely."""
    numbers = _numbers_of(seed)
    order = list(range(length))
    for last in range(length - 1, 0, -1):
        other = fair_choice(numbers, last + 1)
        order[last], order[other] = order[other], order[last]
    return tuple(order)


def fair_choice(numbers: Iterator[int], among: int) -> int:
    """Choose a number below ``among`` by the next fair one of ``numbers``, which are below 2**256."""
    fair = _NUMBERS - _NUMBERS % among
    return next(number for number in numbers if number < fair) % among


def faults_of(names: Sequence[str], places: Sequence[str]) -> tuple[Fault, ...]:
    """Return why names cannot be drawn for places: one of them stands twice, or there are too few places."""
    found = [error("draw_name_twice", name=name) for name in _twice(names)]
    found += [error("draw_place_twice", place=place) for place in _twice(places)]
    if len(places) < len(names):
        found.append(error("draw_places_too_few", names=len(names), places=len(places)))
    return tuple(found)


def draw_of(names: Sequence[str], places: Sequence[str], seed: str) -> tuple[Drawn, ...]:
    """Draw a place for every name.

    Parameters
    ----------
    names : sequence of str
        In any order: they are sorted by code point first, so that the order of a list cannot be used to bend the draw.
    places : sequence of str
        In the order in which they are published; at least as many as names.
    seed : str
        Fixed and recorded before the draw.

    Returns
    -------
    tuple of Drawn
        Sorted by name: the k-th name has the place at position ``permutation_of(len(places), seed)[k]``.

    Raises
    ------
    ValueError
        If `faults_of` finds anything.
    """
    if faults_of(names, places):
        raise ValueError("names and places do not fit")
    order = permutation_of(len(places), seed)
    return tuple(Drawn(name, places[position]) for name, position in zip(sorted(names), order, strict=False))


def blind_codes_of(names: Sequence[str], seed: str, codes: Sequence[str] = LETTER_AND_DIGITS) -> tuple[Drawn, ...]:
    """Draw a blind code for every name, from a list without signs that are easily confused."""
    return draw_of(names, codes, f"{seed}/codes")


def _twice(words: Sequence[str]) -> list[str]:
    return [word for word, times in Counter(words).items() if times > 1]


def _numbers_of(seed: str) -> Iterator[int]:
    return (int.from_bytes(sha256(f"{seed}/{number}".encode()).digest(), "big") for number in count())
