"""The watch against a real server that changes, fails, leads on, loops, drips, lies and answers 304; and the inbox."""

from datetime import timedelta

import pytest

import hall
import library
from beizhan.actions.documents.bringing import DocumentFacts, EditionFacts
from beizhan.actions.documents.inbox import (
    ForwardFacts,
    file_item,
    file_item_anew,
    forward,
    hand_over,
    set_aside,
)
from beizhan.actions.documents.looking import look_at, look_at_due_sources
from beizhan.actions.documents.looking_now import look_now
from beizhan.actions.documents.manners import Manners
from beizhan.actions.documents.sources import TermsFacts, set_terms
from beizhan.actions.door import Refused
from beizhan.core.documents.inbox import ItemState
from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.core.documents.watching import SourceState
from beizhan.files.child import Budget
from beizhan.files.documents import ruling
from beizhan.models.documents.extracts import Extract
from beizhan.models.documents.register import Original
from beizhan.models.documents.watch import InboxItem, Look
from beizhan.queries.documents.inbox import items_of
from beizhan.queries.documents.sources import source_line_of, sources_due, sources_of
from matrix import who_may

pytestmark = pytest.mark.django_db
PAGE = "<html><body><h1>Notices</h1><p>{}</p><p>Visitors: {}</p></body></html>"


@pytest.fixture
def found():
    return hall.hall()


def watch(found, server, kind, path, **terms):
    return library.watched_at(found, server, path, kind, **terms)


def outcomes(looks) -> list[str]:
    return [look.outcome for look in looks]


def test_a_file_lands_once_and_again_when_it_changes(found, server, manners):
    server.says("/td.txt", library.OLD, "text/plain", ETag='"1"')
    source = watch(found, server, "file", "/td.txt")

    told = outcomes(look_at(source, manners, at=found.later()) + look_at(source, manners, at=found.later()))
    server.says("/td.txt", library.NEW, "text/plain", ETag='"2"')
    told += outcomes(look_at(source, manners, at=found.later()) + look_at(source, manners, at=found.later()))

    assert told == ["first", "same", "new", "same"]
    assert [known for _path, known in server.seen] == ["", '"1"', '"1"', '"2"']
    first, second = InboxItem.objects.order_by("pk")
    assert (bytes(second.original.body).decode(), second.earlier) == (library.NEW, first.original)
    assert (first.owner, first.by, first.skill) == (found.people["expert"], None, found.skill)


def test_an_empty_difference_rings_no_alarm(found, server, manners):
    source = watch(found, server, "page", "/", ignore=(r"Visitors: \d+",))
    told = []
    for body in (
        PAGE.format("One", 1),
        PAGE.format("One", 2),
        "<body>\n<h1>Notices</h1>\n<p>One</p><p>Visitors: 3</p>",
        PAGE.format("Two", 4),
    ):
        server.says("/", body)
        told += outcomes(look_at(source, manners, at=found.later()))

    assert told == ["first", "no_difference", "no_difference", "new"]
    assert InboxItem.objects.count() == 1


def test_what_says_the_same_is_not_kept_again(found, server, manners):
    source = watch(found, server, "page", "/", ignore=(r"Visitors: \d+",))

    for visitors in range(4):
        server.says("/", PAGE.format("One", visitors))
        look_at(source, manners, at=found.later())

    assert (Original.objects.count(), Extract.objects.count(), Look.objects.count()) == (1, 1, 4)


def test_what_cannot_be_measured_is_not_kept_either(found, server, manners, monkeypatch):
    monkeypatch.setattr(ruling, "_SHORT", Budget(processor_seconds=1, wall_seconds=4))
    source = watch(found, server, "page", "/", ignore=("x" + ".*" * 40 + "y",))

    for words in ("x" * 3000, "x" * 2999 + "z"):
        server.says("/", f"<p>{words}</p>")
        look_at(source, manners, at=found.later())

    assert Original.objects.count() == 1


def test_a_list_of_files_is_watched_as_a_set(found, server, manners):
    server.says("/list", '<a href="/a.txt">Rules</a> <a href="b.txt#top">List</a> <a href="/about">About</a>')
    server.says("/a.txt", "one", "text/plain")
    server.says("/b.txt", "two", "text/plain")
    source = watch(found, server, "list", "/list")
    look_at(source, manners, at=found.later())
    server.says("/list", '<a href="/a.txt">Rules</a> <a href="/b.txt">List</a> <a href="/c.txt">New</a>')
    server.says("/b.txt", "two changed", "text/plain")
    server.fails("/c.txt", 500)

    looks = look_at(source, manners, at=found.later())

    assert outcomes(looks) == ["new", "failed", "same", "new"]
    assert list(InboxItem.objects.order_by("pk").values_list("title", flat=True)) == ["Rules", "List", "List"]
    assert source_line_of(source, at=found.at).state is SourceState.PARTLY


