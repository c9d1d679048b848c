"""The ladders: so many stand, so many go through, stage by stage, for all skills or for one."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.campaign.stages import StageFacts, add_stage, change_stage, drop_stage
from beizhan.core.access import Deed
from beizhan.core.ladder import Rung, faults_of_ladder
from beizhan.models.campaign import Campaign, Stage
from beizhan.models.skills import Skill
from beizhan.pages.kit import allowed, campaign_of, form_screen, lines_of, now, required, tried
from beizhan.pages.words import name_of
from beizhan.queries.campaign import StageLine, stages_of


class StageForm(forms.Form):
    """A stage of the ladder."""

    skill = forms.ChoiceField(label=_("Skill"), required=False)
    position = forms.IntegerField(label=_("Place in the ladder"), min_value=1, max_value=99)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=64)
    name_en = forms.CharField(label=_("Name in English"), max_length=64, required=False)
    from_n = forms.IntegerField(label=_("N: how many stand"), min_value=1, max_value=9999)
    to_m = forms.IntegerField(label=_("M: how many go through"), min_value=1, max_value=9999)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        """Offer the skills of the campaign."""
        super().__init__(*args, **kwargs)
        skills = Skill.objects.filter(campaign=campaign).order_by("number")
        offered = [(skill.number, f"{skill.number} {name_of(skill)}") for skill in skills]
        self.fields["skill"].choices = [("", gettext("All skills")), *offered]


@require_http_methods(["GET", "POST"])
def stages(request: HttpRequest) -> HttpResponse:
    """Show the ladders, and add a stage."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    form, faults = StageForm(request.POST or None, campaign=campaign, initial={"position": 1}), ()
    if request.method == "POST" and form.is_valid():
        facts = _facts_in(form, campaign)
        _row, faults = tried(lambda: add_stage(campaign, facts, by=request.user, at=now()))
        if not faults:
            return redirect("stages")
    keeps = allowed(request, Deed.SET_UP_CAMPAIGN)
    around = {
        "title": gettext("Stages"),
        "subtitle": gettext("N stand, M go through. A skill with stages of its own does not climb those for all."),
        "ladders": _ladders(stages_of(campaign), keeps=keeps),
        "keeps": keeps,
    }
    return form_screen(request, form, faults, template="campaign/stages.html", **around)


@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, number: int) -> HttpResponse:
    """Change a stage."""
    campaign = campaign_of(request)
    required(request, Deed.SET_UP_CAMPAIGN)
    row = get_object_or_404(Stage, campaign=campaign, pk=number)
    form, faults = StageForm(request.POST or None, campaign=campaign, initial=_initial(row)), ()
    form.fields["skill"].disabled = True
    if request.method == "POST" and form.is_valid():
        facts = _facts_in(form, campaign)
        _done, faults = tried(lambda: change_stage(row, facts, by=request.user, at=now()))
        if not faults:
            return redirect("stages")
    around = {
        "title": name_of(row),
        "crumbs": [{"url": reverse("stages"), "label": gettext("Stages")}],
        "cancel_url": reverse("stages"),
        "drop_url": reverse("drop_stage", args=[number]),
    }
    return form_screen(request, form, faults, template="campaign/stage.html", **around)


@require_POST
def drop(request: HttpRequest, number: int) -> HttpResponse:
    """Take a stage away."""
    row = get_object_or_404(Stage, campaign=campaign_of(request), pk=number)
    _done, faults = tried(lambda: drop_stage(row, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("stage" if faults else "stages", *([number] if faults else []))


def _facts_in(form: StageForm, campaign: Campaign) -> StageFacts:
    said = form.cleaned_data
    skill = Skill.objects.get(campaign=campaign, number=said["skill"]) if said["skill"] else None
    return StageFacts(skill, said["position"], said["name_zh"], said["name_en"], said["from_n"], said["to_m"])


def _initial(row: Stage) -> dict[str, Any]:
    return {
        "skill": row.skill.number if row.skill else "",
        "position": row.position,
        "name_zh": row.name_zh,
        "name_en": row.name_en,
        "from_n": row.from_n,
        "to_m": row.to_m,
    }


def _ladders(found: list[StageLine], *, keeps: bool) -> list[dict[str, Any]]:
    ladders = []
    for skill, group in groupby(found, key=lambda one: one.skill):
        own = list(group)
        ladders.append(
            {
                "label": f"{skill.number} {name_of(skill)}" if skill else gettext("All skills"),
                "stages": [_step(one, keeps=keeps) for one in own],
                "faults": lines_of(faults_of_ladder([Rung(one.position, one.from_n, one.to_m) for one in own])),
            }
        )
    return ladders


def _step(one: StageLine, *, keeps: bool) -> dict[str, Any]:
    return {
        "name": name_of(one),
        "position": one.position,
        "from_n": one.from_n,
        "to_m": one.to_m,
        "assessments": one.assessments,
        "url": reverse("stage", args=[one.id]) if keeps else "",
    }
