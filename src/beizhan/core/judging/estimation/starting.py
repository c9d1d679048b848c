"""Where a climb begins: logits of mean scores, steps from how often categories were used."""

import numpy as np

from beizhan.core.judging.coding import Codes, Floats
from beizhan.core.judging.estimation.parameters import Layout


def start_of(layout: Layout) -> Floats:
    """Return a first guess of all parameters, sigma one."""
    design, scales = layout.design, layout.design.scales
    vector = np.zeros(layout.size)
    highest = scales.top[design.scale[design.cell]].astype(np.float64)
    for column, part, size in zip(design.elements, layout.facets, design.sizes, strict=True):
        own = column[design.cell]
        vector[part] = -_logits(_added(own, design.step, size), _added(own, highest, size))
        if part.start:
            vector[part] -= vector[part].mean()
    uses = np.log(scales.uses + 0.5)
    rows = np.arange(len(uses))
    depths = uses[:, :1] - uses  # what is seldom used lies deep
    share = np.arange(uses.shape[1]) / np.maximum(scales.top, 1)[:, np.newaxis]
    depths -= share * depths[rows, scales.top][:, np.newaxis]
    vector[layout.inner] = depths[scales.inner_scale, scales.inner_category]
    return vector


def abilities_of(layout: Layout) -> Floats:
    """Return a first guess of the abilities of persons."""
    design = layout.design
    highest = design.scales.top[design.scale[design.cell]].astype(np.float64)
    persons = len(design.patterns.of)
    return _logits(_added(design.person, design.step, persons), _added(design.person, highest, persons))


def _added(keys: Codes, values: Codes | Floats, size: int) -> Floats:
    return np.asarray(np.bincount(keys, values, size), np.float64)


def _logits(scores: Floats, highest: Floats) -> Floats:
    inside = np.clip(scores, 0.3, highest - 0.3)
    return np.asarray(np.log(inside / (highest - inside)))
