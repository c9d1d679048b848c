"""The pages of ``docs/reference``, printed from what they describe: permissions, settings, commands, addresses."""

import inspect
import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from django.core.management import load_command_class
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.translation import override

from beizhan import settings
from beizhan.core.access import ALLOWED, MARKING_POSTS, PARTY_OF, Deed, Post
from beizhan.pages.words import DEEDS, PARTIES, POSTS

_PRINTED = "Printed by `./beizhan reference`; a test fails when it is stale.\n"
_ABOUT_POSTS = """
The one table is `core/access.py`. A deputy may do what the holder may. A post for one skill holds in that skill only.
Posts with ② are granted by two people.

"""
_ENVIRON = re.compile(r'(?:environ\.get|_flag)\(\s*"(\w+)"(?:,\s*"([^"]*)"|,[^)]*)?')
_ANY = re.compile(r"<(?:\w+:)?(\w+)>")

SETTINGS: Mapping[str, str] = {
    "BEIZHAN_VAR": "Folder for the database, the secret and whatever else is kept; by default `var` beside the source.",
    "BEIZHAN_SECRET_KEY": "At least 32 characters that sign sessions; `./beizhan` makes one in `var/secret`.",
    "BEIZHAN_DEBUG": "1 shows tracebacks to the reader. Never where anybody works.",
    "BEIZHAN_OUTBOUND_HOSTS": "Inner hosts that the watch may ask, each as `host:port`, apart by blanks.",
    "BEIZHAN_HOSTS": "Names by which the server may be called, apart by blanks.",
    "BEIZHAN_ORIGINS": "Origins with scheme that may send forms, apart by blanks; needed behind a proxy.",
    "BEIZHAN_HTTPS": "1 where TLS ends in front of the server: cookies and redirects are for HTTPS only.",
    "BEIZHAN_SECOND_FACTOR": "1 asks everybody for a second factor (TOTP or passkey).",
    "BEIZHAN_OBJECTION_MINUTES": "How long objections are possible, where an assessment does not say otherwise.",
    "BEIZHAN_REAUTHENTICATION_SECONDS": "After so many seconds an act of two people asks for the password again.",
    "BEIZHAN_LANGUAGE": "The language of whoever has chosen none: `zh-hans` or `en`.",
    "BEIZHAN_TIME_ZONE": "Where days begin and end.",
    "DATABASE_URL": "`postgresql://...` for PostgreSQL; by default SQLite in the folder above.",
}
"""What each setting does; a test demands one for every name that ``settings.py`` reads."""


def pages() -> dict[str, str]:
    """Return every page of the reference by its file name."""
    written: dict[str, Callable[[], str]] = {
        "permissions.md": permissions,
        "settings.md": settings_page,
        "commands.md": commands,
        "urls.md": addresses,
    }
    with override("en"):
        return {name: write() for name, write in written.items()}


def permissions() -> str:
    """Return which post may do which deed."""
    posts = list(Post)
    heads = ["Deed", *(f"{POSTS[post]}{' ②' if post in MARKING_POSTS else ''}" for post in posts)]
    rows = [[f"{DEEDS[deed]} (`{deed}`)", *("●" if post in ALLOWED[deed] else "" for post in posts)] for deed in Deed]
    parties = [[str(POSTS[post]), f"`{post}`", str(PARTIES[PARTY_OF[post]])] for post in posts]
    return "".join(
        (
            "# Who may do what\n\n",
            _PRINTED,
            _ABOUT_POSTS,
            _table(heads, rows),
            "\n## The posts and their parties\n\n",
            _table(["Post", "Code", "Party"], parties),
        )
    )


def settings_page() -> str:
    """Return what the environment may say."""
    rows = [[f"`{name}`", f"`{default}`" if default else "", SETTINGS[name]] for name, default in settings_read()]
    rows.append(["`DATABASE_URL`", "", SETTINGS["DATABASE_URL"]])
    return f"# Settings\n\n{_PRINTED}\nThe environment gives values; nothing else is read.\n\n" + _table(
        ["Name", "Default", "What it does"], rows
    )


def settings_read() -> list[tuple[str, str]]:
    """Return the names that ``settings.py`` reads from the environment, each with its default."""
    source = Path(inspect.getfile(settings)).read_text(encoding="utf-8")
    return list(dict(_ENVIRON.findall(source)).items())


def commands() -> str:
    """Return the product's own command line."""
    return f"# Commands\n\n{_PRINTED}\n" + "\n".join(_commands())


def addresses() -> str:
    """Return every address, the name of its screen, and what the screen does."""
    rows = [[f"`/{path}`", f"`{name}`", told] for path, name, told in _screens(get_resolver().url_patterns)]
    return f"# Addresses\n\n{_PRINTED}\nThose of the sign-in (`/account/`) are django-allauth's.\n\n" + _table(
        ["Address", "Screen", "What it does"], rows
    )


def _commands() -> Iterator[str]:
    folder = Path(__file__).parent / "commands"
    for name in sorted(path.stem for path in folder.glob("[!_]*.py")):
        command = load_command_class("beizhan", name)
        parser = ArgumentParser()
        command.add_arguments(parser)
        own = parser._actions[1:]  # noqa: SLF001 - argparse lists its actions nowhere else; the first is --help
        yield f"## {name}\n\n{command.help}\n"
        if own:
            rows = [[f"`{' '.join(one.option_strings) or one.metavar or one.dest}`", one.help or ""] for one in own]
            yield _table(["Argument", "What it means"], rows)


def _screens(patterns: Iterable[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str, str]]:
    for pattern in patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not path.startswith("account/"):
                yield from _screens(pattern.url_patterns, path)
        elif pattern.callback.__module__.startswith("beizhan."):
            told = (inspect.getdoc(inspect.unwrap(pattern.callback)) or "").splitlines()
            yield _ANY.sub(r"{\1}", path), pattern.name or "", told[0] if told else ""


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)
