"""Taking an export apart, changing something, and putting it together again as cleverly as somebody is able to."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from zipfile import ZipFile

from beizhan.core.fingerprint import GENESIS, canonical, fingerprint_of, link_of
from beizhan.files.export_pack import Record, packed
from beizhan.files.verifier import verify


@dataclass
class Taken:
    """An export in pieces; ``events`` are mappings, in order."""

    manifest: dict
    events: list[dict]
    schemes: dict
    rules: list
    results: list

    def find(self, kind: str, number: int = 0) -> dict:
        """The event of a kind, counted from 0; a negative number counts from the end."""
        return [event for event in self.events if event["kind"] == kind][number]

    def row(self, **wanted: object) -> tuple[dict, dict]:
        """The first award with these facts, and its event."""
        for event in self.events:
            for row in event["body"].get("rows", ()) if event["kind"] == "awards" else ():
                if all(row[name] == value for name, value in wanted.items()):
                    return row, event
        raise LookupError(wanted)

    def hashed(self, event: dict) -> None:
        """Give one event the hash of what it says now."""
        event["hash"] = link_of(event)

    def chained(self) -> None:
        """Number and hash the whole chain anew, as whoever owns the database could."""
        previous = GENESIS
        for seq, event in enumerate(self.events, 1):
            event["seq"], event["previous"] = seq, previous
            self.hashed(event)
            previous = event["hash"]

    def signed(self) -> None:
        """Give every result its place in the chain and its fingerprint anew, then the chain; twice is enough."""
        for told in [event for event in self.events if event["kind"] == "snapshot"]:
            kept = next(one for one in self.results if one["revision"] == told["body"]["revision"])
            self.chained()
            kept["document"]["events"] = {"seq": told["seq"] - 1, "head": told["previous"]}
            told["body"]["fingerprint"] = kept["fingerprint"] = fingerprint_of(kept["document"])
        self.chained()

    def together(self) -> bytes:
        """Pack it with a manifest that fits."""
        lines = tuple(canonical(event) if "float" not in event else json.dumps(event) for event in self.events)
        record = Record(
            assessment=self.manifest["assessment"],
            software="forged",
            events=lines,
            head=self.events[-1]["hash"],
            schemes=self.schemes,
            rules=tuple(self.rules),
            results=tuple(self.results),
        )
        return packed(record, at="2026-11-22T08:00:00.000000Z")


def apart(export: bytes) -> Taken:
    with ZipFile(io.BytesIO(export)) as archive:
        names = archive.namelist()
        return Taken(
            manifest=json.loads(archive.read("manifest.json")),
            events=[json.loads(line) for line in archive.read("events.jsonl").splitlines()],
            schemes=json.loads(archive.read("scheme.json")),
            rules=json.loads(archive.read("rule.json")) if "rule.json" in names else [],
            results=json.loads(archive.read("result.json")),
        )


def codes_of(export: bytes, checkpoints: tuple = ()) -> list[str]:
    """Every code that the verifier finds, each once, in the order in which they turn up."""
    return list(dict.fromkeys(one["code"] for one in verify(io.BytesIO(export), checkpoints)["findings"]))
