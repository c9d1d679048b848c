"""Builds CIS workbooks cell by cell, as people, templates and libraries leave them."""

from dataclasses import dataclass, field
from io import BytesIO

from openpyxl import Workbook

SHEET = "CIS Marking Scheme Import"
LABELS = {
    "A": "Sub\nCriterion\nID",
    "B": "Sub Criterion\nName or Description",
    "C": "Day of Marking",
    "D": "Aspect\nType\nM = Meas\nJ = Judg",
    "E": "Aspect - Description",
    "F": "Judg Score",
    "G": "Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)",
    "H": "Requirement\n(Measurement Only)",
    "I": "WSOS Section",
    "J": "Calculation Row \n(Export only)",
    "K": "Max\nMark",
}
OLD_LABELS = LABELS | {
    "D": "Aspect\nType\nO = Obj\nS = Sub\nJ = Judg",
    "G": "Extra Aspect Description (Obj or Subj)\nOR\nJudgement Score Description (Judg only)",
    "H": "Requirement\n(Objective Only)",
    "I": "WSSS Section",
}
TOP = [
    {"A": "17 Joinery"},
    {},
    {"A": "WorldSkills Occupational Standards"},
    {"A": "Section", "B": "WSOS Marks", "I": "WSOS Marks", "J": "Aspect Marks", "K": "Variation"},
    {"A": 1, "B": "Tools", "I": 60, "J": "=SUMIF(I$16:I$40,A5,K$16:K$40)", "K": "=ABS(I5-J5)"},
    {"A": 2, "B": "Wood", "I": 40, "J": "=SUMIF(I$16:I$40,A6,K$16:K$40)", "K": "=ABS(I6-J6)"},
    {"I": "Total Variation", "K": "=SUM(K5:K6)"},
    {},
    {},
    {"A": "Criteria"},
    {"A": "ID", "B": "Name", "K": "Mark"},
    {"A": "A", "B": "Bench", "K": 60},
    {"A": "B", "B": "Machine", "K": 40},
    {},
    {},
]


def heading(letter="", labels=LABELS):
    ending = {"L": f"Criterion {letter}", "M": "Total\nMark", "N": "=SUM(K1:K2)"} if letter else {}
    return {**labels, **ending}


def sub(code, name="Box", day=1):
    return {"A": code, "B": name, "C": day}


def measured(text="Cut", mark=60, section=1, **more):
    return {"D": "M", "E": text, "I": section, "K": mark, **more}


def judged(text="Finish", mark=40, section=2, **more):
    return {"D": "J", "E": text, "I": section, "K": mark, **more}


def levels(scores=(0, 1, 2, 3)):
    return [{"F": score, "G": f"level {int(str(score)[:1])}"} for score in scores]


@dataclass
class Book:
    """Rows of the import sheet, and what surrounds them."""

    rows: list = field(default_factory=list)
    sheet: str = SHEET
    before: tuple = ()
    calculations: tuple = ()
    merged: tuple = ()

    def content(self):
        book = Workbook()
        for name, rows in (*self.before, (self.sheet, self.rows), ("Calculations", self.calculations)):
            page = book.create_sheet(name)
            for number, row in enumerate(rows, 1):
                for column, value in row.items():
                    page[f"{column}{number}"] = value
        for area in self.merged:
            book[self.sheet].merge_cells(area)
        del book["Sheet"]
        stream = BytesIO()
        book.save(stream)
        return stream.getvalue()


def usual_table():
    """Return the table that every variant of it must equal once it is read."""
    return [
        heading("A"),
        sub("A1"),
        measured(),
        {},
        heading("B"),
        sub("B1", "Lathe", 2),
        judged(),
        *levels(),
        {},
        {"L": "Competition", "M": "Total\nMark", "N": "=SUM(N1:N24)"},
    ]


def workbook(table, top=TOP, **surroundings):
    return Book([*top, *table], **surroundings).content()
