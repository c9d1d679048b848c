"""What is not read has a fingerprint, so that another edition in which it differs is not called the same."""

from dataclasses import replace

import pypdfium2
import pytest

from beizhan.core.textdiff.blocks import Unread
from beizhan.core.textdiff.changes import changes_of
from beizhan.core.textdiff.uncompared import is_empty, uncompared_in, unlike_in
from beizhan.core.textdiff.wording.volatile import Rules
from beizhan.files.documents.packing import packed
from beizhan.files.documents.pdf.page import TextLine, page_of
from beizhan.files.documents.pdf.unread import unread_on
from beizhan.files.documents.reading import read_document
from beizhan.files.documents.ruling import without
from files.documents.packages import p, part, relation, word
from files.documents.test_pdf import pressed
from files.documents.unreadable import form, linked_page, remarked_page, scan, workbook

CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def lines(shift):
    """Return a PDF that is drawn and says nothing, as letters turned into outlines are."""
    return pressed("\n".join(f"#place(dx: {n}cm, line(length: {n + shift}mm, angle: 30deg))" for n in range(25)))


def charted(value):
    chart = (
        f'<w:drawing><a:graphic xmlns:a="{DRAWING}"><a:graphicData uri="{CHART}">'
        f'<c:chart xmlns:c="{CHART}" r:id="c"/></a:graphicData></a:graphic></w:drawing>'
    )
    return word(
        p("text", f"<w:r>{chart}</w:r>"),
        parts=[("word/charts/chart1.xml", f"<c>{value}</c>")],
        relations=relation("c", "chart", "charts/chart1.xml"),
    )


def remarked(remark):
    comments = part("comments", f'<w:comment w:id="1">{p(remark)}</w:comment>')
    hidden = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{remark}</w:t></w:r>"
    return word(
        p("text", hidden),
        parts=[("word/comments.xml", comments)],
        relations=relation("c", "comments", "comments.xml"),
    )


def page(inside):
    return f"<html><body><p>text</p>{inside}</body></html>".encode()


CASES = [
    ("td.pdf", scan("white"), scan("red"), {Unread.SCANNED_PAGE}),
    ("td.pdf", lines(1), lines(2), {Unread.DIAGRAM}),
    ("td.pdf", form(b"3"), form(b"4"), {Unread.FORM}),
    ("td.pdf", remarked_page(b"FreeText", b"3"), remarked_page(b"FreeText", b"4"), {Unread.COMMENT}),
    ("td.pdf", remarked_page(b"Text", b"3"), remarked_page(b"Text", b"4"), {Unread.COMMENT}),
    ("td.pdf", linked_page(b"https://a.b/1.pdf"), linked_page(b"https://a.b/2.pdf"), {Unread.LINK}),
    ("td.xlsx", workbook(), workbook(colour="red"), {Unread.IMAGE}),
    ("td.xlsx", workbook(), workbook(remark="listen"), {Unread.COMMENT}),
    ("td.xlsx", workbook(), workbook(charted="=Sheet1!$B$2:$B$2"), {Unread.CHART}),
    ("td.html", page("<img src=a.png alt=plan>"), page("<img src=b.png alt=plan>"), {Unread.IMAGE}),
    ("td.html", page("<img src=a.png alt=plan>"), page("<img src=a.png alt=map>"), {Unread.IMAGE}),
    ("td.html", page("<svg><path d=M1 /></svg>"), page("<svg><path d=M2 /></svg>"), {Unread.IMAGE}),
    ("td.html", page("<iframe src=a></iframe>"), page("<iframe src=b></iframe>"), {Unread.EMBEDDED}),
    ("td.html", page(f"<p hidden>{'x' * 90}1</p>"), page(f"<p hidden>{'x' * 90}2</p>"), {Unread.HIDDEN}),
    ("td.md", b"text ![plan](a.png)", b"text ![plan](b.png)", {Unread.IMAGE}),
    ("td.docx", charted(1), charted(2), {Unread.CHART}),
    ("td.docx", remarked("look"), remarked("listen"), {Unread.COMMENT, Unread.HIDDEN}),
]


@pytest.mark.parametrize(("name", "old", "new", "kinds"), CASES)
def test_another_picture_or_whatever_is_not_read_is_a_difference(name, old, new, kinds):
    one, two = (read_document(content, name) for content in (old, new))

    changes, uncompared = changes_of(one, two), uncompared_in(one, two, Rules())

    assert (changes, is_empty(changes, uncompared)) == ((), False)
    assert {left.what.why for left in unlike_in(uncompared)} == kinds


@pytest.mark.parametrize(
    ("name", "content"),
    [
        *dict.fromkeys((name, content) for name, old, new, _ in CASES for content in (old, new)),
        ("t.html", page("<form></form>")),
    ],
)
def test_a_file_beside_itself_has_everything_alike(name, content):
    document = read_document(content, name)

    assert (document.not_read != (), is_empty((), uncompared_in(document, document, Rules()))) == (True, True)


def test_the_same_scan_saved_again_is_the_same():
    old, new = (read_document(scan("white", title), "td.pdf") for title in ("one", "two"))

    assert is_empty((), uncompared_in(old, new, Rules()))


def test_a_page_of_letters_without_meaning_is_told_by_how_it_looks():
    prints = []
    for words in ("three", "four", "three"):
        with pypdfium2.PdfDocument(pressed(words)) as pdf:
            found = page_of(pdf[0], 1)
            found.lines = [TextLine("\ufffd" * 5, 0, 0.0, 0.0, 0.0, 0.0)]
            prints += [one.fingerprint for one in unread_on(found) if one.why is Unread.GARBLED_PAGE]

    assert (len(prints), prints[0] == prints[2], prints[0] == prints[1]) == (3, True, False)


def test_what_people_ignore_is_ignored_in_what_is_not_read_too():
    pages = [read_document(page(f"<img src=/banner?v={n}>"), "t.html") for n in (1, 2)]

    struck = [without([packed(one) for one in pages], [rule]) for rule in (r"/banner\?v=\d+", r"v=\d+")]

    assert [is_empty((), uncompared_in(*both, Rules())) for both in struck] == [True, False]


def test_a_guessed_encoding_and_tracked_changes_were_read_and_are_no_difference():
    [document] = [read_document("技术说明".encode("gb18030"), "t.txt")]

    assert is_empty((), uncompared_in(document, replace(document, not_read=()), Rules()))
