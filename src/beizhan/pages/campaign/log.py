"""The log: who did what when; narrowed, paged, and taken away as a workbook."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.files.spreadsheet.tables import Heading, write_table
from beizhan.models.campaign import Campaign
from beizhan.pages.kit import attachment, campaign_of, now, required
from beizhan.pages.words import DEEDS
from beizhan.queries.log import LogFilter, LogLine, log_of, log_size_of
from beizhan.templatetags.figures import moment

_PAGE, _MOST = 50, 20_000
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DAY = forms.DateInput(attrs={"type": "date"})


class LogForm(forms.Form):
    """Which lines are wanted."""

    deed = forms.ChoiceField(label=_("Deed"), required=False)
    person = forms.CharField(label=_("Person"), required=False, max_length=64)
    since = forms.DateField(label=_("From"), required=False, widget=_DAY)
    until = forms.DateField(label=_("Until"), required=False, widget=_DAY)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every deed."""
        super().__init__(*args, **kwargs)
        offered = [(str(deed), str(words)) for deed, words in DEEDS.items()]
        self.fields["deed"].choices = [("", gettext("All deeds")), *offered]

    def wanted(self) -> LogFilter:
        """Return what the form narrows to; nothing while it makes no sense."""
        return LogFilter(**self.cleaned_data) if self.is_valid() else LogFilter()


class _Lines:
    """The log as a paginator wants it: counted, and fetched a page at a time."""

    def __init__(self, campaign: Campaign, wanted: LogFilter) -> None:
        self.campaign, self.wanted = campaign, wanted

    @cached_property
    def size(self) -> int:
        return log_size_of(self.campaign, self.wanted)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        lines = log_of(self.campaign, self.wanted, first=part.start, count=part.stop - part.start)
        return [_row(line) for line in lines]


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """Show a page of the log."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_LOG)
    form = LogForm(request.GET or None)
    page = Paginator(_Lines(campaign, form.wanted()), _PAGE).get_page(request.GET.get("page"))
    url = f"{reverse('export_log')}?{request.GET.urlencode()}"
    export_action = {"url": url, "label": gettext("Export to Excel"), "icon": "download"}
    around = {
        "title": gettext("Log"),
        "subtitle": gettext("Every deed, with who and when. Nothing here can be changed or deleted."),
        "actions": [export_action],
        "form": form,
        "page": page,
    }
    return render(request, "campaign/log.html", around)


@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Give the lines that the filter leaves as a workbook."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_LOG)
    lines = log_of(campaign, LogForm(request.GET or None).wanted(), first=0, count=_MOST)
    return attachment(_workbook(lines), name=f"log-{now():%Y%m%d}.xlsx", kind=_WORKBOOK)


def _workbook(lines: list[LogLine]) -> bytes:
    headings = (
        Heading(gettext("When"), 20),
        Heading(gettext("Who"), 16),
        Heading(gettext("Login"), 16),
        Heading(gettext("Deed"), 32),
        Heading(gettext("On what"), 48),
    )
    rows = [(moment(one.at), one.by, one.login, str(DEEDS.get(one.deed, one.deed)), one.on) for one in lines]
    return write_table(gettext("Log"), headings, rows, note=moment(now()))


def _row(line: LogLine) -> dict[str, Any]:
    return {"at": line.at, "by": line.by, "deed": str(DEEDS.get(line.deed, line.deed)), "on": line.on}
