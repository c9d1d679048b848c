"""One version of a marking scheme: its tree, its sections, its faults, its freezing, its workbook."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.marking.schemes import propose_freeze
from beizhan.core.access import Deed
from beizhan.files.cis_workbook.writer import UnwritableScheme, write_scheme
from beizhan.pages.kit import allowed, attachment, lines_of, now, tried
from beizhan.pages.marking.frame import scheme_for, schemes_crumbs, skill_words
from beizhan.pages.marking.schemes.scheme_words import (
    section_rows,
    sections_chart,
    state_of,
    tiles_of,
    tree_of,
    version_of,
)
from beizhan.queries.marking.planning.scheme_pages import SchemePage, scheme_page_of
from beizhan.queries.marking.schemes import scheme_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def scheme(request: HttpRequest, scheme: UUID) -> HttpResponse:
    """Show a version whole, or with ``?q=`` the aspects that hold these words."""
    row = scheme_for(request, scheme, Deed.SEE_SCHEME)
    page, wanted = scheme_page_of(row), request.GET.get("q", "")
    proposes = allowed(request, Deed.PROPOSE_SCHEME, campaign=row.skill.campaign, skill=row.skill)
    around = {
        "title": f"{skill_words(row.skill)} · {version_of(page.line)}",
        "subtitle": page.line.title,
        "crumbs": schemes_crumbs(row.skill.number),
        "actions": _actions(page),
        "page": page,
        "state": state_of(page.line),
        "tiles": tiles_of(page.scheme),
        "chart": sections_chart(page.scheme),
        "sections": section_rows(page.scheme),
        "faults": lines_of(page.faults),
        "wanted": wanted,
        "tree": tree_of(page.scheme, wanted=wanted),
        "freezes": proposes and not (page.line.frozen_at or page.line.proposal or page.line.errors),
        "others": [(version_of(one), one.id) for one in page.skill.schemes if one.id != page.line.id],
    }
    return render(request, "marking/schemes/scheme.html", around)


@require_POST
def scheme_freeze(request: HttpRequest, scheme: UUID) -> HttpResponse:
    """Propose to freeze a version."""
    row = scheme_for(request, scheme, Deed.PROPOSE_SCHEME)
    proposal, faults = tried(lambda: propose_freeze(row, by=request.user, at=now()))
    if proposal:
        messages.success(request, gettext("Proposed: a second person now approves exactly this fingerprint."))
        return redirect("proposal", proposal.pk)
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("scheme", scheme)


@require_GET
def scheme_workbook(request: HttpRequest, scheme: UUID) -> HttpResponse:
    """Hand out a version as the workbook that CIS imports."""
    row = scheme_for(request, scheme, Deed.SEE_SCHEME)
    try:
        content = write_scheme(scheme_of(row))
    except UnwritableScheme as refusal:
        messages.error(request, gettext("The text of cell %(cell)s is too long for a workbook.") % {"cell": refusal})
        return redirect("scheme", scheme)
    return attachment(content, name=f"{skill_words(row.skill)} v{row.version}.xlsx", kind=XLSX)


def _actions(page: SchemePage) -> list[dict[str, object]]:
    workbook = {
        "url": reverse("scheme_workbook", args=[page.line.id]),
        "label": gettext("Workbook"),
        "icon": "file-spreadsheet",
    }
    return [workbook]
