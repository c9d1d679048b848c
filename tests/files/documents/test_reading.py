"""Documents read at arm's length: in a child, which tells the same as reading here, or refuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.textdiff.blocks import Block, BlockKind, Cell, Document, NotRead, Unread
from beizhan.files.documents.packing import document_in, packed
from beizhan.files.documents.reading import PACKERS, READERS, read_document, read_uploaded_document
from beizhan.files.guard import DOCUMENTS, Unreadable
from files.describing import WRITERS, source
from files.documents.packages import p, pdf, word

OLD = source("old")


@pytest.mark.parametrize("kind", WRITERS)
def test_the_child_reads_what_is_read_here(kind):
    content = WRITERS[kind](OLD)

    assert read_uploaded_document(content, name=f"TD99.{kind.upper()}") == read_document(content, f"TD99.{kind}")


def test_every_kind_that_the_guard_lets_through_has_its_reader():
    assert set(READERS) == set(PACKERS) == set(DOCUMENTS)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("td.exe", b"MZ", "extension_not_allowed"),
        ("td", b"text", "extension_not_allowed"),
        ("td.pdf", pdf(b"<< /S /JavaScript >>"), "pdf_script"),
        ("td.docx", word(p("<w:r><w:instrText>DDE</w:instrText></w:r>")), "document_field"),
        ("td.txt", b"\xff\xff\xff", "document_encoding"),
        ("td.docx", word("<w:p>"), "xml_malformed"),
    ],
)
def test_what_may_not_or_cannot_be_read_is_refused_with_its_reason(name, content, code):
    with pytest.raises(Unreadable) as refusal:
        read_uploaded_document(content, name=name)

    assert refusal.value.fault.code == code


texts = st.text(max_size=5)
cells = st.builds(Cell, texts, st.booleans())
rows = st.lists(st.lists(cells, max_size=3).map(tuple), max_size=3).map(tuple)
pages = st.none() | st.integers(1, 9)
blocks = st.builds(
    lambda kind, number, rest, level, grid, page, part: Block(kind, number + rest, number, level, grid, page, part),
    st.sampled_from(BlockKind), texts, texts, st.integers(0, 9), rows, pages, texts,
)  # fmt: skip
unread = st.builds(NotRead, st.sampled_from(Unread), pages, texts, st.integers(1, 9), texts)
documents = st.builds(
    Document,
    st.lists(blocks, max_size=3).map(tuple),
    st.lists(unread, max_size=3).map(tuple),
    st.lists(texts, max_size=3).map(tuple),
)


@given(documents)
def test_a_document_comes_back_from_its_packing(document):
    assert document_in(packed(document)) == document


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"blocks": [["heading", "text"]], "not_read": [], "running": []},
        {"blocks": [["poem", "", "", 0, [], None, ""]], "not_read": [], "running": []},
        {"blocks": [["heading", "a", "b", 0, [], None, ""]], "not_read": [], "running": []},
        {"blocks": [["table", "", "", 0, [[["a", "b"]]], None, ""]], "not_read": [], "running": []},
        {"blocks": [["table", "", "", 0, [[5]], None, ""]], "not_read": [], "running": []},
        {"blocks": [["heading", "", "", True, [], None, ""]], "not_read": [], "running": []},
        {"blocks": [], "not_read": [["image", "x", "", 1, ""]], "running": []},
        {"blocks": [], "not_read": [], "running": [7]},
    ],
)
def test_what_a_subverted_child_might_answer_is_not_believed(value):
    with pytest.raises((KeyError, TypeError, ValueError)):
        document_in(value)
