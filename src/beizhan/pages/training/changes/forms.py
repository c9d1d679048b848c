"""What is typed about a change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beizhan.actions.documents.answering import DecisionFacts
from beizhan.core.follow_through.facts import Answer, Severity
from beizhan.core.follow_through.touching import Touch, TouchKind
from beizhan.pages.choices import person_in
from beizhan.pages.training.words import ANSWERS, SEVERITIES
from beizhan.queries.documents.following import ChangeFact
from beizhan.queries.documents.touchables import Offered

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MANY = forms.CheckboxSelectMultiple
_KINDS = {"sections": TouchKind.SECTION, "criteria": TouchKind.CRITERION, "aspects": TouchKind.ASPECT}
_COMMAS = str.maketrans("，、；;", ",,,,")


class WeightForm(forms.Form):
    """How much a change weighs, and what it touches."""

    severity = forms.ChoiceField(label=_("How much it weighs"), widget=forms.RadioSelect)
    sections = forms.MultipleChoiceField(label=_("Sections"), widget=_MANY, required=False)
    criteria = forms.MultipleChoiceField(label=_("Modules"), widget=_MANY, required=False)
    aspects = forms.MultipleChoiceField(
        label=_("Aspects it touches"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("The tests that hold them are found by themselves."),
    )
    equipment = forms.CharField(
        label=_("Equipment"),
        required=False,
        max_length=300,
        help_text=_("Several are parted by commas. Marks cannot show that equipment is there."),
    )

    def __init__(self, *args: Any, offered: Offered, **kwargs: Any) -> None:
        """Offer what the skill has."""
        super().__init__(*args, **kwargs)
        self.fields["severity"].choices = [(str(code), str(words)) for code, words in SEVERITIES.items()]
        self.fields["sections"].choices = [
            (one.number, f"§{one.number} {one.name_zh or one.name_en}") for one in offered.sections
        ]
        self.fields["criteria"].choices = [(code, f"{code} {name}") for code, name in offered.criteria]
        self.fields["aspects"].choices = offered.aspects
        for name in _KINDS:
            if not self.fields[name].choices:
                del self.fields[name]

    def touches(self) -> list[Touch]:
        """Return what was ticked and typed."""
        said = self.cleaned_data
        ticked = [Touch(kind, key) for name, kind in _KINDS.items() for key in said.get(name, ())]
        named = said["equipment"].translate(_COMMAS).split(",")
        return ticked + [Touch(TouchKind.EQUIPMENT, one.strip()) for one in named if one.strip()]

    def severity_said(self) -> Severity:
        """Return how much it weighs."""
        return Severity(self.cleaned_data["severity"])


class DecisionForm(forms.Form):
    """What is signed about a change."""

    answer = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("In words"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        help_text=_("What is done, or why nothing need be. It is signed with your name."),
    )
    owner = forms.ChoiceField(label=_("Who acts"), required=False)
    due = forms.DateField(label=_("By which day"), widget=_DAY, required=False)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        """Offer the people who could act."""
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [(str(code), str(words)) for code, words in ANSWERS.items()]
        self.fields["owner"].choices = people

    def facts(self) -> DecisionFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return DecisionFacts(Answer(said["answer"]), said["words"], person_in(said["owner"]), said["due"])


def first_weight(change: ChangeFact) -> dict[str, object]:
    """Return what was said last of its weight."""
    if change.weight is None:
        return {"severity": str(Severity.MEDIUM)}
    said = {name: [one.key for one in change.touches if one.kind is kind] for name, kind in _KINDS.items()}
    equipment = "、".join(one.key for one in change.touches if one.kind is TouchKind.EQUIPMENT)
    return {"severity": str(change.weight.severity), "equipment": equipment, **said}


def first_decision(change: ChangeFact, login: str, due: object) -> dict[str, object]:
    """Return what was decided last, or that whoever looks acts within a week."""
    latest = change.decision
    if latest is None:
        return {"answer": str(Answer.COUNTERMEASURE), "owner": login, "due": due}
    owner = latest.owner.login if latest.owner else login
    return {"answer": str(latest.answer), "words": latest.words, "owner": owner, "due": latest.due or due}
