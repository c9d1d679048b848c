"""Blocks that stand word for word in both editions beside the same neighbours: they need not be read to be compared.

In a new edition most blocks are such ones. Each stands in the stream as one token; so does a table that is compared
elsewhere. The blocks beside what changed are always read: where a boundary is drawn hangs on the words around it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from beizhan.core.textdiff.blocks import Block, BlockKind

_LEAST = 40
"""Characters from which a block holds enough words to be told from others, and to be called moved."""


def unchanged_in(old: Sequence[Block], new: Sequence[Block]) -> tuple[Mapping[int, int], Mapping[int, int]]:
    """Return the number of its pair for each block that need not be read, by its place, for either edition.

    Parameters
    ----------
    old, new : sequence of Block
        The blocks of both editions.
    """
    places = _single(old), _single(new)
    same = {here: places[1][text] for text, here in places[0].items() if text in places[1]}
    inner = {i: j for i, j in same.items() if same.get(i - 1) == j - 1 and same.get(i + 1) == j + 1}
    return {i: number for number, i in enumerate(inner)}, {j: number for number, j in enumerate(inner.values())}


def weight_of(text: str) -> float:
    """Return about how many words a text is: one more than its blanks, and half a word for each Chinese character."""
    return 1.0 + text.count(" ") + (len(text.encode()) - len(text)) / 4


def _single(blocks: Sequence[Block]) -> dict[str, int]:
    """Return the texts that stand in one block only, each with its place."""
    times = Counter(block.text for block in blocks)
    return {
        block.text: place
        for place, block in enumerate(blocks)
        if block.kind is not BlockKind.TABLE and len(block.text) >= _LEAST and times[block.text] == 1
    }
