"""Blocks that stand word for word, and once, in both editions: each is one token, and what it says need not be read.

In a new edition most blocks are such ones, where they were or moved. To pair whole blocks before their sentences is
what Heckel (1978) does with lines: what is longest and stands once is the surest anchor.
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
    here, there = _single(old), _single(new)
    both = [text for text in here if text in there]
    return (
        {here[text]: number for number, text in enumerate(both)},
        {there[text]: number for number, text in enumerate(both)},
    )


def weight_of(text: str) -> float:
    """Return about how many words a text is, by its blanks, its Chinese characters and its commas and full stops.

    As a segment weighs: a Chinese character is half a word, a sign a quarter.
    """
    signs = text.count(",") + text.count(".")
    return 1.0 + text.count(" ") + (len(text.encode()) - len(text) + signs) / 4


def _single(blocks: Sequence[Block]) -> dict[str, int]:
    """Return the texts that stand in one block only, each with its place."""
    times = Counter(block.text for block in blocks)
    return {
        block.text: place
        for place, block in enumerate(blocks)
        if block.kind is not BlockKind.TABLE and len(block.text) >= _LEAST and times[block.text] == 1
    }
