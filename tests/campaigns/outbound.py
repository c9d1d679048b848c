"""C12: requests that must never arrive: every inner address, by every way in, from every feature of the watch.

The ground is a network of its own (``unshare -rn``) in which every address of both families is ours, so that a
sentinel can listen at all of them at once: on port 80 it answers as the public web where the address is public, and
notes a hit where it is not. A lying resolver gives names a public address first and an inner one afterwards, or both.
"""

from __future__ import annotations

import socket
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from threading import Thread

from beizhan.actions.documents.looking import MOST_FILES, look_at
from beizhan.actions.documents.manners import Manners
from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.documents.watching import SourceKind
from beizhan.files.guard import Unreadable
from beizhan.files.outbound.addresses import resolved
from beizhan.files.outbound.asking import Bounds, ask
from beizhan.models.documents.watch import Look

PUBLIC = "93.184.215.14"
_FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>{}</channel></rss>'
AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
INNER = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.254 100.64.0.1 100.100.100.200 100.127.255.254 127.0.0.1 127.0.0.53
127.1.2.3 127.255.255.254 169.254.0.1 169.254.169.254 169.254.170.2 172.16.0.1 172.17.0.1 172.31.255.254
192.0.0.1 192.0.0.8 192.0.0.170 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 192.168.1.1 192.168.255.254
198.18.0.1 198.19.255.254 198.51.100.7 203.0.113.9 240.0.0.1 250.1.2.3
""".split()  # noqa: SIM905 - a list of two hundred words reads better so
INNER_V6 = """
::1 ::127.0.0.1 ::10.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:100.64.0.1 ::ffff:169.254.169.254
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::7f00:1 64:ff9b:1::a00:1 100::1 2001::1 2001:db8::1
2001:10::1 2002:7f00:1:: 2002:a00:1:: 2002:a9fe:a9fe:: 3fff::1 5f00::1 fc00::1 fd00::1 fd00:ec2::254
fe80::1 fec0::1 4000::1 8000::1 e000::1
""".split()  # noqa: SIM905 - a list of two hundred words reads better so
SPELLED = """
127.1 127.0.1 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 2130706433 0 0x0 10.1 0xa000001 012.0.0.1
167772161 ①②⑦.0.0.1 １２７.0.0.1 127。0。0。1 0xa9fea9fe 2852039166 169.254.43518 0251.0376.0251.0376
192.168.257 3232235777 0xc0a80101 localhost LOCALHOST localhost. ip6-localhost 100.6579400 0x646464c8
172.1048577
""".split()  # noqa: SIM905 - a list of two hundred words reads better so
"""Inner addresses as nobody writes them; what the system's own resolver makes of each is what counts."""


def destinations(size: str) -> list[str]:
    """Return hosts to be reached in vain: plain, spread over every denied network, and oddly spelled."""
    spread = [f"10.{n}.{n * 7 % 256}.9" for n in range(0, 250, 10)] + [f"172.{16 + n % 16}.{n}.1" for n in range(20)]
    spread += [f"192.168.{n}.77" for n in range(0, 250, 12)] + [f"100.{64 + n}.0.3" for n in range(0, 60, 4)]
    found = [*INNER, *(f"[{one}]" for one in INNER_V6), *SPELLED, *spread]
    return found[::6] if size == "small" else found


@dataclass
class Sentinel:
    """Listens at every address there is; ``hits`` are the inner ones that somebody reached."""

    hits: list[str] = field(default_factory=list)
    served: int = 0
    leads: str = ""
    listed: list[str] = field(default_factory=list)
    robots_lead: bool = False
    """Whether the rules for programs lead inward too; otherwise there are none."""

    def answer(self, connection: socket.socket) -> None:
        """Answer as the public web, or note that somebody is where nobody may be."""
        with connection:
            at = connection.getsockname()[0]
            if at != PUBLIC:
                self.hits.append(at)
                return
            self.served += 1
            connection.settimeout(5)
            path = connection.recv(4096).split(b" ")[1:2]
            connection.sendall(self._reply(path[0] if path else b"/"))

    def _reply(self, path: bytes) -> bytes:
        if path == b"/robots.txt" and not self.robots_lead:
            return b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        kinds = {b"/list": ("<p>{}</p>", '<a href="{}">a</a>'), b"/feed": (_FEED, "<item><link>{}</link></item>")}
        if path in kinds:
            whole, each = kinds[path]
            body = whole.format("".join(each.format(one) for one in self.listed)).encode()
            return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(body), body)
        head = f"HTTP/1.1 302 Found\r\nLocation: {self.leads}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        return head.encode("utf-8", "replace")


