import pytest

from beizhan.core.textdiff.blocks import Block, BlockKind, Cell, Document
from beizhan.core.textdiff.changes import changes_of
from core.textdiff.written import written

HEAD = ["Section", "Title", "Weight"]
ROWS = [["1", "Work organization", "10"], ["2", "Communication", "40"], ["3", "Making the joints", "50"]]


def table(rows):
    return written("\n".join("| " + " | ".join(row) + " |" for row in rows))


COLUMN = "Title\nWork organization\nCommunication\nMaking the joints"
LONGER = [HEAD, ROWS[0], ["2", "Reading drawings", "5"], ["3", "Communication", "35"], ["4", "Making the joints", "50"]]


def told(old, new):
    return [(str(change.kind), change.old, change.new) for change in changes_of(table(old), table(new))]


def with_column(rows, place, column):
    return [[*row[:place], cell, *row[place:]] for row, cell in zip(rows, column, strict=True)]


@pytest.mark.parametrize(
    ("new", "changes", "why"),
    [
        ([HEAD, *ROWS], [], "the same"),
        ([HEAD, ROWS[0], ["2", "Communication", "45"], ROWS[2]], [("changed", "40", "45")], "one cell"),
        (with_column([HEAD, *ROWS], 2, ["Hours", "1", "2", "3"]), [("added", "", "Hours\n1\n2\n3")], "a column came"),
        ([row[:1] + row[2:] for row in [HEAD, *ROWS]], [("removed", COLUMN, "")], "a column went"),
        ([[row[0], row[2], row[1]] for row in [HEAD, *ROWS]], [("moved", COLUMN, COLUMN)], "a column moved"),
        ([HEAD, ROWS[1], ROWS[0], ROWS[2]], [("moved", *["2 | Communication | 40"] * 2)], "a row moved"),
        ([HEAD, ROWS[0], ROWS[2]], [("removed", "2 | Communication | 40", "")], "a row went"),
        ([["No.", "Title", "Weight"], *ROWS], [("changed", "Section", "No.")], "a head changed"),
        ([HEAD, ["1", "Work organization", "10.00"], *ROWS[1:]], [], "the same amount with zeros"),
        ([[*row, ""] for row in [HEAD, *ROWS]], [], "an empty column says nothing"),
    ],
)
def test_a_table_is_compared_by_cell(new, changes, why):
    assert told([HEAD, *ROWS], new) == changes, why


def test_where_a_row_came_those_below_are_only_counted_on():
    assert told([HEAD, *ROWS], LONGER) == [
        ("renumbered", "2", "3"),
        ("changed", "40", "35"),
        ("renumbered", "3", "4"),
        ("added", "", "2 | Reading drawings | 5"),
    ]


def test_weights_that_add_up_to_a_hundred_are_told_as_marks_at_stake():
    new = [HEAD, ["1", "Work organization", "15"], ["2", "Communication", "40"], ["3", "Making the joints", "45"]]

    figures = [change.figures[0] for change in changes_of(table([HEAD, *ROWS]), table(new))]

    assert [(str(one.new.kind), int(one.stake)) for one in figures] == [("weight", 5), ("weight", -5)]


def test_a_weight_is_known_by_its_sum_whatever_its_head():
    head = ["", "", ""]

    [change, _] = changes_of(
        table([head, *ROWS]), table([head, ["1", "Work organization", "20"], ROWS[1], ["3", "Making the joints", "40"]])
    )

    assert str(change.figures[0].new.kind) == "weight"


def test_a_table_that_moved_is_told_once():
    text = (
        "A line that stays where it is.\n{}Another line that stays, which is longer than the table and so it stays.\n{}"
    )
    rows = "\n".join("| " + " | ".join(row) + " |" for row in [HEAD, *ROWS]) + "\n"
    more = (
        "And so does this one, because a chain of longer things is heavier than a table of four rows and three columns."
    )

    changes = changes_of(written(text.format(rows, more)), written(text.format("", more) + "\n" + rows))

    assert [str(change.kind) for change in changes] == ["moved"]


def test_a_table_read_as_lines_is_the_same_table():
    lines = "\n".join(" ".join(row) for row in [HEAD, *ROWS])

    assert changes_of(table([HEAD, *ROWS]), written(lines)) == ()


def test_a_merged_cell_is_told_once():
    def merged(text):
        rows = ((Cell("A"), Cell("B")), (Cell(text), Cell(text, covered=True)), (Cell("x"), Cell("y")))
        return Document((Block(BlockKind.TABLE, rows=rows),))

    assert [(change.old, change.new) for change in changes_of(merged("both 3"), merged("both 4"))] == [
        ("both 3", "both 4")
    ]


def test_a_cell_that_was_merged_with_another_that_says_the_same_is_the_same():
    rows = ((Cell("A"), Cell("B")), (Cell("same"), Cell("same")))
    merged = (rows[0], (Cell("same"), Cell("same", covered=True)))

    old, new = (Document((Block(BlockKind.TABLE, rows=one),)) for one in (rows, merged))

    assert changes_of(old, new) == ()


def test_in_a_table_of_very_many_columns_one_that_came_and_one_cell_that_changed_are_told():
    def wide(columns, changed):
        rows = [["hall", *(f"{n}" for n in columns)], ["bench", *(f"b{n}" for n in columns)]]
        rows[1][50] = changed
        return Document((Block(BlockKind.TABLE, rows=tuple(tuple(map(Cell, row)) for row in rows)),))

    changes = changes_of(wide(range(110), "saw"), wide([*range(70), 999, *range(70, 110)], "file"))

    assert {(change.old, change.new) for change in changes} == {("saw", "file"), ("", "999\nb999")}


@pytest.mark.parametrize("head", ["Clause", "版本", "What"])
def test_a_number_that_is_a_name_is_told_though_only_its_zeros_differ(head):
    old, new = ([["Tools", one], ["Gloves", two]] for one, two in (("3.1", "3.10"), ("3.10", "3.1")))

    assert told([["Title", head], *old], [["Title", head], *new]) == [
        ("changed", "3.1", "3.10"),
        ("changed", "3.10", "3.1"),
    ]


@pytest.mark.parametrize("head", ["Number of hours", "条件", "Weight"])
def test_zeros_after_the_point_of_an_amount_say_nothing_whatever_its_head(head):
    assert told([["Title", head], ["Tools", "15"]], [["Title", head], ["Tools", "15.00"]]) == []


def test_a_zero_before_a_number_is_told():
    assert told([["Tool", "Store"], ["Saw", "007"]], [["Tool", "Store"], ["Saw", "7"]]) == [("changed", "007", "7")]


def test_names_with_their_figures_are_compared_cell_by_cell_though_every_figure_changed():
    old, new = ([["考核时间", time], ["分值", marks]] for time, marks in (("三小时", "20"), ("四小时", "25")))

    changes = changes_of(table(old), table(new))

    said = [(change.old, change.new, change.new_where.row, change.new_where.column) for change in changes]
    assert said == [("三小时", "四小时", "考核时间", ""), ("20", "25", "分值", "")]
