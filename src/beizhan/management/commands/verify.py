"""``./beizhan verify EXPORT``: what the stand-alone verifier says of an export."""

import sys
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from beizhan.files import verifier


class Command(BaseCommand):
    help = (
        "Checks an export: every hash, every rule of who may do what when, and every mark, total, rank and outcome, "
        "counted anew. Ends with 0 if all agrees, 1 if something does not, 2 if it cannot be read. The same as "
        "python3 -I verify.py EXPORT with the verify.py of the export, which needs nothing of this software."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("export", metavar="EXPORT")
        parser.add_argument("--json", action="store_true", dest="as_json")
        parser.add_argument(
            "--checkpoint", action="append", default=[], metavar="SEQ:HASH", help="an event that must be in the chain"
        )

    def handle(self, *, export: str, as_json: bool, checkpoint: list[str], **_: object) -> None:
        noted = [word for point in checkpoint for word in ("--checkpoint", point)]
        sys.exit(verifier.main([export, *(["--json"] if as_json else []), *noted]))
