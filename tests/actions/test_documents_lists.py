"""Pages that list files, watched as a set: what leads nowhere, goes on in rounds, rests, moves and is withdrawn."""

from datetime import timedelta

import pytest

import hall
import library
from beizhan.actions.documents import looking
from beizhan.actions.documents.looking import look_at, look_at_due_sources
from beizhan.actions.documents.looking_now import look_now
from beizhan.actions.documents.manners import Manners
from beizhan.actions.documents.sources import TermsFacts, set_terms
from beizhan.core.documents.watching import SourceState
from beizhan.models.documents.watch import InboxItem, Look
from beizhan.queries.documents.inbox import items_of
from beizhan.queries.documents.sources import source_line_of
from wayward import wayward_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return hall.hall()


def watch(found, server, kind="list", **terms):
    return library.watched_at(found, server, "/list", kind, **terms)


def lists(server, *names, **heads) -> None:
    """Let the list lead to these files from now on."""
    server.says("/list", "".join(f'<a href="{name}">{name.strip("/")}</a> ' for name in names), **heads)


def holds(server, **files) -> None:
    """Let these text files lie there from now on."""
    for name, words in files.items():
        server.says(f"/{name}.txt", words, "text/plain")


def outcomes(looks) -> list[str]:
    return [look.fault["code"] if look.fault else look.outcome for look in looks]


def asked(server) -> list[str]:
    """Return which paths were asked for since the last time."""
    paths = [path for path, _known in server.seen]
    server.seen.clear()
    return paths


@pytest.mark.parametrize(
    ("page", "wanted", "links"),
    [
        ("<div id=app></div><script src=/app.js></script>", "", 0),
        ('<form action="/in"><a href="/help">Sign in</a></form>', "", 1),
        ('<a href="/a.txt">A</a><a href="/b.txt">B</a>', r"\.pdf$", 2),
        ('<a href="/list">This page</a>', ".", 0),
    ],
)
def test_a_list_that_leads_nowhere_the_first_time_is_red_and_says_so(found, server, page, wanted, links):
    server.says("/list", page)
    source = watch(found, server, wanted=wanted)

    look_at(source, Manners(server.named, rest=0.0), at=found.later())

    line = source_line_of(source, at=found.at)
    assert (line.state, line.fault.code, line.fault.facts) == (
        SourceState.FAILING,
        "list_leads_nowhere",
        {"found": links},
    )


def test_a_list_longer_than_a_round_goes_on_where_it_stopped_and_says_how_far_it_came(
    found, server, manners, monkeypatch
):
    monkeypatch.setattr(looking, "MOST_FILES", 3)
    names = ["a", "b", "c", "d", "e"]
    holds(server, **{name: name for name in names})
    lists(server, *(f"/{name}.txt" for name in names))
    source, told, lines = watch(found, server), [], []

    for _round in range(3):
        look_at(source, manners, at=found.later())
        told.append("".join(path[1] for path in asked(server)[1:]))
        lines.append(source_line_of(source, at=found.at))

    assert told == ["abc", "dea", "bca"]
    assert [(line.asked, line.listed) for line in lines] == [(3, 5)] * 3
    assert [line.state for line in lines] == [SourceState.UNDERWAY, SourceState.GOOD, SourceState.GOOD]
    assert [(line.next_at - lines[2].next_at) < -timedelta(minutes=40) for line in lines] == [True, False, False]
    assert InboxItem.objects.count() == 5


def test_a_round_stops_at_its_time_and_comes_one_file_further_at_least(found, server, manners):
    holds(server, a="a", b="b", c="c")
    lists(server, "/a.txt", "/b.txt", "/c.txt")
    source, told = watch(found, server), []

    for _round in range(2):
        look_now(source, manners, **found.who("expert"), seconds=0)
        told.append(asked(server))
    look_at_due_sources(manners, at=found.later(hours=1), seconds=60)

    assert told == [["/list", "/a.txt"], ["/list", "/b.txt"]]
    assert asked(server) == ["/list", "/c.txt", "/a.txt", "/b.txt"]


