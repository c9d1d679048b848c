"""What one person asks a second to approve about posts and passwords: seen whole, then approved or refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from beizhan.actions.people.persons import approve_password, turn_down_password
from beizhan.actions.people.posts import approve_post, turn_down_post
from beizhan.core.access import Deed
from beizhan.core.agreement import ProposalKind
from beizhan.core.faults import Fault
from beizhan.models.campaign import Campaign
from beizhan.models.log import Proposal
from beizhan.models.people import Person
from beizhan.pages.choices import body_in
from beizhan.pages.kit import allowed, campaign_of, freshly_signed_in, lines_of, now, required, tried
from beizhan.pages.words import POSTS, name_of
from beizhan.queries.log import Waiting, waiting_of


@freshly_signed_in
@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, key: str) -> HttpResponse:
    """Show what is proposed, and answer it."""
    required(request, Deed.SEE_PEOPLE)
    kinds = (ProposalKind.MARKING_POST, ProposalKind.NEW_PASSWORD)
    row = get_object_or_404(Proposal, campaign=campaign_of(request), pk=key, kind__in=kinds)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        answer, faults = _answer(request, row)
        if answer:
            return answer
    waiting = waiting_of(row)
    around = {
        "title": _title(waiting),
        "crumbs": [{"url": reverse("posts"), "label": gettext("Posts")}],
        "proposal": waiting,
        "facts": _facts(waiting, row.campaign),
        "approves": allowed(request, Deed.APPROVE_MARKING_POST) and row.by_id != request.user.pk,
        "is_own": row.by_id == request.user.pk,
        "faults": lines_of(faults),
    }
    return render(request, "people/proposal.html", around, status=422 if faults else 200)


def _answer(request: HttpRequest, row: Proposal) -> tuple[HttpResponse | None, tuple[Fault, ...]]:
    is_post, reason, seen = (
        row.kind == ProposalKind.MARKING_POST,
        request.POST.get("reason", ""),
        request.POST.get("seen", ""),
    )
    who: dict[str, Any] = {"by": request.user, "at": now()}
    if request.POST.get("answer") != "approve":
        refuse = turn_down_post if is_post else turn_down_password
        _done, faults = tried(lambda: refuse(row, reason=reason, **who))
        return (None if faults else redirect("posts")), faults
    if is_post:
        _done, faults = tried(lambda: approve_post(row, seen=seen, **who))
        if not faults:
            messages.success(request, gettext("Approved: the post is held from now on."))
        return (None if faults else redirect("posts")), faults
    words, faults = tried(lambda: approve_password(row, seen=seen, **who))
    slip = {"title": gettext("Password slip"), "person": Person.objects.get(pk=row.subject), "password": words}
    return (None if faults else render(request, "people/slip.html", slip)), faults


def _title(waiting: Waiting) -> str:
    if waiting.kind == ProposalKind.NEW_PASSWORD:
        return gettext("New password for %(name)s") % {"name": waiting.content["name"]}
    words = {"name": waiting.content["name"], "post": POSTS[waiting.content["post"]]}
    return gettext("%(name)s as %(post)s") % words


def _facts(waiting: Waiting, campaign: Campaign) -> list[tuple[str, str]]:
    said = waiting.content
    if waiting.kind == ProposalKind.NEW_PASSWORD:
        return [(gettext("Person"), said["name"]), (gettext("Login"), said["login"])]
    return [
        (gettext("Person"), said["name"]),
        (gettext("Post"), str(POSTS[said["post"]])),
        (gettext("At which body"), name_of(body_in(campaign, said["body"]))),
        (gettext("Skill"), said["skill"] or gettext("All skills")),
        (gettext("Deputy"), said["deputy_name"] or "–"),
    ]
