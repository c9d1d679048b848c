"""The cells of one sheet as a correction finds them."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from beizhan.core.marking.cells import Given, current_of
from beizhan.core.scheme.tree import Kind, sub_criteria_of
from beizhan.models.marking.assessments import Assessment
from beizhan.queries.marking.grids import grid_of

_NO_VALUE = -1


@dataclass(frozen=True, slots=True)
class CorrectionCell:
    """One aspect of one competitor with the awards that stand."""

    place: str
    aspect: str
    code: str
    description: str
    kind: Kind
    max_mark: int
    given: tuple[Given, ...]

    def value_of(self, typed: str) -> int:
        """Return what was typed as a score or as hundredths; what is no such number becomes one that is refused."""
        try:
            number = Decimal(normalize("NFKC", typed).strip().replace(",", "."))
        except InvalidOperation:
            return _NO_VALUE
        whole = number if self.kind is Kind.JUDGEMENT else number * 100
        return int(whole) if whole == whole.to_integral_value() else _NO_VALUE


def where_to_correct(assessment: Assessment) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Return the blind codes and the sub-criteria to choose from. Ten queries."""
    grid = grid_of(assessment)
    return (
        tuple(place.code for place in grid.places),
        tuple((sub.code, sub.name) for sub in sub_criteria_of(grid.scheme)),
    )


def cells_to_correct(assessment: Assessment, place: str, sub: str) -> tuple[CorrectionCell, ...]:
    """Return the cells of one sheet; nothing where there is no such sheet. Ten queries."""
    grid = grid_of(assessment)
    found = next((one for one in grid.places if one.code == place), None)
    form = next((one for one in sub_criteria_of(grid.scheme) if one.code == sub), None)
    if found is None or form is None:
        return ()
    return tuple(
        CorrectionCell(
            place=place,
            aspect=aspect.key,
            code=aspect.code,
            description=aspect.description,
            kind=aspect.kind,
            max_mark=aspect.max_mark or 0,
            given=tuple(given for _, given in sorted(current_of(grid.cell(found, aspect)).items())),
        )
        for aspect in form.aspects
    )
