"""Sealed envelopes: a content that only its holder's key opens.

AES-256-GCM under a key that HKDF derives from the words handed to the holder, which are random and long enough to
need no slower derivation; the associated text binds an envelope to its place, so that one cannot be put where
another belongs.
"""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from beizhan.core.fingerprint import canonical

_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_GROUPS, _IN_GROUP = 6, 4
_SALT, _NONCE = 16, 12


class WrongKeyError(Exception):
    """The key does not open this envelope."""


def new_key() -> str:
    """Return fresh key words: six groups of four letters and digits that nobody confuses, about 119 bits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))


def is_key(words: str) -> bool:
    """Tell whether these are key words as `new_key` makes them: a shorter or another key might be guessed."""
    groups = words.split("-")
    return len(groups) == _GROUPS and all(len(one) == _IN_GROUP and set(one) <= set(_LETTERS) for one in groups)


def seal(content: object, *, key: str, bound_to: str) -> str:
    """Return the envelope's text."""
    salt, nonce = secrets.token_bytes(_SALT), secrets.token_bytes(_NONCE)
    box = AESGCM(_derived(key, salt)).encrypt(nonce, canonical(content).encode(), bound_to.encode())
    return urlsafe_b64encode(salt + nonce + box).decode()


def unseal(envelope: str, *, key: str, bound_to: str) -> object:
    """Return what an envelope holds.

    Raises
    ------
    WrongKeyError
        If the key, or the place it is bound to, is another one, or the envelope was tampered with.
    """
    whole = urlsafe_b64decode(envelope)
    salt, nonce, box = whole[:_SALT], whole[_SALT : _SALT + _NONCE], whole[_SALT + _NONCE :]
    try:
        return json.loads(AESGCM(_derived(key, salt)).decrypt(nonce, box, bound_to.encode()))
    except InvalidTag as wrong:
        raise WrongKeyError from wrong


def _derived(key: str, salt: bytes) -> bytes:
    words = "".join(letter for letter in key.upper() if letter in _LETTERS)
    return HKDF(SHA256(), length=32, salt=salt, info=b"beizhan envelope").derive(words.encode())
