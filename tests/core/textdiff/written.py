"""A document written down quickly: ``#`` a heading, ``-`` an item, ``|`` a row of a table, else a paragraph."""

from beizhan.core.textdiff.blocks import Block, BlockKind, Cell, Document
from beizhan.core.textdiff.wording.labels import label_in, without_tick


def written(text: str, **more: object) -> Document:
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("|"):
            row = tuple(Cell(cell.strip()) for cell in line.strip("|").split("|"))
            if blocks and blocks[-1].kind is BlockKind.TABLE:
                blocks[-1] = blocks[-1]._replace(rows=(*blocks[-1].rows, row))
            else:
                blocks.append(Block(BlockKind.TABLE, rows=(row,)))
        elif line.startswith("# "):
            title = line[2:]
            blocks.append(Block(BlockKind.HEADING, title, label_in(title), 1))
        else:
            number = without_tick(label_in(line))
            kind = BlockKind.ITEM if line.startswith("- ") else BlockKind.PARAGRAPH
            blocks.append(Block(kind, line, number))
    return Document(tuple(blocks), **more)
