"""Which addresses a request may reach: those of the public network, and what a setting names.

Python's own ``is_global`` is not enough: it calls mapped, compatible, translated and multicast addresses global, so
they stand in a list of their own here, and of IPv6 only what is given out for public use passes at all.
"""

import re
import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from beizhan.core.faults import error
from beizhan.files.guard import Unreadable

PORTS = frozenset((80, 443))
_PORT_OF = {"http": 80, "https": 443}
_DENIED = tuple(
    ip_network(text)
    for text in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        *("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32"),
        *("2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8"),
    )
)
_PUBLIC_V6 = ip_network("2000::/3")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.?")

Sockaddr = tuple[object, ...]
Resolver = Callable[[str, int], Sequence[tuple[int, Sockaddr]]]
"""From a host and a port to the families and socket addresses that the name has."""


class Forbidden(Unreadable):
    """A request may not go where it was sent."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes: the scheme, the host as the network knows it, and the port."""

    scheme: str
    host: str
    port: int

    def is_named(self, named: Collection[str]) -> bool:
        """Return whether a setting names the host, or the host with this port."""
        return f"{self.host}:{self.port}" in named


def target_of(address: str, named: Collection[str] = ()) -> Target:
    """Return where an address leads.

    Raises
    ------
    Forbidden
        If it is no plain web address, or names a port that is not open to us.
    """
    if not address.isprintable() or any(sign in address for sign in " \\\t\r\n"):
        raise Forbidden(error("address_not_understood", address=address[:200]))
    try:
        parts = urlsplit(address)
        port = parts.port or _PORT_OF.get(parts.scheme, 0)
        host = (parts.hostname or "").encode("idna").decode() if ":" not in (parts.hostname or "") else parts.hostname
    except (ValueError, UnicodeError):
        raise Forbidden(error("address_not_understood", address=address[:200])) from None
    if parts.scheme not in _PORT_OF or not host or parts.username is not None or parts.password is not None:
        raise Forbidden(error("address_not_understood", address=address[:200]))
    if ":" not in host and not _HOST.fullmatch(host.lower()):
        raise Forbidden(error("address_not_understood", address=address[:200]))
    found = Target(parts.scheme, host.lower(), port)
    if port not in PORTS and not found.is_named(named):
        raise Forbidden(error("port_forbidden", port=port))
    return found


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public network."""
    try:
        found: IPv4Address | IPv6Address = ip_address(address)
    except ValueError:
        return False
    if any(found in network for network in _DENIED if network.version == found.version):
        return False
    return found.is_global if found.version == 4 else found in _PUBLIC_V6 and found.is_global


def resolved(host: str, port: int) -> Sequence[tuple[int, Sockaddr]]:
    """Return the addresses of a host as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, sockaddr) for family, _type, _protocol, _name, sockaddr in found]


def checked(found: Sequence[tuple[int, Sockaddr]], host: str) -> Sequence[tuple[int, Sockaddr]]:
    """Return what a host resolved to, if every single address of it is public.

    Raises
    ------
    Forbidden
        If one is not: a name that has a public and a private address is not to be trusted with either.
    """
    for _family, sockaddr in found:
        if not is_public(str(sockaddr[0])):
            raise Forbidden(error("address_forbidden", host=host[:120], found=str(sockaddr[0])))
    return found
