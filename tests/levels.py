"""A hall whose tests say something of form: ten aspects in each of two sections, two tests three weeks apart."""

from __future__ import annotations

from datetime import date

import hall
import knowledge
import podium
from beizhan.actions.marking.conflicts import declare_conflicts
from beizhan.core.scheme.tree import Criterion, Scheme, Section, SubCriterion
from once import once

SECOND = date(2026, 12, 13)
ASPECTS = 10


def wide_scheme() -> Scheme:
    """100 marks in two sections of ten aspects each, a judgement first so that judges have something to do."""
    parts = []
    for section, sub in (("1", "A1"), ("2", "B1")):
        kinds = "J" + "M" * (ASPECTS - 1)
        aspects = tuple(hall.aspect(kind, 500, section, f"{sub} {at}") for at, kind in enumerate(kinds))
        parts.append(SubCriterion(sub, f"Part {section}", int(section), aspects))
    sections = (Section("1", "Planning", 5000), Section("2", "Building", 5000))
    return Scheme(
        "17", sections, (Criterion("A", "Plan", 5000, (parts[0],)), Criterion("B", "Build", 5000, (parts[1],)))
    )


@once
def tested() -> hall.Hall:
    """One test is sealed: each place nine marks behind the one before in each section; two of four went through."""
    found = hall.marking(scheme=wide_scheme())
    return hall.sealed(hall.published(podium.ranked(found, through=2)))


@once
def tested_twice() -> hall.Hall:
    """A second test three weeks later, of no stage, in which everybody has every mark."""
    found = tested()
    knowledge.planned_again(found, "K2", SECOND)
    for seat in (1, 2, 3, 4):
        declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))
    hall.marking(found=found)
    hall.marked(found, hall.rows_of(found, 3))
    return hall.sealed(hall.published(hall.opened(hall.locked(found))))
