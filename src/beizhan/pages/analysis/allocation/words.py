"""What an advice says in words: its verdict, the rules it is held against, and why a skill is given what it is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from beizhan.core.allocation.advice import PlanVerdict
from beizhan.core.allocation.focus import Zone
from beizhan.core.allocation.inputs import DAYS, MONEY, PLACES
from beizhan.core.allocation.plan import Constraint, ConstraintKind
from beizhan.core.allocation.shares import Reason, Share
from beizhan.core.allocation.thumb import RuleOfThumb

Words = Mapping[str, str | Promise]

PLAN_VERDICTS: Words = {
    PlanVerdict.CLEAR: _("The plan clearly beats an equal split."),
    PlanVerdict.GAIN_UNSURE: _("No plan is shown: whether any beats an equal split is not sure. Split equally."),
    PlanVerdict.GAIN_TOO_SMALL: _("No plan is shown: the best beats an equal split by too little. Split equally."),
    PlanVerdict.TOO_FEW_SCENARIOS: _("No plan is shown: too few scenarios to judge it."),
    PlanVerdict.NO_EQUAL_SPLIT: _(
        "No plan is shown: an equal split cannot keep to the conditions, so nothing compares."
    ),
}
RULES: Words = {
    RuleOfThumb.NO_EFFORT: _("No effort at all"),
    RuleOfThumb.EQUAL_SPLIT: _("Equal split"),
    RuleOfThumb.FAVOURITES_FIRST: _("Favourites first"),
    RuleOfThumb.WEAKEST_FIRST: _("Weakest first"),
    RuleOfThumb.BUBBLE_FIRST: _("Those near the line first"),
}
ZONES: Words = {
    Zone.SAFE: pgettext_lazy("zone", "Safe"),
    Zone.BUBBLE: pgettext_lazy("zone", "Near the line"),
    Zone.FAR: pgettext_lazy("zone", "Far"),
}
RESOURCES: Words = {
    MONEY: _("Money"),
    DAYS: _("Expert-days"),
    PLACES: _("Camp places"),
}
REASONS: Words = {
    Reason.PAYS: _("%(effort)s days raise the chance from %(before)s to %(then)s; more would gain more elsewhere."),
    Reason.HIGHEST: _("All the days a skill can take: they raise the chance from %(before)s to %(then)s."),
    Reason.LEAST: _("Only what it must have: the days would gain more elsewhere."),
    Reason.FLOOR: _("Only because its group must have it: the days would gain more elsewhere."),
    Reason.SAFE: _("Safe without further days: the chance is %(before)s."),
    Reason.OUT_OF_REACH: _("Out of reach: even with all days the chance stays at %(most)s."),
    Reason.ELSEWHERE: _("The days gain more elsewhere: all of them would raise it from %(before)s to %(most)s."),
}


def reason_of(share: Share) -> str:
    """Return why a skill is given what it is, in one sentence."""
    facts = {
        "effort": share.effort,
        "before": chance_in_steps(share.chance_without),
        "then": chance_in_steps(share.chance),
        "most": chance_in_steps(share.chance_at_most),
    }
    return str(REASONS[share.reason]) % facts


def constraint_named(one: Constraint) -> str:
    """Return a condition in words."""
    if one.kind is ConstraintKind.BUDGET:
        return str(RESOURCES[one.name])
    return gettext("The least days of the skills") if one.kind is ConstraintKind.LEAST else one.name


def chance_in_steps(chance: float) -> str:
    """Return a chance in steps of 5 %: it is not known any better."""
    low, high = 0.025, 0.975
    if low <= chance <= high:
        return f"{5 * round(20 * chance)}%"
    return "<5%" if chance < low else ">95%"