def test_a_feed_leads_to_what_its_entries_enclose(found, server, manners):
    entry = "<item><title>{0}</title><link>{1}</link></item>"
    server.says("/n1.html", "<p>First notice</p>")
    feed = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{}</channel></rss>'
    server.says("/feed", feed.format(entry.format("公告一", server.at("/n1.html"))), "application/rss+xml")
    source = watch(found, server, "feed", "/feed")

    looks = look_at(source, manners, at=found.later())

    assert outcomes(looks) == ["first", "first"]
    assert InboxItem.objects.get().title == "公告一"


@pytest.mark.parametrize(
    ("act", "code"),
    [
        (lambda server: server.fails("/x.pdf", 503, Retry_After="9000"), "answer_refused"),
        (lambda server: server.leads("/x.pdf", "/x.pdf"), "redirects_in_a_circle"),
        (lambda server: server.leads("/x.pdf", "http://169.254.169.254/latest"), "address_forbidden"),
        (lambda server: server.drips("/x.pdf"), "answer_too_slow"),
        (lambda server: server.lies("/x.pdf", 500, b"%PDF-1.7"), "answer_broken"),
        (lambda server: server.says("/x.pdf", "<p>please sign in</p>"), "kind_not_told"),
        (lambda server: server.says("/x.pdf", "<p>please sign in</p>", "application/pdf"), "content_differs"),
        (lambda server: server.says("/x.pdf", b"", "application/pdf"), "file_empty"),
    ],
)
def test_a_failing_source_is_red_and_lands_nothing(found, server, act, code):
    act(server)
    source = watch(found, server, "file", "/x.pdf")

    look_at(source, Manners(server.named, rest=0.0, seconds=0.7), at=found.later())

    line = source_line_of(source, at=found.at)
    assert (line.state, line.fault.code, line.succeeded) == (SourceState.FAILING, code, None)
    assert line.next_at >= found.at + timedelta(hours=2)
    assert InboxItem.objects.count() == 0


def test_the_worker_looks_at_what_is_due_and_rests_in_between(found, server, manners):
    server.says("/a.txt", "a", "text/plain")
    watch(found, server, "file", "/a.txt")
    stopped = watch(found, server, "file", "/b.txt")
    set_terms(stopped, TermsFacts(found.people["expert"], 60, is_watched=False), **found.who("expert"))

    counts = [look_at_due_sources(manners, at=found.later(minutes=lapse)) for lapse in (1, 30, 31)]

    assert counts == [1, 0, 1]
    assert [path for path, _ in server.seen] == ["/a.txt", "/a.txt"]
    assert sources_due(at=found.at) == []


def test_what_is_in_the_register_already_does_not_land(found, server, manners):
    library.first(found)
    server.says("/td.md", library.OLD, "text/markdown")
    source = watch(found, server, "file", "/td.md")

    assert outcomes(look_at(source, manners, at=found.later())) == ["first"]
    assert InboxItem.objects.count() == 0


def test_what_is_forwarded_has_the_same_clock_and_becomes_an_edition_once(found):
    item = forwarded(found)
    (line,) = items_of(found.campaign, [found.skill.pk], at=found.at + timedelta(hours=73))
    what = DocumentFacts(DocumentKind.NOTICE, "示例通知", Tongue.CHINESE, found.skill)

    edition = file_item_anew(item, what, EditionFacts("1", item.found_in, item.file_name), **found.who("expert"))

    assert (line.clock.state, line.owner) == (ItemState.LATE, found.people["coach"].name)
    assert (edition.original, edition.by) == (item.original, found.people["expert"])
    assert codes(lambda: set_aside(item, reason="重复", **found.who("expert"))) == ["item_answered"]
    assert items_of(found.campaign, [found.skill.pk], at=found.at)[0].clock.state is ItemState.KEPT


def test_an_item_is_handed_over_set_aside_with_a_reason_or_filed_under_a_document(found):
    item, document = forwarded(found), library.first(found).document
    hand_over(item, found.people["officer"], **found.who("coach"))
    assert items_of(found.campaign, [found.skill.pk], at=found.at)[0].owner == found.people["officer"].name

    assert codes(lambda: set_aside(item, reason=" ", **found.who("coach"))) == ["item_without_reason"]
    assert codes(lambda: hand_over(item, found.people["judge1"], **found.who("coach"))) == ["owner_outside"]
    edition = file_item(item, document, EditionFacts("v2", "群", "n.txt"), **found.who("coach"))

    assert edition.document == document


def test_terms_that_make_no_sense_are_refused(found, server):
    watch(found, server, "page", "/")

    assert codes(lambda: watch(found, server, "page", "/", minutes=1)) == ["address_watched", "interval_out_of_bounds"]
    assert codes(lambda: watch(found, server, "file", "/y", owner=found.people["judge1"])) == ["owner_outside"]


