"""Asking for what lies at an address: guarded at every hop, bounded in size and time, and believed in nothing."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from beizhan.core.faults import Fault, error
from beizhan.files.guard import Unreadable
from beizhan.files.outbound.addresses import Forbidden, Resolver, resolved, target_of
from beizhan.files.outbound.connecting import Late, Ward, adapter_of

HOPS = 5
LONGEST_WAIT = 7 * 24 * 3600
"""Seconds for which a server is left alone at most, whatever it asks for."""
_PIECE = 64 * 1024
_REDIRECTS = frozenset((301, 302, 303, 307, 308))
Admission = Callable[[str], None]
_AGENT = "Beizhan/0.1 (looks for new editions of public documents)"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What an answer may cost: bytes of its body, seconds in all; and the hosts with ports that a setting names."""

    size: int = 2 * 1024 * 1024
    seconds: float = 10
    named: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known from the last time, so that nothing need be sent that has not changed."""

    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: from which address in the end, as what, and whether it is what is known already."""

    address: str
    status: int
    media_type: str = ""
    body: bytes = b""
    etag: str = ""
    modified: str = ""
    disposition: str = ""
    is_known: bool = False


class NoAnswer(Unreadable):
    """A server did not answer, or not as it may; ``wait`` is for how many seconds it wants to be left alone.

    ``host`` is the one that refused, empty if none said anything.
    """

    def __init__(self, fault: Fault, wait: int = 0, host: str = "") -> None:
        super().__init__(fault)
        self.wait = wait
        self.host = host


def ask(
    address: str,
    known: Known = Known(),
    bounds: Bounds = Bounds(),
    resolve: Resolver = resolved,
    admit: Admission = lambda _address: None,
) -> Answer:
    """Return what lies at an address.

    Parameters
    ----------
    address : str
        Of the web, ``http`` or ``https``.
    known : Known
        What the server told the last time.
    bounds : Bounds
        What the answer may cost, all hops together.
    resolve : Resolver
        How the name of a host is looked up.
    admit : Admission
        Called with every address before it is asked for; it raises what keeps it from being asked.

    Raises
    ------
    Forbidden
        If the address, or one that it leads to, may not be reached.
    Late, NoAnswer
        If the answer is too slow, too large, broken off, a refusal, or leads round and round.
    """
    with Ward(bounds.seconds, bounds.named, resolve) as ward, requests.Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, adapter_of(ward))
        try:
            return _followed(session, ward, (address, admit), known, bounds)
        except (requests.RequestException, HTTPError, OSError, ValueError) as refusal:
            ward.left()
            raise NoAnswer(error("answer_broken", reason=type(refusal).__name__)) from refusal


def _followed(
    session: requests.Session, ward: Ward, first: tuple[str, Admission], known: Known, bounds: Bounds
) -> Answer:
    at, seen, admit = urldefrag(first[0]).url, set[str](), first[1]
    for _hop in range(HOPS + 1):
        if at in seen:
            raise NoAnswer(error("redirects_in_a_circle"))
        seen.add(at)
        target_of(at, bounds.named)
        admit(at)
        left = ward.left()
        with session.get(at, headers=_heads(known), allow_redirects=False, stream=True, timeout=left) as response:
            if response.status_code not in _REDIRECTS or "Location" not in response.headers:
                return _answer(response, ward, (at, known != Known()), bounds)
            following = urldefrag(urljoin(at, response.headers["Location"])).url
        if at.startswith("https:") and not following.startswith("https:"):
            raise Forbidden(error("redirect_to_plain"))
        at = following
    raise NoAnswer(error("redirects_too_many", allowed=HOPS))


def _heads(known: Known) -> Mapping[str, str]:
    heads = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
    if known.etag:
        heads["If-None-Match"] = known.etag
    if known.modified:
        heads["If-Modified-Since"] = known.modified
    return heads


def _answer(response: requests.Response, ward: Ward, asked: tuple[str, bool], bounds: Bounds) -> Answer:
    at, is_conditional = asked
    heads = response.headers
    etag, modified = heads.get("ETag", "")[:200], heads.get("Last-Modified", "")[:60]
    if response.status_code == HTTPStatus.NOT_MODIFIED and is_conditional:
        return Answer(at, response.status_code, etag=etag, modified=modified, is_known=True)
    if response.status_code != HTTPStatus.OK:
        wait = _wait(heads.get("Retry-After", ""), heads.get("Date", ""))
        raise NoAnswer(error("answer_refused", status=response.status_code), wait, urlsplit(at).netloc)
    if heads.get("Content-Encoding", "identity").casefold() != "identity":
        raise NoAnswer(error("answer_packed", encoding=heads["Content-Encoding"][:40]))
    body = _body(response, ward, bounds)
    kind, disposition = heads.get("Content-Type", "")[:120], heads.get("Content-Disposition", "")[:300]
    return Answer(at, response.status_code, kind, body, etag, modified, disposition)


def _body(response: requests.Response, ward: Ward, bounds: Bounds) -> bytes:
    declared = response.headers.get("Content-Length", "")
    if declared.isdecimal() and int(declared[:18]) > bounds.size:
        raise NoAnswer(error("answer_too_big", allowed=bounds.size))
    body = bytearray()
    while piece := response.raw.read(_PIECE):
        ward.left()
        body += piece
        if len(body) > bounds.size:
            raise NoAnswer(error("answer_too_big", allowed=bounds.size))
    ward.left()
    if declared.isdecimal() and len(body) != int(declared[:18]):
        raise NoAnswer(error("answer_broken", reason="Content-Length"))
    return bytes(body)


def _wait(said: str, now: str) -> int:
    """Return the seconds for which a server wants to be left alone (RFC 9110, 10.2.3).

    A number, or until a date: then by the server's own clock, which its ``Date`` tells.
    """
    if said.isdecimal():
        return min(int(said[:12]), LONGEST_WAIT)
    try:
        left = parsedate_to_datetime(said) - parsedate_to_datetime(now)
    except (TypeError, ValueError, OverflowError):
        return 0
    return max(0, min(round(left.total_seconds()), LONGEST_WAIT))


__all__ = ["Answer", "Bounds", "Forbidden", "Known", "Late", "NoAnswer", "ask"]
