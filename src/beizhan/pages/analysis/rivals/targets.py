"""Target lines: what has won before, beside what our best reached last, and the marks still missing (A9)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.analysis.targets import TargetFacts, correct_target, set_target, take_back_target
from beizhan.core.access import Deed
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.models.analysis.targets import TargetLine
from beizhan.pages.analysis.frame import Room, action, frame_of, offered, room_for
from beizhan.pages.analysis.words import TARGET_SCOPES
from beizhan.pages.kit import form_screen, lines_of, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.analysis.targets import TargetFact, targets_of
from beizhan.templatetags.figures import plain_mark


class TargetForm(forms.Form):
    """A target line."""

    part = forms.ChoiceField(label=_("Of what"))
    mark = forms.DecimalField(label=_("Marks that won"), min_value=0, max_value=1000, decimal_places=2)
    worth = forms.DecimalField(label=_("Out of"), min_value=0, max_value=1000, decimal_places=2)
    minutes = forms.IntegerField(label=_("In minutes, where known"), min_value=1, max_value=6000, required=False)
    event = forms.CharField(label=_("Where it won, and what"), max_length=120)
    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2100)
    source = forms.CharField(label=_("Known from"), max_length=300)
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, required=False)

    def __init__(self, *args: Any, room: Room, corrects: bool = False, **kwargs: Any) -> None:
        """Offer the whole, the sections of the standard and the letters of criteria."""
        super().__init__(*args, **kwargs)
        sections = [(f"section:{one.number}", f"§{one.number} {name_of(one)}") for one in sections_known_in(room.skill)]
        criteria = [(f"criterion:{letter}", letter) for letter in "ABCDEFGHIJ"]
        self.fields["part"].choices = [
            ("total:", str(TARGET_SCOPES[TargetScope.TOTAL])),
            (str(TARGET_SCOPES[TargetScope.SECTION]), sections),
            (str(TARGET_SCOPES[TargetScope.CRITERION]), offered(criteria)),
        ]
        if not corrects:
            del self.fields["reason"]

    def facts(self) -> TargetFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        scope, _colon, ref = said["part"].partition(":")
        share = Share(int(said["mark"] * 100), int(said["worth"] * 100))
        target = Target(TargetScope(scope), ref, share, said["minutes"], said["year"])
        return TargetFacts(target, said["event"], said["source"])


@require_GET
def targets(request: HttpRequest, number: str) -> HttpResponse:
    """Show the target lines of a skill."""
    room = room_for(request, number, Deed.SEE_RIVALS)
    found = targets_of(room.skill)
    names = {one.number: name_of(one) for one in sections_known_in(room.skill)}
    add = action("add_target", gettext("Set a target line"), "plus", number)
    around = frame_of(
        room,
        "targets",
        gettext("Target lines"),
        subtitle=gettext("Marks and minutes that have won before, and how far our best is from them."),
        actions=[add] if room.may(Deed.SET_TARGET) else [],
        rows=[_row(number, one, names) for one in found.lines],
        sealing=name_of(found.sealing) if found.sealing else "",
        sets=room.may(Deed.SET_TARGET),
    )
    return render(request, "analysis/rivals/targets.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Set a target line."""
    room = room_for(request, number, Deed.SET_TARGET)
    first = {"part": "total:", "worth": 100, "year": timezone.localdate(now()).year}
    form, faults = TargetForm(request.POST or None, room=room, initial=first), ()
    if request.method == "POST" and form.is_valid():
        done, faults = tried(lambda: set_target(room.skill, form.facts(), by=request.user, at=now()))
        if done:
            return redirect("targets", number)
    around = frame_of(room, "targets", gettext("Set a target line"), cancel_url=reverse("targets", args=[number]))
    return form_screen(request, form, faults, template="analysis/form.html", **around)


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Set another line in place of one."""
    room = room_for(request, number, Deed.SET_TARGET)
    old = get_object_or_404(TargetLine.objects.select_related("skill__campaign"), skill=room.skill, pk=key)
    form, faults = TargetForm(request.POST or None, room=room, corrects=True, initial=_as_said(old)), ()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        done, faults = tried(lambda: correct_target(old, form.facts(), reason=reason, by=request.user, at=now()))
        if done:
            return redirect("targets", number)
    around = frame_of(room, "targets", gettext("Correct a target line"), cancel_url=reverse("targets", args=[number]))
    return form_screen(request, form, faults, template="analysis/form.html", **around)


@require_POST
def take_back(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Take a target line back."""
    room = room_for(request, number, Deed.SET_TARGET)
    old = get_object_or_404(TargetLine.objects.select_related("skill__campaign"), skill=room.skill, pk=key)
    reason = request.POST.get("reason", "")
    _done, faults = tried(lambda: take_back_target(old, reason=reason, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("targets", number)


def _as_said(old: TargetLine) -> dict[str, object]:
    columns = ("minutes", "event", "year", "source")
    said = {"part": f"{old.scope}:{old.ref}", "mark": plain_mark(old.mark), "worth": plain_mark(old.worth)}
    return {name: getattr(old, name) for name in columns} | said


def _row(number: str, one: TargetFact, names: dict[str, str]) -> dict[str, Any]:
    target = one.target
    part = str(TARGET_SCOPES[target.scope])
    if target.scope is TargetScope.SECTION:
        part = f"§{target.ref} {names.get(target.ref, '')}".strip()
    elif target.scope is TargetScope.CRITERION:
        part = f"{part} {target.ref}"
    return {
        "fact": one,
        "part": part,
        "colour": "grey" if one.distance is None else "green" if one.distance <= 0 else "amber",
        "correct_url": reverse("correct_target", args=[number, one.id]),
        "take_back_url": reverse("take_back_target", args=[number, one.id]),
    }
