"""A document as every reader gives it: blocks in reading order, and an open list of what could not be read."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"


class Unread(StrEnum):
    """Why something that stands in a file is not among its blocks, or not to be relied on there."""

    IMAGE = "image"
    CHART = "chart"
    DIAGRAM = "diagram"
    EMBEDDED = "embedded"
    SCANNED_PAGE = "scanned_page"
    GARBLED_PAGE = "garbled_page"
    FORM = "form"
    COMMENT = "comment"
    REVISION = "revision"
    RUNNING = "running"
    CONTENTS = "contents"
    VOLATILE = "volatile"
    HIDDEN = "hidden"
    STRUCK = "struck"
    LINK = "link"
    ENCODING = "encoding"


@dataclass(frozen=True, slots=True)
class NotRead:
    """One thing, or several of a kind in one place, that the blocks do not tell.

    Parameters
    ----------
    why : Unread
        What it is.
    page : int or None
        1-based page, where the format has pages.
    detail : str
        What can be said of it: a name, a running header's words, an encoding.
    times : int
        How many of them.
    fingerprint : str
        SHA-256 of its bytes where it has bytes of its own, so that two editions can tell equal pictures.
    """

    why: Unread
    page: int | None = None
    detail: str = ""
    times: int = 1
    fingerprint: str = ""


class Cell(NamedTuple):
    """One cell of a table; a ``covered`` one is part of a merged cell and repeats what that one says."""

    text: str
    covered: bool = False


Rows = tuple[tuple[Cell, ...], ...]
"""The cells of a table, row by row."""


class Block(NamedTuple):
    """One heading, paragraph, item of a list, or table.

    Parameters
    ----------
    kind : BlockKind
        What it is; comparing does not depend on it.
    text : str
        As it is printed, number or bullet included; empty for a table.
    number : str
        The beginning of ``text`` that is the number of a clause (``"5.3"``) or the label of an item (``"(a)"``).
    level : int
        Depth of a heading or of an item, from 1; 0 where there is none.
    rows : Rows
        The cells of a table.
    page : int or None
        1-based page on which it begins.
    part : str
        Where it stands if not in the body: a sheet, ``"footnotes"``, ``"text box"``.
    """

    kind: BlockKind
    text: str = ""
    number: str = ""
    level: int = 0
    rows: Rows = ()
    page: int | None = None
    part: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and what it may say that was not read.

    ``running`` holds the lines that stand at the head or foot of every page; they are no part of the blocks.
    """

    blocks: tuple[Block, ...]
    not_read: tuple[NotRead, ...] = ()
    running: tuple[str, ...] = ()
