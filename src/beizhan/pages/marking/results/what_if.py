"""What another rule would make of published marks (K12): asked with a reason, told in the chain, never the result."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.rules import try_rule
from beizhan.core.access import Deed
from beizhan.core.marking.awarding import SHORTEST_REASON
from beizhan.core.selection.rule import AtCut, Rule
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.planning.rule_words import sentences_of
from beizhan.pages.marking.results.frame import Room, frame_of, room_for, unpublished
from beizhan.pages.marking.results.outcome import outcome_line
from beizhan.pages.words import AT_CUT
from beizhan.queries.marking.publishing.outcomes import OutcomePage, outcomes_by, outcomes_in, trials_of

_TITLE = _("What if")


class WhatIfForm(forms.Form):
    """The numbers of a rule, changed, and why one asks."""

    through = forms.IntegerField(label=_("M: how many go through"), min_value=1, max_value=9999)
    reserves = forms.IntegerField(label=_("Reserves behind them"), min_value=0, max_value=999)
    cap_per_unit = forms.IntegerField(label=_("Most places of one unit"), min_value=1, max_value=999, required=False)
    minimum = forms.DecimalField(
        label=_("Least marks in all"), min_value=0, max_value=100, decimal_places=2, required=False
    )
    tie_stands = forms.ChoiceField(
        label=_("Still equal at the cut"), choices=[(str(one), AT_CUT[one]) for one in AtCut]
    )
    reason = forms.CharField(
        label=_("Why it is asked"),
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Kept for ever in the chain of this assessment, with your name and the rule."),
    )

    def weigh(self, rule: Rule) -> None:
        """Add a field for the weight of each round, where there are several."""
        for one in rule.rounds if len(rule.rounds) > 1 else ():
            label = gettext("Weight of %(name)s") % {"name": one.name}
            field = forms.IntegerField(label=label, min_value=1, max_value=1000, initial=one.weight)
            self.fields[f"weight {one.name}"] = field

    def rule(self, rule: Rule) -> Rule:
        """Return the rule with its numbers changed."""
        said = self.cleaned_data
        least = said["minimum"]
        rounds = (replace(one, weight=said.get(f"weight {one.name}", one.weight)) for one in rule.rounds)
        return replace(
            rule,
            rounds=tuple(rounds),
            through=said["through"],
            reserves=said["reserves"],
            cap_per_unit=said["cap_per_unit"],
            minimum=None if least is None else int(least * 100),
            tie_stands=AtCut(said["tie_stands"]),
        )


@require_http_methods(["GET", "POST"])
def what_if(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Ask what another rule would do; the answer to a question is shown once, the question stays."""
    room = room_for(request, assessment, Deed.TRY_RULE)
    decided = outcomes_in(room.assessment, room.newest) if room.newest and room.stands else None
    if decided is None:
        return unpublished(request, room, "outcome", _TITLE)
    form = WhatIfForm(request.POST if request.method == "POST" else None, initial=_numbers(decided.rule))
    form.weigh(decided.rule)
    if request.method == "GET" or not form.is_valid():
        return render(request, "marking/results/what_if.html", _shown(room, decided, form), status=_status(form))
    rule, reason = form.rule(decided.rule), form.cleaned_data["reason"]
    answer, faults = tried(lambda: try_rule(room.assessment, rule, reason=reason, by=request.user, at=now()))
    shown = _shown(room, decided, form)
    if answer is not None:
        shown |= _answer(decided, outcomes_by(room.assessment, answer))
    shown["faults"] = lines_of(faults)
    return render(request, "marking/results/what_if.html", shown, status=422 if faults else 200)


def _status(form: WhatIfForm) -> int:
    return 422 if form.is_bound else 200


def _numbers(rule: Rule) -> dict[str, Any]:
    return {
        "through": rule.through,
        "reserves": rule.reserves,
        "cap_per_unit": rule.cap_per_unit,
        "minimum": None if rule.minimum is None else Decimal(rule.minimum) / 100,
        "tie_stands": str(rule.tie_stands),
    }


def _shown(room: Room, decided: OutcomePage, form: WhatIfForm) -> dict[str, Any]:
    trials = [{"one": one, "rule": sentences_of(one.rule)} for one in trials_of(room.assessment)]
    outcome = {"url": reverse("outcome", args=[room.assessment.pk]), "label": gettext("Back to the outcome")}
    return frame_of(
        room, "outcome", _TITLE, form=form, rule=sentences_of(decided.rule), trials=trials, actions=[outcome]
    )


def _answer(decided: OutcomePage, asked: OutcomePage) -> Mapping[str, Any]:
    """Return the two outcomes side by side, in the order of the rule that was tried."""
    before = {one.outcome.code: outcome_line(one) for one in decided.lines}
    rows = [(before[one.outcome.code], outcome_line(one)) for one in asked.lines if one.outcome.code in before]
    changed = [new for old, new in rows if old["status"] != new["status"]]
    return {"rows": rows, "changed": len(changed), "tried": sentences_of(asked.rule)}
