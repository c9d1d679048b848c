"""The dates of the campaign: the anchors with their history, and how everything shifts when one moves."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.campaign.dates import AnchorFacts, add_anchor, move_anchor, rename_anchor
from beizhan.core.access import Deed
from beizhan.models.campaign import Anchor
from beizhan.pages.kit import allowed, campaign_of, form_screen, now, required, tried
from beizhan.pages.words import name_of
from beizhan.queries.campaign import AnchorDay, Shift, anchor_days_of, history_of, moves_of, shift_of

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AnchorForm(forms.Form):
    """A named date."""

    key = forms.CharField(
        label=_("Code"),
        max_length=32,
        help_text=_('Short and lasting, for instance "assessment", "departure" or "opening".'),
    )
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=64)
    name_en = forms.CharField(label=_("Name in English"), max_length=64, required=False)
    on = forms.DateField(label=_("Day"), widget=_DAY)


class AnchorNamesForm(forms.Form):
    """The names of an anchor."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=64)
    name_en = forms.CharField(label=_("Name in English"), max_length=64, required=False)


class MoveForm(forms.Form):
    """Where an anchor moves, and why."""

    to = forms.DateField(label=_("New day"), widget=_DAY)
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


@require_GET
def dates(request: HttpRequest) -> HttpResponse:
    """Show the anchors and the years of holidays."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    moves, at = moves_of(campaign), now()
    keeps = allowed(request, Deed.SET_UP_CAMPAIGN)
    add_action = {"url": reverse("add_anchor"), "label": gettext("Add a date"), "icon": "plus", "primary": True}
    year = at.year
    return render(
        request,
        "campaign/dates.html",
        {
            "title": gettext("Dates"),
            "subtitle": gettext("Everything hangs on dates that can move; each move is kept with its reason."),
            "actions": [add_action] if keeps else [],
            "anchors": [_row(one, moves.get(one.key, 0)) for one in anchor_days_of(campaign, at=at)],
            "moves": allowed(request, Deed.MOVE_ANCHOR),
            "keeps": keeps,
            "years": [(one, reverse("special_days", args=[one])) for one in (year, year + 1)],
        },
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add an anchor."""
    campaign = campaign_of(request)
    required(request, Deed.SET_UP_CAMPAIGN)
    form, faults = AnchorForm(request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        facts = AnchorFacts(said["key"], said["name_zh"], said["name_en"])
        _new, faults = tried(lambda: add_anchor(campaign, facts, said["on"], by=request.user, at=now()))
        if not faults:
            return redirect("dates")
    title, crumbs = gettext("Add a date"), _crumbs()
    return form_screen(request, form, faults, title=title, crumbs=crumbs, cancel_url=reverse("dates"))


@require_http_methods(["GET", "POST"])
def anchor(request: HttpRequest, key: str) -> HttpResponse:
    """Show where an anchor stood, and give it other names."""
    row = get_object_or_404(Anchor, campaign=campaign_of(request), key=key)
    required(request, Deed.SEE_CAMPAIGN)
    form, faults = AnchorNamesForm(request.POST or None, initial={"name_zh": row.name_zh, "name_en": row.name_en}), ()
    if request.method == "POST" and form.is_valid():
        facts = AnchorFacts(key, **form.cleaned_data)
        _done, faults = tried(lambda: rename_anchor(row, facts, by=request.user, at=now()))
        if not faults:
            return redirect("anchor", key)
    move_action = {"url": reverse("move_anchor", args=[key]), "label": gettext("Move this date"), "icon": "calendar"}
    around: dict[str, Any] = {
        "title": name_of(row),
        "crumbs": _crumbs(),
        "history": history_of(row),
        "actions": [move_action] if allowed(request, Deed.MOVE_ANCHOR) else [],
        "keeps": allowed(request, Deed.SET_UP_CAMPAIGN),
    }
    return form_screen(request, form, faults, template="campaign/anchor.html", **around)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Show what a move would shift, then move the anchor for a reason."""
    row = get_object_or_404(Anchor, campaign=campaign_of(request), key=key)
    required(request, Deed.MOVE_ANCHOR)
    form, faults = MoveForm(request.POST or request.GET or None), ()
    to = form.cleaned_data["to"] if form.is_bound and form.is_valid() else None
    if request.method == "POST" and to:
        reason = form.cleaned_data["reason"]
        _done, faults = tried(lambda: move_anchor(row, to, reason=reason, by=request.user, at=now()))
        if not faults:
            messages.success(request, gettext("The date has moved."))
            return redirect("anchor", key)
    around = {
        "title": gettext("Move %(name)s") % {"name": name_of(row)},
        "crumbs": [*_crumbs(), {"url": reverse("anchor", args=[key]), "label": name_of(row)}],
        "stands": history_of(row)[0].on,
        "shift": _shift(shift_of(row, to)) if to else None,
        "to": to,
    }
    return form_screen(request, form, faults, template="campaign/move.html", **around)


def _shift(found: Shift) -> dict[str, Any]:
    rows = [
        {
            "name": f"{one.skill} {name_of(one)}",
            "first_day": one.first_day,
            "before": one.before,
            "after": one.after,
        }
        for one in found.assessments
    ]
    return {"later": max(found.days, 0), "earlier": max(-found.days, 0), "stages": found.stages, "assessments": rows}


def _row(one: AnchorDay, moves: int) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": name_of(one),
        "on": one.on,
        "days": one.days,
        "working_days": one.working_days,
        "moves": moves,
        "url": reverse("anchor", args=[one.key]),
        "move_url": reverse("move_anchor", args=[one.key]),
    }


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("dates"), "label": gettext("Dates")}]
