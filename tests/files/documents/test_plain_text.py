import pytest

from beizhan.core.textdiff.blocks import BlockKind, Unread
from beizhan.files.documents.drafts import UnreadableDocument
from beizhan.files.documents.plain_text import read_plain_text


def blocks(text, name="td.txt", encoding="utf-8"):
    return [(one.kind, one.number, one.text) for one in read_plain_text(text.encode(encoding), name).blocks]


WRAPPED = """\
1 Introduction
The Expert checks the drawing before the module begins and signs the list that
lies beside it. 选手自带工具箱，由两名裁判检查。

1.1 Toolbox
- The toolbox is at most half a cubic metre large and stands beside the bench
  of the Competitor.
- It is closed.
(a) a first point
"""
PARAGRAPH = (
    "The Expert checks the drawing before the module begins and signs the list that lies beside it. "
    "选手自带工具箱，由两名裁判检查。"
)


def test_headings_items_and_wrapped_paragraphs_are_told_apart():
    assert blocks(WRAPPED) == [
        (BlockKind.HEADING, "1", "1 Introduction"),
        (
            BlockKind.PARAGRAPH,
            "",
            PARAGRAPH,
        ),
        (BlockKind.HEADING, "1.1", "1.1 Toolbox"),
        (
            BlockKind.ITEM,
            "-",
            "- The toolbox is at most half a cubic metre large and stands beside the bench of the Competitor.",
        ),
        (BlockKind.ITEM, "-", "- It is closed."),
        (BlockKind.ITEM, "(a)", "(a) a first point"),
    ]


def test_a_line_that_begins_with_a_cited_number_is_no_heading():
    text = (
        WRAPPED + "\nWhat this means is told further down in this document, in section number\n1.1 where it stands.\n"
    )

    assert blocks(text)[-1][1] == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("| A | B |\n| 1 | two |\n", "td.txt"),
        ("A\tB\n1\ttwo\n", "td.txt"),
        ("| A | B |\n|---|:-:|\n| 1 | two |\n", "td.md"),
        ("A | B\n--|--\n1 | **two**\n", "td.md"),
    ],
)
def test_tables_of_bars_or_tabs_are_tables(text, name):
    [table] = read_plain_text(text.encode(), name).blocks

    assert [[cell.text for cell in row] for row in table.rows] == [["A", "B"], ["1", "two"]]


def test_markdown_loses_its_marks():
    text = "## 5.3 *Tool* box\n\nA **bold** word, `code`, a [link](https://a.b) and 2 * 3 * 4.\n\nTitle\n=====\n"

    assert blocks(text, "td.md") == [
        (BlockKind.HEADING, "5.3", "5.3 Tool box"),
        (BlockKind.PARAGRAPH, "", "A bold word, code, a link and 2 * 3 * 4."),
        (BlockKind.HEADING, "", "Title"),
    ]


def test_pictures_of_markdown_are_named():
    document = read_plain_text(b"Look: ![the plan](plan.png)", "td.md")

    assert [(one.why, one.detail) for one in document.not_read] == [(Unread.IMAGE, "the plan")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_chinese_text_is_read_in_whatever_encoding(encoding):
    document = read_plain_text("选手不得超过22周岁。".encode(encoding))

    assert [block.text for block in document.blocks] == ["选手不得超过22周岁。"]
    assert [one.why for one in document.not_read] == ([Unread.ENCODING] if encoding == "gb18030" else [])


def test_bytes_in_no_known_encoding_are_refused_with_their_place():
    with pytest.raises(UnreadableDocument) as refusal:
        read_plain_text(b"plain \xff\xff")

    assert (refusal.value.fault.code, refusal.value.fault.facts["byte"]) == ("document_encoding", 7)


def test_running_heads_are_told_from_the_text_where_pages_are_marked():
    pages = [
        f"Skill 99\n\nText of page {word}.\n\nPage {number}" for number, word in enumerate(("one", "two", "three"), 1)
    ]

    document = read_plain_text("\f".join(pages).encode())

    assert [(block.text, block.page) for block in document.blocks] == [
        ("Text of page one.", 1), ("Text of page two.", 2), ("Text of page three.", 3)
    ]  # fmt: skip
    assert document.running == ("Skill 99",)


def test_a_table_of_contents_is_named_and_left_out():
    text = "Contents\n\n1 Introduction ........ 3\n2 Standard . . . . . . . 4\n\n1 Introduction\n\nText."

    document = read_plain_text(text.encode())

    assert [block.text for block in document.blocks] == ["1 Introduction", "Text."]
    assert [one.why for one in document.not_read] == [Unread.CONTENTS]


@pytest.mark.parametrize("name", ["td.txt", "td.md"])
def test_only_the_line_under_the_head_of_a_table_is_a_rule(name):
    text = (
        "| A | B |\n|---|:-:|\n| - | + |\n| - | - |\n|---|---|\n"
        if name == "td.md"
        else "| A | B |\n| - | + |\n| - | - |\n"
    )

    [table] = read_plain_text(text.encode(), name).blocks

    assert [[cell.text for cell in row] for row in table.rows][:3] == [["A", "B"], ["-", "+"], ["-", "-"]]
    assert len(table.rows) == (4 if name == "td.md" else 3)


@pytest.mark.parametrize("rule", ["|---|---|", "|:--|===|", "|----+----|"])
def test_a_rule_of_a_plain_text_has_three_dashes_in_each_cell(rule):
    kept = rule == "|:--|===|"

    [table] = read_plain_text(f"| A | B |\n{rule}\n| 1 | 2 |\n".encode()).blocks

    assert len(table.rows) == (3 if kept else 2)


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _"])
def test_a_line_that_only_parts_is_no_text_in_markdown(rule):
    both = f"one\n\n{rule}\n\ntwo\n"

    assert [text for _, _, text in blocks(both, "td.md")] == ["one", "two"]
    assert [text for _, _, text in blocks(both)] == ["one", rule, "two"]


def test_what_is_struck_out_in_markdown_is_left_out_and_named():
    document = read_plain_text(b"Go. ~~Bring a saw.~~ Now.", "td.md")

    assert [block.text for block in document.blocks] == ["Go.  Now."]
    assert [(one.why, one.detail) for one in document.not_read] == [(Unread.STRUCK, "Bring a saw.")]


def test_where_links_of_markdown_lead_is_named():
    one, two = (read_plain_text(f"See [**a** drawing](a_v{n}.pdf 'title').".encode(), "td.md") for n in (1, 2))

    assert [block.text for block in one.blocks] == ["See a drawing."]
    assert [(left.why, left.detail) for left in (*one.not_read, *two.not_read)] == [
        (Unread.LINK, "a_v1.pdf"),
        (Unread.LINK, "a_v2.pdf"),
    ]
    assert one.not_read[0].fingerprint != two.not_read[0].fingerprint


def test_raised_and_lowered_text_of_markdown_reads_as_if_it_were_typed_so():
    assert [text for _, _, text in blocks("10<sup>2</sup> Pa of H<sub>2</sub>O", "td.md")] == ["10² Pa of H₂O"]
