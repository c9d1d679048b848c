"""What people say of effort: per skill a chance now and a response, per campaign what there is; made into beliefs.

The chance may be a coach's probability: it then stands for whatever the coach knows, and is labelled so wherever it is
shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from beizhan.core.allocation.conditions import Conditions, Resource
from beizhan.core.allocation.response import Beliefs
from beizhan.core.faults import Fault, error

EFFORTS = tuple(range(41))
"""Levels of effort: expert-days of one skill."""

MONEY, DAYS, PLACES = "money", "days", "places"
MONEY_STEP = 10_000
"""In what amount of yuan one speaks of more money."""

_DAYS_ONLY = 1


@dataclass(frozen=True, slots=True)
class SkillInput:
    """What is said of one skill.

    Parameters
    ----------
    skill : str
        Its number.
    chance, give_or_take : int
        Chance to go through as things stand, in per cent, and by how many points it may be wrong either way (one
        standard deviation).
    reach : int
        Marks that endless effort would add, in hundredths.
    pace : int
        Expert-days after which 63 % of them are there.
    doubt : int
        How far reach and pace are only guessed, in per cent (standard deviation of their logarithms).
    noise : int
        Standard deviation of a result around its expectation, in hundredths.
    cost : int
        Yuan that an expert-day costs.
    places : int
        Places in the camp that the skill takes as soon as it is trained at all.
    least : int
        Expert-days that it must have.
    """

    skill: str
    chance: int
    give_or_take: int
    reach: int
    pace: int
    doubt: int
    noise: int
    cost: int = 0
    places: int = 0
    least: int = 0


@dataclass(frozen=True, slots=True)
class Purse:
    """What there is for all skills together: yuan, expert-days, camp places; ``None`` is not limited."""

    money: int | None = None
    days: int | None = None
    places: int | None = None


def faults_of_input(one: SkillInput) -> tuple[Fault, ...]:
    """Return what is wrong with what is said of a skill."""
    faults = []
    if not 1 <= one.chance <= 99 or not 0 <= one.give_or_take <= 40:
        faults.append(error("chance_out_of_range"))
    if one.reach < 0 or one.pace < 1 or one.noise < 1:
        faults.append(error("response_out_of_range"))
    if not 0 <= one.least <= max(EFFORTS):
        faults.append(error("least_beyond_levels", name=one.skill, least=one.least, most=max(EFFORTS)))
    return tuple(faults)


def beliefs_of(inputs: Sequence[SkillInput]) -> Beliefs:
    """Return margins, reaches and paces, in marks, that fit what was said.

    The margin's deviation is half of what its doubt spans on the normal scale, ``e = noise (z(p + d) - z(p - d)) / 2``,
    and its mean ``sqrt(noise^2 + e^2) z(p)``, so that the mean chance over scenarios is the chance that was said.
    """
    chance, doubt = (np.array([getattr(one, name) / 100 for one in inputs]) for name in ("chance", "give_or_take"))
    reach, noise = (np.array([getattr(one, name) / 100 for one in inputs]) for name in ("reach", "noise"))
    high, low = (scipy.special.ndtri(np.clip(chance + sign * doubt, 0.005, 0.995)) for sign in (1, -1))
    margin_error = noise * (high - low) / 2
    margin = np.hypot(noise, margin_error) * scipy.special.ndtri(chance)
    pace = np.array([float(one.pace) for one in inputs])
    return Beliefs(margin, margin_error, reach, pace, np.array([one.doubt / 100 for one in inputs]), noise)


def conditions_of(inputs: Sequence[SkillInput], purse: Purse) -> Conditions | None:
    """Return what may be allocated; ``None`` while there is no skill, or nothing that is limited."""
    days = np.array(EFFORTS, np.int64)
    costs = {
        MONEY: (purse.money, np.outer([one.cost for one in inputs], days), MONEY_STEP),
        DAYS: (purse.days, np.outer([_DAYS_ONLY] * len(inputs), days), 1),
        PLACES: (purse.places, np.outer([one.places for one in inputs], days > 0), 1),
    }
    resources = tuple(
        Resource(name, budget, taken, step) for name, (budget, taken, step) in costs.items() if budget is not None
    )
    if not inputs or not resources:
        return None
    return Conditions(tuple(one.skill for one in inputs), EFFORTS, resources, tuple(one.least for one in inputs))
