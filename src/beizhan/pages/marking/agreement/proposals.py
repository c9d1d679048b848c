"""What waits for a second person: what the reader may approve, the reader's own, and what was answered last."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.agreement import ProposalKind
from beizhan.pages.kit import campaign_of, required
from beizhan.pages.marking.frame import address_of
from beizhan.pages.words import POSTS, PROPOSALS, name_of
from beizhan.queries.marking.proposals import ProposalLine, Whom, proposals_for

_OF_PEOPLE = {ProposalKind.MARKING_POST, ProposalKind.NEW_PASSWORD}


@require_GET
def proposals(request: HttpRequest) -> HttpResponse:
    """Show the proposals that concern the reader."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    found = proposals_for(request.user, campaign)
    around = {
        "title": gettext("Proposals"),
        "subtitle": gettext("What one person proposes, a second approves: exactly what was seen, and nothing else."),
        "to_approve": [_row(one) for one in found.to_approve],
        "own": [_row(one) for one in found.own],
        "answered": [_row(one) for one in found.answered],
    }
    return render(request, "marking/agreement/proposals.html", around)


def _row(line: ProposalLine) -> dict[str, Any]:
    screen = "post_proposal" if line.kind in _OF_PEOPLE else "proposal"
    answer = line.answer
    return {
        "line": line,
        "kind": PROPOSALS[line.kind],
        "about": about_words(line),
        "url": address_of(screen, line.id),
        "state": ("green" if answer.approved else "grey") if answer else "amber",
        "label": (gettext("Approved") if answer.approved else gettext("Declined")) if answer else gettext("Waits"),
    }


def about_words(line: ProposalLine) -> str:
    """Return what, or whom and which post, a proposal is about."""
    about = line.about
    if line.whom:
        return _whom_words(line.whom)
    if about is None:
        return ""
    if about.version:
        words = {"skill": about.skill, "name": name_of(about), "version": about.version}
        return gettext("%(skill)s %(name)s, version %(version)s") % words
    return f"{about.code} · {name_of(about)}"


def _whom_words(whom: Whom) -> str:
    if whom.post is None:
        return whom.name
    words = gettext("%(name)s as %(post)s") % {"name": whom.name, "post": POSTS[whom.post]}
    return f"{words} · {whom.skill}" if whom.skill else words