def test_who_keeps_sources_and_who_has_them_looked_at(found, server, manners):
    source = watch(found, server, "page", "/")

    assert who_may(lambda name: set_terms(source, TermsFacts(found.people["expert"], 60), **found.who(name))) == {
        "director",
        "officer",
        "chief",
        "expert",
    }
    assert "coach" in who_may(lambda name: look_now(source, manners, **found.who(name)))
    assert Look.objects.count() == 0


def test_the_sources_ask_the_database_as_often_for_three_as_for_one(found, server, django_assert_num_queries):
    watch(found, server, "page", "/")
    with django_assert_num_queries(6):
        sources_of(found.campaign, [found.skill.pk], at=found.at)
    watch(found, server, "page", "/2")
    with django_assert_num_queries(6):
        assert len(sources_of(found.campaign, [found.skill.pk], at=found.at)) == 2


def forwarded(found):
    facts = ForwardFacts("通知", "n.txt", "微信群", found.people["coach"], found.skill)
    return forward(found.campaign, facts, "集训通知".encode(), **found.who("coach"))


def codes(act) -> list[str]:
    with pytest.raises(Refused) as refusal:
        act()
    return [fault.code for fault in refusal.value.faults]


def test_what_a_server_asks_programs_to_leave_alone_is_left_alone_and_said(found, server, manners):
    server.says("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
    server.says("/closed/a.txt", "one", "text/plain")
    server.leads("/b.txt", "/closed/a.txt")
    server.says("/c.txt", "open", "text/plain")

    looks = [look_at(watch(found, server, "file", path), manners, at=found.later())[0] for path in
             ("/closed/a.txt", "/b.txt", "/c.txt")]  # fmt: skip

    assert [look.fault["code"] if look.fault else look.outcome for look in looks] == [
        "robots_forbid", "robots_forbid", "first",
    ]  # fmt: skip
    assert ([path for path, _known in server.seen], server.robots_asked) == (["/b.txt", "/c.txt"], 1)


def test_a_server_whose_rules_cannot_be_told_is_not_asked_further(found, server, manners):
    server.fails("/robots.txt", 503)
    server.says("/a.txt", "one", "text/plain")

    look = look_at(watch(found, server, "file", "/a.txt"), manners, at=found.later())[0]

    assert (look.fault["code"], server.seen) == ("answer_refused", [])


def test_what_a_host_said_is_kept_for_a_day_over_rounds_and_sources(found, server):
    server.says("/robots.txt", "User-agent: *\nDisallow: /closed\n", "text/plain")
    sources = [watch(found, server, "file", server_path) for server_path in ("/closed/a.txt", "/b.txt")]
    server.says("/b.txt", "open", "text/plain")
    asked, told = [], []

    for hours in (0, 1, 23, 24, 25):
        for source in sources:
            look = look_at(source, Manners(server.named, rest=0.0), at=found.at + timedelta(hours=hours))[0]
            told.append(look.fault["code"] if look.fault else look.outcome)
        asked.append(server.robots_asked)

    assert asked == [1, 1, 1, 2, 2]
    assert (set(told[::2]), told[1::2]) == ({"robots_forbid"}, ["first", "same", "same", "same", "same"])
    assert [path for path, _known in server.seen] == ["/b.txt"] * 5


def test_a_host_that_changes_its_mind_is_heard_a_day_later(found, server):
    server.says("/a.txt", "open", "text/plain")
    source = watch(found, server, "file", "/a.txt")
    told = []

    for hours in (0, 23, 24):
        look = look_at(source, Manners(server.named, rest=0.0), at=found.at + timedelta(hours=hours))[0]
        told.append(look.fault["code"] if look.fault else look.outcome)
        server.says("/robots.txt", "User-agent: beizhan\nDisallow: /\n", "text/plain")

    assert (told, server.robots_asked) == (["first", "same", "robots_forbid"], 2)


@pytest.mark.parametrize("status", [503, 429])
def test_a_server_that_could_not_tell_its_rules_is_asked_again_the_next_time(found, server, status):
    server.says("/a.txt", "one", "text/plain")
    server.fails("/robots.txt", status)
    source = watch(found, server, "file", "/a.txt")
    told = []

    for _round in range(3):
        told += outcomes(look_at(source, Manners(server.named, rest=0.0), at=found.later()))
        server.says("/robots.txt", "", "text/plain")

    assert (told, server.robots_asked) == (["failed", "first", "same"], 2)


def test_a_rule_that_takes_too_long_is_stopped_and_the_source_is_red(found, server, manners, monkeypatch):
    monkeypatch.setattr(ruling, "_SHORT", Budget(processor_seconds=1, wall_seconds=4))
    source = watch(found, server, "page", "/", ignore=("x" + ".*" * 40 + "y",))
    for words in ("x" * 3000, "x" * 2999 + "z"):
        server.says("/", f"<p>{words}</p>")
        look = look_at(source, manners, at=found.later())[0]

    assert look.fault["code"] == "rule_too_slow"
    assert source_line_of(source, at=found.at).state is SourceState.FAILING
