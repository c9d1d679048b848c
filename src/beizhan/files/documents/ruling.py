"""Rules that people wrote, applied in the child: an expression that never comes to an end ends there."""

import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from beizhan.core.faults import error
from beizhan.core.textdiff.blocks import Document
from beizhan.files.child import Budget, TooCostly, read_in_child
from beizhan.files.documents.packing import document_in
from beizhan.files.guard import Unreadable

_SHORT = Budget(processor_seconds=10, wall_seconds=20)
_NAME, _ALLOWED = "asked.txt", (".txt",)


def matching(pattern: str, texts: Sequence[str]) -> frozenset[str]:
    """Return the texts in which an expression is found.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If that takes longer than any sensible rule needs.
    """
    found = _asked(packed_matches, {"pattern": pattern, "texts": list(texts)})
    return frozenset(texts[place] for place in found if 0 <= place < len(texts))


def without(documents: Sequence[Mapping[str, Any]], ignore: Collection[str]) -> list[Document]:
    """Return packed documents without the text that counts for nothing, and without what says nothing else.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If that takes longer than any sensible rule needs.
    """
    return [document_in(one) for one in _asked(packed_without, {"documents": documents, "ignore": list(ignore)})]


def packed_matches(content: bytes, _name: str) -> list[int]:
    """Return the places of the texts that match, as the child calls it."""
    asked = json.loads(content)
    pattern = re.compile(asked["pattern"])
    return [place for place, text in enumerate(asked["texts"]) if pattern.search(text)]


def packed_without(content: bytes, _name: str) -> list[dict[str, Any]]:
    """Return documents without what counts for nothing, as the child calls it."""
    asked = json.loads(content)
    patterns = [re.compile(one) for one in asked["ignore"]]

    def strike(text: str) -> str:
        for pattern in patterns:
            text = pattern.sub("", text)
        return text

    return [
        {
            **one,
            "blocks": list(_struck(one["blocks"], strike)),
            "not_read": [[*named] for named in one["not_read"] if strike(named[2]).strip() or not named[2]],
        }
        for one in asked["documents"]
    ]


def _struck(blocks: Sequence[Sequence[Any]], strike: Callable[[str], str]) -> Iterator[list[Any]]:
    for kind, text, number, level, rows, *rest in blocks:
        cells = [[[strike(cell[0])] if isinstance(cell, list) else strike(cell) for cell in row] for row in rows]
        left = strike(text)
        if left.strip() or cells or not text.strip():
            yield [kind, left, number, level, cells, *rest]


def _asked(reader: Any, question: Mapping[str, Any]) -> Any:
    try:
        return read_in_child(reader, json.dumps(question).encode(), name=_NAME, allowed=_ALLOWED, budget=_SHORT)
    except TooCostly as refusal:
        raise Unreadable(error("rule_too_slow", allowed=_SHORT.processor_seconds)) from refusal
