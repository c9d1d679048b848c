"""What is dear to reckon is kept under a key that holds all it follows from, so it is never stale."""

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache

T = TypeVar("T")


def kept(key: str, kind: type[T], make: Callable[[], T]) -> T:
    """Return what is kept under a key, or make and keep it; something else under that key counts as nothing."""
    found = cache.get(key)
    if isinstance(found, kind):
        return found
    made = make()
    cache.set(key, made, None)
    return made
