"""Putting an assessment on the plan."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.assessments import Plan, plan_assessment
from beizhan.core.access import Deed
from beizhan.models.campaign import Campaign, Stage
from beizhan.models.skills import Skill
from beizhan.pages.kit import campaign_of, form_screen, now, tried
from beizhan.pages.marking.frame import assessments_crumb, skill_words
from beizhan.pages.words import name_of
from beizhan.queries.campaign import StageLine, stages_of
from beizhan.queries.marking.duties import Duties, duties_of
from beizhan.queries.skills import SkillLine, skills_of


class PlanForm(forms.Form):
    """What an assessment is to be."""

    skill = forms.ChoiceField(label=_("Skill"))
    stage = forms.ChoiceField(label=_("Stage"), required=False, help_text=_("Without a stage it is a drill or a mock."))
    code = forms.SlugField(
        label=_("Code"), max_length=32, help_text=_("Short and lasting, on every sheet; for instance 17-K1.")
    )
    round = forms.CharField(
        label=_("Round"), max_length=16, help_text=_("The name by which the rule of the stage weighs it.")
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    first_day = forms.DateField(
        label=_("First day (C1)"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    objection_minutes = forms.IntegerField(
        label=_("Minutes in which one may object"), min_value=1, max_value=20_160, initial=settings.OBJECTION_MINUTES
    )

    def __init__(self, *args: Any, skills: list[SkillLine], stages: list[StageLine], **kwargs: Any) -> None:
        """Offer the skills in which the reader may plan, and all stages."""
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = [(one.which.number, skill_words(one.which)) for one in skills]
        self.fields["stage"].choices = [("", "–"), *((str(one.id), _stage_words(one)) for one in stages)]


@require_http_methods(["GET", "POST"])
def assessment_plan(request: HttpRequest) -> HttpResponse:
    """Plan an assessment; ``?skill=`` chooses the skill beforehand."""
    campaign = campaign_of(request)
    duties = duties_of(request.user, campaign)
    if not duties.may_anywhere(Deed.PLAN_ASSESSMENT):
        raise PermissionDenied
    offered: dict[str, Any] = {"skills": _plannable(campaign, duties), "stages": stages_of(campaign)}
    form, faults = PlanForm(request.POST or None, initial={"skill": request.GET.get("skill")}, **offered), ()
    if request.method == "POST" and form.is_valid():
        plan = _plan_in(form, campaign)
        row, faults = tried(lambda: plan_assessment(plan, by=request.user, at=now()))
        if row:
            messages.success(request, gettext("Planned. Now choose the scheme and seat the judges."))
            return redirect("assessment", row.pk)
    around = {
        "title": gettext("Plan an assessment"),
        "crumbs": [assessments_crumb()],
        "submit": gettext("Put on the plan"),
        "cancel_url": reverse("assessments"),
    }
    return form_screen(request, form, faults, **around)


def _plannable(campaign: Campaign, duties: Duties) -> list[SkillLine]:
    return [one for one in skills_of(campaign) if duties.may(Deed.PLAN_ASSESSMENT, one.id)]


def _plan_in(form: PlanForm, campaign: Campaign) -> Plan:
    said = form.cleaned_data
    return Plan(
        skill=get_object_or_404(Skill, campaign=campaign, number=said["skill"]),
        stage=get_object_or_404(Stage, campaign=campaign, pk=said["stage"]) if said["stage"] else None,
        code=said["code"],
        round=said["round"].strip(),
        name_zh=said["name_zh"].strip(),
        name_en=said["name_en"].strip(),
        first_day=said["first_day"],
        objection_minutes=said["objection_minutes"],
    )


def _stage_words(one: StageLine) -> str:
    words = f"{name_of(one)} ({one.from_n} → {one.to_m})"
    return f"{one.skill.number} · {words}" if one.skill else words
