"""The Excel workbook: taken away empty or filled, and brought in whole or handed back with its errors (L12)."""

from typing import Any

from django import forms
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.roster.importing import Imported, import_roster
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, Severity
from beizhan.files.guard import Unreadable
from beizhan.files.roster.reading import read_uploaded_roster
from beizhan.files.roster.rows import Roster
from beizhan.files.roster.writing import write_roster
from beizhan.models.campaign import Campaign
from beizhan.pages.kit import attachment, campaign_of, lines_of, now, required, tried
from beizhan.pages.words import sentence_of
from beizhan.queries.roster import empty_roster_of, roster_of

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HOUR = 3600
_MOST_SHOWN = 200

_SHEETS = {
    "skills": _("Skills taken in or out"),
    "stages": _("Stages"),
    "anchors": _("Dates"),
    "bodies": _("Bodies"),
    "people": _("People"),
    "entries": _("Entries"),
    "appointments": _("Posts given"),
}


class UploadForm(forms.Form):
    """A filled-in workbook."""

    file = forms.FileField(label=_("Filled-in workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods"}))


@require_http_methods(["GET", "POST"])
def workbook(request: HttpRequest) -> HttpResponse:
    """Offer the workbook, and take it back."""
    campaign = campaign_of(request)
    required(request, Deed.IMPORT_ROSTER)
    form = UploadForm(request.POST or None, request.FILES or None)
    outcome: dict[str, Any] = {"faults": [], "imported": None}
    if request.method == "POST" and form.is_valid():
        outcome = _bring(request, campaign)
    around = {
        "title": gettext("Excel workbook"),
        "subtitle": gettext("The whole campaign in one workbook: brought in whole or not at all."),
        "crumbs": [{"url": reverse("campaign"), "label": gettext("Campaign")}],
        "form": form,
        "faults_alert": True,
        **outcome,
    }
    refused = request.method == "POST" and not outcome["imported"]
    return render(request, "campaign/workbook.html", around, status=422 if refused else 200)


@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """Give the workbook with all that the campaign holds."""
    campaign = campaign_of(request)
    required(request, Deed.IMPORT_ROSTER)
    content = write_roster(roster_of(campaign), sentence=sentence_of)
    return attachment(content, name=f"{campaign.name_zh}-{now():%Y%m%d}.xlsx", kind=_WORKBOOK)


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Give the workbook to fill in, with nothing but the list of skills."""
    campaign = campaign_of(request)
    required(request, Deed.IMPORT_ROSTER)
    content = write_roster(empty_roster_of(campaign), sentence=sentence_of)
    return attachment(content, name=gettext("campaign-workbook.xlsx"), kind=_WORKBOOK)


@require_GET
def marked(request: HttpRequest) -> HttpResponse:
    """Give back the workbook that was refused, with its errors beside the cells."""
    required(request, Deed.IMPORT_ROSTER)
    content = cache.get(_key(request))
    if content is None:
        raise Http404
    return attachment(content, name=gettext("workbook-with-errors.xlsx"), kind=_WORKBOOK)


def _bring(request: HttpRequest, campaign: Campaign) -> dict[str, Any]:
    upload = request.FILES["file"]
    try:
        roster = read_uploaded_roster(upload.read(), name=upload.name)
    except Unreadable as refused:
        return _refused((refused.fault,))
    imported, faults = tried(lambda: import_roster(campaign, roster, name=upload.name, by=request.user, at=now()))
    if imported:
        return _brought(imported)
    return _refused(faults) | {"marked_url": _keep(request, roster, faults)}


def _brought(imported: Imported) -> dict[str, Any]:
    return {
        "imported": [(str(words), imported.changed[sheet]) for sheet, words in _SHEETS.items()],
        "proposed": imported.proposed,
        "faults": lines_of(imported.warnings),
        "faults_title": gettext("Brought in, but look at this"),
    }


def _refused(faults: tuple[Fault, ...]) -> dict[str, Any]:
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    words = {"errors": errors, "looks": len(faults) - errors}
    return {
        "imported": None,
        "faults": lines_of(faults[:_MOST_SHOWN]),
        "faults_title": gettext("Nothing was brought in: %(errors)s errors, %(looks)s warnings") % words,
    }


def _keep(request: HttpRequest, roster: Roster, faults: tuple[Fault, ...]) -> str:
    """Keep the marked workbook for an hour, for nobody but this reader."""
    cache.set(_key(request), write_roster(roster, faults, sentence=sentence_of), _HOUR)
    return reverse("workbook_marked")


def _key(request: HttpRequest) -> str:
    return f"marked-roster-{request.user.pk}"
