"""What is wrong with a workbook, written into it: red cells with comments, a column of sentences, a list."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from beizhan.core.faults import Fault, Severity
from beizhan.files.spreadsheet.cells import Cell, address_of
from beizhan.files.spreadsheet.writing import Book

Sentence = Callable[[Fault], str]
"""The words for a fault; the caller owns them."""

MOST_LISTED = 1_000
"""So many faults are listed; the cells of the others are red all the same."""


def code_and_facts(fault: Fault) -> str:
    """Return a fault without words: its code and its facts."""
    facts = ", ".join(f"{name}={value}" for name, value in fault.facts.items())
    return f"{fault.code} ({facts})" if facts else fault.code


class Remarks:
    """The faults of a workbook by cell; titles are those that the faults name."""

    def __init__(self, faults: Sequence[Fault], sentence: Sentence) -> None:
        self.faults = tuple(faults)
        self._sentence = sentence
        self._cells: dict[str, list[str]] = defaultdict(list)
        self._rows: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._titles: dict[str, str] = {}
        for fault in self.faults:
            text = self.text_of(fault)
            title, _, _ = fault.cell.rpartition("!")
            self._cells[fault.cell].append(text)
            if fault.row is not None:
                self._rows[title, fault.row].append(text)

    def text_of(self, fault: Fault) -> str:
        """Return the words for one fault."""
        return self._sentence(fault)

    def named(self, title: str, name: str) -> None:
        """Remember under which name a sheet is written; Excel may forbid the title it had."""
        self._titles[name] = title

    def put(self, book: Book, sheet: Worksheet, where: tuple[int, int], value: Cell, style: str) -> None:
        """Write a cell, red and with a comment where something is wrong with it; counted from 1."""
        row, column = where
        title = self._titles.get(sheet.get_name(), sheet.get_name())
        sentences = self._cells.get(address_of(row, column, title))
        if not sentences:
            if value is not None or style == "head":
                book.put(sheet, row - 1, column - 1, value, style)
            return
        book.put(sheet, row - 1, column - 1, value, "open_fault" if style.startswith("open") else "fault")
        comment = {"author": "Beizhan", "x_scale": 2, "y_scale": 1 + len(sentences) // 2}
        sheet.write_comment(row - 1, column - 1, "\n".join(sentences)[:30_000], comment)

    def put_beside(self, book: Book, sheet: Worksheet, heading: tuple[int, int]) -> None:
        """Write the sentences of each row into the column under a heading; counted from 1."""
        title = self._titles.get(sheet.get_name(), sheet.get_name())
        for (owner, row), sentences in self._rows.items():
            if owner == title and row > heading[0]:
                text = "\n".join(dict.fromkeys(sentences))[:30_000]
                book.put(sheet, row - 1, heading[1] - 1, text, "sentence")

    def listed(self) -> Iterator[tuple[str, str, str]]:
        """Yield the cell, a sign for the severity, and the sentence of each fault."""
        for fault in self.faults[:MOST_LISTED]:
            yield fault.cell, "✗" if fault.severity is Severity.ERROR else "!", self.text_of(fault)
