"""Results to look at, at the hall of ``hall.py``: everybody has other marks, a rule, competitors who can sign in."""

import hall
from beizhan.actions.campaign.entries import withdraw_entry
from beizhan.actions.marking.locks import approve_reopening, propose_reopening
from beizhan.actions.marking.rules import set_rule
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.selection.rule import Round, Rule
from beizhan.models.marking.awards import Lock
from beizhan.queries.marking.grids import grid_of
from beizhan.queries.marking.results import result_of
from once import once

WHY = "the judges had read the drawing of another competitor"


@once
def ranked(found: hall.Hall | None = None, through: int = 1, reserves: int = 1) -> hall.Hall:
    """Codes open, a rule for the stage, and each place one mark and more behind the one before."""
    found = found or hall.marking()
    rule = Rule((Round("camp", 100),), through, len(found.entries), reserves)
    set_rule(found.stage, found.skill, rule, reason=WHY, **found.who("officer"))
    for number, entry in enumerate(found.entries, 1):
        found.people[f"self{number}"] = entry.competitors.get().person
    return hall.opened(hall.locked(hall.marked(found, rows_apart(found))))


def rows_apart(found: hall.Hall, step: int = 100) -> list[AwardRow]:
    """Return awards by which every place is ``step`` hundredths in each measurement behind the one before."""
    behind = {place.code: step * number for number, place in enumerate(grid_of(found.assessment).places)}
    return [
        AwardRow(row.place, row.aspect, row.seat, row.value - behind[row.place] if row.seat == 0 else row.value, 0)
        for row in hall.rows_of(found)
    ]


def order_of(found: hall.Hall) -> list[str]:
    """Return the codes of the entries, best first."""
    return [place.code for place in result_of(found.assessment).standing.places]


def withdrawn(found: hall.Hall, code: str) -> None:
    """Let an entry withdraw."""
    entry = next(one for one in found.entries if one.code == code)
    withdraw_entry(entry, reason="ill", **found.who("officer"))


def reopened(found: hall.Hall) -> None:
    """Open the marks again."""
    lock = Lock.objects.filter(assessment=found.assessment, reopening=None).get()
    proposal = propose_reopening(lock, reason=WHY, **found.who("arbiter"))
    approve_reopening(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))
