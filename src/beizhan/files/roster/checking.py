"""Shape faults of a roster: what is missing, double, or points nowhere. Sense is for the core and the deeds."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise

from beizhan.core.faults import Fault
from beizhan.files.roster.layout import LAYOUTS, Column, Layout
from beizhan.files.roster.rows import BodyRow, Known, Roster, Row
from beizhan.files.spreadsheet.cells import address_of

CHECKING_FAULTS = (
    "value_missing", "row_repeated", "reference_unknown", "stage_widens", "stage_not_positive", "stage_does_not_follow",
    "superior_circle", "own_deputy", "same_competitor_twice", "competitor_twice_in_skill", "skill_not_chosen",
    "email_unlike",
)  # fmt: skip
"""Every code that checking may give."""

_NOBODY = Known()


def faults_in(roster: Roster, known: Known = _NOBODY) -> tuple[Fault, ...]:
    """Return everything that is wrong with the shape of a roster, reading faults first, then sheet by sheet.

    Parameters
    ----------
    roster : Roster
        As read, or as it comes from the database.
    known : Known
        What the campaign has already: skills, bodies and logins that a reference may mean.
    """
    sheets = rows_by_sheet(roster)
    targets = _targets(roster, known)
    misread = {fault.cell for fault in roster.unread}
    faults = list(roster.unread)
    for layout in LAYOUTS:
        rows = sheets[layout.key]
        for row in rows:
            faults += (fault for fault in _missing(roster, layout, row) if fault.cell not in misread)
            faults += _dangling(roster, layout, row, targets)
        faults += _repeated(roster, layout, rows)
    faults += _stage_faults(roster)
    faults += _body_faults(roster)
    faults += _people_faults(roster)
    faults += _entry_faults(roster)
    return tuple(faults)


def rows_by_sheet(roster: Roster) -> Mapping[str, tuple[Row, ...]]:
    """Return the rows of each sheet by the key of the sheet."""
    return {
        "skills": roster.skills,
        "stages": roster.stages,
        "anchors": roster.anchors,
        "bodies": roster.bodies,
        "people": roster.people,
        "appointments": roster.appointments,
        "entries": roster.entries,
    }


def cell_of(roster: Roster, row: Row, key: str) -> str:
    """Return the address of one field of a row in the workbook it came from, or in one that we would write."""
    found = roster.found.get(row.origin.sheet)
    if found and key in found.columns:
        return address_of(row.origin.row, found.columns[key], found.title)
    layout = next((it for it in LAYOUTS if it.row is type(row)), LAYOUTS[0])
    if found:
        return address_of(row.origin.row, 1, found.title)
    place = [column.key for column in layout.columns].index(key) + 2
    return address_of(row.origin.row or 1, place, layout.title)


def _fault(code: str, roster: Roster, row: Row, key: str, **facts: object) -> Fault:
    return Fault(code, row=row.origin.row or None, cell=cell_of(roster, row, key), facts=facts)


def _missing(roster: Roster, layout: Layout, row: Row) -> Iterator[Fault]:
    for column in layout.columns:
        if column.required and getattr(row, column.key) in {"", None}:
            yield _fault("value_missing", roster, row, column.key, heading=column.said)


def _targets(roster: Roster, known: Known) -> Mapping[str, frozenset[str]]:
    return {
        "skills": known.skills | {skill.number for skill in roster.skills},
        "bodies": known.bodies | {body.code for body in roster.bodies},
        "people": known.logins | {person.login for person in roster.people},
    }


def _dangling(roster: Roster, layout: Layout, row: Row, targets: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    for column in layout.columns:
        value = getattr(row, column.key)
        if column.refers and value and value not in targets[column.refers]:
            yield _fault(
                "reference_unknown", roster, row, column.key,
                heading=column.said, found=value, sheet=_title_of(column),
            )  # fmt: skip


def _title_of(column: Column) -> str:
    return next(layout.title for layout in LAYOUTS if layout.key == column.refers)


def _repeated(roster: Roster, layout: Layout, rows: tuple[Row, ...]) -> Iterator[Fault]:
    first: dict[tuple[object, ...], Row] = {}
    for row in rows:
        identity = tuple(getattr(row, key) for key in layout.identity)
        if identity[0] in {"", None} and len(identity) == 1:
            continue
        if identity in first:
            earlier = cell_of(roster, first[identity], layout.identity[0])
            shown = " · ".join(str(part) for part in identity if part not in {"", None})
            yield _fault("row_repeated", roster, row, layout.identity[0], found=shown, first=earlier)
        first.setdefault(identity, row)


def _stage_faults(roster: Roster) -> Iterator[Fault]:
    for stage in roster.stages:
        for key in ("from_n", "to_m", "position"):
            value = getattr(stage, key)
            if value is not None and value < 1:
                yield _fault("stage_not_positive", roster, stage, key, found=value)
        if stage.from_n is not None and stage.to_m is not None and stage.to_m > stage.from_n:
            yield _fault("stage_widens", roster, stage, "to_m", found=stage.to_m, allowed=stage.from_n)
    for skill in dict.fromkeys(stage.skill_number for stage in roster.stages):
        ladder = [it for it in roster.stages if it.skill_number == skill and it.position is not None]
        for before, after in pairwise(sorted(ladder, key=lambda stage: stage.position or 0)):
            if before.to_m is not None and after.from_n is not None and after.from_n > before.to_m:
                yield _fault("stage_does_not_follow", roster, after, "from_n", found=after.from_n, allowed=before.to_m)


def _body_faults(roster: Roster) -> Iterator[Fault]:
    above = {body.code: body.superior for body in roster.bodies if body.code}
    for body in roster.bodies:
        if _is_under_itself(body, above):
            yield _fault("superior_circle", roster, body, "superior", found=body.superior)


def _is_under_itself(body: BodyRow, above: Mapping[str, str]) -> bool:
    seen, code = {""}, body.superior
    while code not in seen:
        if code == body.code:
            return True
        seen.add(code)
        code = above.get(code, "")
    return False


def _people_faults(roster: Roster) -> Iterator[Fault]:
    for person in roster.people:
        if person.email and (
            person.email.count("@") != 1 or person.email.startswith("@") or person.email.endswith("@")
        ):
            yield _fault("email_unlike", roster, person, "email", found=person.email)
    for appointment in roster.appointments:
        if appointment.deputy and appointment.deputy == appointment.login:
            yield _fault("own_deputy", roster, appointment, "deputy", found=appointment.deputy)


def _entry_faults(roster: Roster) -> Iterator[Fault]:
    chosen = {skill.number: skill.chosen for skill in roster.skills}
    placed = Counter((entry.skill_number, login) for entry in roster.entries for login in set(entry.competitors()))
    for entry in roster.entries:
        if entry.competitor_1 and entry.competitor_1 == entry.competitor_2:
            yield _fault("same_competitor_twice", roster, entry, "competitor_2", found=entry.competitor_2)
        for key in ("competitor_1", "competitor_2"):
            if placed[entry.skill_number, getattr(entry, key)] > 1:
                yield _fault("competitor_twice_in_skill", roster, entry, key, found=getattr(entry, key))
        if chosen.get(entry.skill_number) is False:
            yield _fault("skill_not_chosen", roster, entry, "skill_number", found=entry.skill_number)
