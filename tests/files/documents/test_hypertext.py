import pytest

from beizhan.core.textdiff.blocks import BlockKind, Unread
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.hypertext import read_hypertext


def read(body, head="<meta charset=utf-8>"):
    return read_hypertext(
        f"<!DOCTYPE html><html><head>{head}<title>t</title></head><body>{body}</body></html>".encode()
    )


def texts(body):
    return [(block.kind, block.text) for block in read(body).blocks]


def test_what_a_reader_sees_is_read_and_what_a_program_runs_is_not():
    body = (
        "<h2>5.3 Toolbox</h2><script>evil()</script><style>p{}</style><p>It is <b>large</b>.<br>Very.<!-- --></p>bare"
    )

    assert texts(body) == [
        (BlockKind.HEADING, "5.3 Toolbox"),
        (BlockKind.PARAGRAPH, "It is large.\nVery."),
        (BlockKind.PARAGRAPH, "bare"),
    ]


def test_lists_get_the_labels_that_are_printed():
    body = "<ul><li>one<ol type=a start=3><li>inner<li>next</ol></li></ul><ol><li><p>first</p><p>more</p></li></ol>"

    assert texts(body) == [
        (BlockKind.ITEM, "• one"),
        (BlockKind.ITEM, "c. inner"),
        (BlockKind.ITEM, "d. next"),
        (BlockKind.ITEM, "1. first"),
        (BlockKind.PARAGRAPH, "more"),
    ]


def test_cells_that_reach_over_others_cover_them():
    body = "<table><tr><th>A<th colspan=2>B<tr><td rowspan=2>1<td>2<td>3<tr><td>4<td>5<br>6</table>"

    [table] = read(body).blocks

    assert [[("" if cell.covered else cell.text) for cell in row] for row in table.rows] == [
        ["A", "B", ""], ["1", "2", "3"], ["", "4", "5\n6"]
    ]  # fmt: skip


def test_a_table_that_only_arranges_the_page_is_no_table():
    body = "<table><tr><td><h1>Title</h1><table><tr><td>a<td>b</table></td></tr></table>"

    assert [block.kind for block in read(body).blocks] == [BlockKind.HEADING, BlockKind.TABLE]


def test_what_cannot_be_read_is_named():
    document = read(
        "<img alt=plan src=a><svg></svg><iframe></iframe><p hidden>secret</p><nav>Home</nav><footer>v2</footer>"
    )

    assert [one.why for one in document.not_read] == [Unread.IMAGE, Unread.IMAGE, Unread.EMBEDDED, Unread.HIDDEN]
    assert (document.blocks, document.running) == ((), ("Home", "v2"))


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "utf-8"])
def test_the_encoding_that_a_page_names_is_believed(encoding):
    page = f'<html><head><meta charset="{encoding}"></head><body><p>技术说明</p></body></html>'.encode(encoding)

    assert [block.text for block in read_hypertext(page).blocks] == ["技术说明"]


def test_a_page_that_holds_nothing_is_refused():
    with pytest.raises(UnreadableDocument) as refusal:
        read_hypertext(b"   ")

    assert (refusal.value.fault.code, refusal.value.fault.facts["where"]) == ("document_damaged", "HTML")


def test_a_page_nested_a_hundred_deep_is_read_and_one_a_thousand_deep_is_refused():
    assert texts("<div>" * 100 + "deep" + "</div>" * 100) == [(BlockKind.PARAGRAPH, "deep")]

    with pytest.raises(UnreadableDocument):
        read("<div>" * 1000 + "deep" + "</div>" * 1000)


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("5<script>x()</script> hours", "5 hours"),
        ("<ruby>漢<rt>kan</rt>字<rp>(</rp></ruby>検定", "漢字検定"),
        ("5<noscript><b>off</b> line</noscript> hours", "5 hours"),
        ("5<style>p{}</style><!-- c --> <b>long</b> hours", "5 long hours"),
        ("5<template><i>t</i></template>, 6", "5, 6"),
    ],
)
def test_what_follows_a_silent_element_is_read_and_what_is_in_it_is_not(cell, says):
    document = read(f"<p>{cell}</p><table><tr><td>a<td>{cell}</table><footer>{cell}</footer>")

    assert [block.text for block in document.blocks if block.text] == [says]
    assert ([[one.text for one in row] for row in document.blocks[1].rows], document.running) == (
        [["a", says]],
        (says,),
    )
