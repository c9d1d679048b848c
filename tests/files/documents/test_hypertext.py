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
        ("5<script>x()</script> doors", "5 doors"),
        ("<ruby>漢<rt>kan</rt>字<rp>(</rp></ruby>検定", "漢字検定"),
        ("5<noscript><b>off</b> line</noscript> doors", "5 doors"),
        ("5<style>p{}</style><!-- c --> <b>long</b> doors", "5 long doors"),
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


@pytest.mark.parametrize(
    ("marked", "says"),
    [
        ("10<sup>2</sup> Pa", "10² Pa"),
        ("10<sup><b>-</b>3</sup> m<sup>3</sup>", "10⁻³ m³"),
        ("H<sub>2</sub>O", "H₂O"),
        ("x<sup>max</sup>, U<sub>max</sub>", "x^max, U_max"),
        ("the 1<sup>st</sup> day", "the 1st day"),
        ("<math><msup><mn>10</mn><mn>2</mn></msup></math>", "10²"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"),
    ],
)
def test_raised_and_lowered_text_reads_as_if_it_were_typed_so(marked, says):
    paragraph, table = read(f"<p>{marked}</p><table><tr><td>a<td>{marked}</table>").blocks

    assert (paragraph.text, table.rows[0][1].text) == (says, says)


@pytest.mark.parametrize("tag", ["s", "strike", "del", 'span style="text-decoration: line-through"'])
def test_what_is_struck_out_is_left_out_and_named(tag):
    struck = f"<{tag}>Bring <b>a saw</b>.</{tag.split()[0]}>"
    document = read(f"<p>Go. {struck} Now.</p><table><tr><td>a<td>{struck}b</table>")

    assert document.blocks[0].text == "Go. Now."
    assert document.blocks[1].rows[0][1].text == "b"
    assert [(one.why, one.detail) for one in document.not_read] == [(Unread.STRUCK, "Bring a saw. Bring a saw.")]


def test_an_item_that_is_struck_out_keeps_its_number():
    assert texts("<ol><li><s>one</s><li>two</ol>") == [(BlockKind.ITEM, "2. two")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<input type=checkbox>", "<input type=checkbox checked>"),
        ("<input value=3 readonly>", "<input value=4 readonly>"),
        ("<select><option selected>3<option>4</select>", "<select><option>3<option selected>4</select>"),
        ("<textarea>3</textarea>", "<textarea>4</textarea>"),
    ],
)
@pytest.mark.parametrize("around", ["{}", "<form>{}</form>", "<table><tr><td>a<td>{}</table>"])
def test_what_is_ticked_chosen_or_written_in_a_form_is_named_by_a_fingerprint(old, new, around):
    found = [read(around.format(field)).not_read for field in (old, new)]

    assert [[one.why for one in left] for left in found] == [[Unread.FORM]] * 2
    assert found[0] != found[1]


def test_a_form_that_only_hides_another_ticket_on_each_visit_is_the_same():
    one, two = (read(f"<form><input type=hidden value={n}><input name=q></form>").not_read for n in (1, 2))

    assert one == two


def test_where_links_lead_is_named_by_a_fingerprint():
    found = [
        read(f"See <a href=a_v{n}.pdf>the drawing</a>, <a href=#b>below</a>, <a href=mailto:c@d.e>us</a>.").not_read
        for n in (1, 2)
    ]

    assert [(one.why, one.detail, one.times) for left in found for one in left] == [
        (Unread.LINK, "a_v1.pdf", 1),
        (Unread.LINK, "a_v2.pdf", 1),
    ]
    assert found[0][0].fingerprint != found[1][0].fingerprint


@pytest.mark.parametrize("address", ["a.pdf?sid=9", "a.pdf?utm_source=x&_=17", "a.pdf;jsessionid=8", "a.pdf#page=3"])
def test_what_of_an_address_is_new_on_each_visit_is_no_difference(address):
    one, two = (read(f"<a href='{where}'>drawing</a>").not_read for where in ("a.pdf", address))

    assert one == two


def test_a_running_line_with_a_measured_figure_is_text_and_entries_stand_apart():
    document = read("<nav><a>TD v1</a><a>Annex</a></nav>go<footer><p>v2</p><p>Time allowed: 3 hours</p></footer>")

    assert [block.text for block in document.blocks] == ["go", "Time allowed: 3 hours"]
    assert document.running == ("TD v1", "Annex", "v2")
