import pytest

from beizhan.core.textdiff.blocks import NotRead, Unread
from beizhan.core.textdiff.uncompared import Side, is_empty, uncompared_in
from beizhan.core.textdiff.wording.volatile import Rules
from core.textdiff.written import written


def left_aside(old, new, rules=None):
    return [(one.side, one.what.why, one.what.detail, one.alike) for one in uncompared_in(old, new, rules or Rules())]


def picture(fingerprint):
    return NotRead(Unread.IMAGE, page=3, detail="plan", fingerprint=fingerprint)


def test_every_picture_is_named_and_equal_ones_are_called_so():
    old = written("a", not_read=(picture("1"), picture("2")))
    new = written("a", not_read=(picture("2"),))

    assert left_aside(old, new) == [
        (Side.OLD, Unread.IMAGE, "plan", False),
        (Side.OLD, Unread.IMAGE, "plan", True),
        (Side.NEW, Unread.IMAGE, "plan", True),
    ]


def test_running_heads_are_named_where_they_differ():
    old = written("a", running=("Version 1", "Skill 99"))
    new = written("a", running=("Version 2", "skill  99"))

    assert left_aside(old, new) == [
        (Side.OLD, Unread.RUNNING, "Version 1", False),
        (Side.NEW, Unread.RUNNING, "Version 2", False),
    ]


def test_dates_of_print_are_named_where_they_differ():
    old, new = written("Last updated: 05.03.2026 10:15 (GMT)"), written("Last updated: 12.06.2026 08:00 (GMT)")

    assert [detail for _, _, detail, _ in left_aside(old, new)] == [
        "Last updated: 05.03.2026 10:15 (GMT)",
        "Last updated: 12.06.2026 08:00 (GMT)",
    ]
    assert left_aside(old, old) == []


def test_a_rule_that_is_left_out_counts_again():
    old, new = written("Last updated: 05.03.2026"), written("Last updated: 12.06.2026")

    assert left_aside(old, new, Rules(())) == []


@pytest.mark.parametrize(
    ("old", "new", "empty"),
    [
        ((picture("1"),), (picture("1"), picture("1")), True),
        ((picture("1"),), (picture("2"),), False),
        ((picture("1"),), (), False),
        ((NotRead(Unread.FORM),), (NotRead(Unread.FORM),), True),
        ((NotRead(Unread.FORM),), (NotRead(Unread.FORM, times=2),), False),
        ((NotRead(Unread.HIDDEN, detail="Old"),), (NotRead(Unread.HIDDEN, detail="New"),), False),
        ((NotRead(Unread.CONTENTS, fingerprint="1"),), (NotRead(Unread.CONTENTS, fingerprint="2"),), True),
        ((NotRead(Unread.REVISION, times=2), NotRead(Unread.ENCODING, detail="GB 18030")), (), True),
    ],
)
def test_a_difference_is_empty_only_if_all_that_was_not_read_has_an_alike(old, new, empty):
    uncompared = uncompared_in(written("a", not_read=old), written("a", not_read=new), Rules())

    assert (is_empty((), uncompared), is_empty(("a change",), uncompared)) == (empty, False)


def test_running_heads_and_dates_of_print_that_differ_leave_a_difference_empty():
    old = written("Last updated: 05.03.2026", running=("v1",))
    new = written("Last updated: 12.06.2026", running=("v2",))

    assert (len(uncompared_in(old, new, Rules())), is_empty((), uncompared_in(old, new, Rules()))) == (4, True)
