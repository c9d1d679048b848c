"""A real server on the loopback that does what servers do: changes, fails, leads on, loops, drips and lies."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Reply = Callable[["Handler"], None]


@dataclass
class Wayward:
    """The server: what it replies at each path, and which requests it saw."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    seen: list[tuple[str, str]] = field(default_factory=list)
    robots_asked: int = 0

    @property
    def named(self) -> frozenset[str]:
        """Say it as a setting would name it."""
        return frozenset({f"127.0.0.1:{self.port}"})

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def says(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **heads: str) -> str:
        """Answer with a body from now on; with an ``ETag`` among the heads, 304 to whoever knows it."""
        content = body if isinstance(body, bytes) else body.encode()
        named = {name.replace("_", "-"): value for name, value in heads.items()}

        def reply(handler: Handler) -> None:
            etag = named.get("ETag")
            if etag and handler.headers.get("If-None-Match") == etag:
                handler.reply(304, b"", named)
            else:
                handler.reply(200, content, {"Content-Type": kind, **named})

        self.replies[path] = reply
        return self.at(path)

    def fails(self, path: str, status: int, **heads: str) -> str:
        named = {name.replace("_", "-"): value for name, value in heads.items()}
        self.replies[path] = lambda handler: handler.reply(status, b"no", named)
        return self.at(path)

    def leads(self, path: str, to: str) -> str:
        self.replies[path] = lambda handler: handler.reply(302, b"", {"Location": to})
        return self.at(path)

    def drips(self, path: str, *, heads: bool = False) -> str:
        """Send a byte every now and then, of the body or of the heads, without an end."""

        def reply(handler: Handler) -> None:
            start = b"HTTP/1.1 200 OK\r\nX-Slow: " if heads else b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n"
            handler.raw(start, *[b"x"] * 200)

        self.replies[path] = reply
        return self.at(path)

    def lies(self, path: str, declared: int, body: bytes) -> str:
        """Declare another length than that of the body."""
        head = f"HTTP/1.1 200 OK\r\nContent-Length: {declared}\r\nContent-Type: text/html\r\n\r\n".encode()
        self.replies[path] = lambda handler: handler.raw(head + body)
        return self.at(path)

    def pours(self, path: str) -> str:
        """Send chunks without an end and without a length."""
        head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
        self.replies[path] = lambda handler: handler.raw(head, *[piece] * 200, rest=0)
        return self.at(path)


class Handler(BaseHTTPRequestHandler):
    """Answer one request."""

    wayward: Wayward

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.wayward.robots_asked += 1
        else:
            self.wayward.seen.append((self.path, self.headers.get("If-None-Match", "")))
        reply = self.wayward.replies.get(self.path, lambda handler: handler.reply(404, b"", {}))
        try:
            reply(self)
        except OSError:
            return

    def reply(self, status: int, body: bytes, heads: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in heads.items():
            self.send_header(name, value)
        if "Content-Length" not in heads:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, *pieces: bytes, rest: float = 0.05) -> None:
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(rest if len(pieces) > 1 else 0)
        self.connection.shutdown(socket.SHUT_WR)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def wayward_server() -> Iterator[Wayward]:
    """Serve on a free port of the loopback, until the end."""
    handler = type("Bound", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    handler.wayward = Wayward(server.server_address[1])
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield handler.wayward
    finally:
        server.shutdown()
        server.server_close()
