"""The same fit by another program, PyPI mirt: it finds its parameters by other means on another grid."""

import numpy as np
from mirt.estimation import fit_mfrm
from mirt.models import Facet, PolytomousMFRM


def laid_out_for(ratings):
    """Return scores, elements of the first facet and of the others as mirt wants them: a row for each person."""
    order = np.argsort(ratings.person, kind="stable")
    person = ratings.person[order]
    column = np.arange(len(order)) - np.searchsorted(person, person)

    def laid_out(values, empty):
        table = np.full((len(ratings.persons), int(column.max()) + 1), empty)
        table[person, column] = values[order]
        return table

    columns = zip(ratings.facets[1:], ratings.elements[1:], strict=True)
    return (
        laid_out(ratings.scores - ratings.scores.min(), -1),
        laid_out(ratings.elements[0], 0),
        {facet.name: laid_out(own, 0) for facet, own in columns},
    )


def peer_fit(ratings, *, by_item=False, prepared=None, tol=1e-9):
    """Return what mirt says of ratings, run until nothing moves any more."""
    scores, items, others = prepared or laid_out_for(ratings)
    model = PolytomousMFRM(
        len(ratings.facets[0].labels),
        int(np.ptp(ratings.scores)) + 1,
        [Facet(facet.name, len(facet.labels), list(facet.labels)) for facet in ratings.facets[1:]],
        category_structure="partial_credit" if by_item else "rating_scale",
        item_names=list(ratings.facets[0].labels),
    )
    return fit_mfrm(model, scores, others, item_indices=items, max_iter=2000, tol=tol)
