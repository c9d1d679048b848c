"""The award workbook of an assessment, and what the cells held when somebody took it away."""

from dataclasses import dataclass

from beizhan.core.scheme.tree import Aspect, SubCriterion, sub_criteria_of
from beizhan.files.award_workbook.rows import AwardAspect, AwardBook, AwardSheet
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Award
from beizhan.queries.marking.assessments import places_of
from beizhan.queries.marking.entering.desks import head_of, where_it_stands

Where = tuple[str, str, int]
"""The key of an aspect, a blind code, and a seat: the order of the workbook."""


@dataclass(frozen=True, slots=True)
class Base:
    """What a cell held: the version, and its value."""

    version: int
    value: int | None


def award_book_of(assessment: Assessment, *, sub: str = "") -> AwardBook:
    """Return the workbook of one sub-criterion or of all; its version says upon which event. Eight queries."""
    standing, codes = where_it_stands(assessment), tuple(place.code for place in places_of(assessment))
    subs = [one for one in sub_criteria_of(standing.scheme) if not sub or one.code == sub]
    return AwardBook(
        title=f"{assessment.code} {assessment.name_zh}",
        version=f"{standing.row.version if standing.row else 0}.{head_of(assessment)}",
        sheets=tuple(_sheet(one, codes) for one in subs),
    )


def bases_of(assessment: Assessment, *, seq: int) -> dict[Where, Base]:
    """Return what every cell held when the chain was ``seq`` events long. One query."""
    rows = Award.objects.filter(assessment=assessment, event__seq__lte=seq).order_by("version")
    found = rows.values_list("aspect_key", "place__code", "seat", "version", "value")
    return {(str(key), place, seat): Base(version, value) for key, place, seat, version, value in found}


def _sheet(sub: SubCriterion, codes: tuple[str, ...]) -> AwardSheet:
    return AwardSheet(sub.code, sub.name, tuple(_aspect(aspect) for aspect in sub.aspects), codes)


def _aspect(aspect: Aspect) -> AwardAspect:
    return AwardAspect(aspect.key, aspect.code, aspect.kind, aspect.description, aspect.max_mark or 0)
