"""Two editions of a realistic description: what was planted is found and nothing else, in and across all formats."""

from functools import cache
from itertools import combinations_with_replacement, product

import pytest

from beizhan.core.textdiff.changes import ChangeKind, changes_of
from beizhan.core.textdiff.comparing import accepted, comparison_of, rejected
from beizhan.files.documents.reading import read_document
from files.describing import OTHER, USUAL, WRITERS, source
from files.long_description import long_pair
from files.planted import missed_and_extra, plain

PAIRS = list(product(WRITERS, WRITERS))
EITHER_WAY = list(combinations_with_replacement(WRITERS, 2))


@cache
def document(edition, kind, layout=USUAL):
    return read_document(WRITERS[kind](source(edition), layout), f"td.{kind}")


def told(change):
    """Return a change as the list of what was planted has it."""
    figure = str(change.figures[0].new.kind) if change.figures and change.figures[0].new else ""
    return str(change.kind), change.old, change.new, figure


@pytest.mark.parametrize(("one", "two"), EITHER_WAY)
def test_the_same_edition_in_another_format_and_layout_is_the_same(one, two):
    assert changes_of(document("old", one), document("old", two, OTHER)) == ()


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_all_that_was_planted_is_told_as_what_it_is_and_nothing_else(one, two):
    changes = changes_of(document("old", one), document("new", two, OTHER))

    assert missed_and_extra(map(told, changes)) == ([], [])


@pytest.mark.parametrize(("one", "two"), EITHER_WAY)
def test_to_accept_all_gives_exactly_the_newer_edition_and_to_reject_all_the_older(one, two):
    old, new = document("old", one), document("new", two, OTHER)

    comparison = comparison_of(old, new)

    assert (accepted(comparison), rejected(comparison)) == (new.blocks, old.blocks)


def test_what_moved_and_was_reworded_says_so():
    changes = changes_of(document("old", "docx"), document("new", "docx", OTHER))

    assert [change.new[:14] for change in changes if change.moved] == ["Every accident"]


@pytest.mark.parametrize(("seed", "kind"), [(1, "pdf"), (2, "html"), (3, "txt")])
def test_everything_planted_in_a_longer_pair_is_told(seed, kind):
    pair = long_pair(seed, clauses=7, sentences=4, changes=24)
    old, new = (
        read_document(WRITERS[kind]("\n".join(lines), layout), f"td.{kind}")
        for lines, layout in ((pair.old, USUAL), (pair.new, OTHER))
    )

    heard = [(str(change.kind), plain(change.old), plain(change.new)) for change in changes_of(old, new)]

    wanted = [(one.kind, plain(one.old), plain(one.new)) for one in pair.planted]
    missed = [one for one in wanted if not any(_holds(change, one) for change in heard)]
    extra = [
        change
        for change in heard
        if change[0] != ChangeKind.RENUMBERED and not any(_holds(change, one) for one in wanted)
    ]
    assert (missed, extra) == ([], [])


def _holds(change, wanted):
    return change[0] == wanted[0] and wanted[1] in change[1] and wanted[2] in change[2]
