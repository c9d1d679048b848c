"""The rivals of a skill: who they are, how strong, and whether that still holds (A7)."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.analysis.rivals import RivalFacts, add_rival, rename_rival
from beizhan.core.access import Deed
from beizhan.core.analysis.sources import Freshness, RivalKind, Weight
from beizhan.models.analysis.rivals import Rival
from beizhan.pages.analysis.frame import action, frame_of, offered, room_for
from beizhan.pages.analysis.words import RIVAL_KINDS, WEIGHT_COLOURS, WEIGHTS, chip, chip_of_rival
from beizhan.pages.kit import form_screen, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.rivals import RivalFact, rivals_among

_AGES, _WEIGHTS = tuple(Freshness), tuple(Weight)


class RivalForm(forms.Form):
    """A rival."""

    kind = forms.ChoiceField(label=_("Kind"), choices=offered(RIVAL_KINDS.items()), widget=forms.RadioSelect)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=64)
    name_en = forms.CharField(label=_("Name in English"), max_length=64, required=False)
    origin = forms.CharField(
        label=_("From where"), max_length=64, required=False, help_text=_("For a person: the province or country.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds in the reader's language."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = offered(RIVAL_KINDS.items())

    def facts(self) -> RivalFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return RivalFacts(RivalKind(said["kind"]), said["name_zh"], said["name_en"], said["origin"])


@require_GET
def rivals(request: HttpRequest, number: str) -> HttpResponse:
    """Show the rivals of a skill, those freshly known first."""
    room = room_for(request, number, Deed.SEE_RIVALS)
    found = rivals_among([room.skill.pk], at=now())
    ordered = sorted(found, key=lambda one: (_AGES.index(one.age), _WEIGHTS.index(one.weight), -_overall(one)))
    add = action("add_rival", gettext("Add a rival"), "plus", number)
    around = frame_of(
        room,
        "rivals",
        gettext("Rivals"),
        subtitle=gettext("What is stale greys out; what nobody has seen is grey."),
        actions=[add] if room.may(Deed.RECORD_RIVAL) else [],
        rows=[_row(number, one) for one in ordered],
        records=room.may(Deed.RECORD_RIVAL),
    )
    return render(request, "analysis/rivals/rivals.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Write down a rival, and go on to what was seen of it."""
    room = room_for(request, number, Deed.RECORD_RIVAL)
    form, faults = RivalForm(request.POST or None, initial={"kind": RivalKind.PROVINCE}), ()
    if request.method == "POST" and form.is_valid():
        row, faults = tried(lambda: add_rival(room.skill, form.facts(), by=request.user, at=now()))
        if row:
            return redirect("add_observation", number, row.pk)
    around = frame_of(room, "rivals", gettext("Add a rival"), cancel_url=reverse("rivals", args=[number]))
    return form_screen(request, form, faults, template="analysis/form.html", **around)


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Give a rival other names."""
    room = room_for(request, number, Deed.RECORD_RIVAL)
    row = get_object_or_404(Rival, skill=room.skill, pk=key)
    columns = ("kind", "name_zh", "name_en", "origin")
    form, faults = RivalForm(request.POST or None, initial={name: getattr(row, name) for name in columns}), ()
    if request.method == "POST" and form.is_valid():
        _done, faults = tried(lambda: rename_rival(row, form.facts(), by=request.user, at=now()))
        if not faults:
            return redirect("rival", number, key)
    around = frame_of(room, "rivals", name_of(row), cancel_url=reverse("rival", args=[number, key]))
    return form_screen(request, form, faults, template="analysis/form.html", **around)


def _overall(one: RivalFact) -> int:
    sighting = one.picture.get("")
    return sighting.level.level if sighting else -1


def _row(number: str, one: RivalFact) -> dict[str, Any]:
    sighting = one.picture.get("")
    return {
        "url": reverse("rival", args=[number, one.id]),
        "name": name_of(one),
        "kind": RIVAL_KINDS[one.kind],
        "origin": one.origin,
        "chip": chip_of_rival(one.age, one.weight),
        "is_grey": one.age is Freshness.GREY,
        "level": sighting.level if sighting else None,
        "weight": chip(WEIGHTS, WEIGHT_COLOURS, sighting.weight) if sighting else None,
        "last_seen": one.last_seen,
        "seen": sum(observation.stands for observation in one.observations),
    }
