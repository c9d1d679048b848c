"""The fields in which a rule is written: its numbers, its rounds, its tie-breaks; empty rows say nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from beizhan.core.selection.rule import AtCut, Round, Rule, TieBreak
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.marking.planning.rule_words import METHODS
from beizhan.pages.words import AT_CUT
from beizhan.queries.marking.planning.rule_pages import RulePage

_FREE_ROUNDS, _FREE_TIES = 1, 3


class NumbersForm(forms.Form):
    """How many, how few, and what happens at the cut."""

    through = forms.IntegerField(label=_("M: how many go through"), min_value=1, max_value=9999)
    of = forms.IntegerField(label=_("N: how many stand"), min_value=1, max_value=9999, required=False)
    reserves = forms.IntegerField(label=_("Reserves behind them"), min_value=0, max_value=999, initial=0)
    cap_per_unit = forms.IntegerField(
        label=_("Most places of one unit"), min_value=1, max_value=999, required=False, help_text=_("Empty: no cap.")
    )
    minimum = forms.DecimalField(
        label=_("Least marks in all"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
        help_text=_("Empty: no minimum."),
    )
    tie_stands = forms.ChoiceField(
        label=_("Still equal at the cut"), choices=[(str(one), AT_CUT[one]) for one in AtCut], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=1000,
        help_text=_("Needed once marking has begun."),
    )


class RoundForm(forms.Form):
    """A round and its weight."""

    name = forms.CharField(label=_("Round"), max_length=16, required=False)
    weight = forms.IntegerField(label=_("Weight"), min_value=0, max_value=1000, required=False)
    minimum = forms.DecimalField(label=_("Least marks"), min_value=0, max_value=100, decimal_places=2, required=False)


class TieForm(forms.Form):
    """What is compared between equals."""

    round = forms.ChoiceField(label=_("Round"), required=False)
    by = forms.ChoiceField(label=_("What is compared"), required=False)

    def __init__(self, *args: Any, rounds: list[Any], groups: list[Any], **kwargs: Any) -> None:
        """Offer the rounds of the stage and the groups of their schemes."""
        super().__init__(*args, **kwargs)
        self.fields["round"].choices = rounds
        self.fields["by"].choices = groups


@dataclass(frozen=True)
class RuleForms:
    """The fields together."""

    numbers: NumbersForm
    rounds: Any
    ties: Any

    def is_valid(self) -> bool:
        """Return whether every field has the right shape."""
        return all([self.numbers.is_valid(), self.rounds.is_valid(), self.ties.is_valid()])

    def rule(self) -> Rule:
        """Return the rule that was written."""
        said = self.numbers.cleaned_data
        rounds = [one for one in self.rounds.cleaned_data if one.get("weight")]
        ties = [one for one in self.ties.cleaned_data if one.get("by")]
        names = [one.get("name", "").strip() for one in rounds]
        return Rule(
            rounds=tuple(
                Round(name, one.get("weight") or 0, _hundredths(one.get("minimum")))
                for name, one in zip(names, rounds, strict=True)
            ),
            through=said["through"],
            of=said["of"],
            reserves=said["reserves"],
            minimum=_hundredths(said["minimum"]),
            cap_per_unit=said["cap_per_unit"],
            ties=tuple(TieBreak(one.get("round") or next(iter(names), ""), one["by"]) for one in ties),
            tie_stands=AtCut(said["tie_stands"]),
        )

    def reason(self) -> str:
        """Return why the rule is written anew."""
        return str(self.numbers.cleaned_data["reason"]).strip()


def forms_for(page: RulePage, assessment: Assessment, sent: QueryDict | None) -> RuleForms:
    """Return the fields, filled with what was sent, else with the newest rule, else with what the stage says."""
    rule = page.versions[0].rule if page.versions else _first_rule(page, assessment)
    offered = {"rounds": _rounds(page, rule), "groups": _groups(page, rule)}
    rounds = forms.formset_factory(RoundForm, extra=_FREE_ROUNDS)
    ties = forms.formset_factory(TieForm, extra=_FREE_TIES)
    return RuleForms(
        NumbersForm(sent, initial=_numbers(rule)),
        rounds(sent, prefix="rounds", initial=[_round(one) for one in rule.rounds]),
        ties(
            sent, prefix="ties", initial=[{"round": one.round, "by": one.by} for one in rule.ties], form_kwargs=offered
        ),
    )


def _first_rule(page: RulePage, assessment: Assessment) -> Rule:
    """Return what a rule would say if nobody thought about it: the stage's numbers, the last round counting alone."""
    stage, names = assessment.stage, [one.name for one in page.rounds] or [assessment.round]
    weights = [0] * (len(names) - 1) + [100]
    rounds = tuple(Round(name, weight) for name, weight in zip(names, weights, strict=True))
    return Rule(rounds, through=stage.to_m if stage else 1, of=stage.from_n if stage else None)


def _numbers(rule: Rule) -> dict[str, Any]:
    return {
        "through": rule.through,
        "of": rule.of,
        "reserves": rule.reserves,
        "cap_per_unit": rule.cap_per_unit,
        "minimum": _decimal(rule.minimum),
        "tie_stands": str(rule.tie_stands),
    }


def _round(one: Round) -> dict[str, Any]:
    return {"name": one.name, "weight": one.weight, "minimum": _decimal(one.minimum)}


def _rounds(page: RulePage, rule: Rule) -> list[tuple[str, str]]:
    names = dict.fromkeys([*(one.name for one in page.rounds), *(one.name for one in rule.rounds)])
    return [("", "–"), *((name, name) for name in names)]


def _groups(page: RulePage, rule: Rule) -> list[Any]:
    """Return what can break a tie, in groups; what the rule names already stays on offer."""
    kinds = (
        (gettext("Criteria"), [one.criteria for one in page.rounds]),
        (gettext("Sub-criteria"), [one.sub_criteria for one in page.rounds]),
        (gettext("Sections of the standards"), [one.sections for one in page.rounds]),
    )
    groups = [(label, _options(found)) for label, found in kinds if any(found)]
    known = {value for _, options in groups for value, _ in options} | set(METHODS)
    unknown = [(tie.by, tie.by) for tie in rule.ties if tie.by not in known]
    return [("", "–"), *METHODS.items(), *unknown, *groups]


def _options(found: Iterable[tuple[tuple[str, str], ...]]) -> list[tuple[str, str]]:
    return [(code, f"{code} {name}".strip()) for code, name in dict(pair for some in found for pair in some).items()]


def _hundredths(value: Decimal | None) -> int | None:
    return None if value is None else int(value * 100)


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value) / 100
