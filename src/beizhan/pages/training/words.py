"""Words of the way from a change to what was learnt, and of training."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.follow_through.evidence import Verdict
from beizhan.core.follow_through.facts import Answer, ReasonKind, Severity
from beizhan.core.follow_through.links import Lamp, Stand
from beizhan.core.follow_through.touching import TouchKind

Words = Mapping[str, str | Promise]

STANDS: Words = {
    Stand.FOUND: pgettext_lazy("a change", "Found"),
    Stand.DECIDED: pgettext_lazy("a change", "Decided"),
    Stand.ABSORBED: pgettext_lazy("a change", "In the training plan"),
    Stand.TESTED: pgettext_lazy("a change", "Tested, not yet shown"),
    Stand.VERIFIED: pgettext_lazy("a change", "Shown by a test"),
    Stand.NO_IMPACT: pgettext_lazy("a change", "Signed as without impact"),
}
LAMPS: Words = {
    Lamp.RED: pgettext_lazy("a lamp", "Red"),
    Lamp.AMBER: pgettext_lazy("a lamp", "Amber"),
    Lamp.GREEN: pgettext_lazy("a lamp", "Green"),
}
ANSWERS: Words = {Answer.COUNTERMEASURE: _("Countermeasure"), Answer.NO_IMPACT: _("No impact")}
SEVERITIES: Words = {
    Severity.HIGH: pgettext_lazy("severity", "High"),
    Severity.MEDIUM: pgettext_lazy("severity", "Medium"),
    Severity.LOW: pgettext_lazy("severity", "Low"),
}
PLAN_REASONS: Words = {
    ReasonKind.CHANGE: _("A change in the rules"),
    ReasonKind.GAP: _("A gap"),
    ReasonKind.VIEW: _("An expert's view"),
    ReasonKind.HEALTH: _("Health"),
}
VERDICTS: Words = {
    Verdict.IMPROVED: _("Better, beyond noise"),
    Verdict.HELD: _("Full marks before and after"),
    Verdict.ROSE_WITH_ALL: _("Better, but so was everything else"),
    Verdict.NOT_SHOWN: _("No difference beyond noise"),
    Verdict.WORSE: _("Worse, beyond noise"),
    Verdict.NOTHING_ALIKE: _("Nothing that can be compared"),
    Verdict.NOISE_UNKNOWN: _("Too few marks to know the noise"),
}
TOUCHES: Words = {
    TouchKind.SECTION: pgettext_lazy("touched", "Section"),
    TouchKind.CRITERION: pgettext_lazy("touched", "Module"),
    TouchKind.ASPECT: pgettext_lazy("touched", "Aspect"),
    TouchKind.EQUIPMENT: pgettext_lazy("touched", "Equipment"),
}
