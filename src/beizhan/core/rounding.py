"""Numbers no finer than they are known: chances in steps of five percent, estimates to the place of their error."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor, isfinite, log10

CHANCE_STEP = 5
"""Percent."""


class Side(StrEnum):
    """Whether a chance is about the figure beside it, or still below or above it."""

    ABOUT = "about"
    BELOW = "below"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class ShownChance:
    """A chance to be shown: whole percent, and whether it is about that, below it or above it."""

    percent: int
    side: Side


@dataclass(frozen=True, slots=True)
class ShownNumber:
    """An estimate and its error to be shown with this many decimals; below zero, tens or hundreds are rounded too."""

    number: float
    error: float
    decimals: int


def shown_chance(chance: float, *, step: int = CHANCE_STEP) -> ShownChance:
    """Return a chance in steps; what would round to nothing or to certainty is shown as below or above the last step.

    Parameters
    ----------
    chance : float
        From 0 to 1. Exactly 0 and 1 are shown as they are.
    step : int
        Percent; it divides 100.

    Raises
    ------
    ValueError
        If it is no chance.

    Examples
    --------
    >>> shown_chance(0.37), shown_chance(0.004)
    (ShownChance(percent=35, side=<Side.ABOUT: 'about'>), ShownChance(percent=5, side=<Side.BELOW: 'below'>))
    """
    if not 0 <= chance <= 1:
        raise ValueError("not a chance")
    percent = step * floor(100 * chance / step + 0.5)
    if percent == 0 and chance > 0:
        return ShownChance(step, Side.BELOW)
    if percent == 100 and chance < 1:
        return ShownChance(100 - step, Side.ABOVE)
    return ShownChance(percent, Side.ABOUT)


def shown_number(number: float, error: float) -> ShownNumber:
    """Return an estimate rounded to the first place of its standard error, and the error rounded up to it.

    Parameters
    ----------
    number, error : float
        An estimate and its standard error, above zero.

    Raises
    ------
    ValueError
        If one is not finite, or the error not above zero.

    Examples
    --------
    >>> shown_number(0.4567, 0.2), shown_number(512.3, 24.1)
    (ShownNumber(number=0.5, error=0.2, decimals=1), ShownNumber(number=510.0, error=30.0, decimals=-1))
    """
    if not (isfinite(number) and isfinite(error)) or error <= 0:
        raise ValueError("an estimate and its error must be finite, the error above zero")
    decimals = -floor(log10(error))
    unit = 10.0**-decimals
    return ShownNumber(
        round(floor(number / unit + 0.5) * unit, max(decimals, 0)),
        round(ceil(error / unit - 1e-9) * unit, max(decimals, 0)),
        decimals,
    )
