"""A skill written down by hand, changed, given the sections of its standard, or taken out."""

from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.skills import SectionFacts, SkillFacts, add_skill, change_skill, drop_skill, set_sections
from beizhan.core.access import Deed
from beizhan.models.skills import Skill
from beizhan.pages.kit import campaign_of, form_screen, lines_of, now, required, tried
from beizhan.pages.words import name_of
from beizhan.queries.skills import sections_of

_EMPTY_ROWS = 3


class SkillForm(forms.Form):
    """A skill."""

    number = forms.CharField(label=_("Number"), max_length=8)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    competitors_per_entry = forms.IntegerField(label=_("Competitors in an entry"), min_value=1, max_value=2, initial=1)
    age_limit = forms.IntegerField(
        label=_("Age limit"),
        min_value=14,
        max_value=99,
        required=False,
        help_text=_("Highest age in the year of the competition; empty means none."),
    )


class SectionForm(forms.Form):
    """One section of the standard; an empty row is passed over."""

    number = forms.CharField(label=_("Section"), max_length=8, required=False)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=200, required=False)
    name_en = forms.CharField(label=_("Name in English"), max_length=200, required=False)
    weight = forms.DecimalField(label=_("Weight"), min_value=0, max_value=100, decimal_places=2, required=False)


SectionsForm = formset_factory(SectionForm, extra=_EMPTY_ROWS, max_num=40)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Write down a skill that the catalogue does not have."""
    campaign = campaign_of(request)
    required(request, Deed.SET_UP_CAMPAIGN)
    form, faults = SkillForm(request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        facts = SkillFacts(**form.cleaned_data)
        row, faults = tried(lambda: add_skill(campaign, facts, by=request.user, at=now()))
        if row:
            return redirect("skill", row.number)
    title, crumbs = gettext("Add a skill by hand"), _crumbs()
    return form_screen(request, form, faults, title=title, crumbs=crumbs, cancel_url=reverse("skills"))


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Change how a skill is written down."""
    campaign = campaign_of(request)
    required(request, Deed.SET_UP_CAMPAIGN)
    row = get_object_or_404(Skill, campaign=campaign, number=number)
    columns = ("number", "name_zh", "name_en", "competitors_per_entry", "age_limit")
    form, faults = SkillForm(request.POST or None, initial={name: getattr(row, name) for name in columns}), ()
    if request.method == "POST" and form.is_valid():
        facts = SkillFacts(**form.cleaned_data)
        _done, faults = tried(lambda: change_skill(row, facts, by=request.user, at=now()))
        if not faults:
            return redirect("skill", row.number)
    around = {
        "title": gettext("Change a skill"),
        "crumbs": [*_crumbs(), {"url": reverse("skill", args=[number]), "label": name_of(row)}],
        "cancel_url": reverse("skill", args=[number]),
        "drop_url": reverse("drop_skill", args=[number]),
    }
    return form_screen(request, form, faults, template="campaign/stage.html", **around)


@require_POST
def drop(request: HttpRequest, number: str) -> HttpResponse:
    """Take a skill out of the campaign."""
    row = get_object_or_404(Skill, campaign=campaign_of(request), number=number)
    _done, faults = tried(lambda: drop_skill(row, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("skill", number) if faults else redirect("skills")


@require_http_methods(["GET", "POST"])
def sections(request: HttpRequest, number: str) -> HttpResponse:
    """Write down the weighted sections of a skill's standard."""
    row = get_object_or_404(Skill, campaign=campaign_of(request), number=number)
    required(request, Deed.SET_UP_CAMPAIGN)
    first = [
        {"number": one.number, "name_zh": one.name_zh, "name_en": one.name_en, "weight": f"{one.weight / 100:g}"}
        for one in sections_of(row)
    ]
    forms_, faults = SectionsForm(request.POST or None, initial=first), ()
    if request.method == "POST" and forms_.is_valid():
        wanted = _sections_in(forms_)
        looks, faults = tried(lambda: set_sections(row, wanted, by=request.user, at=now()))
        if not faults:
            for line in lines_of(looks or ()):
                messages.warning(request, line.sentence)
            return redirect("skill", number)
    around: dict[str, Any] = {
        "title": gettext("Sections of the standard"),
        "crumbs": [*_crumbs(), {"url": reverse("skill", args=[number]), "label": f"{number} {name_of(row)}"}],
        "forms": forms_,
        "faults": lines_of(faults),
        "cancel_url": reverse("skill", args=[number]),
    }
    return render(request, "skills/sections.html", around, status=422 if request.method == "POST" else 200)


def _sections_in(forms_: BaseFormSet[SectionForm]) -> list[SectionFacts]:
    said = [form.cleaned_data for form in forms_ if form.cleaned_data.get("number")]
    return [
        SectionFacts(
            one["number"].strip(), one["name_zh"].strip(), one["name_en"].strip(), int((one["weight"] or 0) * 100)
        )
        for one in said
    ]


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("skills"), "label": gettext("Skills")}]
