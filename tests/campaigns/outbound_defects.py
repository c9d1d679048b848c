"""Seeded defects of the one way out: what it would be without one of its protections, each to be caught by C12."""

from __future__ import annotations

import socket
from ipaddress import ip_address

from beizhan.files.outbound import addresses, connecting


def _is_private_only() -> None:
    """Only what Python calls private is refused."""
    addresses.is_public = lambda address: not ip_address(address).is_private


def _check_then_connect() -> None:
    """A name is looked up and checked, and looked up again to connect."""

    def connected(ward, host, port):
        addresses.checked(ward.resolve(host, port), host)
        family, sockaddr = ward.resolve(host, port)[0]
        one = socket.socket(family)
        ward.sockets.append(one)
        one.settimeout(ward.left())
        one.connect(sockaddr)
        return one

    connecting.Ward.connected = connected


def _redirects_on() -> None:
    """Where the first address leads is followed without another look."""
    honest = connecting.Ward.connected
    first: dict[int, bool] = {}

    def connected(ward, host, port):
        if first.setdefault(id(ward), True):
            first[id(ward)] = False
            return honest(ward, host, port)
        family, sockaddr = ward.resolve(host, port)[0]
        one = socket.socket(family)
        ward.sockets.append(one)
        one.settimeout(ward.left())
        one.connect(sockaddr)
        return one

    connecting.Ward.connected = connected
    honest_exit = connecting.Ward.__exit__

    def leave(ward, *told):
        first.pop(id(ward), None)
        return honest_exit(ward, *told)

    connecting.Ward.__exit__ = leave


DEFECTS = {
    "is-private-only": _is_private_only,
    "check-then-connect": _check_then_connect,
    "redirects-on": _redirects_on,
}
