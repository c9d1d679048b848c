import pytest

from beizhan.core.textdiff.blocks import Unread
from beizhan.core.textdiff.changes import changes_of
from beizhan.files.documents.pdf.reader import read_pdf
from beizhan.files.documents.plain_text import read_plain_text
from files.documents.test_pdf import pressed

MARKS = "Marks\n\nModule A ........ {}\nModule B ........ 35\nModule C ........ 40\n\n"
BODY = "Module A\n\nA frame is sawn.\n\nModule B\n\nA frame is joined.\n\nModule C\n\nA frame is oiled."


def read(text):
    return read_plain_text(text.encode())


@pytest.mark.parametrize("title", ["Marks", "Contents of the toolbox", ""])
def test_marks_behind_dots_are_text_and_their_changes_are_told(title):
    old, new = (read(MARKS.replace("Marks", title).format(marks) + BODY) for marks in (25, 30))

    [change] = changes_of(old, new)

    assert [(figure.old.text, figure.new.text) for figure in change.figures] == [("25", "30")]
    assert (old.not_read, new.not_read) == ((), ())


def test_numbers_under_a_contents_title_that_fall_or_repeat_no_heading_are_text():
    falling = read("Contents\n\nModule A ........ 40\nModule B ........ 35\nModule C ........ 25\n\n" + BODY)
    strange = read("Contents\n\nHammer ........ 1\nSaw ........ 2\nFile ........ 3\n\n" + BODY)

    assert [len(document.blocks) for document in (falling, strange)] == [10, 10]


def test_a_table_of_contents_that_is_left_out_says_which():
    [contents] = read("目录\n\n1 引言 ........ 1\n2 Standard . . . . . . 2\n\n1 引言\n\nText.\n\n2 Standard").not_read

    assert (contents.why, contents.detail) == (Unread.CONTENTS, "目录 · 1 引言 … 1 · 2 Standard … 2")
    assert len(contents.fingerprint) == 64


def test_what_is_said_of_a_long_table_of_contents_is_bounded():
    titles = [f"{number} A chapter with a rather long title" for number in range(1, 60)]
    entries = "\n".join(f"{title} ........ {page}" for page, title in enumerate(titles, 3))

    document = read(f"Contents\n\n{entries}\n\n" + "\n\n".join(titles))

    assert ([len(one.detail) for one in document.not_read], len(document.blocks)) == ([240], 59)


NAMES = ("Toolbox", "Order of the day", "Safety")


def test_a_table_of_contents_without_a_title_is_told_by_the_pages_of_its_headings():
    around = [[f"This is a long remark number {n} on {name}." for n in range(1, 9)] for name in NAMES]
    pages = ["\n\n".join([*lines[:4], f"= {name}", *lines[4:]]) for name, lines in zip(NAMES, around, strict=True)]
    front = "Three remarks.\n\non\n\nfront\n\n#v(2cm)#outline(title: none)#v(2cm)\n\nthree\n\nat the\n\nend."

    document = read_pdf(pressed("\n#pagebreak()\n".join([front, *pages])))

    texts = [block.text for block in document.blocks]
    assert [one.why for one in document.not_read] == [Unread.CONTENTS]
    assert (len(texts), [text for text in texts if text in NAMES]) == (2 + 3 * 9, list(NAMES))


def test_marks_behind_dots_do_not_become_contents_because_modules_have_headings():
    pages = "\n#pagebreak()\n".join(f"= Module {name}\nText." for name in "ABC")
    dots = "#box(width: 5cm, repeat[.])"
    marks = zip("ABC", (25, 35, 40), strict=True)
    lines = "\n\n".join(f"Module {name} {dots} {worth}" for name, worth in marks)

    document = read_pdf(pressed(f"{lines}\n#pagebreak()\n{pages}"))

    assert [block.text[-2:] for block in document.blocks[:3]] == ["25", "35", "40"]
    assert document.not_read == ()
