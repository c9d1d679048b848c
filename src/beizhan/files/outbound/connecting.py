"""The connection of a request: resolved once, checked, made to the very address that was checked, and ended in time."""

import socket
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from threading import Thread, Timer
from time import monotonic
from typing import Any, Self

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from beizhan.core.faults import error
from beizhan.files.guard import Unreadable
from beizhan.files.outbound.addresses import Resolver, Sockaddr, Target, checked, resolved


class Late(Unreadable):
    """A request took longer than it may."""


@dataclass
class Ward:
    """Watches over one request: what may be reached, and until when; the socket is shut when the time is over."""

    seconds: float
    named: Collection[str] = ()
    resolve: Resolver = resolved
    until: float = 0.0
    sockets: list[socket.socket] = field(default_factory=list)
    is_over: bool = False

    def left(self) -> float:
        """Return the seconds that are left.

        Raises
        ------
        Late
            If none are.
        """
        left = self.until - monotonic()
        if left <= 0 or self.is_over:
            raise Late(error("answer_too_slow", allowed=self.seconds))
        return left

    def __enter__(self) -> Self:
        """Start the clock."""
        self.until = monotonic() + self.seconds
        self._timer = Timer(self.seconds, self._end)
        self._timer.daemon = True
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the clock and close what is still open."""
        self._timer.cancel()
        for one in self.sockets:
            one.close()

    def _end(self) -> None:
        """Shut the socket under whoever still waits on it: a server that drips resets every other clock."""
        self.is_over = True
        for one in self.sockets:
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    def connected(self, host: str, port: int) -> socket.socket:
        """Return a socket that is connected to a host, every address of which was looked at first."""
        found = in_time(lambda: self.resolve(host, port), self.left())
        if not Target("", host.strip("[]").lower(), port).is_named(self.named):
            found = checked(found, host)
        refusal = OSError("no address")
        for family, sockaddr in found:
            try:
                return self._connected(family, sockaddr)
            except OSError as doubt:
                refusal = doubt
        raise refusal

    def _connected(self, family: int, sockaddr: Sockaddr) -> socket.socket:
        one = socket.socket(family, socket.SOCK_STREAM)
        self.sockets.append(one)
        one.settimeout(self.left())
        one.connect(sockaddr)
        return one


def in_time(act: Callable[[], Sequence[tuple[int, Sockaddr]]], seconds: float) -> Sequence[tuple[int, Sockaddr]]:
    """Return what an act gives that knows no clock of its own, such as looking a name up.

    Raises
    ------
    OSError
        If it fails, or does not end in time.
    """
    given: list[Sequence[tuple[int, Sockaddr]]] = []
    refused: list[BaseException] = []

    def run() -> None:
        try:
            given.append(act())
        except (OSError, UnicodeError) as refusal:
            refused.append(refusal)

    thread = Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if given:
        return given[0]
    raise OSError(str(refused[0]) if refused else "the name was not looked up in time")


def adapter_of(ward: Ward) -> HTTPAdapter:
    """Return an adapter whose every connection is made by a ward."""

    def new_socket(connection: HTTPConnection) -> socket.socket:
        try:
            return ward.connected(connection.host, connection.port or 0)
        except OSError as refusal:
            raise NewConnectionError(connection, str(refusal)) from refusal

    class PlainConnection(HTTPConnection):
        _new_conn = new_socket

    class SecureConnection(HTTPSConnection):
        _new_conn = new_socket

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = PlainConnection

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = SecureConnection

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
            super().init_poolmanager(*args, **kwargs)
            self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}

    return Adapter(max_retries=0)
