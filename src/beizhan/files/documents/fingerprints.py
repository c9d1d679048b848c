"""By what a thing that is not read is told from others of its kind: the fingerprint of what is known of it."""

from collections.abc import Iterable
from hashlib import sha256


def fingerprint_of_texts(texts: Iterable[str]) -> str:
    """Return the SHA-256 of texts under each other, lone surrogates as they are."""
    return sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
