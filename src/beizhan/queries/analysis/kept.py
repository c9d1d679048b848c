"""What is dear to reckon is kept under a key that holds all it follows from, so it is never stale."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from django.core.cache import cache

T = TypeVar("T")
_SPARING: ContextVar[bool] = ContextVar("sparing", default=False)


class NotKept(LookupError):  # noqa: N818 - a missing figure is no error of anybody
    """What is asked for was not reckoned before, and nothing dear is to be reckoned now."""


@contextmanager
def sparing() -> Iterator[None]:
    """Reckon nothing dear inside: what is not kept raises `NotKept`."""
    token = _SPARING.set(True)
    try:
        yield
    finally:
        _SPARING.reset(token)


def kept(key: str, kind: type[T], make: Callable[[], T], *, keeps: Callable[[T], bool] = lambda _: True) -> T:
    """Return what is kept under a key, or make and keep it; something else under that key counts as nothing.

    Raises
    ------
    NotKept
        If nothing is kept and the asking is `sparing`.
    """
    found = cache.get(key)
    if isinstance(found, kind):
        return found
    if _SPARING.get():
        raise NotKept(key)
    made = make()
    if keeps(made):
        cache.set(key, made, None)
    return made
