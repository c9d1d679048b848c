"""Scores of a panel as many sports count them: the mean without the highest and the lowest, rounded."""

from collections.abc import Sequence


def trimmed_mean(scores: Sequence[int], least: int = 5) -> int:
    """Return the mean without one highest and one lowest score, in hundredths, half-up.

    Parameters
    ----------
    scores : sequence of int
        Of the judges, in hundredths.
    least : int
        With fewer judges nothing is left out.

    Raises
    ------
    ValueError
        Without a score.

    Examples
    --------
    >>> trimmed_mean([900, 875, 925, 900, 850, 900, 950])
    900
    """
    if not scores:
        raise ValueError("a panel needs a score")
    ordered = sorted(scores)
    counted = ordered[1:-1] if len(ordered) >= least else ordered
    return (2 * sum(counted) + len(counted)) // (2 * len(counted))
