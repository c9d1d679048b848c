"""A roster workbook brought into a campaign: every row of it, or none.

Each row is brought in by the same deed that a screen would use, so a rule holds here as it holds there. Whatever is
refused is collected with its cell, and if anything was, everything is taken back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.db import transaction

from beizhan.actions.door import Refused, deed, refuse
from beizhan.actions.roster.desk import Desk, MissingError
from beizhan.actions.roster.entering import bring_entry, looks_of_entry
from beizhan.actions.roster.setting import bring_anchor, bring_skill, bring_stage
from beizhan.actions.roster.staffing import (
    bring_appointment,
    bring_body,
    bring_person,
    bring_proposal,
    bring_superior,
)
from beizhan.core.access import MARKING_POSTS, Deed
from beizhan.core.faults import Fault, error, errors_among
from beizhan.files.roster.checking import cell_of, faults_in, rows_by_sheet
from beizhan.files.roster.rows import Origin, Roster, Row
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.queries.roster import known_of, roster_of

Bring = Callable[[Desk, Any], bool]

_CELLS: Mapping[str, str] = MappingProxyType(
    {
        "anchor_moves_on_its_screen": "date",
        "body_above_itself": "superior",
        "body_keeps_its_party": "party",
        "coach_competes": "coach",
        "competes_already": "competitor_1",
        "competitor_is_entered": "post",
        "entry_base_is_none": "base",
        "entry_is_drawn": "competitor_1",
        "entry_overfull": "competitor_2",
        "entry_unit_is_none": "unit",
        "person_without_body": "body",
        "post_of_another_party": "body",
        "skill_in_use": "chosen",
        "stage_has_a_rule": "to_m",
    }
)
"""The column beside which a refusal is told; any other is told at the first column of the row."""

_FIRST: Mapping[str, str] = MappingProxyType(
    {
        "skills": "number",
        "stages": "position",
        "anchors": "key",
        "bodies": "code",
        "people": "login",
        "appointments": "login",
        "entries": "code",
    }
)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of a roster: how many rows changed something, by sheet; how many proposals; what wants a look."""

    changed: Mapping[str, int]
    proposed: int
    warnings: tuple[Fault, ...]


def import_roster(campaign: Campaign, roster: Roster, *, name: str, by: Person, at: datetime) -> Imported:
    """Bring a roster in, whole or not at all.

    What stands in the campaign and not in the workbook stays as it is. Posts that two people grant become proposals.

    Raises
    ------
    Refused
        With every fault of shape, or if there is none every fault against what the campaign holds, each at its cell.
    """
    with deed(Deed.IMPORT_ROSTER, by=by, campaign=campaign, on=name, at=at):
        shape = faults_in(roster, known_of(campaign))
        refuse(shape)
        desk, faults = Desk(campaign, by, at), list[Fault]()
        stands = {_bare(row) for rows in rows_by_sheet(roster_of(campaign)).values() for row in rows}
        steps: Sequence[tuple[str, Bring, Sequence[Row]]] = (
            ("skills", bring_skill, roster.skills),
            ("stages", bring_stage, roster.stages),
            ("anchors", bring_anchor, roster.anchors),
            ("bodies", bring_body, roster.bodies),
            ("superiors", bring_superior, roster.bodies),
            ("people", bring_person, roster.people),
            ("entries", bring_entry, roster.entries),
            ("appointments", bring_appointment, [row for row in roster.appointments if row.post not in MARKING_POSTS]),
            ("proposals", bring_proposal, [row for row in roster.appointments if row.post in MARKING_POSTS]),
        )
        changed = {}
        for sheet, bring, rows in steps:
            new = [row for row in rows if _bare(row) not in stands]
            changed[sheet] = _bring(desk, roster, bring, new, faults)
        refuse((*shape, *faults))
        entries = [row for row in roster.entries if _bare(row) not in stands]
        looks = [_placed(one, roster, row) for row in entries for one in looks_of_entry(desk, row)]
    changed["bodies"] = max(changed["bodies"], changed.pop("superiors"))
    return Imported(changed, changed.pop("proposals"), (*shape, *looks))


def _bring(desk: Desk, roster: Roster, bring: Bring, rows: Sequence[Row], faults: list[Fault]) -> int:
    changed = 0
    for row in rows:
        try:
            with transaction.atomic():
                changed += bring(desk, row)
        except Refused as refused:
            faults.extend(_placed(fault, roster, row) for fault in errors_among(refused.faults))
        except MissingError:
            faults.append(_placed(error("row_leans_on_refused"), roster, row))
    return changed


def _bare(row: Row) -> Row:
    """Return a row without where it stood, to tell whether it says anything new."""
    return replace(row, origin=Origin())


def _placed(fault: Fault, roster: Roster, row: Row) -> Fault:
    sheet = row.origin.sheet
    key = _CELLS.get(fault.code, _FIRST[sheet])
    known = {column.name for column in fields(row)}
    return replace(fault, row=row.origin.row, cell=cell_of(roster, row, key if key in known else _FIRST[sheet]))
