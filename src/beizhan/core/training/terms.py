"""The terms of a skill: one term, one translation, and where they stand in a text."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from beizhan.core.faults import Fault, error

LONGEST_TERM = 120


@dataclass(frozen=True, slots=True)
class Term:
    """A term in Chinese and in English, with a note on how it is used."""

    zh: str
    en: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of a text; ``term`` is what it says if it is a term of the skill."""

    text: str
    term: Term | None = None


def faults_of_terms(terms: Collection[Term]) -> tuple[Fault, ...]:
    """Return what is wrong with some terms: a side that is missing, or one word with two translations."""
    chinese = Counter(one.zh.strip() for one in terms)
    english = Counter(one.en.strip().casefold() for one in terms)
    found = [error("term_half_missing") for one in terms if not (one.zh.strip() and one.en.strip())]
    found += [error("term_translated_twice", term=word) for word, count in chinese.items() if word and count > 1]
    found += [error("term_translated_twice", term=word) for word, count in english.items() if word and count > 1]
    return tuple(found)


def terms_in(text: str, terms: Collection[Term]) -> tuple[Spoken, ...]:
    """Return a text cut where terms stand in it, the longest first; joined, the pieces give the text again.

    Parameters
    ----------
    text : str
        A text in either language.
    terms : collection of Term
        The terms of the skill. English ones are found as whole words, whatever their case.
    """
    by_word = {**{one.en.casefold(): one for one in terms}, **{one.zh: one for one in terms}}
    if not by_word:
        return (Spoken(text),) if text else ()
    found = []
    end = 0
    for match in _pattern(tuple(by_word)).finditer(text):
        if match.start() > end:
            found.append(Spoken(text[end : match.start()]))
        found.append(Spoken(match.group(), by_word.get(match.group(), by_word.get(match.group().casefold()))))
        end = match.end()
    return (*found, Spoken(text[end:])) if end < len(text) else tuple(found)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile("|".join(_one(word) for word in longest), re.IGNORECASE)


def _one(word: str) -> str:
    """Return the pattern of a word; a letter at its edge stands beside no other letter of the Latin alphabet."""
    edges = [r"(?<![A-Za-z0-9])" if word[0].isascii() else "", r"(?![A-Za-z0-9])" if word[-1].isascii() else ""]
    return edges[0] + re.escape(word) + edges[1]
