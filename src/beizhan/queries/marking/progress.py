"""How far marking has come, counted once for each state of the chain.

Facts never change, so what is kept under the head of a chain never goes stale; a new fact is a new head.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from uuid import UUID

from django.core.cache import cache
from django.db.models import OuterRef, Subquery

from beizhan import __version__
from beizhan.core.marking.cells import CellState, is_apart
from beizhan.core.scheme.tree import sub_criteria_of
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.queries.marking.grids import grid_of, states_of

_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cells are in which state; ``apart`` are those of the disputed whose scores lie more than 1 apart."""

    blank: int = 0
    partial: int = 0
    entered: int = 0
    disputed: int = 0
    rejected: int = 0
    confirmed: int = 0
    apart: int = 0

    @property
    def total(self) -> int:
        """How many cells there are."""
        return self.blank + self.partial + self.entered + self.disputed + self.rejected + self.confirmed


def progress_of(assessment: Assessment) -> Progress:
    """Return how far the marking of an assessment has come. At most thirteen queries, two where nothing has changed."""
    return progress_among([assessment])[assessment.pk]


def progress_among(assessments: Collection[Assessment]) -> dict[UUID, Progress]:
    """Return how far each of some assessments has come; only those whose chain has grown are counted again."""
    keys = _keys(assessments)
    kept = cache.get_many(keys.values())
    found = {}
    for one in assessments:
        known = kept.get(keys[one.pk])
        found[one.pk] = Progress(**known) if known else _counted(one)
        if known is None:
            cache.set(keys[one.pk], asdict(found[one.pk]), _SECONDS)
    return found


def _keys(assessments: Collection[Assessment]) -> dict[UUID, str]:
    head = Event.objects.filter(assessment=OuterRef("pk")).order_by("-seq").values("hash")[:1]
    rows = Assessment.objects.filter(pk__in=[one.pk for one in assessments]).annotate(head=Subquery(head))
    return {key: f"progress:{__version__}:{key}:{hash_}" for key, hash_ in rows.values_list("pk", "head")}


def _counted(assessment: Assessment) -> Progress:
    grid = grid_of(assessment)
    states = states_of(grid, sub_criteria_of(grid.scheme))
    counts = {str(state): states[state] for state in CellState}
    return Progress(**counts, apart=sum(is_apart(cell) for cell in grid.cells.values()))
