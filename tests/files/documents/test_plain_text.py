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
