import numpy as np
import pytest

from beizhan.core.forecast.covariance import Hyper, unwarped, warped
from beizhan.core.forecast.layout import layout_of
from beizhan.core.forecast.likelihood import LEVEL_PRECISION, SLOPE_PRECISION, solved
from core.forecast.results import planted

AT = np.array([-0.5, -0.7, -0.4, 1.5, 1.2, 0.2])


def hyper_at(at, spreads):
    return Hyper(*np.exp(at[:3]), *(1 / (1 + np.exp(-at[3:5]))), at[5], spreads)


@pytest.fixture(scope="module")
def past():
    rows, points = planted(members=9, skills=6, seed=3)
    rows = np.vstack([rows, rows[5]])  # a second entry of one Member in one field
    points = np.append(points, 517.0)
    layout = layout_of(*rows.T)
    spreads = 0.3 * np.random.default_rng(1).standard_normal(layout.members.size)
    return rows[layout.order], layout, ((points - 500) / 30)[layout.order], spreads


def dense_covariance(rows, layout, hyper):
    """Write the whole covariance down."""
    field, _, member, skill = (column[:, None] == column for column in rows.T)
    apart = np.abs(rows[:, [1]] - rows[:, 1]) / 2
    widened = np.exp(hyper.spreads[layout.member])
    sizes = layout.sizes[layout.member]
    whole = member * hyper.member_sd**2 * hyper.member_memory**apart
    whole += (member & skill) * np.outer(widened, widened) * hyper.line_sd**2 * hyper.line_memory**apart
    whole += np.diag((widened * hyper.noise_sd) ** 2)
    traits = np.outer(sizes, sizes) + np.outer(layout.returning, layout.returning)
    return whole + field / LEVEL_PRECISION + traits / SLOPE_PRECISION


def test_the_likelihood_is_that_of_the_whole_covariance(past):
    rows, layout, standard, spreads = past
    hyper = hyper_at(AT, spreads)
    y = warped(standard, hyper.warp)
    whole = dense_covariance(rows, layout, hyper)

    _, determinant = np.linalg.slogdet(2 * np.pi * whole)
    expected = (y @ np.linalg.solve(whole, y) + determinant) / 2 - hyper.warp * standard.sum()

    assert solved(layout, standard, hyper).value == pytest.approx(expected, abs=1e-5)


def test_the_gradient_is_the_slope(past):
    _, layout, standard, spreads = past
    here = solved(layout, standard, hyper_at(AT, spreads))

    def slope(at, of):
        step = np.zeros(of)
        step[at] = 1e-5
        along = (step, 0) if of == AT.size else (0, step)
        up, down = (
            solved(layout, standard, hyper_at(AT + side * along[0], spreads + side * along[1])).value
            for side in (1, -1)
        )
        return (up - down) / 2e-5

    assert here.gradient == pytest.approx([slope(at, AT.size) for at in range(AT.size)], abs=1e-4)
    assert here.by_spread == pytest.approx([slope(at, spreads.size) for at in range(spreads.size)], abs=1e-4)


@pytest.mark.parametrize("warp", [0.0, 1e-6, 0.1, 0.5, -0.3])
def test_unwarping_undoes_warping(warp):
    standard = np.linspace(-2, 2, 9)

    assert unwarped(warped(standard, warp), warp) == pytest.approx(standard, abs=1e-5)


def test_results_that_were_sorted_otherwise_are_as_likely(past):
    rows, layout, standard, spreads = past
    shuffled = np.random.default_rng(2).permutation(len(rows))
    other = layout_of(*rows[shuffled].T)

    values = [
        solved(layout, standard, hyper_at(AT, spreads)).value,
        solved(other, standard[shuffled][other.order], hyper_at(AT, spreads)).value,
    ]

    assert values[0] == pytest.approx(values[1], abs=1e-8)
