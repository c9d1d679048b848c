"""Test results that were planted: levels, profiles, growth, and how hard each test was."""

import numpy as np

SDS = {
    "competitor": 8.0,
    "profile": 5.0,
    "growth": 6.0,
    "section_growth": 3.0,
    "test": 6.0,
    "test_section": 3.0,
    "error": 4.0,
}


def planted(*, competitors=8, sections=5, tests=8, seed=0, common=8.0, **sds):
    """Return rows of competitor, test, section and day, the results in percent, and the levels behind them."""
    sds = SDS | sds
    dice = np.random.default_rng(seed)
    days = np.append(0, np.sort(dice.uniform(10, 400, tests - 1)))
    steps = np.sqrt(np.diff(np.append(0, days)) / 100)
    level = 60 + 5 * dice.standard_normal(sections)
    fixed = sds["competitor"] * dice.standard_normal((competitors, 1))
    fixed = fixed + sds["profile"] * dice.standard_normal((competitors, sections)) + level
    grown = np.cumsum(sds["growth"] * steps[:, None] * dice.standard_normal((tests, competitors)), axis=0)
    apart = np.cumsum(
        sds["section_growth"] * steps[:, None, None] * dice.standard_normal((tests, competitors, sections)), axis=0
    )
    hard = sds["test"] * dice.standard_normal((tests, 1)) + sds["test_section"] * dice.standard_normal(
        (tests, sections)
    )
    rows, results, levels = [], [], []
    for test, who in zip(*np.nonzero(dice.random((tests, competitors)) < 0.8), strict=True):
        own = fixed[who] + common * days[test] / 100 + grown[test, who] + apart[test, who]
        rows += [(who, test, section, days[test]) for section in range(sections)]
        levels += own.tolist()
        results += (own + hard[test] + sds["error"] * dice.standard_normal(sections)).tolist()
    return np.array(rows, float), np.array(results), np.array(levels)
