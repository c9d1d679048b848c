"""A technical description written as Word, PDF, hypertext, text and workbook, in two layouts that say the same.

The sources are plain: ``#`` a heading, ``-`` an item, ``|`` a row of a table, every other line a paragraph.
"""

import html
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import docx
import typst
import xlsxwriter
from docx.shared import Cm, Pt

from beizhan.files.documents.lines import width_of

FOLDER = Path(__file__).parent / "descriptions"
FONTS = Path(__file__).parents[2] / "src" / "beizhan" / "files" / "fonts"


@dataclass(frozen=True)
class Layout:
    """How a document is set, which says nothing about what it says."""

    head: str = "Technical Description 99 技术说明"
    foot: str = "Last updated: 05.03.2026 10:15 (GMT)"
    size: float = 10
    margin: float = 2.5
    wrap: int = 88
    widths: tuple[int, ...] = (3, 6, 6, 4, 4)


USUAL = Layout()
OTHER = Layout("TD99 v2 训练用", "Last updated: 12.06.2026 08:00 (GMT)", 11.5, 2.0, 71, (4, 4, 7, 4, 4))


def source(name: str) -> str:
    """Return the source of the older or the newer edition."""
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def parts(text: str) -> list[tuple[str, object]]:
    """Return the parts of a source: (kind, text) and ("table", rows)."""
    found: list[tuple[str, object]] = []
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("|"):
            row = [cell.strip() for cell in line.strip().strip("|").split("|")]
            if found and found[-1][0] == "table":
                found[-1][1].append(row)
            else:
                found.append(("table", [row]))
        elif line.startswith("#"):
            marks, _, title = line.partition(" ")
            found.append((f"h{len(marks)}", title))
        elif line.startswith("- "):
            found.append(("item", line[2:]))
        else:
            found.append(("p", line))
    return found


def as_word(text: str, layout: Layout = USUAL) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Cm(layout.margin)
    section.header.paragraphs[0].text = layout.head
    section.footer.paragraphs[0].text = layout.foot
    document.styles["Normal"].font.size = Pt(layout.size)
    for kind, said in parts(text):
        if kind == "table":
            _word_table(document, said, layout)
        elif kind[0] == "h":
            document.add_heading(said, int(kind[1]) - 1)
        else:
            document.add_paragraph(said, style="List Bullet" if kind == "item" else None)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _word_table(document, rows: Sequence[Sequence[str]], layout: Layout) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for place, width in zip(range(len(rows[0])), layout.widths, strict=False):
        for cell in table.columns[place].cells:
            cell.width = Cm(width)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, said in zip(cells.cells, row, strict=True):
            cell.text = said


def as_html(text: str, layout: Layout = USUAL) -> bytes:
    written = [f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>{layout.head}</title></head><body>"]
    for kind, said in parts(text):
        if kind == "table":
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in said)
            written.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        else:
            tag = {"item": "li"}.get(kind, kind)
            written.append(f"<{tag}>{'<br>'.join(textwrap.wrap(html.escape(said), layout.wrap))}</{tag}>")
    return "\n".join([*written, f"<footer>{layout.foot}</footer></body></html>"]).encode()


def as_text(text: str, layout: Layout = USUAL, encoding: str = "utf-8") -> bytes:
    written: list[str] = []
    for kind, said in parts(text):
        if kind == "table":
            written.append("\n".join("| " + " | ".join(row) + " |" for row in said))
        else:
            written.append(wrapped(f"- {said}" if kind == "item" else said, layout.wrap))
    return "\n\n".join([*written, layout.foot, ""]).encode(encoding)


def wrapped(text: str, width: int) -> str:
    """Return a text in lines of a width: Chinese characters are two columns wide, and a line may end before any."""
    lines, line = [], ""
    for part in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\u3000-\u9fff\uff00-\uffef\s]+|\s+", text):
        if line and width_of(line + part) > width:
            lines.append(line)
            line = part.lstrip()
        else:
            line += part
    return "\n".join([*lines, line])


def as_markdown(text: str, layout: Layout = USUAL) -> bytes:
    written: list[str] = []
    for kind, said in parts(text):
        if kind == "table":
            rows = ["| " + " | ".join(row) + " |" for row in said]
            written.append("\n".join([rows[0], "|---" * len(said[0]) + "|", *rows[1:]]))
        elif kind[0] == "h":
            written.append(f"{'#' * int(kind[1])} {said}")
        else:
            written.append(wrapped(f"* {said}" if kind == "item" else said, layout.wrap))
    return "\n\n".join([*written, layout.foot]).encode()


def as_pdf(text: str, layout: Layout = USUAL) -> bytes:
    return typst.compile(_typst(text, layout).encode(), font_paths=[str(FONTS)], ignore_system_fonts=True)


def _typst(text: str, layout: Layout) -> str:
    lines = [
        f"#set page(margin: {layout.margin}cm, header: [{_quoted(layout.head)}],",
        f"  footer: context [{_quoted(layout.foot)} #h(1fr) #counter(page).display()])",
        f'#set text(font: "Noto Sans CJK SC", size: {layout.size}pt, lang: "zh")',
    ]
    for kind, said in parts(text):
        if kind == "table":
            shares = ", ".join(f"{layout.widths[place]}fr" for place in range(len(said[0])))
            cells = ", ".join(f"[{_quoted(cell)}]" for row in said for cell in row)
            lines.append(f"#table(columns: ({shares}), {cells})")
        elif kind[0] == "h":
            lines.append(f"{'=' * int(kind[1])} {_quoted(said)}")
        else:
            lines.append(f"- {_quoted(said)}" if kind == "item" else f"{_quoted(said)}\n")
    return "\n".join(lines)


def _quoted(text: str) -> str:
    return f'#text("{text}")' if text else ""


def as_workbook(text: str, layout: Layout = USUAL) -> bytes:
    """Return the whole description on one sheet, tables with an empty row before and after."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("TD")
    at = 0
    for place, width in enumerate(layout.widths):
        sheet.set_column(place, place, 4 * width)
    for kind, said in parts(text):
        rows = said if kind == "table" else [[said]]
        for row in rows:
            sheet.write_row(at, 0, [float(cell) if cell.isdigit() else cell for cell in row])
            at += 1
        at += kind == "table"
        if kind != "table":
            at += 1
    book.close()
    return stream.getvalue()


WRITERS = {
    "docx": as_word,
    "html": as_html,
    "txt": as_text,
    "md": as_markdown,
    "pdf": as_pdf,
    "xlsx": as_workbook,
}
