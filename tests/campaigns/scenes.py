"""Every write of an assessment's life, each with the state of the database in which it can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import hall
import long_story
from beizhan.actions.marking.assessments import start_marking
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.changes import approve_change, propose_change
from beizhan.actions.marking.confirmations import confirm_awards, reject_awards
from beizhan.actions.marking.conflicts import stand_down
from beizhan.actions.marking.corrections import approve_correction, propose_correction
from beizhan.actions.marking.draw import draw_codes, draw_tags, open_codes
from beizhan.actions.marking.exports import export_assessment
from beizhan.actions.marking.locks import approve_lock, approve_reopening, propose_lock, propose_reopening
from beizhan.actions.marking.problems import answer_problem, raise_problem, settle_spread
from beizhan.actions.marking.results import (
    approve_publication,
    approve_seal,
    lodge_objection,
    propose_publication,
    propose_seal,
    rule_on_objection,
)
from beizhan.actions.marking.rules import set_rule
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.marking.assessment import Ground, LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.scheme.tree import aspects_of
from beizhan.core.selection.rule import Round, Rule
from beizhan.models.marking.awards import Lock, Problem
from beizhan.queries.marking.grids import grid_of

WHY = "two people looked at it again"


@dataclass(frozen=True)
class Operation:
    """One write: ``act`` does it, whenever the database is in the state ``scene``; ``keyed``: it may be repeated."""

    name: str
    scene: str
    act: Callable[[], object]
    keyed: bool = False


def operations() -> Iterator[Operation]:
    """Tell one assessment from the draw to a correction, and give what is done on the way."""
    found = hall.declared(3)
    yield from _drawing(found)
    yield from _marking(found)
    yield from _disputing(found)
    yield from _changing(found)
    yield from _locking(found)
    yield from _publishing(found)


def _done(*ready: Operation) -> Iterator[Operation]:
    """Give the operations, and do the last of them so that the tale goes on."""
    yield from ready
    ready[-1].act()


def _drawing(found: hall.Hall) -> Iterator[Operation]:
    one, at = found.assessment, found.who

    def keep(which: str, draw: Callable[..., object], who: dict) -> Callable[[], object]:
        def act() -> None:
            found.keys[which] = draw(one, **who).key

        return act

    yield from _done(Operation("draw tags", "declared", keep("tags", draw_tags, at("clerk"))))
    yield from _done(Operation("draw codes", "tagged", keep("codes", draw_codes, at("secretary"))))
    chief = at("chief")
    yield from _done(Operation("start marking", "drawn", lambda: start_marking(one, **chief)))


def _marking(found: hall.Hall) -> Iterator[Operation]:
    one, grid = found.assessment, grid_of(found.assessment)
    place = grid.places[0].code
    judged, measured = aspects_of(grid.scheme)[:2]
    sheet = [AwardRow(place, judged.key, seat, 2, 0) for seat in (1, 2, 3)] + [
        AwardRow(place, measured.key, 0, 1000, 0)
    ]
    apart = [AwardRow(grid.places[1].code, judged.key, seat, score, 0) for seat, score in ((1, 0), (2, 2), (3, 2))]
    tap = [AwardRow(grid.places[2].code, judged.key, 2, 3, 0)]
    secretary, judge, second = found.who("secretary"), found.who("judge2"), found.who("second")
    rule = Rule((Round("camp", 100),), through=1, of=3)
    officer, other = found.who("officer"), found.who("judge4")
    yield from _done(
        Operation("set a rule", "blank", lambda: set_rule(found.stage, found.skill, rule, reason=WHY, **officer)),
        Operation("a judge's tap", "blank", lambda: record_awards(one, tap, key="tap", **judge), keyed=True),
        Operation("stand down", "blank", lambda: stand_down(one, reason=WHY, **other)),
        Operation("a sheet", "blank", lambda: record_awards(one, sheet, key="sheet", **secretary), keyed=True),
    )
    changed = [AwardRow(place, measured.key, 0, 500, 1, "a corner is missing")]
    seen = [long_story.look(found, 0, judged.code)]
    yield from _done(
        Operation("reject", "entered", lambda: reject_awards(one, seen, reason=WHY, **second)),
        Operation("enter again", "entered", lambda: record_awards(one, changed, key="again", **secretary), keyed=True),
        Operation("confirm", "entered", lambda: confirm_awards(one, seen, **second)),
    )
    record_awards(one, apart, key="apart", **found.who("secretary"))


def _disputing(found: hall.Hall) -> Iterator[Operation]:
    one, seen = found.assessment, long_story.look(found, 1, "A1.01")
    where = (seen.place, seen.aspect)
    chief, judge, second = found.who("chief"), found.who("judge1"), found.who("second")
    yield from _done(Operation("settle a spread", "apart", lambda: settle_spread(one, *where, reason=WHY, **chief)))
    yield from _done(
        Operation("raise a problem", "settled", lambda: raise_problem(one, *where, text="no light", **judge))
    )
    problem = Problem.objects.get()
    yield from _done(
        Operation("answer a problem", "problem", lambda: answer_problem(problem, text="seen to", **second))
    )


def _changing(found: hall.Hall) -> Iterator[Operation]:
    one, scheme = found.assessment, hall.small_scheme()
    row = import_scheme(found.skill, scheme, source="again.xlsx", **found.who("officer"))
    freeze = propose_freeze(row, **found.who("officer"))
    approve_freeze(row, freeze, seen=freeze.fingerprint, **found.who("chief"))
    officer, chief = found.who("officer"), found.who("chief")
    laid = _Laid(lambda: propose_change(one, row, reason=WHY, **officer))
    yield from _done(Operation("propose a scheme", "frozen", laid))
    change = laid.proposal
    yield from _done(
        Operation("change the scheme", "change", lambda: approve_change(one, change, seen=change.fingerprint, **chief)),
    )
    for seat in (1, 2, 3):
        long_story.give(found, 1, "A1.01", seat, 2, "secretary")
    record_awards(one, hall.rows_of(found), key=uuid4().hex, **found.who("secretary"))
    confirm_awards(one, hall.seen_cells(found), **found.who("second"))


class _Laid:
    """Lays a proposal down, and knows it afterwards."""

    def __init__(self, propose: Callable[[], object]) -> None:
        self.propose, self.proposal = propose, None

    def __call__(self) -> None:
        self.proposal = self.propose()


def _locking(found: hall.Hall) -> Iterator[Operation]:
    one = found.assessment
    secretary, chief, director = found.who("secretary"), found.who("chief"), found.who("director")
    laid = _Laid(lambda: propose_lock(one, LockScope.ASSESSMENT, **secretary))
    yield from _done(Operation("propose a lock", "confirmed", laid))
    lock = laid.proposal
    yield from _done(Operation("lock", "to lock", lambda: approve_lock(one, lock, seen=lock.fingerprint, **chief)))
    opening = _Laid(lambda: propose_reopening(Lock.objects.get(reopening=None), reason=WHY, **secretary))
    yield from _done(Operation("propose to reopen", "locked", opening))
    reopening = opening.proposal
    yield from _done(
        Operation(
            "reopen", "to reopen", lambda: approve_reopening(one, reopening, seen=reopening.fingerprint, **director)
        ),
    )
    hall.locked(found)
    clerk, keys = found.who("clerk"), {"tag_key": found.keys["tags"], "code_key": found.keys["codes"]}
    yield from _done(Operation("open the codes", "locked again", lambda: open_codes(one, **keys, **clerk)))


def _publishing(found: hall.Hall) -> Iterator[Operation]:
    one = found.assessment
    secretary, chief, leader, arbiter = (found.who(name) for name in ("secretary", "chief", "leader", "arbiter"))
    laid = _Laid(lambda: propose_publication(one, **secretary))
    yield from _done(Operation("propose to publish", "opened", laid))
    first = laid.proposal
    yield from _done(
        Operation("publish", "to publish", lambda: approve_publication(one, first, seen=first.fingerprint, **chief)),
    )
    lodged = _Laid(lambda: lodge_objection(one, found.entries[0], Ground.MARK, "look again", **leader))
    yield from _done(Operation("object", "published", lodged))
    objection = lodged.proposal
    yield from _done(
        Operation("rule", "objected", lambda: rule_on_objection(objection, is_upheld=False, text="no", **arbiter)),
    )
    found.later(hours=2)
    secretary, director = found.who("secretary"), found.who("director")
    sealing = _Laid(lambda: propose_seal(one, **secretary))
    yield from _done(Operation("propose to seal", "ruled", sealing))
    seal = sealing.proposal
    yield from _done(Operation("seal", "to seal", lambda: approve_seal(one, seal, seen=seal.fingerprint, **director)))
    yield from _correcting(found)


def _correcting(found: hall.Hall) -> Iterator[Operation]:
    one, seen = found.assessment, long_story.look(found, 0, "A1.02")
    row = AwardRow(seen.place, seen.aspect, 0, 0, 1)
    arbiter, director, officer = found.who("arbiter"), found.who("director"), found.who("officer")
    laid = _Laid(lambda: propose_correction(one, [row], reason=WHY, **arbiter))
    yield from _done(
        Operation("export", "sealed", lambda: export_assessment(one, **officer)),
        Operation("propose a correction", "sealed", laid),
    )
    proposal = laid.proposal
    yield from _done(
        Operation(
            "correct", "to correct", lambda: approve_correction(one, proposal, seen=proposal.fingerprint, **director)
        ),
    )
