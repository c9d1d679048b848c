"""How the watch behaves while it goes out: rests between requests, and what a host asks programs to leave alone."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256
from math import ceil
from time import monotonic, sleep
from urllib.parse import urlsplit

from django.core.cache import cache

from beizhan import __version__
from beizhan.core.faults import error
from beizhan.files.outbound.addresses import Resolver, resolved
from beizhan.files.outbound.asking import Admission, Answer, Bounds, Known, Late, NoAnswer, ask
from beizhan.files.outbound.robots import MOST_BYTES, Robots, robots_in

KEPT = timedelta(days=1)
"""How long what a host said in its ``robots.txt`` counts without being asked for anew; RFC 9309 allows no longer."""
_TOO_MANY, _SERVER_FAULT = 429, 500
_UNTOLD = 15 * 60
"""Seconds for which a host is left alone that had too many requests and does not say how long it wants to rest."""


@dataclass
class Manners:
    """How the watch behaves while it goes out: what answers may cost, and the rest between two requests to one host.

    What a server asks programs to leave alone is left alone, on every hop, and asked for once a day; a longer rest that
    it asks for is kept up to ``longest``. A host that wants to be left alone for a while is not asked meanwhile, nor in
    this round one that could not tell its rules.
    """

    named: Collection[str] = ()
    rest: float = 2.0
    seconds: float = 30.0
    longest: float = 30.0
    resolve: Resolver = resolved
    met: dict[str, float] = field(default_factory=dict)
    robots: dict[str, Robots] = field(default_factory=dict)
    resting: dict[str, float] = field(default_factory=dict)
    silent: dict[str, NoAnswer] = field(default_factory=dict)

    def ask(self, address: str, known: Known, size: int, *, at: datetime) -> Answer:
        """Ask for an address, not sooner after the last request to its host than is polite."""
        admit = partial(self._admit, at=at)
        admit(address)
        return self._asked(address, known, size, admit)

    def leaves_alone(self, address: str) -> bool:
        """Return whether the host of an address wants to be left alone just now."""
        return self._left(urlsplit(address).netloc) > 0

    def _left(self, host: str) -> float:
        return self.resting.get(host, 0.0) - monotonic()

    def _leave_alone(self, host: str) -> None:
        if (left := self._left(host)) > 0:
            raise NoAnswer(error("host_wants_rest", host=host[:120], minutes=ceil(left / 60)), ceil(left))

    def _asked(self, address: str, known: Known, size: int, *admit: Admission) -> Answer:
        host = urlsplit(address).netloc
        self._leave_alone(host)
        rest = min(max(self.rest, self.robots.get(_origin_of(address), Robots()).delay), max(self.rest, self.longest))
        sleep(max(0.0, min(rest, self.met.get(host, 0.0) + rest - monotonic())))
        try:
            return ask(address, known, Bounds(size, self.seconds, self.named), self.resolve, *admit)
        except NoAnswer as refusal:
            wait = refusal.wait or (_UNTOLD if refusal.fault.facts.get("status") == _TOO_MANY else 0)
            if refusal.host and wait:
                self.resting[refusal.host] = monotonic() + wait
            raise
        finally:
            self.met[host] = monotonic()

    def _admit(self, address: str, *, at: datetime) -> None:
        self._leave_alone(urlsplit(address).netloc)
        origin = _origin_of(address)
        if origin in self.silent:
            raise self.silent[origin]
        if origin not in self.robots:
            self.robots[origin] = _kept(origin, at) or self._told(origin, at)
        if not self.robots[origin].admits(address):
            raise NoAnswer(error("robots_forbid", host=urlsplit(address).netloc[:120]))

    def _told(self, origin: str, at: datetime) -> Robots:
        """Return and keep what a server asks of programs: nothing where it says nothing; silence by fault forbids."""
        try:
            told = robots_in(self._asked(f"{origin}/robots.txt", Known(), MOST_BYTES).body)
        except NoAnswer as refusal:
            status = refusal.fault.facts.get("status")
            if not isinstance(status, int) or status >= _SERVER_FAULT or status == _TOO_MANY:
                self.silent[origin] = NoAnswer(refusal.fault, refusal.wait)
                raise
            told = Robots()
        except Late as refusal:
            self.silent[origin] = NoAnswer(refusal.fault)
            raise
        cache.set(_key(origin), (at, told), KEPT.total_seconds())
        return told


def _kept(origin: str, at: datetime) -> Robots | None:
    """Return what a host said less than a day ago."""
    said, told = cache.get(_key(origin), (None, None))
    return told if said is not None and said <= at < said + KEPT else None


def _key(origin: str) -> str:
    return f"robots-{__version__}-{sha256(origin.encode()).hexdigest()}"


def _origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