def test_another_rule_which_links_count_holds_although_the_page_has_not_changed(found, server, manners):
    holds(server, a="a", b="b")
    lists(server, "/a.txt", "/b.txt", ETag='"1"')
    source = watch(found, server, wanted="a")
    look_at(source, manners, at=found.later())
    told = [asked(server)]

    for rule in ("b", "b", "nothing", "a"):
        set_terms(source, TermsFacts(found.people["expert"], 60, wanted=rule), **found.who("expert"))
        look_at(source, manners, at=found.later())
        told.append(asked(server))

    assert told == [["/list", f"/{name}.txt"] for name in "abb"] + [["/list"], ["/list", "/a.txt"]]
    assert Look.objects.filter(outcome="withdrawn").count() == 0


def test_a_list_that_has_not_changed_is_not_sent_again_and_its_files_are_asked_for(found, server, manners):
    holds(server, a="a")
    lists(server, "/a.txt", ETag='"1"')
    source = watch(found, server)

    told = [outcomes(look_at(source, manners, at=found.later())) for _round in range(2)]

    assert told == [["first", "first"], ["same", "same"]]
    assert [known for path, known in server.seen if path == "/list"] == ["", '"1"']


def test_a_list_that_leads_to_itself_is_no_file_of_its_own(found, server, manners):
    holds(server, a="a")
    lists(server, "/list", "#top", "/a.txt")
    source = watch(found, server, wanted=".")

    told = [outcomes(look_at(source, manners, at=found.later())) for _round in range(3)]

    assert told == [["first", "first"], ["same", "same"], ["same", "same"]]
    assert asked(server) == ["/list", "/a.txt"] * 3


def test_a_file_that_failed_and_left_the_list_does_not_keep_the_source_amber(found, server, manners):
    holds(server, a="a")
    server.fails("/b.txt", 500)
    lists(server, "/a.txt", "/b.txt")
    source, told = watch(found, server), []

    for _round in range(2):
        look_at(source, manners, at=found.later())
        line = source_line_of(source, at=found.at)
        told.append((line.state, line.failing))
        lists(server, "/a.txt")

    assert told == [(SourceState.PARTLY, 1), (SourceState.GOOD, 0)]


def test_a_file_that_left_the_list_lands_in_the_inbox_once_as_withdrawn(found, server, manners):
    holds(server, a="a", b="b")
    lists(server, "/a.txt", "/b.txt")
    source = watch(found, server)
    look_at(source, manners, at=found.later())
    lists(server, "/a.txt")

    told = [outcomes(look_at(source, manners, at=found.later())) for _round in range(2)]

    assert told == [["new", "same", "withdrawn"], ["same", "same"]]
    lines = items_of(found.campaign, [found.skill.pk], at=found.at)
    assert [(line.title, line.file_name, line.is_withdrawn) for line in lines] == [
        ("a.txt", "a.txt", False),
        ("b.txt", "b.txt", False),
        ("b.txt", "b.txt", True),
    ]


def test_a_file_that_comes_and_goes_is_not_told_twice_while_nobody_has_answered(found, server, manners):
    holds(server, a="a", b="b")
    source, told = watch(found, server), []

    for names in (("/a.txt", "/b.txt"), ("/a.txt",), ("/a.txt", "/b.txt"), ("/a.txt",)):
        lists(server, *names)
        told.append(outcomes(look_at(source, manners, at=found.later())))

    assert told == [["first"] * 3, ["new", "same", "withdrawn"], ["new", "same", "same"], ["new", "same", "withdrawn"]]
    assert InboxItem.objects.filter(look__outcome="withdrawn").count() == 1


def test_what_may_only_have_moved_is_told_as_withdrawn_once_the_whole_list_was_looked_at(
    found, server, manners, monkeypatch
):
    monkeypatch.setattr(looking, "MOST_FILES", 1)
    holds(server, a="a", b="b", c="c")
    lists(server, "/a.txt")
    source = watch(found, server)
    look_at(source, manners, at=found.later())
    lists(server, "/b.txt", "/c.txt", ETag='"2"')

    told = [outcomes(look_at(source, manners, at=found.later())) for _round in range(3)]

    assert told == [["new", "first"], ["same", "first", "withdrawn"], ["same", "same"]]


