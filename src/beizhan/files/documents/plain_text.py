"""Plain text and Markdown: headings by their marks or numbers, lists, tables of bars or tabs, wrapped paragraphs."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from beizhan.core.textdiff.blocks import BlockKind, Cell, Document, NotRead, Rows, Unread
from beizhan.files.documents.drafts import Draft, document_of
from beizhan.files.documents.encoding import decoded
from beizhan.files.documents.fingerprints import fingerprint_of_texts, links_named, struck_named
from beizhan.files.documents.lines import paragraphs_of, width_of
from beizhan.files.documents.packing import packed
from beizhan.files.documents.raised import IN_MARKUP, settled
from beizhan.files.documents.running import Line, running_in, running_texts

_MARKED = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_UNDERLINE = re.compile(r"(=|-){3,}\s*$")
_RULE, _MARKED_RULE = re.compile(r"\s*:?(?:-{3,}|={3,})(?:\+[-=]{3,})*:?\s*"), re.compile(r"\s*:?-+:?\s*")
"""What stands in every cell of the line under the head of a table; Markdown is content with one dash."""

_BREAK = re.compile(r" {0,3}([-*_])(?:\s*\1){2,}\s*")
_STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
_BAR, _TAB = re.compile(r"(?<!\\)\|"), re.compile(r"\t")
_LEAST_ROWS = 2
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(\s*<?([^)\s>]*)[^)]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1|(?<![\w*])\*(?=\S)([^*]+?)(?<=\S)\*(?![\w*])")
_SET = re.compile(r"<(sup|sub)>(.*?)</\1>")
_FENCE = re.compile(r"\s*(```|~~~)")


@dataclass(frozen=True, slots=True)
class _Setting:
    """How a text is written: with the marks of Markdown or without, and how wide its widest line is."""

    marked: bool
    usual: int


def read_plain_text(content: bytes, name: str = "") -> Document:
    """Return the document in a text file; one whose name ends in ``.md`` is read as Markdown.

    Raises
    ------
    UnreadableDocument
        If its characters cannot be told from its bytes.
    """
    text, not_read = decoded(content)
    marked = name.casefold().endswith(".md")
    if marked:
        not_read = (*not_read, *map(_picture, _PICTURE.finditer(text)))
        text = _PICTURE.sub("", text)
        struck = [match[1] for match in _STRUCK.finditer(text)]
        links = [match[2] for match in _LINK.finditer(text)]
        not_read = (*not_read, *struck_named(struck), *links_named(links))
        text = settled(_SET.sub(_set, _STRUCK.sub("", text)))
    pages = [page.splitlines() for page in text.split("\f")]
    placed = [{place: Line(line, 1 - place / len(page)) for place, line in enumerate(page)} for page in pages]
    running = running_in(placed) if len(pages) > 1 else [set()]
    texts = (line for page in pages for line in page if not _BAR.search(line))
    setting = _Setting(marked, max(map(width_of, texts), default=0))
    drafts = [
        draft
        for number, (lines, left) in enumerate(zip(pages, running, strict=True), 1)
        for draft in _drafts(
            [line for place, line in enumerate(lines) if place not in left],
            number if len(pages) > 1 else None,
            setting,
        )
    ]
    return document_of(drafts, not_read, running_texts(placed, running))


def packed_plain_text(content: bytes, name: str = "") -> dict[str, Any]:
    """Return the document as JSON can hold it; this runs in the child."""
    return packed(read_plain_text(content, name))


def _drafts(lines: Sequence[str], page: int | None, setting: _Setting) -> Iterator[Draft]:
    """Yield what the chunks between empty lines are."""
    chunk: list[str] = []
    for line in [*lines, ""]:
        if line.strip() and not (setting.marked and _FENCE.match(line)):
            chunk.append(line)
            continue
        for draft in _chunk(chunk, setting):
            plain = replace(draft, text=_unmarked(draft.text)) if setting.marked else draft
            yield replace(plain, page=page)
        chunk = []


def _chunk(lines: Sequence[str], setting: _Setting) -> Iterator[Draft]:
    """Yield the tables, headings and paragraphs of a chunk."""
    waiting: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if setting.marked and _BREAK.fullmatch(line):
            yield from (Draft(text) for text in paragraphs_of(waiting, setting.usual))
            waiting = []
            place += 1
            continue
        rows = _table_at(lines, place, marked=setting.marked)
        heading = None if rows else _heading_at(lines, place, marked=setting.marked)
        if not rows and heading is None:
            waiting.append(line.strip())
            place += 1
            continue
        yield from (Draft(text) for text in paragraphs_of(waiting, setting.usual))
        waiting = []
        if heading is None:
            yield Draft(rows=rows)
            place += _length_of_table(lines, place)
        else:
            yield Draft(heading[0], BlockKind.HEADING, level=heading[1])
            place += heading[2]
    yield from (Draft(text) for text in paragraphs_of(waiting, setting.usual))


def _heading_at(lines: Sequence[str], place: int, *, marked: bool) -> tuple[str, int, int] | None:
    """Return the text and level of a marked heading, and how many lines it takes."""
    if marked and (match := _MARKED.match(lines[place])):
        return match[2], len(match[1]), 1
    under = lines[place + 1] if place + 1 < len(lines) else ""
    if _UNDERLINE.match(under) and not _BAR.search(lines[place]) and lines[place].strip():
        return lines[place].strip(), 1 if under.startswith("=") else 2, 2
    return None


def _length_of_table(lines: Sequence[str], place: int) -> int:
    """Return how many lines from here on are rows of one table, by bars or by tabs."""
    separator = _BAR if _BAR.search(lines[place]) else _TAB
    end = place
    while end < len(lines) and separator.search(lines[end].strip()):
        end += 1
    return end - place


def _table_at(lines: Sequence[str], place: int, *, marked: bool) -> Rows:
    length = _length_of_table(lines, place)
    if length < _LEAST_ROWS:
        return ()
    found = [_cells_in(line) for line in lines[place : place + length]]
    if all(map((_MARKED_RULE if marked else _RULE).fullmatch, found[1])):
        del found[1]
    width = max(map(len, found), default=0)
    if width < 2:
        return ()
    return tuple(
        tuple(Cell(_unmarked(text) if marked else text) for text in [*cells, *[""] * (width - len(cells))])
        for cells in found
    )


def _cells_in(line: str) -> list[str]:
    if not _BAR.search(line):
        return [cell.strip() for cell in line.strip().split("\t")]
    bare = line.strip().removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return [cell.strip().replace("\\|", "|") for cell in _BAR.split(bare)]


def _set(match: re.Match[str]) -> str:
    begins, ends = IN_MARKUP[match[1]]
    return f"{begins}{match[2]}{ends}"


def _picture(match: re.Match[str]) -> NotRead:
    """Return a picture, told by where it lies and by the words that stand for it."""
    return NotRead(Unread.IMAGE, detail=match[1], fingerprint=fingerprint_of_texts(match.groups()))


def _unmarked(text: str) -> str:
    """Return a text of Markdown without its marks."""
    bare = _LINK.sub(r"\1", text)
    return _EMPHASIS.sub(lambda match: match[2] or match[3], bare).replace("<br>", "\n")
