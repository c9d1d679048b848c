"""What the codes of the judges' map are called. Nothing here accuses: a flag says "may"."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.judging.reports.enough import Lack
from beizhan.core.judging.reports.judges_map import Flag, Kind
from beizhan.core.judging.results import RemarkCode
from beizhan.queries.analysis.judging.judgements import MarkRound

Words = Mapping[str, str | Promise]

FLAGS: Words = {
    Flag.MAY_BE_SEVERE: pgettext_lazy("judges", "may be severe"),
    Flag.MAY_BE_LENIENT: pgettext_lazy("judges", "may be lenient"),
    Flag.MAY_BE_ERRATIC: pgettext_lazy("judges", "may mark unevenly"),
    Flag.MAY_VARY_LITTLE: pgettext_lazy("judges", "may use little of the scale"),
}
LACKS: Words = {
    Lack.MARKS: _("Not enough data: %(found)s of at least %(wanted)s marks"),
    Lack.SHARED: _("Not enough data: %(found)s of at least %(wanted)s marks beside another judge"),
}
GROUPS: Words = {
    Kind.JUDGE: pgettext_lazy("judges", "Judges, severe →"),
    Kind.COMPETITOR: pgettext_lazy("judges", "Competitors, able →"),
    Kind.ASPECT: pgettext_lazy("judges", "Aspects, hard →"),
    Kind.OTHER: pgettext_lazy("judges", "Other"),
}
ROUNDS: Words = {
    MarkRound.FIRST: pgettext_lazy("judges", "First marks"),
    MarkRound.FINAL: pgettext_lazy("judges", "Final marks"),
}
REMARKS: Words = {
    RemarkCode.EXTREME_SET_ASIDE: _("With only lowest or only highest marks, so set aside: %(elements)s."),
    RemarkCode.EXTREME_ADJUSTED: _("With only lowest or only highest marks, so adjusted: %(elements)s."),
    RemarkCode.CATEGORY_UNUSED: _("Scores that nobody gave: %(scores)s."),
    RemarkCode.CATEGORY_FEW: _(
        "Scores given fewer than ten times, so the steps beside them are uncertain: %(scores)s."
    ),
    RemarkCode.STEPS_DISORDERED: _("The steps of the scale are out of order: some score is never the likeliest."),
    RemarkCode.PERSONS_ALIKE: _("The competitors can hardly be told apart by these marks."),
    RemarkCode.PERSONS_WITHOUT_MEASURE: _(
        "Every competitor was marked alike throughout, so nothing says how far they are from each other."
    ),
    RemarkCode.LINKED_BY_POPULATION: _(
        "The marks fall into %(parts)s groups of competitors; they are compared as if all came from one population."
    ),
    RemarkCode.NOT_CONVERGED: _("The estimate did not settle; take all figures with care."),
}