def test_a_file_that_has_only_moved_and_what_falls_out_of_a_feed_are_not_withdrawn(found, server, manners):
    holds(server, a="same words", moved="same words")
    lists(server, "/a.txt")
    source = watch(found, server)
    look_at(source, manners, at=found.later())
    lists(server, "/moved.txt")

    assert outcomes(look_at(source, manners, at=found.later())) == ["new", "first"]

    holds(server, n1="one", n2="two")
    feed, told = watch(found, server, "feed"), []
    for name in ("n1", "n2"):
        entry = f"<item><title>{name}</title><link>{server.at(f'/{name}.txt')}</link></item>"
        server.says("/list", f'<rss version="2.0"><channel>{entry}</channel></rss>', "application/rss+xml")
        told.append(outcomes(look_at(feed, manners, at=found.later())))

    assert told == [["first", "first"], ["new", "first"]]


def test_links_that_are_no_addresses_are_passed_over(found, server, manners):
    holds(server, a="a")
    lists(server, "http://[link removed]", "http://[::1", "//", "http://:80/x.txt", "mailto:x@example.org", "/a.txt")
    source = watch(found, server)

    looks = look_now(source, manners, **found.who("expert"))

    assert outcomes(looks) == ["first", "first"]
    assert source_line_of(source, at=found.at).state is SourceState.GOOD


def test_a_list_whose_base_is_no_address_is_counted_from_where_it_lies(found, server, manners):
    holds(server, a="a")
    server.says("/list", '<base href="http://[x"><a href="/a.txt">A</a>')

    assert outcomes(look_at(watch(found, server), manners, at=found.later())) == ["first", "first"]


@pytest.mark.parametrize("heads", [{"Retry_After": "7200"}, {}])
def test_a_host_that_asks_for_rest_at_a_file_is_asked_no_further_and_the_list_waits(found, server, manners, heads):
    holds(server, a="a", c="c")
    server.fails("/b.txt", 429, **heads)
    lists(server, "/a.txt", "/b.txt", "/c.txt")
    source = watch(found, server)

    told = outcomes(look_at(source, manners, at=found.later()))

    line = source_line_of(source, at=found.at)
    assert (told, asked(server)) == (["first", "first", "answer_refused"], ["/list", "/a.txt", "/b.txt"])
    assert (line.state, line.asked, line.listed) == (SourceState.PARTLY, 2, 3)
    assert line.next_at == found.at + (timedelta(hours=2) if heads else timedelta(minutes=15))


def test_another_source_on_a_host_that_asked_for_rest_is_not_asked_either(found, server, manners):
    server.fails("/list", 503, Retry_After="7200")
    look_at(watch(found, server), manners, at=found.later())

    (look,) = look_at(watch(found, server, "page"), manners, at=found.later())

    assert (look.fault["code"], asked(server)) == ("host_wants_rest", ["/list"])
    assert 7100 < look.wait <= 7200


def test_a_host_to_which_a_file_leads_rests_alone_and_is_not_reached_by_another_way(found, server, manners):
    with wayward_server() as other:
        manners.named = server.named | other.named
        other.fails("/b.txt", 429, Retry_After="7200")
        holds(server, c="c")
        server.leads("/a.txt", other.at("/b.txt"))
        server.leads("/d.txt", other.at("/e.txt"))
        lists(server, "/a.txt", "/c.txt", "/d.txt")

        told = outcomes(look_at(watch(found, server), manners, at=found.later()))

    assert told == ["first", "answer_refused", "first", "host_wants_rest"]
    assert (asked(server), asked(other)) == (["/list", "/a.txt", "/c.txt", "/d.txt"], ["/b.txt"])


def test_a_host_that_cannot_tell_its_rules_is_asked_for_them_once_a_round(found, server, manners):
    with wayward_server() as other:
        manners.named = server.named | other.named
        other.fails("/robots.txt", 500)
        lists(server, other.at("/a.txt"), other.at("/b.txt"))

        told = outcomes(look_at(watch(found, server), manners, at=found.later()))

    assert (told, other.robots_asked, asked(other)) == (["first", "answer_refused", "answer_refused"], 1, [])


def test_a_file_at_which_we_stumble_keeps_no_other_waiting(found, server, manners, monkeypatch):
    holds(server, a="a", b="b")
    lists(server, "/a.txt", "/b.txt")
    plain = looking.read_of
    monkeypatch.setattr(looking, "read_of", lambda body, name: plain(body, name) if body == b"b" else 1 / 0)

    looks = look_now(watch(found, server), manners, **found.who("expert"))

    assert outcomes(looks) == ["first", "look_broke", "first"]