@contextmanager
def sentinel() -> Iterator[Sentinel]:
    """Make every address ours, and listen."""
    for words in ("link set lo up", "route add local 0.0.0.0/0 dev lo", "-6 route add local ::/0 dev lo"):
        subprocess.run(["ip", *words.split()], check=True, capture_output=True)
    one = Sentinel()
    listener = socket.create_server(("::", 80), family=socket.AF_INET6, dualstack_ipv6=True, backlog=512)

    def listen() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            Thread(target=one.answer, args=(_plain(connection),), daemon=True).start()

    Thread(target=listen, daemon=True).start()
    try:
        yield one
    finally:
        listener.close()


def _plain(connection: socket.socket) -> socket.socket:
    """Return a connection whose own address reads as IPv4 where it is one."""

    class Plain(socket.socket):
        def getsockname(self) -> tuple[str, int]:
            host, port = super().getsockname()[:2]
            return host.removeprefix("::ffff:"), port

    return Plain(fileno=connection.detach())


def literal(host: str) -> list[tuple[int, tuple[object, ...]]]:
    """Return what the system makes of a host, nothing if nothing."""
    try:
        return list(resolved(host.strip("[]"), 80))
    except (OSError, UnicodeError):
        return []


def liar(host: str, *, both: bool) -> Callable[[str, int], list[tuple[int, tuple[object, ...]]]]:
    """Return a resolver for which a name is public at first and inner afterwards, or both at once."""
    inner, asked = literal(host), Counter[str]()
    public = [(socket.AF_INET, (PUBLIC, 80))]

    def resolve(name: str, port: int) -> list[tuple[int, tuple[object, ...]]]:
        asked[name] += 1
        if name not in ("rebinding.example", "mixed.example"):
            return list(resolved(name, port))
        if both:
            return [*public, *inner]
        return public if asked[name] == 1 else inner

    return resolve


def _tries(host: str, sent: Sentinel) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield every way in which somebody may try to have an inner host asked."""
    sent.leads = f"http://{host}/"
    quick = Bounds(seconds=2)
    yield "direct", lambda: ask(f"http://{host}/", bounds=quick)
    yield "redirect", lambda: ask(f"http://{PUBLIC}/away", bounds=quick)
    rebinding = liar(host, both=False)
    sent.leads = "http://rebinding.example/again"
    yield "rebinding", lambda: ask("http://rebinding.example/", bounds=quick, resolve=rebinding)
    yield "mixed", lambda: ask("http://mixed.example/", bounds=quick, resolve=liar(host, both=True))


def campaign(*, size: str) -> dict[str, object]:
    """Try everything; nothing may arrive, and every attempt of the watch must be written down as failed."""
    blocked: Counter[str] = Counter()
    through: list[str] = []
    with sentinel() as sent:
        hosts = destinations(size)
        for host in hosts:
            for way, act in _tries(host, sent):
                try:
                    act()
                    through.append(f"{way} {host}")
                except Unreadable as refusal:
                    blocked[f"{way}: {refusal.fault.code}"] += 1
        looks, unwritten = _watched(hosts, sent)
    wrong = {"hits": len(sent.hits), "through": len(through), "unwritten": len(unwritten)}
    return {
        "ok": not any(wrong.values()) and sent.served > 0,
        "destinations": len(hosts),
        "attempts": sum(blocked.values()) + len(through),
        "looks": looks,
        "served": sent.served,
        "blocked": dict(sorted(blocked.items())),
        "wrong": wrong,
        "where": sorted(set(sent.hits))[:10],
    }


def _watched(hosts: list[str], sent: Sentinel) -> tuple[int, list[str]]:
    """Let each feature of the watch lead to each host; return how many looks there were and which told no refusal."""
    import hall  # noqa: PLC0415 - models can only be imported once Django is set up

    found = hall.hall()
    looks: list[tuple[str, Look]] = []
    days = (AT + timedelta(days=number) for number in count())  # what a host asks of programs is kept for a day
    for kind in SourceKind:
        is_set, sent.robots_lead = kind in (SourceKind.LIST, SourceKind.FEED), kind is SourceKind.PAGE
        facts = SourceFacts(kind, f"C12 {kind}", f"http://{PUBLIC}/{kind}", found.skill)
        terms = TermsFacts(found.people["expert"], 60, wanted="." if is_set else "")
        source = add_source(found.campaign, facts, terms, by=found.people["expert"], at=AT)
        batches = [hosts[place : place + MOST_FILES] for place in range(0, len(hosts), MOST_FILES)]
        for batch in batches if is_set else [[host] for host in hosts]:
            sent.leads, sent.listed = f"http://{batch[0]}/", [f"http://{host}/" for host in batch]
            told = look_at(source, Manners(rest=0.0, seconds=2.0), at=next(days))
            looks += [(f"{kind} {look.address}", look) for look in told if look.address != source.address or not is_set]
    unwritten = [name for name, look in looks if look.outcome != "failed"]
    unmet = len(SourceKind) * len(hosts) - len(looks)
    return len(looks), [*unwritten, *["not looked at"] * unmet]
