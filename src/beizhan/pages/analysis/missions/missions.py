"""Missions of a skill: trips declared before they start, moved or called off, and which of them owe a report (A12)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.analysis.missions import MissionFacts, cancel_mission, declare_mission, move_mission
from beizhan.core.access import Deed
from beizhan.core.analysis.clocks import MissionState
from beizhan.models.analysis.missions import Mission
from beizhan.pages.analysis.frame import Room, action, frame_of, holder_choices, room_for
from beizhan.pages.analysis.words import MISSION_COLOURS, MISSION_STATES, chip
from beizhan.pages.choices import person_in
from beizhan.pages.kit import form_screen, lines_of, now, tried
from beizhan.queries.analysis.missions import MissionFact, mission_of, missions_among

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DatesForm(forms.Form):
    """From when to when a trip goes."""

    starts = forms.DateField(label=_("First day"), widget=_DAY)
    ends = forms.DateField(label=_("Last day"), widget=_DAY)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class MissionForm(DatesForm):
    """A trip."""

    name = forms.CharField(label=_("What it is"), max_length=120)
    place = forms.CharField(label=pgettext_lazy("place", "Where"), max_length=120)
    traveller = forms.ChoiceField(label=_("Who travels and reports"))
    field_order = ("name", "place", "starts", "ends", "traveller")

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        """Offer the people who can report."""
        super().__init__(*args, **kwargs)
        self.fields["traveller"].choices = holder_choices(room, Deed.REPORT_MISSION)
        del self.fields["reason"]

    def facts(self) -> MissionFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return MissionFacts(said["name"], said["place"], person_in(said["traveller"]))


@require_GET
def missions(request: HttpRequest, number: str) -> HttpResponse:
    """Show the missions of a skill, those that owe a report first."""
    room = room_for(request, number, Deed.SEE_MISSIONS)
    add = action("add_mission", gettext("Declare a mission"), "plus", number)
    around = frame_of(
        room,
        "missions",
        gettext("Missions"),
        subtitle=gettext("A trip is declared first; three days after its last day the report is due."),
        actions=[add] if room.may(Deed.DECLARE_MISSION) else [],
        rows=[row_of(number, one) for one in missions_among([room.skill.pk], at=now())],
        declares=room.may(Deed.DECLARE_MISSION),
    )
    return render(request, "analysis/missions/missions.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Declare a mission."""
    room = room_for(request, number, Deed.DECLARE_MISSION)
    form, faults = MissionForm(request.POST or None, room=room, initial={"traveller": request.user.login}), ()
    if request.method == "POST" and form.is_valid():
        days = (form.cleaned_data["starts"], form.cleaned_data["ends"])
        row, faults = tried(lambda: declare_mission(room.skill, form.facts(), *days, by=request.user, at=now()))
        if row:
            return redirect("mission", number, row.pk)
    around = frame_of(room, "missions", gettext("Declare a mission"), cancel_url=reverse("missions", args=[number]))
    return form_screen(request, form, faults, template="analysis/form.html", **around)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Move a mission to other days, with the reason."""
    room = room_for(request, number, Deed.DECLARE_MISSION)
    row = get_object_or_404(Mission.objects.select_related("skill__campaign"), skill=room.skill, pk=key)
    stands = mission_of(row, at=now()).dates[0]
    form, faults = DatesForm(request.POST or None, initial={"starts": stands.starts, "ends": stands.ends}), ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        days, reason = (said["starts"], said["ends"]), said["reason"]
        _done, faults = tried(lambda: move_mission(row, *days, reason=reason, by=request.user, at=now()))
        if not faults:
            return redirect("mission", number, key)
    around = frame_of(room, "missions", gettext("Move the mission"), cancel_url=reverse("mission", args=[number, key]))
    return form_screen(request, form, faults, template="analysis/form.html", **around)


@require_POST
def cancel(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Say that nobody goes."""
    room = room_for(request, number, Deed.DECLARE_MISSION)
    row = get_object_or_404(Mission.objects.select_related("skill__campaign"), skill=room.skill, pk=key)
    reason = request.POST.get("reason", "")
    _done, faults = tried(lambda: cancel_mission(row, reason=reason, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("mission", number, key)


def row_of(number: str, one: MissionFact) -> dict[str, Any]:
    """Return a mission as a row shows it."""
    return {
        "url": reverse("mission", args=[number, one.id]),
        "report_url": reverse("report_mission", args=[number, one.id]),
        "one": one,
        "dates": one.dates[0],
        "chip": chip(MISSION_STATES, MISSION_COLOURS, one.state),
        "owes": one.state in {MissionState.DUE, MissionState.OVERDUE},
    }
