"""Past results that were planted: a Member effect, a Member in a skill, chance, and how they last."""

import numpy as np


def planted(*, members=26, skills=18, years=(2005, 2007, 2009), seed=0, **hyper):
    """Return rows of field, year, Member, skill, and points standardised in each field as the official ones are."""
    sds = {
        "member_sd": 0.6,
        "line_sd": 0.5,
        "noise_sd": 0.6,
        "member_memory": 0.9,
        "line_memory": 0.7,
        "spread_sd": 0.0,
    }
    sds |= hyper
    dice = np.random.default_rng(seed)
    spread = np.exp(sds["spread_sd"] * dice.standard_normal(members))
    member = dice.standard_normal(members)
    line = dice.standard_normal((members, skills))
    rows, points = [], []
    for turn, year in enumerate(years):
        if turn:
            member = _aged(member, sds["member_memory"], dice)
            line = _aged(line, sds["line_memory"], dice)
        noise = sds["noise_sd"] * dice.standard_normal((members, skills))
        latent = sds["member_sd"] * member[:, None] + spread[:, None] * (sds["line_sd"] * line + noise)
        for skill in range(skills):
            own = np.flatnonzero(dice.random(members) < 0.7)
            values = latent[own, skill]
            rows += [(1000 * turn + skill, year, who, skill) for who in own]
            points += (500 + 30 * (values - values.mean()) / values.std()).tolist()
    return np.array(rows, float), np.array(points)


def _aged(state, memory, dice):
    return memory * state + np.sqrt(1 - memory**2) * dice.standard_normal(state.shape)
