"""Review meetings: which there were and which is open, and a new one called for some skills (A13)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.analysis.meetings import MeetingFacts, call_meeting
from beizhan.core.access import Deed
from beizhan.models.skills import Skill
from beizhan.pages.analysis.cards import chip_of_meeting
from beizhan.pages.analysis.meetings.frame import crumbs_of, hall_for
from beizhan.pages.choices import person_in
from beizhan.pages.kit import form_screen, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.holders import holders_for
from beizhan.queries.analysis.meetings import MeetingLine, meetings_of

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MeetingForm(forms.Form):
    """A meeting."""

    name = forms.CharField(label=_("Name of the meeting"), max_length=120)
    held_on = forms.DateField(label=_("Day"), widget=_DAY)
    place = forms.CharField(label=pgettext_lazy("place", "Where"), max_length=120, required=False)
    chair = forms.ChoiceField(label=_("In the chair"))
    skills = forms.MultipleChoiceField(label=_("Skills"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        """Offer the skills in which the reader may call a meeting, and who could chair it."""
        super().__init__(*args, **kwargs)
        people = {one.login: one.name for skill in skills for one in holders_for(skill, Deed.CALL_MEETING)}
        self.fields["chair"].choices = [(login, f"{name} · {login}") for login, name in people.items()]
        self.fields["skills"].choices = [(one.number, f"{one.number} {name_of(one)}") for one in skills]

    def facts(self) -> MeetingFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return MeetingFacts(said["name"], said["held_on"], said["place"], person_in(said["chair"]))


@require_GET
def meetings(request: HttpRequest) -> HttpResponse:
    """Show the meetings that speak of the reader's skills, of all of them or of one."""
    hall, wanted = hall_for(request, Deed.SEE_MEETINGS), request.GET.get("skill", "")
    found = meetings_of(hall.campaign, [one.pk for one in hall.skills if wanted in ("", one.number)])
    calls = bool(hall.which(Deed.CALL_MEETING))
    call = {"url": reverse("call_meeting"), "label": gettext("Call a review meeting"), "icon": "plus", "primary": True}
    around = {
        "title": gettext("Review meetings"),
        "subtitle": gettext("The agenda is made of what is open; what is decided becomes minutes that never change."),
        "crumbs": [{"url": reverse("analysis"), "label": gettext("Analysis")}],
        "actions": [call] if calls else [],
        "rows": [_row(one) for one in found],
        "calls": calls,
    }
    return render(request, "analysis/meetings/meetings.html", around)


@require_http_methods(["GET", "POST"])
def call(request: HttpRequest) -> HttpResponse:
    """Call a meeting."""
    hall = hall_for(request, Deed.CALL_MEETING)
    skills = hall.which(Deed.CALL_MEETING)
    first = {"held_on": timezone.localdate(now()), "chair": request.user.login, "skills": request.GET.getlist("skill")}
    form, faults = MeetingForm(request.POST or None, skills=skills, initial=first), ()
    if request.method == "POST" and form.is_valid():
        chosen = [one for one in skills if one.number in form.cleaned_data["skills"]]
        row, faults = tried(lambda: call_meeting(hall.campaign, form.facts(), chosen, by=request.user, at=now()))
        if row:
            return redirect("meeting", row.pk)
    around = {
        "title": gettext("Call a review meeting"),
        "crumbs": crumbs_of(),
        "cancel_url": reverse("meetings"),
    }
    return form_screen(request, form, faults, template="analysis/form.html", **around)


def _row(one: MeetingLine) -> dict[str, Any]:
    return {
        "url": reverse("meeting", args=[one.id]),
        "one": one,
        "skills": [f"{which.number} {name_of(which)}" for which in one.skills],
        "chip": chip_of_meeting(is_closed=one.closed_at is not None),
    }
