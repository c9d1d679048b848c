"""Everybody in the campaign: where they belong, what they hold, and who never signed in."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.people.persons import PersonFacts, add_person
from beizhan.core.access import Deed
from beizhan.models.campaign import Campaign
from beizhan.pages.choices import body_choices, body_in
from beizhan.pages.kit import allowed, campaign_of, form_screen, now, required, tried
from beizhan.pages.words import POSTS, name_of
from beizhan.queries.people import PersonLine, people_of


class PersonForm(forms.Form):
    """A person."""

    name = forms.CharField(label=_("Name of the person"), max_length=64)
    login = forms.CharField(
        label=_("Login"), max_length=64, help_text=_("What they sign in with; it also tells two of one name apart.")
    )
    sort_key = forms.CharField(
        label=_("Sort key"), max_length=128, required=False, help_text=_("Pinyin, so that lists are in order.")
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=32, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    email = forms.EmailField(label=_("E-mail"), required=False)


class NewPersonForm(PersonForm):
    """A person and the body they belong to."""

    body = forms.ChoiceField(label=_("Works, studies or trains at"))

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        """Offer the bodies of the campaign."""
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = body_choices(campaign)


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """Show everybody, or those of a body or with some letters in their names."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_PEOPLE)
    words, body = request.GET.get("words", "").strip(), request.GET.get("body", "")
    keeps = allowed(request, Deed.KEEP_PEOPLE)
    add_action = {"url": reverse("add_person"), "label": gettext("Add a person"), "icon": "plus", "primary": True}
    everybody = people_of(campaign)
    around = {
        "title": gettext("People"),
        "subtitle": gettext("%(count)s people") % {"count": len(everybody)},
        "actions": [add_action] if keeps else [],
        "people": [_row(one) for one in everybody if _fits(one, words, body)],
        "words": words,
        "body": body,
        "bodies": body_choices(campaign),
        "keeps": keeps,
    }
    return render(request, "people/people.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a person."""
    campaign = campaign_of(request)
    required(request, Deed.KEEP_PEOPLE)
    form, faults = NewPersonForm(request.POST or None, campaign=campaign), ()
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        body = body_in(campaign, said.pop("body"))
        row, faults = tried(lambda: add_person(campaign, PersonFacts(**said), body, by=request.user, at=now()))
        if row:
            return redirect("person", row.pk)
    around = {
        "title": gettext("Add a person"),
        "crumbs": [{"url": reverse("people"), "label": gettext("People")}],
        "intro": gettext("They can sign in once you have given them a password, on the page that follows."),
        "cancel_url": reverse("people"),
    }
    return form_screen(request, form, faults, **around)


def _fits(one: PersonLine, words: str, body: str) -> bool:
    told = f"{one.who.name} {one.who.login} {one.sort_key} {one.who.phone}".casefold()
    return words.casefold() in told and (not body or body in [where.code for where in one.bodies])


def _row(one: PersonLine) -> dict[str, Any]:
    return {
        "url": reverse("person", args=[one.who.id]),
        "name": one.who.name,
        "login": one.who.login,
        "phone": one.who.phone,
        "bodies": [name_of(where) for where in one.bodies],
        "posts": [str(POSTS[post]) for post in one.posts],
        "deputises": [str(POSTS[post]) for post in one.deputises],
        "competes": one.competes,
        "is_active": one.is_active,
        "has_signed_in": one.has_signed_in,
    }
