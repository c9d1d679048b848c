"""``./beizhan reference``: writes the pages of ``docs/reference``."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from beizhan.management.reference import pages

FOLDER = Path(__file__).parents[4] / "docs" / "reference"


class Command(BaseCommand):
    help = "Prints the reference of permissions, settings, commands and addresses from what they describe."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Write nothing; end with 1 if a page is stale.")

    def handle(self, *, check: bool, **_: object) -> None:
        stale = [name for name, text in pages().items() if _kept(name) != text]
        if check and stale:
            raise CommandError(f"stale: {', '.join(stale)}; run ./beizhan reference")
        if not check:
            FOLDER.mkdir(parents=True, exist_ok=True)
            for name, text in pages().items():
                (FOLDER / name).write_text(text, encoding="utf-8")
        self.stdout.write(f"{len(stale)} of {len(pages())} pages {'stale' if check else 'written anew'}")


def _kept(name: str) -> str:
    path = FOLDER / name
    return path.read_text(encoding="utf-8") if path.exists() else ""
