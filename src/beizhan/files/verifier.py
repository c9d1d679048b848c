#!/usr/bin/env python3
"""Checks an export of Beizhan, alone: ``python3 -I verify.py EXPORT.zip [--json] [--checkpoint SEQ:HASH ...]``.

It needs Python 3.11 with its standard library and nothing else, and shares no line with what it checks:

1. every file is the one that the manifest names;
2. every event has the hash it claims, follows the one before without a gap, and belongs to one stream;
3. told from the first to the last, the events keep the rules: the steps, the scheme in force, version, round, value and
   seat of every award; a second person confirms exactly what stood there; two people draw, lock, reopen, change the
   scheme, publish, seal and correct; nothing is entered where it is signed off;
4. marks, totals, ranks and outcomes, counted anew in decimals and fractions, are those of every published result.

It prints what it finds and ends with 0 (all agrees), 1 (something does not) or 2 (not readable).

What it cannot see by itself: whoever can rewrite the whole export can cut the chain short before a result, or tell
another story from some event on and hash all of it anew. A ``--checkpoint`` ends that: the number and hash of an event,
as a judge's receipt or a printed result shows them, must stand in the chain.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
import zlib
from hashlib import sha256
from typing import IO, TYPE_CHECKING, Any

from beizhan.files.recount import CODES, Aspect, Award, Cell, Marks, drawn, faults_of_result, parsed, print_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

FORMAT = "beizhan-export/1"
MOST_BYTES, MOST_FINDINGS = 64 * 1024 * 1024, 200
AFTER = {"planned": {"tagged"}, "tagged": {"drawn"}, "drawn": {"marking"}, "marking": {"locked"}, "sealed": set()}
AFTER |= {"locked": {"opened", "marking"}, "opened": {"provisional", "marking"}, "provisional": {"sealed", "marking"}}
CAUSE = {"tagged": "draw", "drawn": "draw", "locked": "lock", "provisional": "snapshot", "sealed": "snapshot"}
BROKEN = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
MISSHAPEN = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)


class UnreadableError(Exception):
    """The file is no export that can be looked at."""


class Story:
    """What the events have told so far, and what was found wrong in them."""

    def __init__(self, stream: str, schemes: Any, results: Any, rules: Any) -> None:
        """Begin before the first event."""
        self.stream, self.schemes, self.rules = stream, schemes, {one["fingerprint"] for one in rules}
        self.results = {one["revision"]: one["document"] for one in results}
        self.seq, self.head, self.step, self.last, self.scheme, self.awarded = 0, "0" * 64, "planned", "", "", 0
        self.aspects: dict[str, Aspect] = {}
        self.cells: dict[tuple[str, str], Cell] = {}
        self.panel: dict[tuple[str, int], str] = {}
        self.draws: dict[int, Any] = {}
        self.links: dict[str, str] = {}
        self.places: set[str] = set()
        self.gone: set[str] = set()
        self.locks: set[tuple[str, str]] = set()
        self.correction: tuple[str, ...] = ()  # what must come next after the seal: its kind, by whom, and what
        self.objections = self.revision = self.found = 0
        self.findings: list[dict[str, str]] = []

    def demand(self, holds: object, code: str, sentence: str, place: str = "") -> None:
        """Write down what is wrong, unless it holds."""
        if not holds:
            self.found += 1
            if self.found <= MOST_FINDINGS:
                self.findings.append({"code": code, "place": place or f"event {self.seq}", "sentence": sentence})

    def at(self, *steps: str) -> None:
        """Demand that this is done at one of these steps."""
        self.demand(self.step in steps, "out_of_time", f"this cannot be done at step {self.step}")

    def two(self, event: Any) -> None:
        """Demand that somebody else proposed what was approved here."""
        other = event["body"]["proposed_by"]
        self.demand(other and other != event["by"], "one_person", "one person proposed and approved it")

    def cell(self, row: Any) -> tuple[Cell, Aspect]:
        """Return the cell that a row names."""
        if row["aspect"] not in self.aspects or row["place"] not in self.places:
            raise LookupError(f"there is no place {row['place']} with an aspect {row['aspect']}")
        return self.cells.setdefault((row["place"], row["aspect"]), Cell()), self.aspects[row["aspect"]]

    def unlocked(self, aspect: Aspect) -> None:
        """Demand that nobody has signed off the sub-criterion, its day or everything."""
        closed = {("assessment", ""), ("sub_criterion", aspect.sub), ("day", str(aspect.day))} & self.locks
        self.demand(not closed, "after_lock", f"{aspect.code} was signed off")


def _scheme(story: Story, event: Any) -> None:
    body, document = event["body"], story.schemes[event["body"]["scheme"]]["document"]
    story.at(*(("drawn", "marking") if "proposed_by" in body else ("planned",)))
    if "proposed_by" in body:
        story.two(event)
    story.demand(print_of(document) == body["fingerprint"], "scheme_differs", "it is not the scheme that was fixed")
    story.scheme = body["scheme"]
    story.aspects = {
        one["key"]: Aspect(one["code"], sub["code"], sub["day"], one["kind"] == "J", one["max_mark"], one["section"])
        for criterion in document["criteria"]
        for sub in criterion["sub_criteria"]
        for one in sub["aspects"]
    }


def _panel(story: Story, event: Any) -> None:
    story.panel.update({(one["sub"], one["seat"]): one["judge"] for one in event["body"]["seats"]})


def _stand_down(story: Story, event: Any) -> None:
    story.gone.add(event["by"])


def _draw(story: Story, event: Any) -> None:
    half = event["body"]["half"]
    story.at("planned" if half == 1 else "tagged")
    others = [one["by"] for number, one in story.draws.items() if number != half]
    story.demand(event["by"] not in others, "one_person", "one person drew both halves")
    story.draws[half] = {**event["body"], "by": event["by"]}
    story.places = {one["code"] for one in event["body"].get("places", ())}


def _links(story: Story, event: Any) -> None:
    story.at("locked")
    links = {one["place"]: one for one in event["body"]["links"]}
    halves = {one["half"]: {"seed": one["seed"], "pairs": one["pairs"]} for one in event["body"]["halves"]}
    sealed = all(print_of(halves[half]) == story.draws[half]["commitment"] for half in (1, 2))
    story.demand(sealed, "draw_differs", "a half of the draw is not the one that was sealed")
    tags, codes = dict(halves[1]["pairs"]), dict(halves[2]["pairs"])
    lots_again = drawn(tags, story.draws[1]["lots"], halves[1]["seed"])
    codes_again = drawn(codes, CODES, halves[2]["seed"] + "/codes")
    story.demand(
        (lots_again, codes_again) == (tags, codes), "draw_differs", "lots or codes do not follow from the seeds"
    )
    whose = {place: one["entry"] for place, one in links.items()} == {codes[lot]: one for one, lot in tags.items()}
    story.demand(whose and set(links) == story.places, "draw_differs", "the codes are not opened as they were drawn")
    story.links = {place: one["code"] for place, one in links.items()}


def _step(story: Story, event: Any) -> None:
    then = event["body"]["step"]
    story.demand(then in AFTER[story.step], "step_out_of_order", f"from {story.step} nothing leads to {then}")
    cause = "reopening" if then == "marking" and story.step != "drawn" else CAUSE.get(then, story.last)
    story.demand(story.last == cause, "step_without_cause", f"{then} does not follow upon a {cause}")
    story.demand(then != "opened" or story.links, "step_without_cause", "the codes were never opened")
    whole = ("assessment", "") in story.locks
    story.demand(then != "locked" or whole, "step_without_cause", "what was signed off is not the whole")
    story.step = then


def _awards(story: Story, event: Any) -> None:
    rows, correcting = event["body"]["rows"], story.step == "sealed"
    if correcting:
        names = ("place", "aspect", "seat", "value", "note")
        sent = [{"based_on": row["version"] - 1, **{name: row[name] for name in names}} for row in rows]
        agreed = story.correction == ("awards", event["by"], print_of(sent))
        story.demand(agreed, "after_seal", "no two people agreed on just this correction")
    else:
        story.at("marking")
    for row in rows:
        _award(story, event["by"], row, correcting=correcting)
    story.correction = ("verdict", event["by"]) if correcting else ()


def _award(story: Story, by: str, row: Any, *, correcting: bool) -> None:
    cell, aspect = story.cell(row)
    seat, value, version = row["seat"], row["value"], row["version"]
    best, seats = (3, (1, 2, 3)) if aspect.is_judged else (aspect.worth, (0,))
    fits = row["out_of"] == best and (value is None or (type(value) is int and 0 <= value <= best))
    story.demand(version == cell.versions.get(seat, 0) + 1, "award_version", f"version {version} is not the next")
    story.demand(row["round"] == cell.round, "award_round", f"{aspect.code} is not in round {row['round']}")
    story.demand(fits, "award_value", f"{value} of {row['out_of']} is not within 0 and {best}")
    story.demand(seat in seats and row["code"] == aspect.code, "award_seat", f"{aspect.code} has no seat {seat}")
    if row["alone"]:
        own = {story.panel.get((aspect.sub, one)) for one in ((seat, 4) if seat else (1, 2, 3, 4))} - story.gone
        story.demand(by in own, "award_seat", "somebody scored alone from the seat of another")
        whole = aspect.is_judged or value in {None, 0, best} or row["note"].strip()
        story.demand(whole, "reason_missing", "a judge took a part off and did not say why")
        story.demand(not cell.scores(), "after_reveal", "a score was changed after all three were shown")
    if not correcting:
        story.unlocked(aspect)
        story.demand(not cell.is_confirmed(aspect), "after_confirmation", "what was confirmed was changed")
    cell.versions[seat] = version
    cell.awards[row["round"], seat] = Award(version, value, row["out_of"], by)
    story.awarded += 1


def _verdict(story: Story, event: Any) -> None:
    body, by = event["body"], event["by"]
    correcting = story.step == "sealed" and story.correction == ("verdict", by)
    story.demand(correcting or story.step == "marking", "out_of_time", f"a verdict is given at step {story.step}")
    story.demand(body["confirmed"] or body["reason"], "reason_missing", "a rejection has no reason")
    for row in body["cells"]:
        cell, aspect = story.cell(row)
        story.demand(row["seen"] == cell.seen(), "verdict_unseen", "what was seen is not what stood there")
        if not correcting:
            own = by in {one.by for _, one in cell.now()}
            story.demand(not own, "verdict_by_enterer", f"who entered {aspect.code} gave the verdict on it")
            story.demand(cell.is_ready(aspect), "verdict_not_ready", f"{aspect.code} is incomplete or disputed")
            story.unlocked(aspect)
        cell.verdict = (body["confirmed"], row["seen"])
    story.correction = ("snapshot", by) if correcting else ()


def _discussion(story: Story, event: Any) -> None:
    story.at("marking")
    cell, _ = story.cell(event["body"])
    apart = cell.is_apart() and event["body"]["round"] == cell.round
    story.demand(apart, "no_spread", "the scores of this round do not lie more than 1 apart")
    story.demand(event["body"]["reason"], "reason_missing", "nobody said why they lay apart")
    cell.round = event["body"]["round"] + 1


def _problem(story: Story, event: Any) -> None:
    story.cell(event["body"])[0].problems += 1


def _problem_answer(story: Story, event: Any) -> None:
    story.cells[event["body"]["place"], event["body"]["aspect"]].problems -= 1


def _lock(story: Story, event: Any) -> None:
    body, aspects = event["body"], story.aspects
    story.at("marking")
    story.two(event)
    refs = {key: {"assessment": "", "day": str(one.day)}.get(body["scope"], one.sub) for key, one in aspects.items()}
    keys = [(place, key) for key, ref in refs.items() if ref == body["ref"] for place in sorted(story.places)]
    cells = {where: story.cells.get(where, Cell()) for where in keys}
    whole = cells and all(cell.is_confirmed(aspects[key]) for (_, key), cell in cells.items())
    story.demand(whole, "lock_incomplete", "something in it is blank, disputed or not confirmed")
    seen = print_of([[*where, cell.seen()] for where, cell in cells.items()])
    story.demand(seen == body["marks"], "lock_differs", "the marks that were signed off are not those that stood there")
    story.locks.add((body["scope"], body["ref"]))


def _reopening(story: Story, event: Any) -> None:
    body = event["body"]
    story.at("marking", "locked", "opened", "provisional")
    story.two(event)
    story.demand(body["reason"], "reason_missing", "nobody said why it was opened again")
    story.demand((body["scope"], body["ref"]) in story.locks, "reopening_without_lock", "there was nothing to open")
    story.locks.discard((body["scope"], body["ref"]))


def _correction(story: Story, event: Any) -> None:
    story.at("sealed")
    story.two(event)
    story.correction = ("awards", event["by"], event["body"]["rows"])


def _objection(story: Story, event: Any) -> None:
    story.objections += 1 if event["kind"] == "objection" else -1


def _snapshot(story: Story, event: Any) -> None:
    body, document = event["body"], story.results[event["body"]["revision"]]
    is_final, correcting = body["kind"] == "sealed", story.step == "sealed"
    story.two(event)
    if correcting:
        agreed = is_final and story.correction == ("snapshot", event["by"])
        story.demand(agreed, "after_seal", "a sealed result was followed by another without a correction")
    else:
        story.at("provisional" if is_final else "opened")
    story.demand(not is_final or not story.objections, "objection_open", "an objection waits for its ruling")
    story.demand(body["revision"] == story.revision + 1, "snapshot_revision", "a revision is missing")
    story.revision, story.correction = body["revision"], ()
    kept = story.schemes[story.scheme]
    told = {"assessment": story.stream, "kind": body["kind"], "revision": body["revision"]}
    told["events"] = {"seq": event["seq"] - 1, "head": event["previous"]}
    told["scheme"] = {"id": story.scheme, "version": kept["version"], "fingerprint": print_of(kept["document"])}
    is_same = {name: document[name] for name in told} == told and print_of(document) == body["fingerprint"]
    story.demand(is_same, "snapshot_differs", "the result in the export is not the one that was signed here")
    marks = {place: _marks(story, place) for place in story.places}
    for code, who, sentence in faults_of_result(document, marks, story.links, story.rules):
        story.demand(None, code, sentence, f"result {body['revision']} {who}".rstrip())


def _marks(story: Story, place: str) -> Marks:
    cells = ((aspect, story.cells.get((place, key))) for key, aspect in story.aspects.items())
    return {aspect: cell.mark(aspect) if cell and cell.is_confirmed(aspect) else None for aspect, cell in cells}


_RULES = (_awards, _correction, _discussion, _draw, _links, _lock, _objection, _panel, _problem, _problem_answer)
_MORE = (_reopening, _scheme, _snapshot, _stand_down, _step, _verdict)
KINDS: Mapping[str, Callable[[Story, Any], None]] = {
    **{rule.__name__[1:]: rule for rule in (*_RULES, *_MORE)},
    **dict.fromkeys(("call", "declaration", "half_shown", "printing", "time", "trial"), lambda _story, _event: None),
    "ruling": _objection,
}


def hear(story: Story, line: bytes) -> None:
    """Hear the next event: first whether it stands in the chain, then what it says."""
    place = f"line {story.seq + 1}"
    try:
        event = parsed(line)
        story.demand(event["seq"] == story.seq + 1, "event_seq", f"number {event['seq']} follows {story.seq}", place)
        story.seq = event["seq"]
        own = print_of({name: value for name, value in event.items() if name != "hash"})
        story.demand(own == event["hash"], "event_hash", "it was changed after it was written")
        story.demand(event["previous"] == story.head, "event_link", "it does not follow upon the event before")
        story.demand(event["stream"] == story.stream, "event_stream", "it belongs to another assessment")
        story.head = event["hash"]
        story.demand(event["by"] and isinstance(event["by"], str), "event_misshapen", "nobody did it")
        KINDS[event["kind"]](story, event)
        story.last = event["kind"]
    except MISSHAPEN as misfit:
        story.demand(None, "event_misshapen", f"it cannot be understood: {type(misfit).__name__} {misfit}"[:200])


def verify(export: str | IO[bytes], checkpoints: Iterable[tuple[int, str]] = ()) -> dict[str, Any]:
    """Return the verdict on an export: ``ok``, what it is, how far it goes, and everything found wrong.

    Raises
    ------
    UnreadableError
        If it is no export of the format known here.
    """
    try:
        with zipfile.ZipFile(export) as archive:
            return _verdict_on(archive, dict(checkpoints))
    except (*BROKEN, *MISSHAPEN) as refusal:
        raise UnreadableError(f"{type(refusal).__name__}: {refusal}"[:200]) from refusal


def _verdict_on(archive: zipfile.ZipFile, checkpoints: dict[int, str]) -> dict[str, Any]:
    manifest = parsed(_read(archive, "manifest.json"))
    if manifest["format"] != FORMAT or len(set(archive.namelist())) < len(archive.namelist()):
        raise UnreadableError(f"this is no {FORMAT}")
    parts = {name: _read(archive, name) for name in archive.namelist() if name not in {"events.jsonl", "manifest.json"}}
    rules = parsed(parts["rule.json"]) if "rule.json" in parts else []
    story = Story(manifest["assessment"]["id"], parsed(parts["scheme.json"]), parsed(parts["result.json"]), rules)
    whole = sha256()
    with io.BufferedReader(archive.open("events.jsonl"), 2**20) as lines:  # type: ignore[type-var]  # it is raw
        for line in iter(lambda: lines.readline(MOST_BYTES), b""):
            whole.update(line)
            hear(story, line)
            if checkpoints.get(story.seq) == story.head:
                del checkpoints[story.seq]
    prints = {"events.jsonl": whole.hexdigest()}
    prints |= {name: sha256(content).hexdigest() for name, content in parts.items()}
    for name in sorted({*prints, *manifest["files"]}):
        same = prints.get(name) == manifest["files"].get(name)
        story.demand(same, "manifest_differs", "it is not the file that the manifest names", name)
    ends = (manifest["events"], manifest["head"]) == (story.seq, story.head)
    story.demand(ends, "manifest_differs", "the manifest names another end of the chain", "manifest.json")
    kept, told = sorted(one["revision"] for one in parsed(parts["result.json"])), [*range(1, story.revision + 1)]
    story.demand(kept == told, "snapshot_untold", f"results {kept} are there, and {told} were told", "result.json")
    for seq, head in sorted(checkpoints.items()):
        story.demand(None, "checkpoint", f"it does not have the hash {head[:16]}... that was noted", f"event {seq}")
    assessment = {name: manifest["assessment"][name] for name in ("id", "code")}
    chain = {"step": story.step, "events": story.seq, "head": story.head, "awards": story.awarded}
    found = {"results": story.revision, "found": story.found, "findings": story.findings}
    return {"ok": not story.found, **assessment, **chain, **found}


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > MOST_BYTES:
        raise UnreadableError(f"{name} is too large")
    return archive.read(name)


def _checkpoint(text: str) -> tuple[int, str]:
    seq, _, head = text.partition(":")
    return int(seq), head.lower()


def main(arguments: list[str] | None = None) -> int:
    """Verify what the command line names; return 0, 1 or 2."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("export", help="the zip file")
    parser.add_argument("--json", action="store_true", help="print the verdict as one JSON object")
    parser.add_argument("--checkpoint", type=_checkpoint, action="append", default=[], metavar="SEQ:HASH")
    asked = parser.parse_args(arguments)
    try:
        verdict = verify(asked.export, asked.checkpoint)
    except UnreadableError as refusal:
        verdict = {"ok": None, "findings": [{"code": "unreadable", "place": asked.export, "sentence": str(refusal)}]}
    sys.stdout.write(json.dumps(verdict, ensure_ascii=False) + "\n" if asked.json else report_of(verdict))
    return {True: 0, False: 1, None: 2}[verdict["ok"]]


def report_of(verdict: dict[str, Any]) -> str:
    """Return a verdict as text to read."""
    lines = [f"{one['place']}: {one['sentence']} [{one['code']}]" for one in verdict["findings"]]
    if verdict["ok"] is not None:
        head = "ALL AGREES 全部一致" if verdict["ok"] else f"{verdict['found']} FAULTS 发现 {verdict['found']} 处问题"
        told = "{code}: {events} events, {awards} awards, {results} results, step {step}\nhead {head}".format(**verdict)
        lines = [head, told, *lines]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
