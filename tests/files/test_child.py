"""Whatever a file does to its reader, the parent gets a value or a refusal, soon, and nothing is left behind."""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from beizhan.core.faults import error, warning
from beizhan.files.child import Budget, ReaderDied, TooCostly, read_in_child
from beizhan.files.cis_workbook.reader import read_scheme
from beizhan.files.cis_workbook.upload import read_uploaded_scheme
from beizhan.files.guard import Unreadable
from files import hostile_readers
from files.workbooks import usual_table, workbook

TABLE = b"A1,Box,1\n"
SHORT = Budget(processor_seconds=1, wall_seconds=3)


def read(reader, **more):
    return read_in_child(reader, TABLE, name="scheme.csv", **more)


def far_cell():
    book = Workbook()
    book.active["XFD1048576"] = "far"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_the_value_comes_back():
    assert read(hostile_readers.calm) == {"length": len(TABLE), "name": "scheme.csv"}


def test_a_refusal_of_the_reader_comes_back_with_its_facts():
    with pytest.raises(Unreadable) as refusal:
        read(hostile_readers.refusing)

    assert refusal.value.fault == error("no_aspects", row=3, sheets=["甲"])


def test_the_child_guards_before_it_reads():
    with pytest.raises(Unreadable) as refusal:
        read_in_child(hostile_readers.calm, b"%PDF-1.7", name="scheme.csv")

    assert refusal.value.fault.code == "content_differs"


@pytest.mark.parametrize("reader", [hostile_readers.spinning, hostile_readers.sleeping])
def test_a_reader_that_does_not_end_is_ended(reader):
    begin = time.monotonic()

    with pytest.raises(TooCostly) as refusal:
        read(reader, budget=SHORT)

    assert refusal.value.fault.code == "reading_too_long"
    assert time.monotonic() - begin < SHORT.wall_seconds + 1


def test_a_reader_that_wants_too_much_memory_is_ended():
    with pytest.raises(TooCostly) as refusal:
        read(hostile_readers.greedy)

    assert refusal.value.fault.code == "reading_too_large"


def test_an_answer_that_is_too_long_is_refused():
    with pytest.raises(TooCostly) as refusal:
        read(hostile_readers.verbose)

    assert refusal.value.fault.code == "answer_too_large"


@pytest.mark.parametrize(
    "reader",
    [
        hostile_readers.aborting,
        hostile_readers.vanishing,
        hostile_readers.failing,
        hostile_readers.babbling,
        hostile_readers.forging,
    ],
)
def test_a_reader_that_breaks_down_or_forges_is_not_believed(reader):
    with pytest.raises(ReaderDied):
        read(reader)


def test_the_reader_reaches_neither_the_network_nor_files_nor_programs():
    assert read(hostile_readers.reaching_out) == ["Too many open files"] * 3


def test_the_reader_sees_no_secrets(monkeypatch):
    monkeypatch.setenv("BEIZHAN_SECRET_KEY", "do not tell")

    assert set(read(hostile_readers.looking_around)) <= {"PYTHONPATH", "LC_CTYPE"}


def test_a_text_that_is_no_text_still_comes_back():
    assert read(hostile_readers.surrogate) == "\ud800"


def test_nothing_stays_on_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    read(hostile_readers.calm)
    with pytest.raises(TooCostly):
        read(hostile_readers.sleeping, budget=Budget(wall_seconds=1))

    assert list(tmp_path.iterdir()) == []


def test_eight_threads_read_at_once_and_none_waits_for_ever():
    with ThreadPoolExecutor(8) as threads:
        values = list(threads.map(lambda _turn: read(hostile_readers.calm)["length"], range(24), timeout=60))

    assert values == [len(TABLE)] * 24


def test_the_detour_costs_less_than_half_a_second():
    read(hostile_readers.calm)
    costs = []
    for _turn in range(5):
        begin = time.monotonic()
        read(hostile_readers.calm)
        costs.append(time.monotonic() - begin)

    assert min(costs) < 0.5


def test_an_uploaded_scheme_is_what_reading_it_here_gives():
    content = workbook(usual_table()[:-4])

    reading, here = read_uploaded_scheme(content, name="scheme.xlsx"), read_scheme(content)

    assert reading == here
    assert [one.row for one in reading.scheme.criteria] == [one.row for one in here.scheme.criteria]


def test_a_scheme_with_links_comes_in_and_they_are_told_and_not_followed():
    stream = BytesIO(workbook(usual_table()))
    with ZipFile(stream, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink><externalBook/></externalLink>")

    reading = read_uploaded_scheme(stream.getvalue(), name="scheme.xlsx")

    assert reading.scheme == read_scheme(workbook(usual_table())).scheme
    assert reading.faults == (warning("links_not_followed", part="xl/externalLinks/externalLink1.xml"),)


def test_every_encoding_can_be_read_where_no_file_may_be_opened():
    text = "A1,Box,1,,,,,,,,\n,,,M,榫卯,,,,1,,2\n"

    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        reading = read_uploaded_scheme(text.encode(encoding), name="scheme.csv")

        assert reading.scheme.criteria[0].sub_criteria[0].aspects[0].description == "榫卯"


def test_one_cell_at_the_far_end_of_a_sheet_is_refused_and_the_parent_lives():
    with pytest.raises(Unreadable) as refusal:
        read_uploaded_scheme(far_cell(), name="far.xlsx")

    assert refusal.value.fault.code in {"sheet_too_large", "reading_too_large"}
