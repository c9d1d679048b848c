"""What somebody asks for who fits a model."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Structure(StrEnum):
    """Whether all items share one scale (Andrich 1978) or each has its own (Masters 1982)."""

    RATING_SCALE = "rsm"
    PARTIAL_CREDIT = "pcm"


class Method(StrEnum):
    """Whether persons are a sample of a population or parameters of their own."""

    MARGINAL = "mml"
    JOINT = "jml"


@dataclass(frozen=True, slots=True)
class Terms:
    """How ratings are to be fitted.

    Parameters
    ----------
    model : {"rsm", "pcm"}
        Rating scale or partial credit, where each element of the first facet has steps of its own.
    method : {"mml", "jml"}
        Marginal maximum likelihood, or joint as in Facets.
    centre : sequence of str or None
        Facets whose elements add up to zero; at most one may be left out. None stands for all but the first in marginal
        and for all in joint estimation. If one is left out, persons have mean zero and this facet floats; if none is,
        persons float.
    nodes : sequence of float or None
        Marginal only: integrate over these abilities, as programs with a fixed grid do. Only for comparisons.

    Raises
    ------
    ValueError
        If there is no such model or method.
    """

    model: str = "rsm"
    method: str = "mml"
    centre: tuple[str, ...] | None = None
    nodes: Sequence[float] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "model", Structure(self.model))
        object.__setattr__(self, "method", Method(self.method))

    @property
    def by_item(self) -> bool:
        """Whether each item has a scale of its own."""
        return self.model == Structure.PARTIAL_CREDIT

    @property
    def joint(self) -> bool:
        """Whether persons have parameters of their own."""
        return self.method == Method.JOINT
