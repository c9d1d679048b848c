"""What faults of forecasts say; ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FORECAST_SENTENCES: Mapping[str, str | Promise] = {
    "no_results_before": _("There are no results from before %(year)s to learn from."),
    "year_not_whole": _("“%(year)s” is not a year."),
}
