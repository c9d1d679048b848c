"""One assessment in which everything happens that can: what a verifier has to understand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import hall
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.changes import approve_change, propose_change
from beizhan.actions.marking.confirmations import Seen, confirm_awards, reject_awards
from beizhan.actions.marking.conflicts import stand_down
from beizhan.actions.marking.corrections import approve_correction, propose_correction
from beizhan.actions.marking.locks import approve_lock, approve_reopening, propose_lock, propose_reopening
from beizhan.actions.marking.problems import answer_problem, raise_problem, settle_spread
from beizhan.actions.marking.results import lodge_objection, rule_on_objection
from beizhan.actions.marking.rules import set_rule
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.marking.assessment import Ground, LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import seen_of, version_of
from beizhan.core.scheme.tree import Kind, aspects_of
from beizhan.core.selection.rule import Round, Rule, TieBreak
from beizhan.models.marking.awards import Lock, Problem
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.grids import grid_of
from beizhan.queries.marking.schemes import scheme_of
from once import once

WHY = "two people looked at it again"


@once
def told(entries: int = 4) -> hall.Hall:
    """From the plan to a corrected result, by way of a dispute, a rejection, a new scheme and a reopening."""
    return list(stages(entries))[-1]


def stages(entries: int = 4) -> Iterator[hall.Hall]:
    """Tell the story, and stop after each part of it."""
    found = hall.marking(entries)
    yield found
    parts = (
        *(_write_rule, _score_alone, _change_scheme, _reject_and_enter_again, hall.marked, _lock_and_reopen_a_day),
        *(hall.published, _object_and_reopen, hall.published, hall.sealed, _correct),
    )
    for part in parts:
        part(found)
        yield found


def give(  # noqa: PLR0913, PLR0917 - which cell, which seat, what, who, why
    found: hall.Hall, place: int, code: str, seat: int, value: int, who: str, note: str = ""
) -> None:
    """Give one award on the version that stands there."""
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.code == code)
    base = version_of(grid.cell(grid.places[place], aspect), seat)
    row = AwardRow(grid.places[place].code, aspect.key, seat, value, base, note)
    record_awards(found.assessment, [row], key=f"{place}{code}{seat}{base}", **found.who(who))


def look(found: hall.Hall, place: int, code: str) -> Seen:
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.code == code)
    return Seen(grid.places[place].code, aspect.key, seen_of(grid.cell(grid.places[place], aspect)))


def _write_rule(found: hall.Hall) -> None:
    ties = (TieBreak("camp", "B"), TieBreak("camp", "largest_criterion_first"), TieBreak("camp", "judgement"))
    rule = Rule((Round("camp", 100, 500),), through=2, of=4, reserves=1, ties=ties)
    set_rule(found.stage, found.skill, rule, reason="it was forgotten before", **found.who("officer"))


def _score_alone(found: hall.Hall) -> None:
    """Three judges lie 2 apart, are signed for, and score again; one stands down later; a problem is answered."""
    for seat, value in ((1, 0), (2, 2), (3, 2)):
        give(found, 0, "A1.01", seat, value, f"judge{seat}")
    cell = look(found, 0, "A1.01")
    settle_spread(found.assessment, cell.place, cell.aspect, reason=WHY, **found.who("chief"))
    for seat, value in ((1, 1), (2, 2), (3, 2)):
        give(found, 0, "A1.01", seat, value, f"judge{seat}")
    give(found, 1, "A1.02", 0, 700, "judge2", note="a corner is missing")
    raise_problem(found.assessment, cell.place, cell.aspect, text="the light went out", **found.who("judge3"))
    answer_problem(Problem.objects.get(assessment=found.assessment), text="it went on again", **found.who("chief"))
    stand_down(found.assessment, reason="a cousin of mine competes", **found.who("judge3"))


def _change_scheme(found: hall.Hall) -> None:
    """Criterion B is weighed anew: the judgement loses what the measurement wins."""
    old = scheme_of(scheme_in_force(found.assessment))
    worth = {"B1.01": 2500, "B1.02": 2500}
    criteria = tuple(
        replace(
            criterion,
            sub_criteria=tuple(
                replace(
                    sub, aspects=tuple(replace(one, max_mark=worth.get(one.code, one.max_mark)) for one in sub.aspects)
                )
                for sub in criterion.sub_criteria
            ),
        )
        for criterion in old.criteria
    )
    row = import_scheme(found.skill, replace(old, criteria=criteria), source="new.xlsx", **found.who("officer"))
    freeze = propose_freeze(row, **found.who("officer"))
    approve_freeze(row, freeze, seen=freeze.fingerprint, **found.who("chief"))
    change = propose_change(found.assessment, row, reason=WHY, **found.who("officer"))
    approve_change(found.assessment, change, seen=change.fingerprint, **found.who("chief"))


def _reject_and_enter_again(found: hall.Hall) -> None:
    give(found, 0, "B1.02", 0, 2500, "secretary")
    reject_awards(found.assessment, [look(found, 0, "B1.02")], reason="read wrongly", **found.who("second"))
    give(found, 0, "B1.02", 0, 0, "secretary")
    confirm_awards(found.assessment, [look(found, 0, "B1.02")], **found.who("second"))


def _lock_and_reopen_a_day(found: hall.Hall) -> None:
    lock = propose_lock(found.assessment, LockScope.DAY, "1", **found.who("secretary"))
    approve_lock(found.assessment, lock, seen=lock.fingerprint, **found.who("chief"))
    row = Lock.objects.get(assessment=found.assessment)
    reopening = propose_reopening(row, reason=WHY, **found.who("secretary"))
    approve_reopening(found.assessment, reopening, seen=reopening.fingerprint, **found.who("director"))
    reject_awards(found.assessment, [look(found, 1, "A1.02")], reason="measured wrongly", **found.who("second"))
    give(found, 1, "A1.02", 0, 1000, "secretary")
    confirm_awards(found.assessment, [look(found, 1, "A1.02")], **found.who("second"))
    hall.locked(found)
    hall.opened(found)


def _object_and_reopen(found: hall.Hall) -> None:
    """An objection is upheld after publication, everything is opened again, marked, and locked once more."""
    entry = found.entries[0]
    objection = lodge_objection(found.assessment, entry, Ground.MARK, "look again", **found.who("leader"))
    rule_on_objection(objection, is_upheld=True, text="we did", **found.who("arbiter"))
    lock = Lock.objects.filter(assessment=found.assessment, reopening=None).get()
    reopening = propose_reopening(lock, reason=WHY, **found.who("arbiter"))
    approve_reopening(found.assessment, reopening, seen=reopening.fingerprint, **found.who("director"))
    reject_awards(found.assessment, [look(found, 2, "A1.01")], reason="the objection", **found.who("second"))
    give(found, 2, "A1.01", 1, 3, "secretary")
    confirm_awards(found.assessment, [look(found, 2, "A1.01")], **found.who("second"))
    hall.locked(found)
    hall.opened(found)


def _correct(found: hall.Hall) -> None:
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.kind is Kind.MEASUREMENT)
    row = AwardRow(grid.places[0].code, aspect.key, 0, 0, version_of(grid.cell(grid.places[0], aspect), 0))
    proposal = propose_correction(found.assessment, [row], reason=WHY, **found.who("arbiter"))
    approve_correction(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))
