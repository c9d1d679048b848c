"""Every request leaves by one way (OB-03): nothing else in the source knows how to send one."""

import ast
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "beizhan"
WAY_OUT = SOURCE / "files" / "outbound"
SENDERS = ("requests", "urllib.request", "urllib3", "http.client", "httpx", "aiohttp", "ftplib", "smtplib", "telnetlib")
LISTENS = {"management/commands/serve.py"}
"""Opens a socket to see whether our own server answers."""


def imported_in(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def senders_in(text: str) -> list[str]:
    names = (*SENDERS, "socket")
    return [one for one in imported_in(text) if any(one == name or one.startswith(f"{name}.") for name in names)]


def test_nothing_but_the_way_out_can_send_a_request():
    found = {
        str(path.relative_to(SOURCE)): senders_in(path.read_text())
        for path in sorted(SOURCE.rglob("*.py"))
        if WAY_OUT not in path.parents
    }

    assert {path for path, names in found.items() if names} == LISTENS


def test_a_second_way_out_is_found():
    assert senders_in("from urllib import request") == ["urllib.request"]
    assert senders_in("import requests.sessions") == ["requests.sessions"]
    assert senders_in("from urllib.parse import urlsplit") == []
