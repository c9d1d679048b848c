"""The same fit by another program, PyPI mirt: it finds its parameters by other means on another grid."""

import numpy as np
from mirt.estimation import fit_mfrm
from mirt.models import Facet, PolytomousMFRM


def peer_fit(ratings, *, by_item=False, nodes=None):
    """Return what mirt says of ratings, run until nothing moves any more."""
    lowest = int(ratings.scores.min())
    order = np.argsort(ratings.person, kind="stable")
    person = ratings.person[order]
    column = np.arange(len(order)) - np.searchsorted(person, person)
    shape = (len(ratings.persons), int(column.max()) + 1)

    def laid_out(values, empty):
        table = np.full(shape, empty)
        table[person, column] = values[order]
        return table

    facets = [Facet(facet.name, len(facet.labels), list(facet.labels)) for facet in ratings.facets[1:]]
    model = PolytomousMFRM(
        len(ratings.facets[0].labels),
        int(np.ptp(ratings.scores)) + 1,
        facets,
        category_structure="partial_credit" if by_item else "rating_scale",
        item_names=list(ratings.facets[0].labels),
    )
    columns = zip(ratings.facets[1:], ratings.elements[1:], strict=True)
    return fit_mfrm(
        model,
        laid_out(ratings.scores - lowest, -1),
        {facet.name: laid_out(own, 0) for facet, own in columns},
        item_indices=laid_out(ratings.elements[0], 0),
        n_quadpts=nodes,
        max_iter=2000,
        tol=1e-9,
    )
