"""Words and colours of the gap ledger: causes, states, verdicts, and what must be said beside a figure."""

from collections.abc import Mapping
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.gaps.gap import Cause
from beizhan.core.gaps.ledger import Light, State, light_of
from beizhan.core.gaps.verifying import Basis, Caution, Hindrance, Verdict, Verification

Words = Mapping[str, str | Promise]


class Stands(Protocol):
    """What stands somewhere in the ledger and has a colour there."""

    @property
    def state(self) -> State:
        """Where it stands."""

    @property
    def light(self) -> Light:
        """Its colour."""


CAUSES: Words = {
    Cause.KNOWLEDGE: pgettext_lazy("cause", "Knowledge"),
    Cause.SKILL: pgettext_lazy("cause", "Skill"),
    Cause.SPEED: pgettext_lazy("cause", "Speed"),
    Cause.STABILITY: pgettext_lazy("cause", "Stability"),
    Cause.RULE_READING: pgettext_lazy("cause", "Reading of rules"),
    Cause.EQUIPMENT: pgettext_lazy("cause", "Equipment"),
    Cause.LANGUAGE: pgettext_lazy("cause", "Language"),
    Cause.MIND: pgettext_lazy("cause", "Mind"),
    Cause.BODY: pgettext_lazy("cause", "Body"),
}
GAP_STATES: Words = {
    State.OPEN: pgettext_lazy("gap", "No way out yet"),
    State.ANSWERED: pgettext_lazy("gap", "Under way"),
    State.DUE: pgettext_lazy("gap", "Due"),
    State.OVERDUE: pgettext_lazy("gap", "Overdue"),
    State.VERIFIED: pgettext_lazy("gap", "Verified"),
    State.NOT_CONFIRMED: pgettext_lazy("gap", "Not confirmed"),
    State.DROPPED: pgettext_lazy("gap", "Not pursued"),
}
GAP_COLOURS: Mapping[str, str] = {state: light_of(state, Verification(Verdict.NOT_YET_TESTED)) for state in State}
"""The colours of states of which nothing else is known, for instance on an agenda."""

VERDICTS: Words = {
    Verdict.NOT_YET_TESTED: _("Not tested yet."),
    Verdict.NOT_COMPARABLE: _("Tested, but not like with like."),
    Verdict.VERIFIED: _("The next test shows a rise that is more than noise."),
    Verdict.WITHIN_NOISE: _("A rise, but noise alone could give it."),
    Verdict.NOISE_UNKNOWN: _("A rise, but how much of it may be noise is not known."),
    Verdict.NO_RISE: _("The next test shows no rise."),
}
BASES: Words = {
    Basis.SAME_ASPECTS: _("Compared by the aspects that both tests mark."),
    Basis.WHOLE_SECTION: _("Compared by the whole section."),
}
HINDRANCES: Words = {
    Hindrance.NO_BASELINE: _("There is no test from before the countermeasure."),
    Hindrance.MARKS_BLANK: _("Marks are still blank."),
    Hindrance.OTHER_STANDARD: _("The tests belong to different editions of the standard."),
    Hindrance.ASPECTS_NOT_MARKED: _("The aspects that it is about were not marked."),
    Hindrance.TOO_FEW_ASPECTS: _("There are too few aspects to compare the section as a whole."),
}
CAUTIONS: Words = {
    Caution.FOUND_IN_BASELINE: _("The gap was picked from the very test it is compared with: part may be chance."),
    Caution.SAME_PROJECT: _("It is the same project: part may be familiarity."),
    Caution.DAY_NOT_COUNTED: _("The form of the day is not in the error, which is then too small."),
    Caution.FEW_ASPECTS: _("There are few aspects: the scatter between them is not in the error."),
}


def chip_of_gap(one: Stands) -> dict[str, str]:
    """Return where a gap stands, in its colour, as the piece ``_state.html`` shows it."""
    return {"state": str(one.light), "label": str(GAP_STATES[one.state])}
