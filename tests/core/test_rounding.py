import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.rounding import ShownChance, ShownNumber, Side, shown_chance, shown_number


@pytest.mark.parametrize(
    ("chance", "percent", "side", "why"),
    [
        (0, 0, Side.ABOUT, "impossible"),
        (1e-9, 5, Side.BELOW, "possible"),
        (0.024, 5, Side.BELOW, "less than half a step"),
        (0.025, 5, Side.ABOUT, "half a step goes up"),
        (0.37, 35, Side.ABOUT, "nearer to 35"),
        (0.38, 40, Side.ABOUT, "nearer to 40"),
        (0.974, 95, Side.ABOUT, "not yet certain"),
        (0.98, 95, Side.ABOVE, "not certain"),
        (1, 100, Side.ABOUT, "certain"),
    ],
)
def test_chances_are_shown_in_steps_of_five_percent(chance, percent, side, why):
    assert shown_chance(chance) == ShownChance(percent, side), why


@given(st.floats(0, 1), st.sampled_from([1, 5, 10]))
def test_no_chance_is_shown_further_off_than_half_a_step_or_as_certain(chance, step):
    shown = shown_chance(chance, step=step)

    if shown.side is Side.ABOUT:
        assert abs(shown.percent - 100 * chance) <= step / 2 + 1e-9
        assert 0 < shown.percent < 100 or chance in {0, 1}
    else:
        assert (100 * chance < shown.percent) == (shown.side is Side.BELOW)


@pytest.mark.parametrize(
    ("number", "error", "shown", "why"),
    [
        (0.4567, 0.2, (0.5, 0.2, 1), "one decimal"),
        (0.4567, 0.04, (0.46, 0.04, 2), "two"),
        (512.3, 24.1, (510, 30, -1), "tens; an error is never made smaller"),
        (-3.25, 1.0, (-3, 1, 0), "whole"),
        (-0.04, 0.3, (0, 0.3, 1), "nothing"),
    ],
)
def test_numbers_are_as_fine_as_their_error(number, error, shown, why):
    assert shown_number(number, error) == ShownNumber(*shown), why


@given(st.floats(-1e6, 1e6), st.floats(1e-4, 1e4))
def test_rounding_moves_a_number_by_less_than_its_error(number, error):
    shown = shown_number(number, error)

    assert abs(shown.number - number) <= error / 2 * (1 + 1e-6) + 1e-9
    assert error <= shown.error * (1 + 1e-6) < 2 * error * (1 + 1e-6) + 1e-9


@pytest.mark.parametrize("wrong", [-0.1, 1.1, float("nan")])
def test_what_is_no_chance_is_refused(wrong):
    with pytest.raises(ValueError, match="not a chance"):
        shown_chance(wrong)


@pytest.mark.parametrize("wrong", [(float("inf"), 1), (1, 0)])
def test_a_number_without_an_error_is_refused(wrong):
    with pytest.raises(ValueError, match="finite"):
        shown_number(*wrong)
