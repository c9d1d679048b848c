"""Members compared (K16): medals by points on the scale and the five reports, of official results or of a table."""

import secrets
from http import HTTPStatus
from urllib.parse import urlencode

from django import forms
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.medals import BANDS, THRESHOLD_500, THRESHOLD_700
from beizhan.files.catalogue import results_of_2007_and_2009
from beizhan.files.results_table import ENTRY_COLUMNS, ResultsTableError, entries_in, read_results
from beizhan.files.spreadsheet.tables import write_tables
from beizhan.pages.analysis.member_reports import REPORTS, Asked, chart_of, report_of, rows_of, tables_of, tiles_of
from beizhan.pages.kit import XLSX, attachment, lines_of, required

MOST_BYTES = 1_000_000
_SECONDS = 2 * 3600
_RULES = {
    "from_first": _("two points from the best of the group (official results)"),
    "chain": _("two points from each to the next"),
}
assert set(_RULES) == set(BANDS)


class UploadForm(forms.Form):
    """A table of results."""

    file = forms.FileField(
        label=_("Table as CSV"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt"}),
        help_text=_("With the columns year, skill_number, member_code and points; others are left aside."),
    )


@require_GET
def members(request: HttpRequest) -> HttpResponse:
    """Show one of the five reports, or hand over all of them as a workbook."""
    required(request, Deed.SEE_CAMPAIGN)
    asked = _asked(request)
    if asked is None:
        return _shown(request, None, (error("upload_forgotten"),))
    if request.GET.get("as") == "xlsx":
        return attachment(write_tables(tables_of(asked)), name=f"members-{asked.year}.xlsx", kind=XLSX)
    return _shown(request, asked)


@require_POST
def members_upload(request: HttpRequest) -> HttpResponse:
    """Take a table, keep it for two hours for the reader alone, and show it."""
    required(request, Deed.SEE_CAMPAIGN)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _shown(request, _asked(request), (error("no_file_given"),))
    file = form.cleaned_data["file"]
    faults = _faults_of(file.read(MOST_BYTES + 1))
    if faults:
        return _shown(request, _asked(request), faults)
    file.seek(0)
    table = secrets.token_urlsafe(9)
    cache.set(_key(request, table), file.read(), _SECONDS)
    return redirect(f"{reverse('members')}?table={table}")


def _faults_of(content: bytes) -> tuple[Fault, ...]:
    if len(content) > MOST_BYTES:
        return (error("file_too_large", found=len(content), allowed=MOST_BYTES),)
    try:
        found = entries_in(read_results(content, ENTRY_COLUMNS))
    except ResultsTableError as refused:
        return (refused.fault,)
    return () if found else (error("table_without_rows"),)


def _address(asked: Asked, **changes: str) -> str:
    """Return the address of the same with something else."""
    said = {"table": asked.table, "year": asked.year, "threshold": str(asked.threshold), "rule": asked.rule}
    return "?" + urlencode({**said, "host": "1" if asked.with_host else "", "report": asked.report, **changes})


def _key(request: HttpRequest, table: str) -> str:
    return f"results:{request.user.pk}:{table}"


def _asked(request: HttpRequest) -> Asked | None:
    """Return what is asked for; nothing where an uploaded table is no longer kept."""
    table, entries = request.GET.get("table", ""), results_of_2007_and_2009()
    if table:
        kept = cache.get(_key(request, table))
        if kept is None:
            return None
        entries = entries_in(read_results(kept, ENTRY_COLUMNS))
    years = tuple(sorted({one.year for one in entries}, reverse=True))
    usual = THRESHOLD_700 if table else THRESHOLD_500
    return Asked(
        table=table,
        entries=entries,
        years=years,
        year=_one_of(request, "year", years),
        threshold=int(_one_of(request, "threshold", (str(usual), str(THRESHOLD_500), str(THRESHOLD_700)))),
        rule=_one_of(request, "rule", tuple(_RULES)),
        with_host=request.GET.get("host") == "1",
        report=_one_of(request, "report", tuple(REPORTS)),
    )


def _one_of(request: HttpRequest, name: str, offered: tuple[str, ...]) -> str:
    said = request.GET.get(name, "")
    return said if said in offered else offered[0]


def _shown(request: HttpRequest, asked: Asked | None, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    source = gettext("Your own table") if asked and asked.table else gettext("Official results of 2007 and 2009")
    around = {
        "title": gettext("Comparison of Members"),
        "subtitle": source if asked else "",
        "asked": asked,
        "upload": UploadForm(),
        "rules": _RULES.items(),
        "thresholds": (THRESHOLD_500, THRESHOLD_700),
        "faults": lines_of(faults),
    }
    if asked:
        report = report_of(asked)
        around |= {
            "tabs": [
                {"label": label, "url": _address(asked, report=name), "active": name == asked.report}
                for name, label in REPORTS.items()
            ],
            "actions": [{"url": _address(asked) + "&as=xlsx", "label": "Excel", "icon": "file-spreadsheet"}],
            "tiles": tiles_of(asked),
            "chart": chart_of(asked, report),
            "rows": rows_of(asked, report),
        }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if faults else HTTPStatus.OK
    return render(request, "analysis/members.html", around, status=status)
