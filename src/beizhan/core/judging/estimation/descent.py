"""Going uphill: a quasi-Newton method that begins with a good guess of the information (Nocedal & Wright 2006)."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np

from beizhan.core.judging.coding import Floats

_MEMORY = 12
_HALVINGS = 30
_MOST = 200
_ENOUGH = 1e-4
"""Share of the promised gain that a step must bring."""


class Point(Protocol):
    """What is known at one point: the value to be made great, and its gradient."""

    @property
    def value(self) -> float:
        """What is to be made great."""
        ...

    @property
    def gradient(self) -> Floats:
        """How it changes with each parameter; shape (n,)."""
        ...


P = TypeVar("P", bound=Point)


@dataclass(frozen=True, slots=True, eq=False)
class Summit(Generic[P]):
    """Where the climb ended; ``left`` is how much the last model of the hill still promised."""

    vector: Floats
    point: P
    left: float
    evaluations: int
    converged: bool


def climb(  # noqa: PLR0913 - a start is a vector, what is known there, and a guess of the shape of the hill
    at: Callable[[Floats], P],
    start: Floats,
    first: P,
    inverse: Floats,
    held: Callable[[Floats], Floats],
    *,
    tolerance: float = 1e-10,
    most: int = _MOST,
) -> Summit[P]:
    """Find the vector where ``at(vector).value`` is greatest.

    Parameters
    ----------
    at : callable
    start : float array, shape (n,)
    first : Point
        What is known there.
    inverse : float array, shape (n, n)
        A guess of the inverse of the information, positive semi-definite.
    held : callable
        Returns the nearest vector that is allowed; where it holds a parameter the gradient must be zero.
    tolerance : float
        The climb ends when half the squared Newton step promises less than this.
    most : int
        Or when the hill was looked at so often.
    """
    vector, point = start, first
    memory: deque[tuple[Floats, Floats, float]] = deque(maxlen=_MEMORY)
    evaluations = 1
    while True:
        step = _direction(point.gradient, inverse, memory)
        promise = float(step @ point.gradient)
        if promise / 2 < tolerance or evaluations >= most:
            return Summit(vector, point, promise / 2, evaluations, promise / 2 < tolerance)
        length = min(1.0, 3.0 / float(np.abs(step).max()))
        floor = point.value - 1e-13 * abs(point.value)
        for _ in range(_HALVINGS):
            ahead = held(vector + length * step)
            found = at(ahead)
            evaluations += 1
            if found.value >= floor + _ENOUGH * length * promise or (
                promise < 1e-6 and abs(found.gradient @ step) < promise
            ):
                break
            length /= 2
        else:
            return Summit(vector, point, promise / 2, evaluations, converged=False)
        moved, turned = ahead - vector, point.gradient - found.gradient
        vector, point = ahead, found
        if (curvature := float(moved @ turned)) > 1e-14:
            memory.append((moved, turned, 1 / curvature))


def _direction(gradient: Floats, inverse: Floats, memory: deque[tuple[Floats, Floats, float]]) -> Floats:
    """Return the step to the top of the hill as it is known so far: the two-loop recursion."""
    rest, shares = gradient.copy(), []
    for moved, turned, scale in reversed(memory):
        share = scale * float(moved @ rest)
        rest -= share * turned
        shares.append(share)
    step = inverse @ rest
    for (moved, turned, scale), share in zip(memory, reversed(shares), strict=True):
        step += (share - scale * float(turned @ step)) * moved
    return step
