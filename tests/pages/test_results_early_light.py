"""Two worlds that differ only in marks which are not published look the same to everybody without the right (I6)."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

import hall
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import confirm_awards, reject_awards
from beizhan.core.access import ALLOWED, Deed
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED
from desk import measured
from podium import ranked, reopened, rows_apart
from reader import reader

pytestmark = pytest.mark.django_db
ADDRESSES = (
    "standing",
    "standing?as=xlsx",
    "standing?revision=1",
    "result_paper",
    "publish",
    "outcome",
    "notices_paper",
    "what_if",
    "losses",
    "packs_paper",
    "objections?entry=17-01",
    "correction",
    "judges_map",
    "judges_map?as=xlsx",
    "judges_map?marks=final",
)
_FLEETING = re.compile(rb'csrfmiddlewaretoken" value="[^"]+"|X-CSRFToken": "[^"]+"|CSRFToken": "[^"]+"|\b[0-9a-f]{8}\b')


def _may_see(name):
    post = hall.POSTS.get(name)
    return post is not None and post in ALLOWED[Deed.SEE_MARKS]


def looked_at(found, names):
    """Return what each person is answered at every screen, without what is new each time."""
    seen = {}
    for name in names:
        client = reader(found, name, fresh=True)
        addresses = [_address(found, *one.split("?")) for one in ADDRESSES]
        addresses += [reverse(screen, args=[found.assessment.pk, "17-01"]) for screen in ("pack", "pack_paper")]
        for address in addresses:
            answer = client.get(address)
            headers = {key: value for key, value in answer.headers.items() if key != "Set-Cookie"}
            seen[name, address] = (answer.status_code, headers, _FLEETING.sub(b"", answer.content))
    return seen


def _address(found, screen, asked=""):
    return reverse(screen, args=[found.assessment.pk]) + f"?{asked}"


def in_world(found, build, names):
    """Build a world, look at it, and leave it as if it had never been."""
    at, seen = found.at, {}
    try:
        with transaction.atomic(), time_machine.travel(found.at + timedelta(days=1), tick=False):
            build()
            seen = looked_at(found, names)
            transaction.set_rollback(True)
    finally:
        found.at = at
    return seen


def people_of(found):
    for number, entry in enumerate(found.entries, 1):
        found.people[f"self{number}"] = entry.competitors.get().person
    one_a_post = {post: name for name, post in hall.POSTS.items()}
    return [*one_a_post.values(), "self1"]


@pytest.mark.parametrize(
    "steps",
    [pytest.param((), id="marked"), pytest.param((hall.locked, hall.opened), id="opened", marks=pytest.mark.alike)],
)
def test_before_the_publication_nobody_without_the_right_can_tell_two_worlds_apart(steps):
    found = hall.marking()
    names = people_of(found)

    def world(distance):
        hall.marked(found, rows_apart(found, distance))
        for deed in steps:
            deed(found)

    one = in_world(found, lambda: world(100), names)
    other = in_world(found, lambda: world(250), names)

    differing = {name for name, address in one if one[name, address] != other[name, address]}
    assert differing == {name for name in names if _may_see(name)}


@pytest.mark.alike
def test_while_marks_are_open_again_nobody_without_the_right_can_tell_two_worlds_apart():
    found = ranked()
    hall.published(found)
    reopened(found)
    names = people_of(found)

    def world(value):
        cell = next(one for one in hall.seen_cells(found) if one.aspect == measured(found).key)
        reject_awards(found.assessment, [cell], reason="the objection", **found.who("second"))
        row = AwardRow(cell.place, cell.aspect, AGREED, value, 1, note="measured again")
        record_awards(found.assessment, [row], key=f"again {value}", **found.who("secretary"))
        again = [one for one in hall.seen_cells(found) if (one.place, one.aspect) == (cell.place, cell.aspect)]
        confirm_awards(found.assessment, again, **found.who("second"))

    one = in_world(found, lambda: world(0), names)
    other = in_world(found, lambda: world(900), names)

    differing = {name for name, address in one if one[name, address] != other[name, address]}
    assert differing == {name for name in names if _may_see(name)}
