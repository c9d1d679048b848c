"""Opening a campaign, naming it otherwise, and choosing the one to be in."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.campaign.opening import Names, open_campaign, rename_campaign
from beizhan.core.access import Deed
from beizhan.models.campaign import Campaign
from beizhan.pages.kit import campaign_of, choose_campaign, form_screen, now, required, tried
from beizhan.queries.campaign import campaigns_of


class NamesForm(forms.Form):
    """The names of a campaign."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)


class OpeningForm(NamesForm):
    """The names of a campaign and of the province that runs it."""

    province_zh = forms.CharField(label=_("Province or authority in Chinese"), max_length=120)
    province_en = forms.CharField(label=_("Province or authority in English"), max_length=120, required=False)


@require_http_methods(["GET", "POST"])
def opening(request: HttpRequest) -> HttpResponse:
    """Open a campaign."""
    form, faults = OpeningForm(request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        names = Names(**form.cleaned_data)
        campaign, faults = tried(lambda: open_campaign(names, by=request.user, at=now()))
        if campaign:
            choose_campaign(request, campaign)
            messages.success(request, gettext("The campaign is open and you are its director."))
            return redirect("home")
    return form_screen(
        request,
        form,
        faults,
        title=gettext("Open a campaign"),
        intro=gettext("Whoever opens a campaign becomes its director. Holidays already announced come with it."),
        submit=gettext("Open the campaign"),
        cancel_url=reverse("home"),
    )


@require_http_methods(["GET", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Give the campaign other names."""
    campaign = campaign_of(request)
    required(request, Deed.SET_UP_CAMPAIGN)
    first = {"name_zh": campaign.name_zh, "name_en": campaign.name_en}
    form, faults = NamesForm(request.POST or None, initial=first), ()
    if request.method == "POST" and form.is_valid():
        said = Names(**form.cleaned_data)
        _done, faults = tried(lambda: rename_campaign(campaign, said, by=request.user, at=now()))
        if not faults:
            return redirect("campaign")
    title = gettext("Names of the campaign")
    return form_screen(request, form, faults, title=title, cancel_url=reverse("campaign"))


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Stay in another campaign from now on."""
    own = [str(one.pk) for one in campaigns_of(request.user)]
    chosen = request.POST.get("campaign", "")
    if chosen in own:
        choose_campaign(request, get_object_or_404(Campaign, pk=chosen))
    return redirect("home")
