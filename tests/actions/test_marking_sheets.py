"""Printing is a deed: the chain knows which sheets are out, and from which version of the scheme (K4)."""

import json

import pytest
from django.core.exceptions import PermissionDenied

from beizhan.actions.marking.sheets import MOST_AT_ONCE, print_sheets
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.paper_sheets import SheetNumber
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from desk import POSTS, locked_away, refusals

pytestmark = pytest.mark.django_db
SHEETS = [SheetNumber("A1", "K47"), SheetNumber("A1", "M23")]


@pytest.mark.parametrize("who", POSTS)
def test_only_the_hall_prints_and_the_chain_knows_it(open_hall, who):
    if who in {"secretary", "second", "chief"}:
        print_sheets(open_hall.assessment, SHEETS, **open_hall.who(who))
        event = Event.objects.order_by("-pk")[0]
        assert (event.kind, json.loads(event.body)) == ("printing", {"sheets": ["A1/K47", "A1/M23"], "version": 1})
        assert LogRow.objects.order_by("-pk")[0].deed == "print_sheets"
        return
    with pytest.raises(PermissionDenied):
        print_sheets(open_hall.assessment, SHEETS, **open_hall.who(who))
    assert Event.objects.filter(kind="printing").count() == 0


@pytest.mark.parametrize(("count", "code"), [(0, "nothing_given"), (MOST_AT_ONCE + 1, "too_many_sheets_at_once")])
def test_some_sheets_are_printed_but_not_too_many_at_once(open_hall, count, code):
    sheets = [SheetNumber("A1", f"K{number}") for number in range(count)]

    assert refusals(lambda: print_sheets(open_hall.assessment, sheets, **open_hall.who("secretary"))) == [code]


def test_nothing_is_printed_to_be_filled_in_once_all_is_locked():
    found = locked_away(LockScope.ASSESSMENT)

    assert refusals(lambda: print_sheets(found.assessment, SHEETS, **found.who("secretary"))) == ["wrong_step"]
