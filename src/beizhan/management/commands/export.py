"""``./beizhan export ASSESSMENT``: the record of an assessment as a zip that anybody can check."""

import json
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from beizhan.core.fingerprint import instant
from beizhan.files.export_pack import packed
from beizhan.management.named import assessment_called
from beizhan.queries.marking.publishing.exports import record_of


class Command(BaseCommand):
    help = (
        "Writes the whole record of an assessment to a zip: its hash chain, its schemes, its rule, its results and the "
        "verifier that checks them. ASSESSMENT is its code or id. Whoever can run this can read the database anyway; "
        "before the result is published the zip shows marks under blind codes, so keep it as safe."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("assessment", metavar="ASSESSMENT")
        parser.add_argument("--out", metavar="FILE", help="where to; by default beizhan-CODE.zip here")
        parser.add_argument("--json", action="store_true", dest="as_json")

    def handle(self, *, assessment: str, out: str | None, as_json: bool, **_: object) -> None:
        row = assessment_called(assessment)
        record = record_of(row)
        content = packed(record, at=instant(timezone.now()))
        path = Path(out or f"beizhan-{row.code}.zip")
        path.write_bytes(content)
        found = {
            "assessment": row.code,
            "id": str(row.pk),
            "file": str(path),
            "sha256": sha256(content).hexdigest(),
            "events": len(record.events),
            "head": record.head,
            "results": len(record.results),
        }
        text = f"{path}: {len(record.events)} events, checkpoint {len(record.events)}:{record.head}"
        self.stdout.write(json.dumps(found, ensure_ascii=False) if as_json else text)
