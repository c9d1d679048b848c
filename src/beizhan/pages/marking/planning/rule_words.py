"""The rule of a stage in plain sentences, in the reader's language."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from beizhan.core.selection.rule import Rule, whole_of
from beizhan.core.standing import JUDGEMENT, LARGEST_CRITERION_FIRST, MEASUREMENT
from beizhan.pages.words import AT_CUT
from beizhan.templatetags.figures import mark

METHODS: dict[str, str | Promise] = {
    LARGEST_CRITERION_FIRST: _("the criterion that is worth most, then the next"),
    JUDGEMENT: pgettext_lazy("tie-break", "all judgement aspects"),
    MEASUREMENT: pgettext_lazy("tie-break", "all measurement aspects"),
}


def sentences_of(rule: Rule) -> list[str]:
    """Return what a rule says, one sentence after another."""
    return [*_of_places(rule), *_of_rounds(rule), *_of_minima(rule), *_of_ties(rule)]


def _of_places(rule: Rule) -> Iterator[str]:
    if rule.of:
        yield gettext("Of %(of)s, %(through)s go through.") % {"of": rule.of, "through": rule.through}
    else:
        yield gettext("%(through)s go through.") % {"through": rule.through}
    if rule.reserves:
        words = ngettext(
            "%(count)s stands in reserve behind them.", "%(count)s stand in reserve behind them.", rule.reserves
        )
        yield words % {"count": rule.reserves}
    if rule.cap_per_unit:
        yield gettext("No unit has more than %(count)s of these places.") % {"count": rule.cap_per_unit}


def _of_rounds(rule: Rule) -> Iterator[str]:
    whole = whole_of(rule) or 1
    if len(rule.rounds) == 1:
        yield gettext("Only the round %(name)s counts.") % {"name": rule.rounds[0].name}
    elif rule.rounds:
        parts = [f"{one.name} {100 * one.weight / whole:g}%" for one in rule.rounds]
        yield gettext("The rounds weigh: %(rounds)s.") % {"rounds": ", ".join(parts)}


def _of_minima(rule: Rule) -> Iterator[str]:
    if rule.minimum is not None:
        yield gettext("Nobody below %(marks)s marks goes through.") % {"marks": mark(rule.minimum)}
    for one in rule.rounds:
        if one.minimum is not None:
            words = {"marks": mark(one.minimum), "name": one.name}
            yield gettext("In the round %(name)s nobody below %(marks)s marks goes through.") % words


def _of_ties(rule: Rule) -> Iterator[str]:
    if rule.ties:
        single = len(rule.rounds) == 1
        parts = [f"{METHODS.get(tie.by, tie.by)}" + ("" if single else f" ({tie.round})") for tie in rule.ties]
        yield gettext("With equal marks, more of this is better, in this order: %(what)s.") % {"what": "; ".join(parts)}
    yield gettext("Still equal at the cut: %(what)s.") % {"what": AT_CUT[rule.tie_stands]}
