"""The report of a mission: what was read, seen, heard and brought home, and how strong rivals were (A12)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.analysis.missions import file_report
from beizhan.actions.analysis.rivals import ObservationFacts
from beizhan.core.access import Deed
from beizhan.core.analysis.sources import USUAL_LIFE, Credibility, Reliability, band_of
from beizhan.models.analysis.missions import Mission
from beizhan.models.analysis.rivals import Rival
from beizhan.pages.analysis.frame import Choices, Room, frame_of, offered, room_for
from beizhan.pages.analysis.words import CREDIBILITIES, RELIABILITIES, REPORT_PARTS
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.missions import MissionFact, mission_of
from beizhan.queries.analysis.rivals import rivals_among
from beizhan.queries.analysis.sections import sections_known_in

_TEXT = forms.Textarea(attrs={"rows": 3})
_ROWS = 4


class ReportForm(forms.Form):
    """What a mission brought home; what there was nothing of stays empty."""

    documents = forms.CharField(widget=_TEXT, max_length=4000, required=False)
    site = forms.CharField(widget=_TEXT, max_length=4000, required=False)
    meetings = forms.CharField(widget=_TEXT, max_length=4000, required=False)
    marking = forms.CharField(widget=_TEXT, max_length=4000, required=False)
    competitors = forms.CharField(widget=_TEXT, max_length=4000, required=False)
    equipment = forms.CharField(widget=_TEXT, max_length=4000, required=False)
    follow_up = forms.CharField(widget=_TEXT, max_length=4000, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the parts."""
        super().__init__(*args, **kwargs)
        for name, words in REPORT_PARTS.items():
            self.fields[name].label = words


class SeenForm(forms.Form):
    """A rival that was seen on the way; an empty row is passed over."""

    rival = forms.ChoiceField(label=_("Rival"), required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)
    level = forms.IntegerField(label=_("Level, %"), min_value=0, max_value=100, required=False)
    reliability = forms.ChoiceField(label=_("Reliability"), choices=offered(RELIABILITIES.items()), required=False)
    credibility = forms.ChoiceField(label=_("Credibility"), choices=offered(CREDIBILITIES.items()), required=False)
    method = forms.CharField(label=_("Equipment and method"), max_length=500, required=False)

    def __init__(self, *args: Any, rivals: Choices, sections: Choices, **kwargs: Any) -> None:
        """Offer the rivals and sections of the skill."""
        super().__init__(*args, **kwargs)
        self.fields["rival"].choices = [("", "–"), *rivals]
        self.fields["section"].choices = [("", gettext("All marks")), *sections]
        self.fields["reliability"].choices = offered(RELIABILITIES.items())
        self.fields["credibility"].choices = offered(CREDIBILITIES.items())


SeenForms = formset_factory(SeenForm, extra=_ROWS, max_num=_ROWS)


@require_http_methods(["GET", "POST"])
def report(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """File the report of a mission, as its traveller or somebody who declares missions."""
    room = room_for(request, number, Deed.REPORT_MISSION)
    rows = Mission.objects.select_related("skill__campaign", "traveller", "by")
    row = get_object_or_404(rows, skill=room.skill, pk=key)
    found = mission_of(row, at=now())
    if found.traveller.id != request.user.pk and not room.may(Deed.DECLARE_MISSION):
        raise PermissionDenied(Deed.REPORT_MISSION)
    form = ReportForm(request.POST or None, initial=found.reports[0].parts if found.reports else {})
    initial = [{"reliability": Reliability.B, "credibility": Credibility.PROBABLE}] * _ROWS
    seen, faults = SeenForms(request.POST or None, prefix="seen", form_kwargs=_offers(room), initial=initial), ()
    if request.method == "POST" and form.is_valid() and seen.is_valid():
        told = _observations_in(seen, found, room)
        done, faults = tried(lambda: file_report(row, form.cleaned_data, told, by=request.user, at=now()))
        if done:
            messages.success(request, gettext("The report is filed."))
            return redirect("mission", number, key)
    return _screen(request, room, found, {"form": form, "seen": seen, "faults": lines_of(faults)})


def _offers(room: Room) -> dict[str, Choices]:
    rivals = [(str(one.id), name_of(one)) for one in rivals_among([room.skill.pk], at=now())]
    sections = [(one.number, f"§{one.number} {name_of(one)}") for one in sections_known_in(room.skill)]
    return {"rivals": rivals, "sections": sections}


def _screen(request: HttpRequest, room: Room, found: MissionFact, shown: dict[str, Any]) -> HttpResponse:
    around = frame_of(
        room,
        "missions",
        gettext("Report of %(name)s") % {"name": found.name},
        subtitle=gettext("Due on %(day)s") % {"day": f"{found.due:%Y-%m-%d}"},
        cancel_url=reverse("mission", args=[room.skill.number, found.id]),
        faults_alert=True,
        **shown,
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "analysis/missions/report.html", around, status=status)


def _observations_in(seen: BaseFormSet, found: MissionFact, room: Room) -> list[tuple[Rival, ObservationFacts]]:
    """Return what was seen of each rival: the rows of one rival make one observation, rated as its first row is."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for form in seen:
        if form.cleaned_data.get("rival"):
            rows.setdefault(form.cleaned_data["rival"], []).append(form.cleaned_data)
    rivals = {str(one.pk): one for one in Rival.objects.filter(skill=room.skill, pk__in=rows).select_related("skill")}
    return [(rivals[key], _facts(said, found, found.dates[0].ends)) for key, said in rows.items()]


def _facts(rows: Iterable[dict[str, Any]], found: MissionFact, seen_on: date) -> ObservationFacts:
    said, day = list(rows), min(seen_on, localdate(now()))
    return ObservationFacts(
        found.name,
        Reliability(said[0]["reliability"] or Reliability.F),
        Credibility(said[0]["credibility"] or Credibility.UNKNOWN),
        day,
        day + USUAL_LIFE,
        method="\n".join(one["method"] for one in said if one["method"]),
        levels=tuple(band_of(one["section"], one["level"]) for one in said if one["level"] is not None),
    )
