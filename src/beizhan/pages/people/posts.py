"""Who holds which post; posts given, handed over and ended."""

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.people.posts import PostFacts, appoint, end_post, propose_post
from beizhan.core.access import MARKING_POSTS, PARTY_OF, Deed, Post
from beizhan.core.agreement import ProposalKind
from beizhan.core.faults import Fault
from beizhan.models.campaign import Campaign
from beizhan.models.people import Appointment
from beizhan.pages.choices import body_choices, body_in, person_choices, person_in, skill_choices, skill_in
from beizhan.pages.kit import allowed, campaign_of, form_screen, now, required, tried
from beizhan.pages.words import PARTIES, POSTS, name_of
from beizhan.queries.log import Waiting, open_proposals_of
from beizhan.queries.people import Holding, holdings_of


class PostForm(forms.Form):
    """A post to be given."""

    person = forms.ChoiceField(label=_("Person"))
    post = forms.ChoiceField(label=_("Post"))
    body = forms.ChoiceField(label=_("At which body"))
    skill = forms.ChoiceField(label=_("Skill"), required=False)
    deputy = forms.ChoiceField(label=_("Deputy"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("For posts that two people grant: the second person reads it."),
    )

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        """Offer the people, posts, bodies and skills of the campaign."""
        super().__init__(*args, **kwargs)
        people = person_choices(campaign)
        self.fields["person"].choices = self.fields["deputy"].choices = people
        self.fields["post"].choices = _post_choices()
        self.fields["body"].choices = body_choices(campaign)
        self.fields["skill"].choices = skill_choices(campaign, empty=gettext("All skills"))


class EndForm(forms.Form):
    """Why a post ends."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


@require_GET
def posts(request: HttpRequest) -> HttpResponse:
    """Show who holds which post now, and who is proposed."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    keeps = allowed(request, Deed.APPOINT)
    give_action = {"url": reverse("give_post"), "label": gettext("Give a post"), "icon": "plus", "primary": True}
    held = [one for one in holdings_of(campaign) if one.post is not Post.COMPETITOR]
    waiting = [one for one in open_proposals_of(campaign) if one.kind == ProposalKind.MARKING_POST]
    around = {
        "title": gettext("Posts"),
        "subtitle": gettext("Who answers for what, and who stands in."),
        "actions": [give_action] if keeps else [],
        "groups": [
            {"party": str(PARTIES[party]), "rows": [_row(one) for one in rows]}
            for party, rows in groupby(held, key=lambda one: PARTY_OF[one.post])
        ],
        "waiting": [_proposed(one) for one in waiting],
        "keeps": keeps,
        "sees_people": allowed(request, Deed.SEE_PEOPLE),
    }
    return render(request, "people/posts.html", around)


@require_http_methods(["GET", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """Give a post, or propose it where two people must; with ``replaces`` hand it over."""
    campaign = campaign_of(request)
    required(request, Deed.APPOINT)
    replaced = _replaced(campaign, request.GET.get("replaces", ""))
    form = PostForm(request.POST or None, campaign=campaign, initial=_initial(request, replaced))
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        done, faults = _give(request, campaign, form, replaced)
        if done:
            return redirect("posts")
    around = {
        "title": gettext("Hand a post over") if replaced else gettext("Give a post"),
        "crumbs": [{"url": reverse("posts"), "label": gettext("Posts")}],
        "intro": gettext("Posts marked with ② touch or approve marks: you propose, a director approves."),
        "cancel_url": reverse("posts"),
    }
    return form_screen(request, form, faults, **around)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """End a post, with the reason."""
    campaign = campaign_of(request)
    required(request, Deed.APPOINT)
    row = get_object_or_404(Appointment, campaign=campaign, pk=number)
    form, faults = EndForm(request.POST or None), ()
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        _done, faults = tried(lambda: end_post(row, reason=reason, by=request.user, at=now()))
        if not faults:
            return redirect("posts")
    words = {"post": POSTS[row.post], "person": row.person.name}
    around = {
        "title": gettext("End a post"),
        "crumbs": [{"url": reverse("posts"), "label": gettext("Posts")}],
        "intro": gettext("%(person)s is %(post)s no more; the history keeps the name.") % words,
        "submit": gettext("End the post"),
        "danger": True,
        "cancel_url": reverse("posts"),
    }
    return form_screen(request, form, faults, **around)


def _give(
    request: HttpRequest, campaign: Campaign, form: PostForm, replaced: Appointment | None
) -> tuple[object, tuple[Fault, ...]]:
    said = form.cleaned_data
    facts = PostFacts(
        person_in(said["person"]),
        Post(said["post"]),
        body_in(campaign, said["body"]),
        skill_in(campaign, said["skill"]),
        person_in(said["deputy"]),
        replaced,
    )
    if facts.post not in MARKING_POSTS:
        return tried(lambda: appoint(campaign, facts, by=request.user, at=now()))
    reason = said["reason"]
    done, faults = tried(lambda: propose_post(campaign, facts, reason=reason, by=request.user, at=now()))
    if done:
        messages.success(request, gettext("Proposed. A director must approve it."))
    return done, faults


def _replaced(campaign: Campaign, number: str) -> Appointment | None:
    rows = Appointment.objects.filter(campaign=campaign, end=None)
    return rows.filter(pk=number).first() if number.isdigit() else None


def _initial(request: HttpRequest, replaced: Appointment | None) -> dict[str, str]:
    if replaced is None:
        return {name: request.GET.get(name, "") for name in ("person", "post", "body", "skill")}
    return {
        "person": replaced.person.login,
        "post": replaced.post,
        "body": replaced.body.code,
        "skill": replaced.skill.number if replaced.skill else "",
        "deputy": replaced.deputy.login if replaced.deputy else "",
    }


def _post_choices() -> list[tuple[str, Any]]:
    offered = [post for post in Post if post is not Post.COMPETITOR]
    return [("", "–")] + [
        (str(PARTIES[party]), [(str(post), f"{POSTS[post]}{' ②' if post in MARKING_POSTS else ''}") for post in group])
        for party, group in groupby(offered, key=lambda post: PARTY_OF[post])
    ]


def _row(one: Holding) -> dict[str, Any]:
    return {
        "post": str(POSTS[one.post]),
        "needs_two": one.post in MARKING_POSTS,
        "body": name_of(one.body),
        "skill": f"{one.skill.number} {name_of(one.skill)}" if one.skill else "",
        "holder": one.holder,
        "holder_url": reverse("person", args=[one.holder.id]),
        "deputy": one.deputy,
        "at": one.at,
        "end_url": reverse("end_post", args=[one.id]),
        "hand_over_url": f"{reverse('give_post')}?replaces={one.id}",
    }


def _proposed(one: Waiting) -> dict[str, Any]:
    return {
        "post": str(POSTS[one.content["post"]]),
        "name": one.content["name"],
        "by": one.by,
        "at": one.at,
        "url": reverse("post_proposal", args=[one.id]),
    }
