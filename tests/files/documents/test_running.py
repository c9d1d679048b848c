import pytest

from beizhan.core.textdiff.changes import changes_of
from beizhan.files.documents.pdf.reader import read_pdf
from beizhan.files.documents.plain_text import read_plain_text
from beizhan.files.documents.running import Line, running_in, running_texts
from files.documents.test_pdf import pressed

OLD, NEW = ((3, 25), (4, 35), (5, 40)), ((4, 30), (5, 30), (5, 40))
"""Hours and marks of three modules in either edition."""


def modules(facts):
    """Return a page for each module, its time at the head and its marks at the foot."""
    bodies = ("The frame is sawn.", "The frame is joined.", "The frame is oiled.")
    return [
        f"Time allowed: {hours} hours\n\n{body}\n\nTotal: {marks} marks"
        for (hours, marks), body in zip(facts, bodies, strict=True)
    ]


def as_text(facts):
    return read_plain_text("\f".join(modules(facts)).encode())


def as_pdf(facts):
    return read_pdf(pressed("\n#pagebreak()\n".join(modules(facts))))


@pytest.mark.parametrize("read", [as_text, as_pdf])
def test_times_and_marks_at_the_edge_of_every_page_are_text_and_their_changes_are_told(read):
    changes = [(change.old, change.new) for change in changes_of(read(OLD), read(NEW))]

    told = " ".join(text for change in changes for text in change)
    assert (read(OLD).running, read(NEW).running) == ((), ())
    assert all(f"{one} hours" in told for one in (3, 4, 5))
    assert all(f"{one} marks" in told for one in (25, 35, 30))


def test_marks_that_are_the_same_on_every_page_are_text_too():
    same = [((3, 25),) * 3, ((3, 30),) * 3]

    assert len(changes_of(as_text(same[0]), as_text(same[1]))) == 3


def found(*feet):
    """Return which of the feet are running ones, and what they say, each under a page of text."""
    words = ("one", "two", "three", "four", "five", "six", "seven")
    pages = [
        [*(Line(f"{word} {line}", 0.9 - place / 10) for place, line in enumerate("abc")), Line(foot, 0.05)]
        for word, foot in zip(words, feet, strict=False)
    ]
    pages = [dict(enumerate(page)) for page in pages]
    running = running_in(pages)
    return [3 in places for places in running], running_texts(pages, running)


@pytest.mark.parametrize(
    ("feet", "says", "why"),
    [
        (("TD v2 Page 1", "TD v2 Page 2", "TD v2 Page 3"), ("TD v2 Page",), "called a page"),
        (("TD v2 Page 7", "TD v2 Page 8", "TD v2 Page 9"), ("TD v2 Page",), "called a page, others before it"),
        (("TD v2 1", "TD v2 2", "TD v2 3"), ("TD v2",), "at the end"),
        (("1 TD v2", "2 TD v2", "3 TD v2"), ("TD v2",), "at the beginning"),
        (("TD 1 of 3", "TD 2 of 3", "TD 3 of 3"), ("TD of 3",), "of a total"),
        (("TD 1/2", "TD 2/2", "TD Page", "TD 4/5", "TD 5/5"), ("TD /",), "of a total that begins anew"),
        (("第1页", "第2页", "第3页"), (), "a number alone"),
        (("技术说明 第8页", "技术说明 第9页", "技术说明 第10页"), ("技术说明 第页",), "called a page in Chinese"),
        (("2", "3", "4"), (), "a number alone, a cover before it"),
        (("3 / 45", "4 / 45", "5 / 45"), (), "a number and a total alone"),
        (tuple(f"TD {n}" for n in range(4, 11)), ("TD",), "long enough to be no chance"),
        (("WSC2026 V 1", "WSC2026 V 1", "WSC2026 V 1"), ("WSC2026 V 1",), "no number differs"),
    ],
)
def test_a_line_whose_number_runs_with_the_page_is_a_running_one(feet, says, why):
    assert found(*feet) == ([foot != "TD Page" for foot in feet], says), why


@pytest.mark.parametrize(
    ("feet", "why"),
    [
        (("Total: 25", "Total: 35", "Total: 40"), "numbers that do not run"),
        (("Total: 4", "Total: 5", "Total: 6"), "numbers that run by chance, too few to believe it"),
        (("Marks 3 / 10", "Marks 4 / 10", "Marks 5 / 10"), "of a total by chance"),
        (("Marks: 1 / 25", "Marks: 2 / 35", "Marks: 3 / 40"), "of totals that differ"),
        (("Marks: 5 of 25", "Marks: 5 of 35", "Marks: 5 of 40"), "of totals that differ, the same number"),
        (("Module 1", "Module 2", "Module 3"), "a number that names"),
        (("模块1", "模块2", "模块3"), "a number that names, in Chinese"),
        (("1 h", "2 h", "3 h"), "a measured figure that runs"),
        (("用时三小时",) * 3, "a measured figure in Chinese"),
        (("25", "40", "35"), "numbers alone that do not run"),
    ],
)
def test_a_line_with_other_numbers_is_text(feet, why):
    assert found(*feet) == ([False] * 3, ()), why


def test_a_line_that_says_other_numbers_than_a_running_one_is_no_running_one():
    foot = "TD v2 Page {}"

    assert found(*(foot.format(n) for n in (1, 2, 3, 44)))[0] == [True, True, True, False]
