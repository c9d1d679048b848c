"""Signing off (K11): what is complete can be proposed to be locked, what is locked can be proposed to be opened."""

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.marking.locks import propose_lock, propose_reopening
from beizhan.core.access import Deed, Post, may
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.awarding import SHORTEST_REASON
from beizhan.files.paper.during import day_summary
from beizhan.files.paper.forms import Signature
from beizhan.models.log import Proposal
from beizhan.pages.kit import attachment, freshly_signed_in, lines_of, now, tried
from beizhan.pages.marking.entering.frame import frame_of, status_of
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.pages.words import POSTS, SCOPES
from beizhan.queries.marking.entering.signing import LockLine, ScopeLine, lock_by, signing_of
from beizhan.queries.marking.entering.summaries import summary_of

_SIGNING = (Post.SECRETARY, Post.CHIEF_EXPERT, Post.ARBITER)
"""Who signs the summary of a day, besides the leaders of the teams."""


@freshly_signed_in
@require_http_methods(["GET", "POST"])
def locks(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show what can be signed off and every lock there ever was; propose to sign off or to open again."""
    desk = desk_for(request, assessment, Deed.SEE_BOARD)
    if request.method == "GET":
        return _rooms(request, desk)
    proposal, faults = tried(lambda: _proposed(request, desk))
    if proposal is None:
        return _rooms(request, desk, faults, status=status_of(faults))
    messages.success(request, gettext("Proposed. A second person must approve it."))
    return redirect("proposal", proposal.pk)


@require_GET
def summary_paper(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Print the summary of a day, or of all days, to be signed."""
    desk = desk_for(request, assessment, Deed.SEE_MARKS)
    day = request.GET.get("day", "")
    found = summary_of(desk.assessment, day=int(day) if day.isdecimal() else None)
    if found is None:
        raise Http404
    signatures = tuple(Signature(str(POSTS[post])) for post in _SIGNING)
    language = get_language() or "zh-hans"
    pdf = day_summary(replace(found, signatures=signatures), language=language, at=localtime(now()))
    name = gettext("summary-%(code)s.pdf") % {"code": f"{desk.assessment.code}-{day}" if day else desk.assessment.code}
    return attachment(pdf, name=name, kind="application/pdf")


def _proposed(request: HttpRequest, desk: Desk) -> Proposal:
    said, who = request.POST, {"by": request.user, "at": now()}
    if "lock" in said:
        lock = lock_by(desk.assessment, int(said["lock"])) if said["lock"].isdecimal() else None
        if lock is None:
            raise Http404
        return propose_reopening(lock, reason=said.get("reason", ""), **who)
    scope = said.get("scope", "")
    if scope not in set(LockScope):
        raise Http404
    return propose_lock(desk.assessment, LockScope(scope), said.get("ref", ""), **who)


def _rooms(
    request: HttpRequest, desk: Desk, faults: tuple[Fault, ...] = (), *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    found = signing_of(desk.assessment)
    shown = frame_of(
        desk,
        "locks",
        pgettext_lazy("screen", "Locks"),
        lines=[_line(one) for one in (found.whole, *found.days, *found.subs) if one.total],
        locks=[(one, _label(one)) for one in found.locks],
        faults=lines_of(faults),
        can_print=may(desk.posts, Deed.SEE_MARKS),
        can_propose=may(desk.posts, Deed.PROPOSE_LOCK),
        can_reopen=may(desk.posts, Deed.PROPOSE_REOPENING),
        tried_on=request.POST.get("lock", ""),
        reason=request.POST.get("reason", ""),
        shortest=SHORTEST_REASON,
    )
    return render(request, "marking/entering/locks.html", shown, status=status)


def _line(one: ScopeLine) -> dict[str, object]:
    return {"what": one, "label": _label(one)}


def _label(one: ScopeLine | LockLine) -> str:
    """Return what a lock closes, in words: the whole, ``Day 2``, ``A1``."""
    if one.scope is LockScope.DAY:
        return gettext("Day %(number)s") % {"number": one.ref}
    return one.ref or str(SCOPES[one.scope])
