"""What a server asks programs to leave alone, in its ``robots.txt`` (RFC 9309)."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

NAME = "beizhan"
"""By which a server can speak to the watch and to nobody else."""

MOST_BYTES = 500 * 1024
_MOST_RULES = 2_000


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules that hold for the watch, each a path with whether it is open; and seconds between two requests."""

    rules: tuple[tuple[str, bool], ...] = ()
    delay: float = 0.0

    def admits(self, address: str) -> bool:
        """Return whether an address is open: the longest rule that fits decides, and of two alike the one that opens.

        ``robots.txt`` itself always is.
        """
        parts = urlsplit(address)
        path = unquote(parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        fitting = [(len(rule), opens) for rule, opens in self.rules if _fits(rule, path)]
        return path == "/robots.txt" or not fitting or max(fitting)[1]


def robots_in(content: bytes) -> Robots:
    """Return the rules that hold for the watch: those that name it, or else those for everybody."""
    named, everybody = list[tuple[str, str]](), list[tuple[str, str]]()
    agents, is_open, is_named = set[str](), False, False
    for key, value in _lines_of(content[:MOST_BYTES].decode("utf-8-sig", "replace")):
        if key == "user-agent":
            agents = {*(agents if is_open else ()), value.partition("/")[0].strip().casefold()}
            is_open = True
            is_named |= NAME in agents
        else:
            is_open = False
            named += [(key, value)] if NAME in agents else []
            everybody += [(key, value)] if "*" in agents else []
    return _robots(named if is_named else everybody)


def _lines_of(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        if colon and key.strip().casefold() in {"user-agent", "allow", "disallow", "crawl-delay"}:
            yield key.strip().casefold(), value.strip()


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = [(unquote(value), key == "allow") for key, value in lines if key in {"allow", "disallow"} and value]
    delays = [value for key, value in lines if key == "crawl-delay" and value.replace(".", "", 1).isdecimal()]
    return Robots(tuple(rules[:_MOST_RULES]), float(delays[0][:8]) if delays else 0.0)


def _fits(rule: str, path: str) -> bool:
    """Return whether a rule fits a path from its beginning: ``*`` is anything, ``$`` at the end is the end.

    Every part is taken where it first stands, so that no rule can take long.
    """
    ends = rule.endswith("$")
    first, *others = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for number, part in enumerate(others, start=1):
        is_last = ends and number == len(others)
        place = path.rfind(part, at) if is_last else path.find(part, at)
        if place < 0 or (is_last and place + len(part) != len(path)):
            return False
        at = place + len(part)
    return bool(others) or not ends or at == len(path)
