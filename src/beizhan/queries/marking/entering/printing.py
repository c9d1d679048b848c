"""The print room: what stands on the sheets, which were printed, and which have come back (K4)."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.paper_sheets import SheetNumber, number_of
from beizhan.core.scheme.tree import Aspect, SubCriterion, sub_criteria_of, words_of
from beizhan.core.training.terms import Term, terms_used_in
from beizhan.files.paper.during import split_by_kind
from beizhan.files.paper.forms import AspectLine, Block, LandscapeForm, MarkingForm, Masthead, Seat
from beizhan.models.marking.assessments import Assessment, Event, Place
from beizhan.models.marking.schemes import Scheme, SchemeFreeze
from beizhan.queries.marking.assessments import places_of
from beizhan.queries.marking.entering.desks import Standing, where_it_stands
from beizhan.queries.marking.entering.tallies import SubLine, sub_lines_of
from beizhan.queries.marking.grids import grid_of


@dataclass(frozen=True, slots=True)
class Printed:
    """When a sheet was last printed, and from which version of the scheme."""

    at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class PrintRoom:
    """Every sub-criterion with its sheets, when each was printed, and the version of the scheme in force."""

    lines: tuple[SubLine, ...]
    printed: dict[tuple[str, str], Printed]
    version: int


@dataclass(frozen=True, slots=True)
class Pile:
    """Sheets to be printed: their numbers, and the forms for one competitor each or for many side by side."""

    numbers: tuple[SheetNumber, ...]
    singles: tuple[MarkingForm, ...] = ()
    landscapes: tuple[LandscapeForm, ...] = ()


def print_room_of(assessment: Assessment) -> PrintRoom:
    """Return the print room. Twelve queries."""
    grid = grid_of(assessment)
    printed = _printed(assessment, [place.code for place in grid.places])
    return PrintRoom(sub_lines_of(grid), printed, version_of(assessment))


def version_of(assessment: Assessment) -> int:
    """Return the version of the scheme in force, 0 without one. One query."""
    rows = Scheme.objects.filter(choices__assessment=assessment).order_by("-choices__pk")
    return rows.values_list("version", flat=True).first() or 0


def pile_of(assessment: Assessment, subs: Collection[str], *, side_by_side: bool, terms: Collection[Term] = ()) -> Pile:
    """Return the forms of some sub-criteria, for each competitor or side by side. Eight queries.

    ``terms`` are those of the skill: where they stand in a sub-criterion, its sheet says them in both languages.
    """
    standing, places = where_it_stands(assessment), places_of(assessment)
    chosen = [sub for sub in sub_criteria_of(standing.scheme) if sub.code in subs]
    if not chosen or not places:
        return Pile(())
    masthead = masthead_of(assessment, standing)
    blocks = [_block(sub, terms) for sub in chosen]
    if side_by_side:
        numbers = tuple(SheetNumber(sub.code) for sub in chosen)
        seats = tuple(Seat(place.code, place.station) for place in places)
        forms = (LandscapeForm(masthead, block, block.code, seats) for block in blocks)
        return Pile(numbers, landscapes=tuple(forms))
    return Pile(
        tuple(SheetNumber(sub.code, place.code) for sub in chosen for place in places),
        singles=tuple(_singles(masthead, blocks, places)),
    )


def _singles(masthead: Masthead, blocks: Sequence[Block], places: Sequence[Place]) -> Iterator[MarkingForm]:
    for block in blocks:
        for place in places:
            number = str(SheetNumber(block.code, place.code))
            yield from split_by_kind(MarkingForm(masthead, block, number, Seat(place.code, place.station)))


def masthead_of(assessment: Assessment, standing: Standing) -> Masthead:
    """Return the top of every sheet of an assessment. One query."""
    skill, row = assessment.skill, standing.row
    assert row is not None
    return Masthead(
        campaign=assessment.campaign.name_zh,
        assessment=assessment.name_zh,
        assessment_key=str(assessment.pk),
        skill_number=skill.number,
        skill_zh=skill.name_zh,
        skill_en=skill.name_en,
        version=str(row.version),
        fingerprint=SchemeFreeze.objects.values_list("fingerprint", flat=True).get(scheme=row),
    )


def _block(sub: SubCriterion, terms: Collection[Term]) -> Block:
    lines = tuple(_line(aspect) for aspect in sub.aspects)
    used = tuple(f"{one.zh} {one.en}" for one in terms_used_in(words_of(sub), terms))
    return Block(sub.code, sub.name, sub.day, lines, used)


def _line(aspect: Aspect) -> AspectLine:
    return AspectLine(
        code=aspect.code,
        kind=aspect.kind,
        description=aspect.description,
        max_mark=aspect.max_mark or 0,
        extra=aspect.extra,
        requirement=aspect.requirement,
        descriptors=tuple(level.text for level in aspect.descriptors),
        calculation=aspect.calculation.code if aspect.calculation else "",
    )


def _printed(assessment: Assessment, codes: Sequence[str]) -> dict[tuple[str, str], Printed]:
    found: dict[tuple[str, str], Printed] = {}
    rows = Event.objects.filter(assessment=assessment, kind="printing").order_by("seq").values_list("body", "at")
    for text, at in rows:
        body = json.loads(text)
        for sheet in body["sheets"]:
            number = number_of(sheet)
            if number is not None:
                places = [number.place] if number.place else codes
                found.update({(number.sub, place): Printed(at, body["version"]) for place in places})
    return found
