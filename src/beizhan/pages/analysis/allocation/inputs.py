"""What an officer says of effort: what it brings in a skill, and what there is for all of them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.analysis.efforts import set_budget, set_effort
from beizhan.core.access import Deed
from beizhan.core.allocation.inputs import EFFORTS, Purse, SkillInput
from beizhan.core.forecast.official import Basis
from beizhan.core.rounding import shown_chance
from beizhan.models.skills import Skill
from beizhan.pages.kit import campaign_of, form_screen, now, required, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.allocation import EffortFact, effort_of, purse_of
from beizhan.queries.analysis.forecast.chances import EntryChance, forecast_in


class EffortForm(forms.Form):
    """What is believed of a skill."""

    chance = forms.IntegerField(
        label=_("Chance to go through as things stand, % (coach's probability)"), min_value=1, max_value=99
    )
    give_or_take = forms.IntegerField(label=_("It may be wrong by so many points"), min_value=0, max_value=40)
    reach = forms.DecimalField(
        label=_("Marks that endless training would add"), min_value=0, max_value=100, decimal_places=2
    )
    pace = forms.IntegerField(label=_("Expert-days after which 63 % of them are there"), min_value=1, max_value=365)
    doubt = forms.IntegerField(label=_("How far both are only guessed, %"), min_value=0, max_value=200)
    noise = forms.DecimalField(
        label=_("By how many marks a result scatters"), min_value=Decimal("0.01"), max_value=50, decimal_places=2
    )
    cost = forms.IntegerField(label=_("Yuan that an expert-day costs"), min_value=0, max_value=1_000_000)
    places = forms.IntegerField(label=_("Camp places it takes"), min_value=0, max_value=100)
    least = forms.IntegerField(label=_("Expert-days it must have"), min_value=0, max_value=max(EFFORTS))
    source = forms.CharField(label=_("Who says so"), max_length=200)

    def __init__(self, *args: Any, forecast: EntryChance | None, **kwargs: Any) -> None:
        """Tell beside the chance what the forecast gives."""
        super().__init__(*args, **kwargs)
        if forecast:
            words = gettext(
                "The forecast gives %(code)s, the best of ours, %(chance)s %%; it counts only if it is put here."
            )
            told = {"code": forecast.code, "chance": _per_cent(forecast)}
            self.fields["chance"].help_text = words % told

    def said(self, skill: str) -> SkillInput:
        """Return what was typed as the deed wants it; marks as hundredths."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "source"}
        hundredths = {name: int(typed[name] * 100) for name in ("reach", "noise")}
        return SkillInput(skill, **{**typed, **hundredths})


class BudgetForm(forms.Form):
    """What there is; an empty field is no limit."""

    money = forms.IntegerField(label=_("Money, yuan"), min_value=0, max_value=1_000_000_000, required=False)
    days = forms.IntegerField(label=_("Expert-days"), min_value=0, max_value=100_000, required=False)
    places = forms.IntegerField(label=_("Camp places"), min_value=0, max_value=10_000, required=False)


@require_http_methods(["GET", "POST"])
def effort(request: HttpRequest, number: str) -> HttpResponse:
    """Say anew what effort brings in a skill."""
    required(request, Deed.SET_EFFORT)
    skill = get_object_or_404(Skill.objects.select_related("campaign"), campaign=campaign_of(request), number=number)
    told = _forecast_of(skill)
    form, faults = EffortForm(request.POST or None, forecast=told, initial=_first(effort_of(skill), told)), ()
    if request.method == "POST" and form.is_valid():
        said, source = form.said(number), form.cleaned_data["source"]
        row, faults = tried(lambda: set_effort(skill, said, source=source, by=request.user, at=now()))
        if row:
            return redirect("allocation")
    return form_screen(request, form, faults, **_around(f"{number} {name_of(skill)}"))


@require_http_methods(["GET", "POST"])
def budget(request: HttpRequest) -> HttpResponse:
    """Say anew what there is for all skills together."""
    required(request, Deed.SET_EFFORT)
    campaign, faults = campaign_of(request), ()
    purse = purse_of(campaign)
    first = {"money": purse.money, "days": purse.days, "places": purse.places}
    form = BudgetForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        there = Purse(**form.cleaned_data)
        row, faults = tried(lambda: set_budget(campaign, there, by=request.user, at=now()))
        if row:
            return redirect("allocation")
    return form_screen(request, form, faults, **_around(gettext("What there is")))


def _around(title: str) -> dict[str, object]:
    crumbs = [{"url": reverse("allocation"), "label": gettext("Where effort pays")}]
    return {"template": "analysis/form.html", "title": title, "crumbs": crumbs, "cancel_url": reverse("allocation")}


def _forecast_of(skill: Skill) -> EntryChance | None:
    """Return the best of ours in the forecast of the coming stage; nothing where nobody was tested."""
    tested = (one for one in forecast_in(skill, at=now()).entries if one.basis is Basis.HISTORY)
    return next(tested, None)


def _per_cent(one: EntryChance) -> int:
    """Return a chance in steps of five per cent, as forecasts are shown: it is not known any better."""
    return min(99, max(1, shown_chance(one.through).percent))


def _first(one: EffortFact, forecast: EntryChance | None) -> dict[str, object]:
    """Return what was said last, or what is usual where nobody said anything, with the chance of the forecast."""
    said = one.said
    if said is None:
        usual: dict[str, object] = {"give_or_take": 10, "doubt": 50, "pace": 10, "cost": 0, "places": 1, "least": 0}
        return usual | ({"chance": _per_cent(forecast)} if forecast else {})
    typed = {
        name: getattr(said, name) for name in ("chance", "give_or_take", "pace", "doubt", "cost", "places", "least")
    }
    return {**typed, "reach": Decimal(said.reach) / 100, "noise": Decimal(said.noise) / 100, "source": one.source}
