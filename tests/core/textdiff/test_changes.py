import pytest

from beizhan.core.textdiff.changes import changes_of
from core.textdiff.written import written

OLD = """
# 5 Test Project
# 5.1 Circulation
The drawings are shown to the Experts on C-4. Questions are answered in writing.
# 5.2 Toolbox
The toolbox is at most 0.5 m³ large. It is opened in the presence of two Experts.
# 5.3 Order
The work station is left clean at the end of every day.
"""


def told(new, old=OLD):
    return [(str(change.kind), change.old, change.new) for change in changes_of(written(old), written(new))]


@pytest.mark.parametrize(
    ("change", "kinds", "why"),
    [
        (("on C-4", "on C-3"), [("changed", "C-4", "C-3")], "a day"),
        (
            (" Questions are answered in writing.", ""),
            [("removed", "Questions are answered in writing.", "")],
            "a sentence",
        ),
        (
            ("0.5 m³ large. It", "0.5 m³ large. Its lid closes. It"),
            [("added", "", "Its lid closes.")],
            "a sentence within a paragraph",
        ),
        (("# 5.3 Order", "# 5.4 Order"), [("renumbered", "5.3 Order", "5.4 Order")], "only the number of a clause"),
        (
            ("in the presence of two Experts", "by two Experts who watch each other"),
            [("changed", "in the presence of two", "by two")],
            "a clause in other words",
        ),
    ],
)
def test_a_change_is_told_as_what_it_is(change, kinds, why):
    found = told(OLD.replace(*change))

    assert len(found) == len(kinds), why
    for (kind, old, new), (want, before, after) in zip(found, kinds, strict=True):
        assert (kind, before in old, after in new) == (want, True, True), why


def test_a_clause_that_moved_keeps_its_words_and_the_others_get_new_numbers():
    new = """
    # 5 Test Project
    # 5.1 Toolbox
    The toolbox is at most 0.5 m³ large. It is opened in the presence of two Experts.
    # 5.2 Circulation
    The drawings are shown to the Experts on C-4. Questions are answered in writing.
    # 5.3 Order
    The work station is left clean at the end of every day.
    """

    changes = changes_of(written(OLD), written(new))

    moved = [change for change in changes if str(change.kind) == "moved"]
    assert sorted(str(change.kind) for change in changes) == ["moved", "renumbered"]
    assert (moved[0].old_where.clause, moved[0].new_where.clause) in {("5.1", "5.2"), ("5.2", "5.1")}


def test_a_clause_that_moved_and_was_reworded_is_told_as_both():
    clause = "The press may take pictures of every station after the first hour of each day"
    body = "\n".join(f"Line number {n} stays where it is and says what it said." for n in range(8))

    changes = changes_of(written(f"{clause}.\n{body}"), written(f"{body}\n{clause.replace('first', 'second')}."))

    assert [(str(change.kind), change.moved) for change in changes] == [("moved", False), ("changed", True)]


def test_a_citation_that_follows_a_new_number_says_so():
    old = "# 5.2 Toolbox\nIt is large.\n# 6 End\nSee section 5.2 for the toolbox."

    changes = changes_of(written(old), written(old.replace("5.2", "5.3")))

    cited = [figure for change in changes for figure in change.figures]
    assert [(figure.old.text, figure.new.text, figure.follows) for figure in cited] == [("5.2", "5.3", True)]


def test_a_citation_of_another_clause_does_not():
    old = "# 5.2 Toolbox\nIt is large.\n# 6 End\nSee section 5.2 for the toolbox."

    changes = changes_of(written(old), written(old.replace("section 5.2", "section 5.7")))

    assert [figure.follows for change in changes for figure in change.figures] == [False]


def test_a_place_is_told_by_clause_table_row_and_column():
    rows = "| Module | Time (h) |\n| A | 3 |\n| B | {} |"

    [change] = changes_of(written("# 5.2 Times\n" + rows.format(5)), written("# 5.2 Times\n" + rows.format(6)))

    where = change.new_where
    assert (where.clause, where.title, where.table, where.row_number, where.row, where.column) == (
        "5.2", "Times", 1, 3, "B", "Time (h)"
    )  # fmt: skip


def test_what_was_added_block_by_block_is_told_block_by_block():
    assert told(OLD + "# 6 More\nOne sentence. Another sentence.\nA second paragraph.")[-3:] == [
        ("added", "", "6 More"),
        ("added", "", "One sentence. Another sentence."),
        ("added", "", "A second paragraph."),
    ]


def test_two_documents_that_share_nothing_are_one_gone_and_one_come():
    kinds = [
        kind for kind, _, _ in told("Altogether other words here.\nNothing is alike in them.", "Alpha beta gamma.")
    ]

    assert sorted(kinds) == ["added", "added", "removed"]


@pytest.mark.parametrize("after", ["Bring a saw and an axe.", "Bring a saw. And an axe.", "Bring a saw... And an axe."])
def test_dots_in_a_row_are_never_cut_apart(after):
    changes = changes_of(written("Bring a saw… And an axe."), written(after))

    said = [(str(change.kind), change.old, change.new) for change in changes]
    same = after.replace("...", "…") == "Bring a saw… And an axe."
    assert said == ([] if same else [("changed", "Bring a saw… And an axe.", after)])


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("3.5 Hours are given for module A", "4.5 Hours are given for module A", "hours"),
        ("2.5 A fuse", "3.5 A fuse", "amperes"),
        ("2.5 台设备", "3.5 台设备", "machines"),
    ],
)
def test_a_figure_at_the_start_of_a_paragraph_is_no_number_of_a_clause(old, new, why):
    [change] = changes_of(written(old), written(new))

    assert (str(change.kind), len(change.figures)) == ("changed", 1), why


def test_titles_of_one_letter_are_numbered_and_no_amperes():
    changes = changes_of(written("# 5.1 A\nText.\n# 5.2 B"), written("# 5.2 A\nText.\n# 5.1 B"))

    assert [(str(change.kind), change.new) for change in changes] == [("renumbered", "5.2 A"), ("renumbered", "5.1 B")]


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("■ 必备工具\n□ 选配工具", "□ 必备工具\n■ 选配工具", 2),
        ("√ 允许携带手机", "允许携带手机", 1),
        ("● a claw hammer\n○ a wood chisel", "○ a claw hammer\n● a wood chisel", 2),
        ("- 5 °C is the lowest temperature", "5 °C is the lowest temperature", 1),
        ("• hammer\n- chisel\n· file", "- hammer\n* chisel\nfile", 0),
    ],
)
def test_a_sign_that_says_something_is_told_and_a_bullet_is_not(old, new, count):
    assert [kind for kind, _, _ in told(new, old)] == ["changed"] * count


def test_a_time_of_day_is_no_mark():
    [change] = changes_of(written("比赛于8时30分开始。"), written("比赛于8时45分开始。"))

    assert [(figure.old.text, figure.new.text, figure.stake) for figure in change.figures] == [
        ("8时30分", "8时45分", None)
    ]
