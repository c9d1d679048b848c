"""How the figures of the judges' map are written: no finer than they are known, and a dash where nothing is known."""

from beizhan.templatetags.figures import NOTHING

_NORMAL = 1.959963984540054


def logits(value: float | None) -> str:
    """Write a measure with its sign, in tenths of a logit: errors are rarely smaller."""
    if value is None:
        return NOTHING
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else "±"
    return f"{sign}{abs(rounded):.1f}"


def interval(low: float | None, high: float | None) -> str:
    """Write both ends of an interval."""
    return NOTHING if low is None or high is None else f"{logits(low)} … {logits(high)}"


def around(value: float, error: float) -> str:
    """Write the 95 % interval around an estimate."""
    return interval(value - _NORMAL * error, value + _NORMAL * error)


def is_clear(value: float, error: float) -> bool:
    """Return whether the 95 % interval leaves out zero."""
    return abs(value) > _NORMAL * error


def plain(value: float | None, places: int = 2) -> str:
    """Write a figure that has no sign."""
    return NOTHING if value is None else f"{value:.{places}f}"


def per_cent(value: float | None) -> str:
    """Write a share."""
    return NOTHING if value is None else f"{round(100 * value)}%"
