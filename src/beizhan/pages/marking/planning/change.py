"""Counting by a later scheme once codes are drawn: its effect on everybody is seen before it is proposed (K2)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.changes import propose_change
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.frame import Desk, desk_for, frame_of
from beizhan.pages.marking.schemes.scheme_words import version_of
from beizhan.queries.marking.planning.changes import ChangePage, change_page_of


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Choose a later frozen version, see what it does, and propose it with a reason."""
    desk = desk_for(request, assessment, Deed.PROPOSE_SCHEME)
    asked = request.POST.get("scheme") or request.GET.get("scheme", "")
    page, faults = change_page_of(desk.assessment, asked), ()
    if request.method == "POST" and page.chosen:
        proposal, faults = _propose(request, desk, page)
        if proposal:
            messages.success(request, gettext("Proposed: a second person now approves exactly this effect."))
            return redirect("proposal", proposal)
    around = frame_of(
        desk.assessment,
        gettext("Change the scheme"),
        page=page,
        now_words=version_of(page.in_force) if page.in_force else "",
        choices=[(str(one.id), f"{version_of(one)} · {one.title}") for one in page.frozen],
        chosen=page.chosen.id if page.chosen else None,
        chosen_words=version_of(page.chosen) if page.chosen else "",
        reason=request.POST.get("reason", ""),
        faults=lines_of(faults),
    )
    return render(request, "marking/planning/change.html", around, status=422 if faults else 200)


def _propose(request: HttpRequest, desk: Desk, page: ChangePage) -> tuple[UUID | None, tuple[Fault, ...]]:
    row, reason = page.row, request.POST.get("reason", "")
    assert row is not None
    proposal, faults = tried(lambda: propose_change(desk.assessment, row, reason=reason, by=request.user, at=now()))
    return (proposal.pk if proposal else None), faults
