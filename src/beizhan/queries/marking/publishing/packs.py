"""Mark-loss packs: where each competitor lost marks, for those who may see it, while a result stands (K18)."""

from collections.abc import Collection
from dataclasses import dataclass

from beizhan.core.losses import Losses, losses_of
from beizhan.core.scale import twice_median_of
from beizhan.core.scheme.tree import Aspect, Scheme, aspects_of
from beizhan.core.standing import without
from beizhan.models.marking.assessments import Assessment
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.grids import NO_SCHEME, grid_of, sheet_of
from beizhan.queries.marking.publishing.revisions import NOBODY, Named, Revision, named_entries
from beizhan.queries.marking.results import PUBLISHED, links_of, named_sheet_of


@dataclass(frozen=True, slots=True)
class Pack:
    """One competitor's losses, all marks in hundredths; ``field`` is how many are ranked."""

    entry: str
    place: str
    named: Named
    rank: int
    tied: bool
    field: int
    total: int
    best: int
    twice_median: int
    losses: Losses


@dataclass(frozen=True, slots=True)
class Packs:
    """The packs of a field, by rank, and the scheme they speak of."""

    scheme: Scheme
    packs: tuple[Pack, ...]

    def aspect(self, code: str) -> Aspect:
        """Return the aspect of a code."""
        return next(one for one in aspects_of(self.scheme) if one.code == code)

    def section_name(self, number: str) -> str:
        """Return the name of a section of the standard."""
        return next((one.name for one in self.scheme.sections if one.number == number), "")

    def sub_criterion_name(self, code: str) -> str:
        """Return the name of a sub-criterion."""
        return next((sub.name for one in self.scheme.criteria for sub in one.sub_criteria if sub.code == code), "")

    def among(self, entries: Collection[str]) -> "Packs":
        """Return only the packs of some entries."""
        return Packs(self.scheme, tuple(one for one in self.packs if one.entry in entries))


def packs_of(assessment: Assessment, revision: Revision) -> Packs:
    """Return the packs of those whom a revision ranks; none while marks are open again (I6). Fifteen queries."""
    if not revision.is_newest or step_of(assessment) not in PUBLISHED:
        return Packs(NO_SCHEME, ())
    places = {place["entry"]: place for place in revision.document["places"] if place["rank"]}
    grid = grid_of(assessment)
    sheet = named_sheet_of(sheet_of(grid), links_of(assessment))
    sheet = without(sheet, set(sheet.codes) - set(places))
    named = named_entries(assessment, list(sheet.codes))
    packs = (
        Pack(
            entry=one.code,
            place=places[one.code]["place"],
            named=named.get(one.code, NOBODY),
            rank=places[one.code]["rank"],
            tied=places[one.code]["tied"],
            field=len(places),
            total=places[one.code]["total"],
            best=max(place["total"] for place in places.values()),
            twice_median=twice_median_of([place["total"] for place in places.values()]),
            losses=one,
        )
        for one in (losses_of(sheet) if sheet.codes else ())
    )
    return Packs(grid.scheme, tuple(sorted(packs, key=lambda pack: (pack.rank, pack.entry))))
