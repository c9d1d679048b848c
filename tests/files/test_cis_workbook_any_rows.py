"""Whatever rows a file holds, reading ends in a scheme or in the one refusal, and no text is lost unsaid."""

import csv
from io import StringIO

from hypothesis import example, given, settings
from hypothesis import strategies as st

from beizhan.core.scheme.document import document_of, scheme_of
from beizhan.core.scheme.tree import aspects_of
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.reading import READING_FAULTS, UnreadableScheme, all_faults_of
from beizhan.files.cis_workbook.writer import write_scheme
from files.workbooks import LABELS

HEADING = [LABELS[letter] for letter in "ABCDEFGHIJK"]
IDS = ["", "A", "A1", "b2.", "1", "C2", "Criterion B", "ID", "Section", "Criteria", "total"]
NUMBERS = ["0", "3", "0.5", "1,25", "0.125", "１", "9" * 40, "=A1", "#REF!", "-"]
WORDS = [*IDS, *NUMBERS, "M", "j", "S", "Any", "Name", "Mark", "WSOS Marks", "word", "\u00a0"]
CELLS = st.sampled_from(WORDS) | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=4)
ROWS = st.lists(CELLS, max_size=14) | st.just(HEADING)
WORD = "word"
MARKED = "an aspect that must not get lost"


def table_of(rows):
    stream = StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode("utf-8", "replace")


@given(rows=st.lists(ROWS, max_size=12))
@settings(max_examples=400, deadline=None)
def test_reading_ends_in_a_scheme_or_a_refusal_and_every_fault_has_a_known_code(rows):
    try:
        reading = read_scheme(table_of([HEADING, *rows]))
    except UnreadableScheme:
        return

    assert aspects_of(reading.scheme)
    assert {fault.code for fault in reading.faults} <= set(READING_FAULTS)
    assert len(all_faults_of(reading)) >= len(reading.faults)
    assert scheme_of(document_of(reading.scheme)) == reading.scheme
    assert read_scheme(write_scheme(reading.scheme)).scheme.sections == reading.scheme.sections


@given(before=st.lists(ROWS, max_size=5), after=st.lists(ROWS, max_size=5))
@settings(max_examples=200, deadline=None)
def test_an_aspect_is_found_whatever_surrounds_it(before, after):
    aspect = ["", "", "", "M", MARKED, "", "", "", "1", "", "0.25"]

    scheme = read_scheme(table_of([HEADING, *before, HEADING, aspect, *after])).scheme

    assert [one.description for one in aspects_of(scheme)].count(MARKED) == 1


@given(st.lists(st.lists(st.sampled_from(["", "", "1", "M", "A1", "0.5", WORD]), max_size=11), max_size=8))
@example([["M", "1"], ["M", WORD]])
@settings(max_examples=300, deadline=None)
def test_every_word_ends_in_the_scheme_or_in_a_fault(rows):
    rows = [
        [f"{WORD}{row}.{place}!" if cell == WORD else cell for place, cell in enumerate(cells)]
        for row, cells in enumerate(rows)
    ]

    reading = read_scheme(
        table_of([HEADING, ["A1", "Box", "1"], ["", "", "", "M", "Cut", "", "", "", "1", "", "1"], *rows])
    )

    told = repr(reading)
    assert [cell for row in rows for cell in row if cell.startswith(WORD) and cell not in told] == []
