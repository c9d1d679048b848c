"""Fingerprints: one text for one value, and the hash chain of an assessment."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256

GENESIS = "0" * 64
"""What stands as the previous hash of the first event of a stream."""


def canonical(value: object) -> str:
    """Return the one JSON text of a value: sorted keys, no spaces, no floats.

    Parameters
    ----------
    value : object
        None, bool, int, str, and lists, tuples and string-keyed mappings of these.

    Raises
    ------
    TypeError
        If a float or any other kind of value is inside: two machines might write it differently.
    """
    _refuse_inexact(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def fingerprint_of(value: object) -> str:
    """Return the SHA-256 of the canonical text, 64 hexadecimal digits."""
    return sha256(canonical(value).encode()).hexdigest()


def link_of(event: Mapping[str, object]) -> str:
    """Return the hash of one event of a chain.

    Parameters
    ----------
    event : Mapping
        With ``stream seq kind at by body previous``; other keys are refused by omission.
    """
    return fingerprint_of({name: event[name] for name in ("stream", "seq", "kind", "at", "by", "body", "previous")})


def instant(at: datetime) -> str:
    """Return a moment as the chain writes it: UTC, microseconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _refuse_inexact(value: object) -> None:
    if value is None or isinstance(value, bool | int | str):
        return
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(key)
            _refuse_inexact(inner)
        return
    if isinstance(value, list | tuple):
        for inner in value:
            _refuse_inexact(inner)
        return
    raise TypeError(type(value).__name__)
