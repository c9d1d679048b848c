"""One proposal: who proposes what, and why; then the second person's answer to exactly what is shown here (MI-13)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.agreement import decline_proposal
from beizhan.actions.marking.changes import approve_change
from beizhan.actions.marking.corrections import approve_correction
from beizhan.actions.marking.locks import approve_lock, approve_reopening
from beizhan.actions.marking.results import approve_publication, approve_seal
from beizhan.actions.marking.schemes import approve_freeze
from beizhan.core.agreement import ProposalKind
from beizhan.core.faults import Fault
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import Scheme
from beizhan.models.people import Person
from beizhan.pages.kit import campaign_of, freshly_signed_in, lines_of, now, tried
from beizhan.pages.marking.agreement.contents import shown_of
from beizhan.pages.marking.agreement.proposals import about_words
from beizhan.pages.marking.frame import address_of, frame_of
from beizhan.pages.words import PROPOSALS
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.planning.proposal_contents import content_of
from beizhan.queries.marking.proposals import ProposalLine, line_of, may_approve, may_see

_STALE = {"proposal_changed_since_seen", "marks_changed_since_seen", "scheme_changed_since_seen"}


@freshly_signed_in
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Show a proposal, and approve it as the second person."""
    row, line = _found(request, proposal)
    if line.about is None:
        return redirect("post_proposal", proposal)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        faults = tried(lambda: _approve(row, seen, request.user, now()))[1]
        if not faults:
            messages.success(request, gettext("Approved."))
            return redirect("proposal", proposal)
    return _show(request, row, line, faults)


@require_POST
def proposal_decline(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Turn a proposal down, or withdraw the own one."""
    row, line = _found(request, proposal)
    reason = request.POST.get("reason", "")
    faults = tried(lambda: decline_proposal(row, reason=reason, by=request.user, at=now()))[1]
    if faults:
        return _show(request, row, line, faults)
    messages.success(request, gettext("Withdrawn.") if line.by_id == request.user.pk else gettext("Turned down."))
    return redirect("proposals")


def _found(request: HttpRequest, proposal: UUID) -> tuple[Proposal, ProposalLine]:
    rows = Proposal.objects.select_related("campaign", "by")
    row = get_object_or_404(rows, pk=proposal, campaign=campaign_of(request), kind__in=list(ProposalKind))
    line = line_of(row)
    if not may_see(duties_of(request.user, row.campaign), line, request.user):
        raise PermissionDenied
    return row, line


def _show(request: HttpRequest, row: Proposal, line: ProposalLine, faults: tuple[Fault, ...]) -> HttpResponse:
    assessment = _assessment(row) if line.kind is not ProposalKind.FREEZE else None
    own = {
        "subtitle": about_words(line),
        "crumbs": [{"url": address_of("proposals"), "label": gettext("Proposals")}],
        "line": line,
        "approves": line.answer is None and may_approve(duties_of(request.user, row.campaign), line, request.user),
        "is_own": line.answer is None and line.by_id == request.user.pk,
        "reason": request.POST.get("reason", ""),
        "faults": lines_of(faults),
        **shown_of(content_of(row)),
    }
    title = PROPOSALS[line.kind]
    around = frame_of(assessment, title, **own) if assessment else {"title": title, **own}
    return render(request, "marking/agreement/proposal.html", around, status=_status(faults))


def _status(faults: tuple[Fault, ...]) -> int:
    if not faults:
        return 200
    return 412 if _STALE & {fault.code for fault in faults} else 422


def _approve(row: Proposal, seen: str, by: Person, at: datetime) -> None:
    who: dict[str, Any] = {"seen": seen, "by": by, "at": at}
    if row.kind == ProposalKind.FREEZE:
        approve_freeze(Scheme.objects.select_related("skill__campaign").get(pk=row.subject), row, **who)
    else:
        _APPROVALS[ProposalKind(row.kind)](_assessment(row), row, **who)


def _assessment(row: Proposal) -> Assessment:
    return Assessment.objects.select_related("campaign", "skill", "stage").get(pk=row.subject)


_APPROVALS: dict[ProposalKind, Callable[..., None]] = {
    ProposalKind.CHANGE: approve_change,
    ProposalKind.LOCK: approve_lock,
    ProposalKind.REOPENING: approve_reopening,
    ProposalKind.PUBLICATION: approve_publication,
    ProposalKind.SEAL: approve_seal,
    ProposalKind.CORRECTION: approve_correction,
}
