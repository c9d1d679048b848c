"""Small assessments told at random: every event is one that the core allows, written as the product writes it.

Cells are folded here as ``queries/marking/cells`` folds them; what may be done, what it is worth and who goes through
is asked of the core. The verifier then hears the events and must agree with all of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from beizhan.core.fingerprint import GENESIS, fingerprint_of, link_of
from beizhan.core.marking.assessment import ActiveLock, LockScope, is_locked
from beizhan.core.marking.awarding import AwardRow, Target, best_of, faults_of_awards, faults_of_confirmation
from beizhan.core.marking.cells import (
    AGREED,
    SEATS,
    Cell,
    CellState,
    Given,
    Verdict,
    entered_by,
    is_apart,
    is_complete,
    mark_of,
    round_of,
    seen_of,
    state_of,
    version_of,
)
from beizhan.core.marking.draw import blind_codes_of, draw_of
from beizhan.core.marking.marks import BLANK
from beizhan.core.scheme.document import document_of
from beizhan.core.scheme.tree import Aspect, Criterion, Kind, Scheme, SubCriterion, aspects_of
from beizhan.core.selection import rule as rules
from beizhan.core.selection.outcomes import Outcome, candidates_of, outcomes_of
from beizhan.core.standing import Grouping, Place, Sheet, standing_of, totals_by, totals_of, without

AT = "2026-11-22T08:00:00.000000Z"
WHY = "two people looked at it again"


@dataclass
class History:
    """One assessment: what was told of it, and the cells as the product would have them now."""

    dice: Random
    events: list[dict] = field(default_factory=list)
    schemes: dict[str, dict] = field(default_factory=dict)
    results: list[dict] = field(default_factory=list)
    rules: list[dict] = field(default_factory=list)
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)
    locks: list[ActiveLock] = field(default_factory=list)
    scheme: Scheme | None = None
    chosen: str = ""
    places: list[str] = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    halves: list[dict] = field(default_factory=list)
    forced: list[tuple[dict, int]] = field(default_factory=list)
    """Awards that the core refused, as an event would tell them, and after how many events that was."""

    def tell(self, kind: str, body: dict, by: str) -> None:
        previous = self.events[-1]["hash"] if self.events else GENESIS
        event = {"stream": "s", "seq": len(self.events) + 1, "kind": kind, "at": AT, "by": by, "body": body}
        event["previous"] = previous
        self.events.append({**event, "hash": link_of(event)})

    def step(self, name: str, by: str = "chief") -> None:
        self.tell("step", {"step": name, "reason": ""}, by)

    def aspect(self, key: str) -> Aspect:
        return next(one for one in aspects_of(self.scheme) if one.key == key)

    def cell(self, place: str, key: str) -> Cell:
        aspect = self.aspect(key)
        kept = self.cells.get((place, key), Cell(aspect.kind, aspect.max_mark))
        return replace(kept, kind=aspect.kind, max_mark=aspect.max_mark)

    def is_locked(self, key: str) -> bool:
        sub = self.aspect(key).code.partition(".")[0]
        return is_locked(self.locks, sub_criterion=sub, day=1 if sub == "A1" else 2)


def told(dice: Random) -> History:
    """Tell one assessment: drawn, marked with every kind of mishap, and most of them as far as a result."""
    found = History(dice)
    choose(found, _scheme(dice), "scheme-1")
    found.tell(
        "panel", {"seats": [{"sub": s, "seat": n, "judge": f"judge{n}"} for s in ("A1", "B1") for n in SEATS]}, "o"
    )
    draw(found, dice.randint(1, 4))
    found.step("marking")
    for _ in range(dice.randint(3, 12)):
        dice.choice(ACTS)(found)
    if dice.random() < 0.9:
        _finish(found)
    return found


def _scheme(dice: Random) -> Scheme:
    """Two sub-criteria with one or two aspects each; worths that round awkwardly."""
    subs = []
    for code, day in (("A1", 1), ("B1", 2)):
        many = dice.randint(1, 2)
        subs.append((code, day, [_aspect(dice, f"{code}.{n:02d}") for n in range(1, many + 1)]))
    criteria = tuple(
        Criterion(code[0], code[0], None, (SubCriterion(code, code, day, tuple(aspects)),))
        for code, day, aspects in subs
    )
    return Scheme("t", (), criteria)


def _aspect(dice: Random, code: str) -> Aspect:
    kind = dice.choice((Kind.JUDGEMENT, Kind.MEASUREMENT))
    return Aspect(
        f"k-{code}", code, kind, code, section=dice.choice("12"), max_mark=dice.choice((25, 50, 75, 100, 133, 200))
    )


def choose(found: History, scheme: Scheme, name: str, **more: str) -> None:
    """Tell by which scheme is marked from now on."""
    document = document_of(scheme)
    found.schemes[name] = {"version": len(found.schemes) + 1, "document": document}
    found.scheme, found.chosen = scheme, name
    found.tell("scheme", {"scheme": name, "fingerprint": fingerprint_of(document), **more}, "chief")


def draw(found: History, many: int) -> None:
    """Tell both halves of the draw for so many entries."""
    entries, lots = [f"e{n}" for n in range(many)], [f"L{n:02d}" for n in range(1, many + 1)]
    first, second = (f"{found.dice.getrandbits(64):x}" for _ in range(2))
    tags = {"seed": first, "pairs": [[one.name, one.place] for one in draw_of(entries, lots, first)]}
    codes = {"seed": second, "pairs": [[one.name, one.place] for one in blind_codes_of(lots, second)]}
    found.tell("draw", {"half": 1, "commitment": fingerprint_of(tags), "lots": lots}, "clerk")
    found.step("tagged", "clerk")
    found.places = sorted(code for _, code in codes["pairs"])
    said = [{"code": code, "station": f"{n}"} for n, code in enumerate(found.places)]
    found.tell("draw", {"half": 2, "commitment": fingerprint_of(codes), "places": said}, "secretary")
    found.step("drawn", "secretary")
    code_of = dict(codes["pairs"])
    found.entries = {code_of[lot]: entry for entry, lot in tags["pairs"]}
    found.halves = [{"half": 1, **tags}, {"half": 2, **codes}]


def _some(found: History) -> tuple[str, str, Cell]:
    place, key = found.dice.choice(found.places), found.dice.choice(aspects_of(found.scheme)).key
    return place, key, found.cell(place, key)


def _award(found: History) -> None:
    """Somebody gives an award, which may be anything; only what the core lets pass is told."""
    dice, (place, key, cell) = found.dice, _some(found)
    by = dice.choice(("secretary", "second", "judge1", "judge2", "judge3"))
    own = int(by[-1]) if by.startswith("judge") else None
    seat = dice.choice((AGREED, *SEATS)) if own is None or dice.random() < 0.2 else dice.choice((AGREED, own))
    value = dice.choice((None, 0, 1, 2, 3, best_of(cell), best_of(cell) // 2, best_of(cell) + 1))
    base = version_of(cell, seat) - (dice.random() < 0.1)
    give(found, AwardRow(place, key, seat, value, base), by)


def give(found: History, row: AwardRow, by: str, *, correcting: bool = False) -> bool:
    """Tell an award if nothing speaks against it."""
    cell = found.cell(row.place, row.aspect)
    seats = frozenset({AGREED, int(by[-1])}) if by.startswith("judge") else frozenset({AGREED, *SEATS})
    target = Target(cell, found.is_locked(row.aspect), seats, is_alone=by.startswith("judge"))
    body = {"rows": [_said(found, row, cell, alone=target.is_alone)]}
    if faults_of_awards([row], {(row.place, row.aspect): target}, correcting=correcting):
        found.forced.append(({"body": body, "by": by}, len(found.events)))
        return False
    found.tell("awards", body, by)
    given = Given(row.seat, round_of(cell), row.based_on + 1, row.value, best_of(cell), by, target.is_alone)
    others = tuple(one for one in cell.given if (one.seat, one.round) != (given.seat, given.round))
    found.cells[row.place, row.aspect] = replace(cell, given=(*others, given))
    return True


def _said(found: History, row: AwardRow, cell: Cell, *, alone: bool) -> dict:
    return {
        "place": row.place,
        "aspect": row.aspect,
        "code": found.aspect(row.aspect).code,
        "seat": row.seat,
        "round": round_of(cell),
        "version": row.based_on + 1,
        "value": row.value,
        "out_of": best_of(cell),
        "alone": alone,
        "note": row.note,
    }


def _fill(found: History) -> None:
    """Somebody keys a whole cell in."""
    place, key, cell = _some(found)
    if state_of(cell) is not CellState.CONFIRMED and not found.is_locked(key):
        fill(found, place, key, "secretary")


def fill(found: History, place: str, key: str, by: str) -> None:
    for seat in (AGREED,) if found.aspect(key).kind is Kind.MEASUREMENT else SEATS:
        cell = found.cell(place, key)
        best = best_of(cell)
        value = found.dice.choice((1, 2)) if seat else found.dice.choice((0, best, best // 3))
        give(found, AwardRow(place, key, seat, value, version_of(cell, seat)), by)


def _look(found: History) -> None:
    place, key, _ = _some(found)
    look(found, place, key, found.dice.choice(("second", "chief", "secretary")), yes=found.dice.random() < 0.7)


def look(found: History, place: str, key: str, by: str, *, yes: bool = True) -> None:
    """Confirm or reject a cell, if the core lets this person."""
    cell = found.cell(place, key)
    now = seen_of(cell)
    own = by in entered_by(cell)
    if found.is_locked(key) or faults_of_confirmation(state_of(cell), seen=now, now=now, is_by_enterer=own):
        return
    body = {"confirmed": yes, "reason": "" if yes else WHY, "cells": [{"place": place, "aspect": key, "seen": now}]}
    found.tell("verdict", body, by)
    found.cells[place, key] = replace(cell, verdict=Verdict(yes, now, by))


def _discuss(found: History) -> None:
    place, key, cell = _some(found)
    if is_apart(cell):
        body = {"place": place, "aspect": key, "round": round_of(cell), "reason": WHY}
        found.tell("discussion", body, "chief")
        found.cells[place, key] = replace(cell, discussed=cell.discussed | {round_of(cell)})


def _dispute(found: History) -> None:
    place, key, cell = _some(found)
    if found.is_locked(key):
        return
    found.tell("problem", {"place": place, "aspect": key, "text": "?"}, "judge1")
    found.cells[place, key] = replace(cell, open_problems=cell.open_problems + 1)
    if found.dice.random() < 0.8:
        settle(found, place, key)


def settle(found: History, place: str, key: str) -> None:
    cell = found.cell(place, key)
    found.tell("problem_answer", {"problem": 1, "place": place, "aspect": key, "text": "!"}, "chief")
    found.cells[place, key] = replace(cell, open_problems=cell.open_problems - 1)


def _change(found: History) -> None:
    """A later scheme gives some aspects another worth, and sometimes another method."""
    dice = found.dice

    def other(one: Aspect) -> Aspect:
        kind = dice.choice(tuple(Kind)) if dice.random() < 0.1 else one.kind
        return replace(one, kind=kind, max_mark=dice.choice((one.max_mark, 40, 60, 150)))

    criteria = tuple(
        replace(c, sub_criteria=tuple(replace(s, aspects=tuple(map(other, s.aspects))) for s in c.sub_criteria))
        for c in found.scheme.criteria
    )
    choose(
        found, replace(found.scheme, criteria=criteria), f"scheme-{len(found.schemes) + 1}", proposed_by="o", reason=WHY
    )


def _lock_sub(found: History) -> None:
    ref = found.dice.choice(("A1", "B1"))
    if ActiveLock(LockScope.SUB_CRITERION, ref) not in found.locks:
        lock(found, LockScope.SUB_CRITERION, ref)
        if found.dice.random() < 0.5:
            reopen(found)


def lock(found: History, scope: LockScope, ref: str) -> bool:
    """Lock what is confirmed, with the marks as they stand."""
    keys = [one.key for one in aspects_of(found.scheme) if scope is LockScope.ASSESSMENT or one.code.startswith(ref)]
    where = [(place, key) for key in keys for place in found.places]
    if any(state_of(found.cell(*one)) is not CellState.CONFIRMED for one in where):
        return False
    marks = fingerprint_of([[*one, seen_of(found.cell(*one))] for one in where])
    found.tell("lock", {"scope": str(scope), "ref": ref, "marks": marks, "proposed_by": "secretary"}, "chief")
    found.locks.append(ActiveLock(scope, ref))
    return True


def reopen(found: History) -> None:
    for one in found.locks:
        body = {"scope": str(one.scope), "ref": one.ref, "reason": WHY, "proposed_by": "secretary"}
        found.tell("reopening", body, "director")
    found.locks.clear()


ACTS = (*[_award] * 6, *[_fill] * 5, *[_look] * 5, _discuss, _discuss, _dispute, _change, _lock_sub, _lock_sub)


def _finish(found: History) -> None:
    """Complete every cell, lock, open, publish and seal; perhaps correct."""
    if found.locks:
        reopen(found)
    for place in found.places:
        for one in aspects_of(found.scheme):
            _complete(found, place, one.key)
    assert lock(found, LockScope.ASSESSMENT, "")
    found.step("locked")
    said = [
        {"place": place, "entry": found.entries[place], "code": f"c-{found.entries[place]}"} for place in found.places
    ]
    found.tell("links", {"links": said, "halves": found.halves}, "clerk")
    found.step("opened")
    rule = _rule(found)
    publish(found, rule, "provisional")
    found.step("provisional")
    publish(found, rule, "sealed")
    found.step("sealed")
    if found.dice.random() < 0.5:
        _correct(found, rule)


def _complete(found: History, place: str, key: str) -> None:
    while found.cell(place, key).open_problems:
        settle(found, place, key)
    for _ in range(5):
        cell = found.cell(place, key)
        if state_of(cell) is CellState.CONFIRMED:
            return
        if is_apart(cell):
            found.tell("discussion", {"place": place, "aspect": key, "round": round_of(cell), "reason": WHY}, "chief")
            found.cells[place, key] = replace(cell, discussed=cell.discussed | {round_of(cell)})
        if not is_complete(found.cell(place, key)) or is_apart(found.cell(place, key)):
            fill(found, place, key, "secretary")
        for by in ("second", "chief", "director"):
            if state_of(found.cell(place, key)) is not CellState.CONFIRMED:
                look(found, place, key, by)
    assert state_of(found.cell(place, key)) is CellState.CONFIRMED


def _rule(found: History) -> rules.Rule:
    dice = found.dice
    ties = tuple(
        rules.TieBreak("r", by) for by in dice.sample(("A", "B", "largest_criterion_first"), dice.randint(0, 2))
    )
    rule = rules.Rule(
        rounds=(rules.Round("r", 100, dice.choice((None, 50))),),
        through=dice.randint(1, 3),
        reserves=dice.randint(0, 2),
        minimum=dice.choice((None, 100)),
        cap_per_unit=dice.choice((None, 1, 2)),
        ties=ties,
        tie_stands=dice.choice(tuple(rules.AtCut)),
    )
    document = rules.document_of(rule)
    found.rules.append({"version": 1, "fingerprint": fingerprint_of(document), "document": document})
    return rule


def publish(found: History, rule: rules.Rule, kind: str) -> None:
    """Write the result as the product does, and tell its fingerprint."""
    document = _document(found, rule, kind)
    printed = fingerprint_of(document)
    found.results.append({"revision": document["revision"], "kind": kind, "fingerprint": printed, "document": document})
    body = {"revision": document["revision"], "kind": kind, "fingerprint": printed, "reason": "", "proposed_by": "o"}
    found.tell("snapshot", body, "director")


def _document(found: History, rule: rules.Rule, kind: str) -> dict:
    aspects = aspects_of(found.scheme)
    marks = [[_mark(found.cell(place, one.key)) for one in aspects] for place in found.places]
    sheet = Sheet(tuple(f"c-{found.entries[place]}" for place in found.places), aspects, marks)
    ties = tuple(tie.by for tie in rule.ties)
    units = {code: found.dice.choice(("x", "y", "")) for code in sheet.codes}
    gone = frozenset(code for code in sheet.codes if found.dice.random() < 0.1)
    candidates = candidates_of(rule, {"r": sheet}, units, gone)
    scheme = found.schemes[found.chosen]
    return {
        "assessment": "s",
        "round": "r",
        "kind": kind,
        "revision": len(found.results) + 1,
        "scheme": {"id": found.chosen, "version": scheme["version"], "fingerprint": fingerprint_of(scheme["document"])},
        "events": {"seq": len(found.events), "head": found.events[-1]["hash"]},
        "ties": list(ties),
        "withdrawn": sorted(gone),
        "places": _places(found, sheet, ties, gone),
        "decision": {
            "rule": found.rules[-1]["document"],
            "rule_fingerprint": found.rules[-1]["fingerprint"],
            "candidates": [
                {
                    "entry": one.code,
                    "unit": one.unit,
                    "totals": list(one.totals),
                    "breaks": list(one.breaks),
                    "withdrawn": one.withdrawn,
                }
                for one in candidates
            ],
            "outcomes": [_outcome(one, rule) for one in outcomes_of(candidates, rule)],
        },
    }


def _outcome(one: Outcome, rule: rules.Rule) -> dict:
    return {
        "entry": one.code,
        "status": str(one.status),
        "reason": str(one.reason),
        "rank": one.rank,
        "tied": one.tied,
        "combined": one.combined,
        "shown": None if one.combined is None else rules.shown_of(one.combined, rule),
    }


def _mark(cell: Cell) -> int:
    found = mark_of(cell) if state_of(cell) is CellState.CONFIRMED else None
    return BLANK if found is None else found


def _places(found: History, sheet: Sheet, ties: tuple[str, ...], gone: frozenset[str]) -> list[dict]:
    parts, totals = totals_by(sheet, Grouping.CRITERION), dict(zip(sheet.codes, totals_of(sheet).tolist(), strict=True))
    sums = dict(zip(sheet.codes, parts.marks.tolist(), strict=True))
    blind = {f"c-{entry}": place for place, entry in found.entries.items()}
    standing = standing_of(without(sheet, gone), ties).places
    return [
        {
            "entry": one.code,
            "place": blind[one.code],
            "total": one.total,
            "rank": one.rank,
            "tied": one.tied,
            "criteria": dict(zip(parts.names, sums[one.code], strict=True)),
        }
        for one in (*standing, *(Place(code, totals[code], None, False) for code in sorted(gone)))
    ]


def _correct(found: History, rule: rules.Rule) -> None:
    place, key, cell = _some(found)
    seat = AGREED if cell.kind is Kind.MEASUREMENT else 1
    row = AwardRow(place, key, seat, found.dice.choice((1, 2)), version_of(cell, seat))
    sent = [{"place": place, "aspect": key, "seat": seat, "value": row.value, "based_on": row.based_on, "note": ""}]
    found.tell("correction", {"rows": fingerprint_of(sent), "reason": WHY, "proposed_by": "arbiter"}, "director")
    give(found, row, "director", correcting=True)
    cell = found.cell(place, key)
    seen = {"place": place, "aspect": key, "seen": seen_of(cell)}
    found.tell("verdict", {"confirmed": True, "reason": WHY, "cells": [seen]}, "director")
    found.cells[place, key] = replace(cell, verdict=Verdict(True, seen_of(cell), "director"))
    publish(found, rule, "sealed")
