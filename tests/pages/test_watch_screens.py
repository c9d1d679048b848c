"""Screens of the watch: lists that go on in rounds, pages that break what they can, and grey where nothing is known."""

import pytest
import time_machine
from django.test import override_settings
from django.urls import reverse

import hall
import library
from beizhan.actions.documents import looking
from beizhan.actions.documents.looking import look_at
from beizhan.actions.documents.manners import Manners
from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.documents.watching import SourceKind
from reader import reader, words_of
from wayward import wayward_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return hall.hall()


@pytest.fixture
def server():
    with wayward_server() as one, override_settings(OUTBOUND_HOSTS=one.named):
        yield one


def listing(found, server, *names):
    """Watch a page that lists these text files, each of which lies there."""
    for name in names:
        server.says(name, name, "text/plain")
    server.says("/list", "".join(f'<a href="{name}">{name}</a>' for name in names))
    facts = SourceFacts(SourceKind.LIST, "示例列表", server.at("/list"), found.skill)
    return add_source(
        found.campaign, facts, TermsFacts(found.people["expert"], 60), named=server.named, **found.who("expert")
    )


def tiles(found) -> list[tuple[int, str]]:
    page = reader(found, "expert").get(reverse("inbox"))
    return [(one["value"], one["state"]) for one in page.context["tiles"]]


def test_an_inbox_is_grey_while_nothing_was_ever_watched_or_came_and_green_when_nothing_waits(found):
    bare = tiles(found)
    library.watched(found)
    calm = tiles(found)
    library.forwarded(found)

    assert (bare, calm, tiles(found)[0]) == ([(0, "grey")] * 2, [(0, "green")] * 2, (1, "amber"))


@pytest.mark.parametrize(
    "page",
    ['<a href="http://[link removed]">x</a>', "<base href='http://['>", "\x00\x01", "", '<a href="//[::1">y</a>'],
)
def test_looking_now_never_breaks_at_what_a_page_holds(found, server, page):
    source = listing(found, server)
    server.says("/list", page)
    expert = reader(found, "expert")

    answer = expert.post(reverse("look_now", args=[source.pk]))

    assert answer.status_code == 302
    assert expert.get(reverse("source", args=[source.pk])).context["row"]["chip"]["state"] == "red"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("1 of 3 files looked at in this round", "Not all of its files looked at yet")),
        ("zh-hans", ("本轮查看了 3 个文件中的 1 个", "尚未查看全部文件")),
    ],
)
def test_a_source_says_how_far_the_last_round_came(found, server, monkeypatch, language, words):
    monkeypatch.setattr(looking, "MOST_FILES", 1)
    source = listing(found, server, "/a.txt", "/b.txt", "/c.txt")
    look_at(source, Manners(server.named, rest=0.0), at=found.later())

    with time_machine.travel(found.at, tick=False):
        expert = reader(found, "expert", language)
        pages = [words_of(expert.get(one)) for one in (reverse("source", args=[source.pk]), reverse("sources"))]

    assert [[one in page for one in words] for page in pages] == [[True, True]] * 2


def test_a_file_that_left_its_list_is_told_in_the_inbox_and_on_the_item(found, server):
    source = listing(found, server, "/a.txt", "/b.txt")
    look_at(source, Manners(server.named, rest=0.0), at=found.later())
    server.says("/list", '<a href="/a.txt">A</a>')

    *_others, look = look_at(source, Manners(server.named, rest=0.0), at=found.later())

    expert = reader(found, "expert")
    todo = [one["words"] for one in expert.get(reverse("home")).context["todo"] if one["icon"] == "inbox"]
    assert todo[2:] == ["A file has left its list; say what that means: /b.txt"]
    assert words_of(expert.get(reverse("inbox"))).count("No longer on the list") == 1
    assert "leads there no more" in words_of(expert.get(reverse("inbox_item", args=[look.item.pk])))
    assert "No longer on the list" in words_of(expert.get(reverse("source", args=[source.pk])))
