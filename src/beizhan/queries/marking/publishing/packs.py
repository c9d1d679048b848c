"""Mark-loss packs: where each competitor lost marks, for those who may see it, once the result is published (K18)."""

from dataclasses import dataclass

from beizhan.core.losses import Losses, losses_of
from beizhan.core.scheme import Aspect, Scheme, aspects_of
from beizhan.core.standing import standing_of
from beizhan.models.marking.assessments import Assessment
from beizhan.queries.marking.grids import grid_of
from beizhan.queries.marking.publishing.standings import NOBODY, Named, named_entries
from beizhan.queries.marking.results import links_of, named_sheet_of, ties_in_force


@dataclass(frozen=True, slots=True)
class Pack:
    """One competitor's losses, with what the codes mean."""

    entry: str
    named: Named
    rank: int | None
    field: int
    total: int
    best: int
    losses: Losses


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of a field and the scheme they speak of."""

    scheme: Scheme
    packs: tuple[Pack, ...]

    def aspect(self, code: str) -> Aspect:
        """Return the aspect of a code."""
        return next(one for one in aspects_of(self.scheme) if one.code == code)

    def section_name(self, number: str) -> str:
        """Return the name of a section of the standard."""
        return next((one.name for one in self.scheme.sections if one.number == number), "")


def packs_of(assessment: Assessment) -> Packs:
    """Return the packs of the whole field; the result must be published. Fifteen queries."""
    grid = grid_of(assessment)
    sheet = named_sheet_of(grid, links_of(assessment))
    named = named_entries(assessment, list(sheet.codes))
    places = {place.code: place for place in standing_of(sheet, ties_in_force(assessment)).places}
    best = max((place.total or 0 for place in places.values()), default=0)
    packs = (
        Pack(
            one.code,
            named.get(one.code, NOBODY),
            places[one.code].rank,
            len(places),
            places[one.code].total or 0,
            best,
            one,
        )
        for one in losses_of(sheet)
    )
    return Packs(grid.scheme, tuple(sorted(packs, key=lambda pack: (pack.rank or 0, pack.entry))))
