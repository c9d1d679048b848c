"""Asking a real server that changes, fails, leads on, loops, drips and lies; and what may be reached at all."""

import gzip

import pytest

from beizhan.files.guard import Unreadable
from beizhan.files.outbound.addresses import is_public, target_of
from beizhan.files.outbound.asking import LONGEST_WAIT, Bounds, Known, ask
from wayward import wayward_server


@pytest.fixture
def server():
    with wayward_server() as one:
        yield one


def code_of(act) -> str:
    with pytest.raises(Unreadable) as refusal:
        act()
    return refusal.value.fault.code


def within(server, **otherwise) -> Bounds:
    return Bounds(**{"size": 100_000, "seconds": 1.5, "named": server.named} | otherwise)


def test_what_lies_at_an_address_comes_with_what_is_said_of_it(server):
    address = server.says("/a", "你好", ETag='"1"', Last_Modified="Mon, 02 Nov 2026 08:00:00 GMT")

    answer = ask(address, bounds=within(server))

    assert (answer.body.decode(), answer.media_type, answer.etag) == ("你好", "text/html; charset=utf-8", '"1"')
    assert (answer.modified, answer.is_known) == ("Mon, 02 Nov 2026 08:00:00 GMT", False)


def test_what_is_known_is_not_sent_again(server):
    address = server.says("/a", "same", ETag='"1"')

    answer = ask(address, Known(etag='"1"'), within(server))

    assert (answer.is_known, answer.status, answer.body) == (True, 304, b"")
    assert server.seen == [("/a", '"1"')]


def test_an_address_may_lead_on(server):
    server.says("/c", "here")
    server.leads("/b", "/c")

    answer = ask(server.leads("/a", server.at("/b")), bounds=within(server))

    assert (answer.address, answer.body) == (server.at("/c"), b"here")


def test_it_may_not_lead_round_or_on_without_an_end(server):
    server.leads("/b", "/a")
    for step in range(9):
        server.leads(f"/s{step}", f"/s{step + 1}")

    assert code_of(lambda: ask(server.leads("/a", "/b"), bounds=within(server))) == "redirects_in_a_circle"
    assert code_of(lambda: ask(server.at("/s0"), bounds=within(server))) == "redirects_too_many"


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ("http://127.0.0.2/", "address_forbidden"),
        ("http://[::1]/", "address_forbidden"),
        ("http://localhost/", "address_forbidden"),
        ("http://127.0.0.1:1/", "port_forbidden"),
        ("file:///etc/passwd", "address_not_understood"),
        ("http://me:word@example.org/", "address_not_understood"),
    ],
)
def test_every_hop_is_looked_at(server, to, code):
    assert code_of(lambda: ask(server.leads("/a", to), bounds=within(server))) == code


@pytest.mark.parametrize("heads", [True, False])
def test_a_dripping_server_is_left_in_time(server, heads):
    address = server.drips("/a", heads=heads)

    assert code_of(lambda: ask(address, bounds=within(server, seconds=0.6))) == "answer_too_slow"


def test_lies_about_length_and_packing_are_not_believed(server):
    short, long = server.lies("/short", 50, b"only this"), server.lies("/long", 10**9, b"x")
    packed = server.says("/packed", gzip.compress(b"x" * 10_000), Content_Encoding="gzip")

    assert code_of(lambda: ask(short, bounds=within(server))) == "answer_broken"
    assert code_of(lambda: ask(long, bounds=within(server))) == "answer_too_big"
    assert code_of(lambda: ask(packed, bounds=within(server))) == "answer_packed"
    assert code_of(lambda: ask(server.pours("/pours"), bounds=within(server))) == "answer_too_big"


@pytest.mark.parametrize("status", [404, 500, 503])
def test_a_refusal_is_no_answer(server, status):
    address = server.fails("/a", status, Retry_After="120")

    with pytest.raises(Unreadable) as refusal:
        ask(address, bounds=within(server))

    assert (refusal.value.fault.facts, refusal.value.wait) == ({"status": status}, 120)


@pytest.mark.parametrize(
    ("said", "wait"),
    [
        ("Mon, 02 Nov 2026 10:00:00 GMT", 7200),
        ("Monday, 02-Nov-26 10:00:00 GMT", 7200),
        ("Mon, 02 Nov 2026 07:00:00 GMT", 0),
        ("Mon, 02 Nov 2037 08:00:00 GMT", LONGEST_WAIT),
        ("9" * 30, LONGEST_WAIT),
        ("120", 120),
        ("soon", 0),
        ("-5", 0),
    ],
)
def test_a_wait_is_heard_as_seconds_or_as_a_date_and_never_for_longer_than_a_week(server, said, wait):
    head = f"HTTP/1.1 429 Later\r\nDate: Mon, 02 Nov 2026 08:00:00 GMT\r\nRetry-After: {said}\r\n\r\n"
    server.replies["/a"] = lambda handler: handler.raw(head.encode())

    with pytest.raises(Unreadable) as refusal:
        ask(server.at("/a"), bounds=within(server))

    assert refusal.value.wait == wait


def test_a_server_that_knows_no_newer_though_nothing_was_known_gives_no_answer(server):
    assert code_of(lambda: ask(server.fails("/a", 304), bounds=within(server))) == "answer_refused"


def test_a_name_that_has_a_private_address_beside_a_public_one_is_not_reached(server):
    def both(_host, port):
        return [(2, ("93.184.215.14", port)), (10, ("::1", port, 0, 0))]

    assert code_of(lambda: ask("http://example.org/", resolve=both)) == "address_forbidden"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.100.100.200", "100.64.0.1",
        "0.0.0.0", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "::ffff:100.64.0.1",
        "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::7f00:1", "2002:7f00:1::", "::127.0.0.1", "fec0::1", "ff02::1",
        "fe80::1%lo", "fd00::1", "2001:db8::1", "4000::1", "word",
    ],
)  # fmt: skip
def test_no_inner_address_is_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.215.14", "2606:4700::1111"])
def test_public_addresses_are(address):
    assert is_public(address)


def test_where_an_address_leads_is_told_as_the_network_knows_it():
    assert target_of("https://例子.测试/文件").host == "xn--fsqu00a.xn--0zwm56d"
    assert target_of("http://①②⑦.0.0.1/").host == "127.0.0.1"
    assert code_of(lambda: target_of("http://a b/")) == "address_not_understood"
    assert code_of(lambda: target_of("http://exa_mple.org/")) == "address_not_understood"
