"""What a server asks programs to leave alone: the examples of RFC 9309, and what servers really write."""

import pytest

from beizhan.files.outbound.robots import robots_in


def admits(text: str, *paths: str) -> list[bool]:
    robots = robots_in(text.encode())
    return [robots.admits(f"https://example.org{path}") for path in paths]


def test_the_longest_rule_decides_and_of_two_alike_the_one_that_opens():
    text = "User-agent: *\nAllow: /page\nDisallow: /page/deep\nDisallow: /same\nAllow: /same"

    assert admits(text, "/page/a", "/page/deep/b", "/same", "/other", "") == [True, False, True, True, True]

    page = "User-agent: *\nAllow: /docs\nDisallow: /docs/draft"
    assert admits(page, "/docs/td.pdf", "/docs/draft/td.pdf") == [True, False]


def test_rules_that_name_the_watch_stand_in_for_those_for_everybody():
    text = "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: Beizhan/1.0\nDisallow: /private # ours\n"

    assert admits(text, "/a", "/private/x", "/robots.txt") == [True, False, True]


def test_a_mark_of_the_byte_order_at_the_beginning_opens_nothing():
    robots = robots_in(b"\xef\xbb\xbfUser-agent: *\nDisallow: /closed")

    assert [robots.admits(f"https://example.org{path}") for path in ("/closed/a", "/open")] == [False, True]


def test_rules_for_others_and_an_empty_rule_close_nothing():
    assert admits("User-agent: other\nDisallow: /", "/a") == [True]
    assert admits("User-agent: *\nDisallow:", "/a") == [True]
    assert admits("<html>Not found</html>", "/a") == [True]
    assert admits("Disallow: /", "/a") == [True]


@pytest.mark.parametrize(
    ("rule", "path", "fits"),
    [
        ("/*.pdf$", "/a/b.pdf", True),
        ("/*.pdf$", "/a/b.pdf?x=1", False),
        ("/a*b*c", "/a-b-c-d", True),
        ("/a*b*c", "/a-c-b", False),
        ("/x$", "/x", True),
        ("/x$", "/xy", False),
        ("*", "/", True),
        ("/文件", "/%E6%96%87%E4%BB%B6/1", True),
        ("/*?id=", "/p?id=3", True),
    ],
)
def test_stars_and_ends_are_understood(rule, path, fits):
    assert admits(f"User-agent: *\nDisallow: {rule}", path) == [not fits]


def test_a_rest_between_two_requests_is_heard_and_nonsense_is_not():
    assert robots_in(b"User-agent: *\nCrawl-delay: 2.5").delay == 2.5
    assert robots_in(b"User-agent: *\nCrawl-delay: soon\nCrawl-delay: -1").delay == 0.0
    assert robots_in(bytes(range(256)) * 10).rules == ()


def test_a_rule_of_many_stars_takes_no_time():
    text = "User-agent: *\nDisallow: /" + "*a" * 500 + "b$"

    assert admits(text, "/" + "a" * 5000) == [True]
