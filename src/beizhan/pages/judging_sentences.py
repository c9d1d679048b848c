"""What each fault of ratings says that cannot be fitted. ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

JUDGING_SENTENCES: Mapping[str, str | Promise] = {
    "centre_too_few": _("More than one facet floats: %(facets)s. All but one must add up to zero."),
    "no_such_facet": _("There is no facet %(facet)s; there are: %(facets)s."),
    "one_rating_each": _("Nobody was rated twice, so the spread of persons cannot be told from chance."),
    "ratings_disconnected": _(
        "The ratings fall into %(parts)s subsets that nothing links, so their measures cannot be compared."
    ),
    "ratings_fall_apart_without_extremes": _(
        "Without elements that have only lowest or only highest scores, the ratings fall into %(parts)s subsets that "
        "nothing links."
    ),
    "ratings_not_told_apart": _("The marks scatter so that no estimate can be made of them."),
    "ratings_too_few": _("%(ratings)s ratings of %(persons)s persons are too few."),
    "score_not_whole": _("The score %(found)s is not a whole number of steps of %(unit)s."),
    "scores_all_alike": _(
        "All scores are alike, or nothing is left once elements with only extreme scores are set aside."
    ),
}
