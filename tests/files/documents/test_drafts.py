import pytest

from beizhan.core.textdiff.blocks import BlockKind
from beizhan.files.documents.drafts import Draft, blocks_of


def numbers(*drafts):
    return [block.number for block in blocks_of(drafts)]


@pytest.mark.parametrize("text", ["3.5 Hours are given for module A", "2.5 A fuse", "2.5 台设备"])
def test_a_figure_that_opens_a_text_is_no_number_of_a_clause(text):
    [block] = blocks_of([Draft(text)])

    assert (block.kind, block.number) == (BlockKind.PARAGRAPH, "")


def test_a_number_before_a_unit_is_that_of_a_clause_in_a_heading_or_where_it_comes_next():
    assert numbers(Draft("5.2 Points and marks", BlockKind.HEADING)) == ["5.2"]
    assert numbers(Draft("5.1 Toolbox"), Draft("5.2 Points and marks")) == ["5.1", "5.2"]
    assert numbers(Draft("5.1 Toolbox"), Draft("5.2 A fuse is used")) == ["5.1", ""]
    assert numbers(Draft("5.1 Toolbox"), Draft("3.5 Hours are given")) == ["5.1", ""]


def test_a_box_before_an_item_is_of_its_words_and_a_bullet_is_its_label():
    blocks = blocks_of([Draft("■ 必备工具"), Draft("• 必备工具")])

    assert [(block.kind, block.number) for block in blocks] == [(BlockKind.ITEM, ""), (BlockKind.ITEM, "•")]
