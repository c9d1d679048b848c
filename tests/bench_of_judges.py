"""Marks enough for a judges' map, at the hall of ``hall.py``: one judge is severe, and one cell lies apart."""

import numpy as np

import hall
from beizhan.actions.marking.assessments import seat_judges
from beizhan.actions.marking.conflicts import declare_conflicts
from beizhan.actions.marking.problems import settle_spread
from beizhan.core.access import Post
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import SEATS
from beizhan.core.scheme.tree import Criterion, Kind, Scheme, Section, SubCriterion, aspects_of
from beizhan.models.people import Body
from beizhan.queries.marking.grids import grid_of
from desk import give
from once import once

SEVERE = {1: 1, 2: 0, 3: 0}
"""How many steps each seat takes off what it sees."""


def judged_scheme() -> Scheme:
    """Twelve judgements over two days, and one measurement."""
    one = SubCriterion("A1", "Plan", 1, tuple(hall.aspect("J", 800, "1", f"plan {number}") for number in range(6)))
    two = [hall.aspect("J", 800, "2", f"build {number}") for number in range(6)]
    other = SubCriterion("B1", "Build", 2, (*two, hall.aspect("M", 400, "2", "size")))
    sections = (Section("1", "Planning", 4800), Section("2", "Building", 5200))
    return Scheme("17", sections, (Criterion("A", "Plan", 4800, (one,)), Criterion("B", "Build", 5200, (other,))))


@once
def judged(entries: int = 4, found: hall.Hall | None = None) -> hall.Hall:
    """Marking is open, and every judgement has its three marks of the first round."""
    found = found or hall.marking(entries, judged_scheme())
    give(found, first_rows(found))
    return found


def first_rows(found: hall.Hall) -> list[AwardRow]:
    """The first place is the weakest; in the first cell the marks lie 2 apart."""
    dice, rows, grid = np.random.default_rng(48), [], grid_of(found.assessment)
    for number, place in enumerate(grid.places):
        for one in aspects_of(grid.scheme):
            if one.kind is Kind.MEASUREMENT:
                continue
            seen = 1 + 2 * number / len(grid.places) + dice.normal(0, 0.8)
            scores = [int(np.clip(round(seen - SEVERE[seat] + dice.normal(0, 0.5)), 0, 3)) for seat in SEATS]
            scores = [min(max(score, max(scores) - 1), 3) for score in scores]
            rows += [AwardRow(place.code, one.key, *given, 0) for given in zip(SEATS, scores, strict=True)]
    apart = [AwardRow(row.place, row.aspect, row.seat, value, 0) for row, value in zip(rows, (0, 2, 2), strict=False)]
    return [*apart, *rows[3:]]


def talked(found: hall.Hall) -> AwardRow:
    """Settle the cell that lies apart, and give it its second round; return where."""
    cell = first_rows(found)[0]
    settle_spread(found.assessment, cell.place, cell.aspect, reason="they read it differently", **found.who("chief"))
    give(found, [AwardRow(cell.place, cell.aspect, seat, 2, 1) for seat in SEATS])
    return cell


@once
def published(entries: int = 4) -> hall.Hall:
    """Everything is marked, talked over, confirmed and published."""
    found = judged(entries)
    talked(found)
    return hall.published(hall.opened(hall.locked(hall.marked(found))))


@once
def apart(entries: int = 4) -> hall.Hall:
    """Two teams that share nobody and no aspect."""
    found = hall.planned(entries, judged_scheme())
    team = Body.objects.get(campaign=found.campaign, code="expert_team")
    for seat in (1, 2, 3, 4):
        found.people[f"other{seat}"] = hall.person(f"other{seat}")
        hall.appoint(found.campaign, found.people[f"other{seat}"], Post.JUDGE, team, by=found.people["director"])
    seats = {("B1", seat): found.people[f"other{seat}"] for seat in (1, 2, 3, 4)}
    seat_judges(found.assessment, seats, **found.who("chief"))
    for name in ("judge", "other"):
        for seat in (1, 2, 3, 4):
            declare_conflicts(found.assessment, [], **found.who(f"{name}{seat}"))
    return judged(found=hall.marking(found=found))
