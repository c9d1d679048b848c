"""How effort moves a chance: ``P(qualify | h) = Phi((m + A (1 - exp(-h / k))) / noise)``.

S-shaped in h wherever m is well below the line: the first days may do little and the next ones much. That is why an
allocation is not a convex problem.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from beizhan.core.allocation.conditions import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """How each skill answers to effort, in so many scenarios: each a possible truth, drawn from what is believed.

    Parameters
    ----------
    margin : array_like of float, shape (scenarios, skills)
        How far the expected result lies above the line that goes through, below zero if under it, in marks.
    reach : array_like of float, shape (scenarios, skills)
        A, the marks that endless effort would add.
    pace : array_like of float, shape (scenarios, skills)
        Kappa, the effort after which 63 % of the reach is there; above zero.
    noise : array_like of float, shape (skills,) or (scenarios, skills)
        Standard deviation, in marks, of a result around its expectation, with that of the line itself; above zero.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a pace or noise is not above zero.
    """

    margin: Floats
    reach: Floats
    pace: Floats
    noise: Floats

    def __post_init__(self) -> None:
        margin, reach, pace = (np.array(given, np.float64) for given in (self.margin, self.reach, self.pace))
        if margin.ndim != 2 or not margin.shape == reach.shape == pace.shape:
            raise ValueError("margin, reach and pace must have one shape (scenarios, skills)")
        noise = np.array(np.broadcast_to(np.asarray(self.noise, np.float64), margin.shape))
        if not (bool((pace > 0).all()) and bool((noise > 0).all())):
            raise ValueError("pace and noise must be above zero")
        for name, given in (("margin", margin), ("reach", reach), ("pace", pace), ("noise", noise)):
            given.flags.writeable = False
            object.__setattr__(self, name, given)


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """What is believed of each skill: margins as Gaussian states, reach and pace known up to a factor.

    Parameters
    ----------
    margin, margin_error : array_like of float, shape (skills,)
        Mean and standard deviation of the margin, in marks; the deviation is not below zero.
    reach, pace : array_like of float, shape (skills,)
        Their means; not below zero and above zero.
    doubt : float or array_like of float, shape (skills,)
        Standard deviation of the logarithms of reach and of pace: 0.5 says that each is known up to a factor of about
        1.65, 0 that they are known.
    noise : array_like of float, shape (skills,)
        As in `Responses`.

    Raises
    ------
    ValueError
        If the shapes do not fit, or something lies below its bound.
    """

    margin: Floats
    margin_error: Floats
    reach: Floats
    pace: Floats
    doubt: Floats
    noise: Floats

    def __post_init__(self) -> None:
        shape = np.shape(self.margin)
        for name in ("margin", "margin_error", "reach", "pace", "doubt", "noise"):
            given = np.array(np.broadcast_to(np.asarray(getattr(self, name), np.float64), shape))
            given.flags.writeable = False
            object.__setattr__(self, name, given)
        if len(shape) != 1 or bool((np.minimum.reduce([self.margin_error, self.reach, self.doubt]) < 0).any()):
            raise ValueError("one value per skill, and no error, reach or doubt below zero")
        if not bool((np.minimum(self.pace, self.noise) > 0).all()):
            raise ValueError("pace and noise must be above zero")


def scenarios_of(beliefs: Beliefs, count: int, seed: int) -> Responses:
    """Return so many scenarios drawn from what is believed, skill by skill; the same seed gives the same ones.

    Margins are normal; reach and pace are log-normal around their means. Skills are drawn independently: that does not
    change what can be expected, but makes the number through look surer than it is.
    """
    normal = np.random.default_rng(seed).standard_normal((3, count, beliefs.margin.size))
    factors = np.exp(beliefs.doubt * normal[1:] - beliefs.doubt**2 / 2)
    return Responses(
        beliefs.margin + beliefs.margin_error * normal[0],
        beliefs.reach * factors[0],
        beliefs.pace * factors[1],
        beliefs.noise,
    )


def added_by(effort: npt.ArrayLike, reach: npt.ArrayLike, pace: npt.ArrayLike) -> Floats:
    """Return the marks that effort adds: ``reach (1 - exp(-effort / pace))``."""
    added: Floats = -np.asarray(reach) * np.expm1(-np.asarray(effort) / np.asarray(pace))
    return added


def normal_chance(score: npt.ArrayLike) -> Floats:
    """Return the chance that a standard normal variable is below ``score``."""
    chance: Floats = scipy.special.ndtr(score)
    return chance


def chances_of(responses: Responses, efforts: Sequence[int]) -> Floats:
    """Return the chance to go through in every scenario, skill and level of effort.

    Returns
    -------
    ndarray, shape (scenarios, skills, levels)
        Their mean over scenarios is what `plan.plan_of` plans with.
    """
    added = added_by(efforts, responses.reach[..., np.newaxis], responses.pace[..., np.newaxis])
    return normal_chance((responses.margin[..., np.newaxis] + added) / responses.noise[..., np.newaxis])
