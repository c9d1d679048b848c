"""The holidays of a year, and the weekend days that are worked to make up for them."""

from datetime import date

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.campaign.dates import announce_year, set_special_days
from beizhan.core.access import Deed
from beizhan.files.workdays import AnnouncedDay, announced_years
from beizhan.pages.kit import allowed, campaign_of, lines_of, now, required, tried
from beizhan.queries.campaign import special_days_of

_EMPTY_ROWS = 4


class SpecialDayForm(forms.Form):
    """One day off, or one weekend day that is worked; an empty row is passed over."""

    on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    is_workday = forms.TypedChoiceField(
        label=_("Kind"),
        choices=(("", _("Day off")), ("1", _("Worked to make up"))),
        coerce=bool,
        empty_value=False,
        required=False,
    )
    name = forms.CharField(label=_("Holiday"), max_length=64, required=False)


SpecialDaysForm = formset_factory(SpecialDayForm, extra=_EMPTY_ROWS, max_num=200)


@require_http_methods(["GET", "POST"])
def special_days(request: HttpRequest, year: int) -> HttpResponse:
    """Show the special days of a year, and write them down by hand."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    days = special_days_of(campaign, year)
    first = [{"on": day.on, "is_workday": "1" if day.is_workday else "", "name": day.name} for day in days]
    forms_, faults = SpecialDaysForm(request.POST or None, initial=first), ()
    if request.method == "POST" and forms_.is_valid():
        wanted = _days_in(forms_)
        _done, faults = tried(lambda: set_special_days(campaign, year, wanted, by=request.user, at=now()))
        if not faults:
            return redirect("special_days", year)
    around = {
        "title": gettext("Holidays and make-up days of %(year)s") % {"year": year},
        "crumbs": [{"url": reverse("dates"), "label": gettext("Dates")}],
        "tabs": [_tab(one, year) for one in range(now().year - 1, now().year + 3)],
        "year": year,
        "days": [{"on": day.on, "is_workday": day.is_workday, "name": day.name} for day in days],
        "forms": forms_,
        "keeps": allowed(request, Deed.SET_UP_CAMPAIGN),
        "is_known_here": year in announced_years(),
        "faults": lines_of(faults),
    }
    return render(request, "campaign/special_days.html", around, status=422 if request.method == "POST" else 200)


@require_POST
def announce(request: HttpRequest, year: int) -> HttpResponse:
    """Take the days of a year from the notice that is known here."""
    announce_year(campaign_of(request), year, by=request.user, at=now())
    return redirect("special_days", year)


def _days_in(forms_: BaseFormSet[SpecialDayForm]) -> list[AnnouncedDay]:
    said = [form.cleaned_data for form in forms_ if form.cleaned_data.get("on")]
    days = [AnnouncedDay(one["on"], one["is_workday"], one["name"].strip()) for one in said]
    return sorted(days, key=_on)


def _on(day: AnnouncedDay) -> date:
    return day.on


def _tab(one: int, year: int) -> dict[str, object]:
    return {"label": one, "url": reverse("special_days", args=[one]), "active": one == year, "count": None}
