"""What a fit says: measures of elements, steps and persons, with their errors and how well the ratings fit them.

Everything is in logits. A positive measure of a judge means severe, of an aspect hard, of a person able.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from beizhan.core.judging.arranging.arrangement import Arrangement
from beizhan.core.judging.coding import Flags, Floats
from beizhan.core.judging.estimation.solution import Solution
from beizhan.core.judging.terms import Terms

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class MeanSquares:
    """How well ratings fit, element by element or person by person.

    Parameters
    ----------
    infit, outfit : float array
        Mean squares: 1 is expected, more is noise, less is too little of it. Infit weights by information.
    infit_z, outfit_z : float array
        The same as approximately standard normal deviates.
    """

    infit: Floats
    outfit: Floats
    infit_z: Floats
    outfit_z: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Separation:
    """How well elements are told apart.

    Parameters
    ----------
    error : float
        Root mean square of the standard errors.
    spread : float
        Standard deviation of the measures once the errors are taken off.
    separation : float
        ``spread / error``.
    reliability : float
        Share of the variance of the measures that is not error.
    strata : float
        Levels that can be told apart: ``(4 separation + 1) / 3``.
    """

    error: float
    spread: float
    separation: float
    reliability: float
    strata: float


@dataclass(frozen=True, slots=True, eq=False)
class Elements:
    """The elements of one facet, in the order of their labels.

    Parameters
    ----------
    facet : str
    labels : tuple of str
    measures, errors : float array
        With standard errors; nan where an element has no ratings.
    fit : MeanSquares
        nan for extreme elements.
    fair : float array
        Fair average: the score that an average person may expect where all else is average.
    counts, totals : int array
        Ratings and the sum of their scores.
    extreme : bool array
        Whether an element has nothing but lowest or highest scores; its measure stands for "at least so far out".
    separation : Separation or None
        None with fewer than two elements.
    """

    facet: str
    labels: tuple[str, ...]
    measures: Floats
    errors: Floats
    fit: MeanSquares
    fair: Floats
    counts: Counts
    totals: Counts
    extreme: Flags
    separation: Separation | None


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """The steps of the scales, scale by scale.

    Parameters
    ----------
    scales : tuple of str
        Label of the item each step belongs to; empty where all share one scale.
    lower, upper : int array
        The scores between which the step lies: neighbours, unless a category between them was never used.
    measures, errors : float array
        Where, from the difficulty of a cell, both scores are equally likely.
    uses : int array
        How often the upper score was given.
    """

    scales: tuple[str, ...]
    lower: Counts
    upper: Counts
    measures: Floats
    errors: Floats
    uses: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Persons:
    """The persons, in the order of their labels.

    Parameters
    ----------
    labels : tuple of str
    wle, wle_errors : float array
        Warm's weighted likelihood estimate; nan for a person of whom nothing is left once extremes are set aside.
    eap, eap_errors : float array
        Mean and standard deviation of the posterior; in joint estimation nan.
    joint, joint_errors : float array
        Measure of joint estimation; in marginal estimation nan.
    fit : MeanSquares
    counts, totals : int array
    """

    labels: tuple[str, ...]
    wle: Floats
    wle_errors: Floats
    eap: Floats
    eap_errors: Floats
    joint: Floats
    joint_errors: Floats
    fit: MeanSquares
    counts: Counts
    totals: Counts


@dataclass(frozen=True, slots=True)
class Identification:
    """What was held so that the numbers are determined.

    Parameters
    ----------
    centred : tuple of str
        Facets whose elements add up to zero; steps of each scale always do.
    free : str or None
        The facet that floats; None if persons do.
    population_mean, population_mean_error : float
        Mean of persons: zero unless they float.
    """

    centred: tuple[str, ...]
    free: str | None
    population_mean: float
    population_mean_error: float


class RemarkCode(StrEnum):
    """What was done, or should be known, beside the numbers."""

    EXTREME_SET_ASIDE = "extreme_set_aside"
    EXTREME_ADJUSTED = "extreme_adjusted"
    CATEGORY_UNUSED = "category_unused"
    CATEGORY_FEW = "category_few"
    STEPS_DISORDERED = "steps_disordered"
    PERSONS_ALIKE = "persons_alike"
    PERSONS_WITHOUT_MEASURE = "persons_without_measure"
    LINKED_BY_POPULATION = "linked_by_population"
    NOT_CONVERGED = "not_converged"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: a code with its facts."""

    code: RemarkCode
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Everything a fit says.

    Parameters
    ----------
    terms : Terms
    deviance : float
        Minus twice the logarithm of the likelihood.
    parameters : int
        How many were free.
    converged : bool
    sigma, sigma_error : float
        Standard deviation of persons in the population; in joint estimation that of their measures, without an error.
    identification : Identification
    facets : mapping from str to Elements
    steps : Steps
    persons : Persons
    eap_reliability, wle_reliability : float
    remarks : tuple of Remark
    arrangement : Arrangement
    solution : Solution
    """

    terms: Terms
    deviance: float
    parameters: int
    converged: bool
    sigma: float
    sigma_error: float
    identification: Identification
    facets: Mapping[str, Elements]
    steps: Steps
    persons: Persons
    eap_reliability: float
    wle_reliability: float
    remarks: tuple[Remark, ...]
    arrangement: Arrangement
    solution: Solution

    @property
    def aic(self) -> float:
        """Akaike's criterion."""
        return self.deviance + 2 * self.parameters

    @property
    def bic(self) -> float:
        """Schwarz' criterion, with the number of persons."""
        return self.deviance + self.parameters * float(np.log(len(self.persons.labels)))
