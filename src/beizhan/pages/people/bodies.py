"""The bodies of the five parties, each below the body it answers to."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.people.bodies import BodyFacts, add_body, change_body
from beizhan.core.access import Deed, Party
from beizhan.models.campaign import Campaign
from beizhan.models.people import Body
from beizhan.pages.choices import body_choices, body_in
from beizhan.pages.kit import allowed, campaign_of, form_screen, now, required, tried
from beizhan.pages.words import PARTIES, name_of
from beizhan.queries.people import BodyLine, bodies_of


class BodyForm(forms.Form):
    """A body of one of the five parties."""

    party = forms.ChoiceField(label=_("Party"), choices=[(str(party), words) for party, words in PARTIES.items()])
    code = forms.CharField(label=_("Code"), max_length=32)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    superior = forms.ChoiceField(label=_("Answers to"), required=False)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        """Offer the bodies of the campaign as superiors."""
        super().__init__(*args, **kwargs)
        self.fields["superior"].choices = body_choices(campaign)


@require_GET
def bodies(request: HttpRequest) -> HttpResponse:
    """Show the bodies as a tree."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    keeps = allowed(request, Deed.KEEP_PEOPLE)
    add_action = {"url": reverse("add_body"), "label": gettext("Add a body"), "icon": "plus", "primary": True}
    around = {
        "title": gettext("Bodies"),
        "subtitle": gettext("Province, cities, training bases, expert teams and competitors' units."),
        "actions": [add_action] if keeps else [],
        "bodies": [_row(one, sees_people=allowed(request, Deed.SEE_PEOPLE)) for one in bodies_of(campaign)],
        "keeps": keeps,
    }
    return render(request, "people/bodies.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a body."""
    campaign = campaign_of(request)
    required(request, Deed.KEEP_PEOPLE)
    form, faults = BodyForm(request.POST or None, campaign=campaign), ()
    if request.method == "POST" and form.is_valid():
        facts = _facts_in(form, campaign)
        _new, faults = tried(lambda: add_body(campaign, facts, by=request.user, at=now()))
        if not faults:
            return redirect("bodies")
    title, crumbs = gettext("Add a body"), _crumbs()
    return form_screen(request, form, faults, title=title, crumbs=crumbs, cancel_url=reverse("bodies"))


@require_http_methods(["GET", "POST"])
def body(request: HttpRequest, number: int) -> HttpResponse:
    """Change a body."""
    campaign = campaign_of(request)
    required(request, Deed.KEEP_PEOPLE)
    row = get_object_or_404(Body, campaign=campaign, pk=number)
    form, faults = BodyForm(request.POST or None, campaign=campaign, initial=_initial(row)), ()
    if request.method == "POST" and form.is_valid():
        facts = _facts_in(form, campaign)
        _done, faults = tried(lambda: change_body(row, facts, by=request.user, at=now()))
        if not faults:
            return redirect("bodies")
    title, crumbs = name_of(row), _crumbs()
    return form_screen(request, form, faults, title=title, crumbs=crumbs, cancel_url=reverse("bodies"))


def _facts_in(form: BodyForm, campaign: Campaign) -> BodyFacts:
    said = form.cleaned_data
    superior = body_in(campaign, said["superior"])
    return BodyFacts(said["code"], Party(said["party"]), said["name_zh"], said["name_en"], superior)


def _initial(row: Body) -> dict[str, str]:
    superior = row.superior.code if row.superior else ""
    names = {"name_zh": row.name_zh, "name_en": row.name_en}
    return {"party": row.party, "code": row.code, "superior": superior, **names}


def _row(one: BodyLine, *, sees_people: bool) -> dict[str, Any]:
    return {
        "url": reverse("body", args=[one.where.id]),
        "people_url": f"{reverse('people')}?body={one.where.code}" if sees_people else "",
        "name": name_of(one.where),
        "code": one.where.code,
        "party": str(PARTIES[one.where.party]),
        "superior": name_of(one.superior) if one.superior else "",
        "depth": min(one.depth, 4),
        "members": one.members,
        "holders": one.holders,
    }


def _crumbs() -> list[dict[str, str]]:
    return [{"url": reverse("bodies"), "label": gettext("Bodies")}]
