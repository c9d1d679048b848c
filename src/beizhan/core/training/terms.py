"""The terms of a skill: one term, one translation, where they stand in a text, and where something else stands."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from beizhan.core.faults import Fault, error

LONGEST_TERM = 120
_GLOSS = re.compile(r"\s*[(（]\s*([^()（）]{2,120}?)\s*[)）]")
_LATIN_WORDS = re.compile(r"[A-Za-z][A-Za-z' -]{3,}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
_BETWEEN = re.compile(r"[;；、\n]+")


@dataclass(frozen=True, slots=True)
class Term:
    """A term in Chinese and in English, a note on how it is used, and the words that are not to be used for it."""

    zh: str
    en: str
    note: str = ""
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A stretch of a text; ``term`` is what it says if it is a term, ``stray`` whether it says it in other words."""

    text: str
    term: Term | None = None
    stray: bool = False


def trimmed(term: Term) -> Term:
    """Return a term without spaces around its words, and without words to be avoided that say nothing."""
    avoid = tuple(dict.fromkeys(word.strip() for word in term.avoid if word.strip()))
    return Term(term.zh.strip(), term.en.strip(), term.note.strip(), avoid)


def words_apart(text: str) -> tuple[str, ...]:
    """Return the words of a list as somebody types it, between semicolons, Chinese list commas, or line by line."""
    return tuple(word.strip() for word in _BETWEEN.split(text) if word.strip())


def faults_of_terms(terms: Collection[Term]) -> tuple[Fault, ...]:
    """Return what is wrong with some terms.

    Returns
    -------
    tuple of Fault
        ``term_half_missing``; ``term_translated_twice`` where one word would have two translations;
        ``term_avoids_a_term`` where a word is both to be used and not to be used, or to be avoided for two terms.
    """
    chinese = Counter(one.zh.strip() for one in terms)
    english = Counter(one.en.strip().casefold() for one in terms)
    avoided = Counter(word.strip().casefold() for one in terms for word in one.avoid)
    found = [error("term_half_missing") for one in terms if not (one.zh.strip() and one.en.strip())]
    found += [error("term_translated_twice", term=word) for word, count in chinese.items() if word and count > 1]
    found += [error("term_translated_twice", term=word) for word, count in english.items() if word and count > 1]
    found += [
        error("term_avoids_a_term", term=word)
        for word, count in avoided.items()
        if count > 1 or word in english or word in chinese
    ]
    return tuple(found)


def terms_in(text: str, terms: Collection[Term]) -> tuple[Spoken, ...]:
    """Return a text cut where terms stand in it, the longest first; joined, the pieces give the text again.

    Parameters
    ----------
    text : str
        A text in either language.
    terms : collection of Term
        The terms of the skill. English ones are found as whole words, whatever their case. A word to be avoided is
        a stray, and so is a translation in brackets behind a term that is not the agreed one.
    """
    by_word = _by_word(terms)
    if not by_word:
        return (Spoken(text),) if text else ()
    found = []
    end = 0
    for match in _pattern(tuple(by_word)).finditer(text):
        if match.start() > end:
            found.append(Spoken(text[end : match.start()]))
        found.append(replace(by_word.get(match.group().casefold(), Spoken("")), text=match.group()))
        end = match.end()
    found += [Spoken(text[end:])] if end < len(text) else []
    return tuple(_with_glosses(found))


def terms_used_in(texts: Iterable[str], terms: Collection[Term]) -> tuple[Term, ...]:
    """Return the terms that stand in any of some texts, in the order in which they come."""
    spoken = (one for text in texts for one in terms_in(text, terms))
    return tuple(dict.fromkeys(one.term for one in spoken if one.term))


def _by_word(terms: Collection[Term]) -> dict[str, Spoken]:
    strays = {word.casefold(): Spoken("", one, stray=True) for one in terms for word in one.avoid}
    english = {one.en.casefold(): Spoken("", one) for one in terms}
    return {**strays, **english, **{one.zh.casefold(): Spoken("", one) for one in terms}}


def _with_glosses(pieces: Sequence[Spoken]) -> Iterator[Spoken]:
    """Yield pieces, with a bracket behind a term cut out where it holds another translation than the agreed one."""
    before: Term | None = None
    for piece in pieces:
        match = _GLOSS.match(piece.text) if before and piece.term is None else None
        if match and before and _is_other(match.group(1), before):
            start, end = match.span(1)
            yield Spoken(piece.text[:start])
            yield Spoken(piece.text[start:end], before, stray=True)
            yield Spoken(piece.text[end:])
        else:
            yield piece
        before = None if piece.stray else piece.term


def _is_other(gloss: str, term: Term) -> bool:
    """Return whether a gloss is words of a language, and not those agreed for the term; units and numbers are none."""
    is_words = _LATIN_WORDS.fullmatch(gloss) or _CHINESE.fullmatch(gloss)
    return bool(is_words) and gloss.casefold() not in (term.en.casefold(), term.zh.casefold())


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile("|".join(_one(word) for word in longest), re.IGNORECASE)


def _one(word: str) -> str:
    """Return the pattern of a word; a letter at its edge stands beside no other letter of the Latin alphabet."""
    edges = [r"(?<![A-Za-z0-9])" if word[0].isascii() else "", r"(?![A-Za-z0-9])" if word[-1].isascii() else ""]
    return edges[0] + re.escape(word) + edges[1]
