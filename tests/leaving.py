"""Nobody leaves the machine: whatever a test connects to, sends to or looks up must lie on this very machine (OB-03).

An audit hook sees each of these whoever asks for it, in Python or below, and cannot be taken away again. What was
tried is refused there, and remembered, for code that asks the network rightly takes a refusal for a broken line.
"""

from __future__ import annotations

import sys
from ipaddress import ip_address
from socket import inet_aton

_OUTWARD = frozenset(
    ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname")
)
_HERE = frozenset(("", "localhost", "localhost.localdomain"))
TRIED: list[str] = []
"""Where somebody wanted to go since it was last emptied."""


class LeavingError(OSError):
    """Somebody wanted to leave the machine."""


def stay_here() -> None:
    """Refuse from now on, until the process ends, whatever would leave the machine."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event not in _OUTWARD:
        return
    host = _host_in(event, arguments)
    if host is not None and not is_here(host) and not (event.startswith("socket.get") and _is_number(host)):
        TRIED.append(f"{event} {host}")
        raise LeavingError(TRIED[-1])


def _host_in(event: str, arguments: tuple[object, ...]) -> str | None:
    """Return whom it concerns; nobody where it is a file of this machine, or a socket that is connected already."""
    told = arguments[0] if event.startswith("socket.get") else arguments[-1]
    if isinstance(told, tuple):
        return str(told[0])
    if event.startswith("socket.get"):
        return told.decode() if isinstance(told, bytes) else str(told or "")
    return None


def _is_number(host: str) -> bool:
    """Return whether a host is an address already, however oddly spelled: looking it up asks nobody."""
    if ":" in host:
        return True
    try:
        return bool(inet_aton(host))
    except (OSError, UnicodeError):
        return False


def is_here(host: str) -> bool:
    """Return whether a host is this very machine."""
    if host.casefold() in _HERE:
        return True
    try:
        return ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False
