"""What was seen of a rival, typed in a minute on the phone; a correction is another observation with its reason."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.analysis.rivals import (
    ObservationFacts,
    correct_observation,
    record_observation,
    take_back_observation,
)
from beizhan.core.access import Deed
from beizhan.core.analysis.sources import USUAL_BAND, USUAL_LIFE, Credibility, Level, Reliability, band_of
from beizhan.models.analysis.rivals import Observation, Rival
from beizhan.pages.analysis.frame import Choices, Room, frame_of, offered, room_for
from beizhan.pages.analysis.words import CREDIBILITIES, RELIABILITIES
from beizhan.pages.kit import form_screen, lines_of, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.sections import sections_known_in

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LINE = forms.Textarea(attrs={"rows": 2})


class ObservationForm(forms.Form):
    """What was seen: levels by section, equipment and method, and how far it can be believed."""

    equipment = forms.CharField(label=_("Equipment seen"), widget=_LINE, max_length=500, required=False)
    method = forms.CharField(label=_("Method seen"), widget=_LINE, max_length=500, required=False)
    source = forms.CharField(label=_("Known from"), max_length=300)
    reliability = forms.ChoiceField(label=_("Reliability of the source"), widget=forms.RadioSelect)
    credibility = forms.ChoiceField(label=_("Credibility of what it says"), widget=forms.RadioSelect)
    seen_on = forms.DateField(label=_("Seen on"), widget=_DAY)
    expires_on = forms.DateField(
        label=_("Holds until"), widget=_DAY, help_text=_("After this day it is stale, and later no evidence any more.")
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, required=False)

    def __init__(self, *args: Any, sections: Choices, corrects: bool = False, **kwargs: Any) -> None:
        """Offer a level for the whole and for each section."""
        super().__init__(*args, **kwargs)
        self.sections = [("", gettext("All marks")), *sections]
        self.fields["reliability"].choices = offered(RELIABILITIES.items())
        self.fields["credibility"].choices = offered(CREDIBILITIES.items())
        if not corrects:
            del self.fields["reason"]
        for place, (_section, label) in enumerate(self.sections):
            for name, words in (("level", label), ("low", pgettext("band", "from")), ("high", pgettext("band", "to"))):
                hint = "%" if name == "level" else words
                widget = forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": hint})
                field = forms.IntegerField(label=words, min_value=0, max_value=100, required=False, widget=widget)
                self.fields[f"{name}_{place}"] = field

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each section side by side."""
        return [
            {"label": label, **{name: self[f"{name}_{place}"] for name in ("level", "low", "high")}}
            for place, (_section, label) in enumerate(self.sections)
        ]

    def others(self) -> list[Any]:
        """Return the fields that stand below the levels."""
        return [field for field in self if not field.name.startswith(("level_", "low_", "high_"))]

    def facts(self) -> ObservationFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return ObservationFacts(
            said["source"],
            Reliability(said["reliability"]),
            Credibility(said["credibility"]),
            said["seen_on"],
            said["expires_on"],
            said["equipment"],
            said["method"],
            tuple(self._levels()),
        )

    def _levels(self) -> list[Level]:
        said = self.cleaned_data
        return [
            band_of(section, said[f"level_{place}"], said[f"low_{place}"], said[f"high_{place}"])
            for place, (section, _label) in enumerate(self.sections)
            if said[f"level_{place}"] is not None
        ]


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Record what was seen of a rival."""
    room = room_for(request, number, Deed.RECORD_RIVAL)
    row = get_object_or_404(Rival.objects.select_related("skill__campaign"), skill=room.skill, pk=key)
    form, faults = ObservationForm(request.POST or None, sections=_sections(room), initial=_first()), ()
    if request.method == "POST" and form.is_valid():
        done, faults = tried(lambda: record_observation(row, form.facts(), by=request.user, at=now()))
        if done:
            return redirect("rival", number, key)
    return _screen(request, room, form, faults, row)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Record what was really seen, in place of an observation."""
    room = room_for(request, number, Deed.RECORD_RIVAL)
    old = _observation(room, key)
    sections = _sections(room)
    form = ObservationForm(request.POST or None, sections=sections, corrects=True, initial=_as_said(old, sections))
    faults = ()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done, faults = tried(lambda: correct_observation(old, form.facts(), reason=reason, by=request.user, at=now()))
        if done:
            return redirect("rival", number, old.rival_id)
    return _screen(request, room, form, faults, old.rival)


@require_POST
def take_back(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Take an observation back."""
    room = room_for(request, number, Deed.RECORD_RIVAL)
    old = _observation(room, key)
    reason = request.POST.get("reason", "")
    _done, faults = tried(lambda: take_back_observation(old, reason=reason, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("rival", number, old.rival_id)


def _observation(room: Room, key: int) -> Observation:
    rows = Observation.objects.select_related("rival__skill__campaign")
    found: Observation = get_object_or_404(rows, rival__skill=room.skill, pk=key)
    return found


def _screen(request: HttpRequest, room: Room, form: ObservationForm, faults: object, rival: Rival) -> HttpResponse:
    around = frame_of(
        room,
        "rivals",
        gettext("What was seen of %(name)s") % {"name": name_of(rival)},
        band=USUAL_BAND,
        cancel_url=reverse("rival", args=[room.skill.number, rival.pk]),
    )
    return form_screen(request, form, faults, template="analysis/rivals/observation.html", **around)


def _sections(room: Room) -> Choices:
    return [(one.number, f"§{one.number} {name_of(one)}".strip()) for one in sections_known_in(room.skill)]


def _first() -> dict[str, date]:
    today = timezone.localdate(now())
    return {"seen_on": today, "expires_on": today + USUAL_LIFE}


def _as_said(old: Observation, sections: Choices) -> dict[str, object]:
    columns = ("source", "reliability", "credibility", "seen_on", "expires_on", "equipment", "method")
    places = {section: place for place, section in enumerate(["", *(number for number, _label in sections)])}
    levels = {}
    for one in old.strengths.all():
        place = places.get(one.section)
        levels |= {f"level_{place}": one.level, f"low_{place}": one.low, f"high_{place}": one.high}
    return {name: getattr(old, name) for name in columns} | levels
