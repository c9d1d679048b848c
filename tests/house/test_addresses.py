"""Every address has a name of its own."""

from collections import Counter
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def names_in(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from names_in(one.url_patterns)
        elif one.name:
            yield one.name


def shared_among(names: list[str]) -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]


def test_no_two_screens_share_a_name():
    names = list(names_in(get_resolver().url_patterns))

    assert len(names) > 50
    assert shared_among(names) == []


def test_a_shared_name_is_found():
    assert shared_among(["entry", "board", "entry"]) == ["entry"]
