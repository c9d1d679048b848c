"""What a later scheme would do to every competitor's mark."""

from dataclasses import dataclass
from uuid import UUID

from beizhan.core.marking.cells import mark_of
from beizhan.core.scheme.tree import aspects_of
from beizhan.core.standing import Effect, effect_of
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import Scheme
from beizhan.queries.marking.grids import Grid, grid_of, sheet_of


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What a change of the scheme does to one competitor, in hundredths."""

    place: str
    before: int | None
    after: int | None
    rank_before: int | None
    rank_after: int | None

    @property
    def difference(self) -> int | None:
        """The later total less the earlier."""
        return None if self.before is None or self.after is None else self.after - self.before


def effects_of(assessment: Assessment, scheme: Scheme) -> tuple[tuple[Effect, ...], int]:
    """Return totals and ranks before and after, and how many confirmed cells would have to be marked again.

    Twenty-one queries.
    """
    old, new = grid_of(assessment), grid_of(assessment, by_scheme=scheme)
    return effect_of(sheet_of(old), sheet_of(new)), _lost(old, new)


def effect_document_of(assessment: Assessment, scheme: Scheme) -> dict[str, object]:
    """Return the effect as a document that can be signed: what two people approve."""
    effects, again = effects_of(assessment, scheme)
    return {
        "again": again,
        "effects": [
            {
                "place": one.code,
                "before": one.total_before,
                "after": one.total_after,
                "rank_before": one.rank_before,
                "rank_after": one.rank_after,
            }
            for one in effects
        ],
    }


def _lost(old: Grid, new: Grid) -> int:
    """Count the cells that have a mark by the old scheme and none by the new, though their aspect goes on."""
    going_on = {aspect.key for aspect in aspects_of(new.scheme)}
    return sum(
        1
        for where, cell in old.cells.items()
        if str(where[1]) in going_on and mark_of(cell) is not None and _unmarked(new, where)
    )


def _unmarked(grid: Grid, where: tuple[UUID, UUID]) -> bool:
    return where not in grid.cells or mark_of(grid.cells[where]) is None
