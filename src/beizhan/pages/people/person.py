"""The duty card of a person: what they answer for, to whom, who stands in, and how to reach them (R2)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.people.bodies import join_body, leave_body
from beizhan.actions.people.persons import PersonFacts, change_person, let_in, needs_two
from beizhan.core.access import Deed
from beizhan.models.people import Person
from beizhan.pages.choices import body_choices, body_in
from beizhan.pages.kit import allowed, campaign_of, form_screen, lines_of, now, required, tried
from beizhan.pages.people.duties import DUTIES
from beizhan.pages.people.people import PersonForm
from beizhan.pages.words import POSTS, name_of
from beizhan.queries.people import DutyCard, Holding, duty_card_of


@require_GET
def person(request: HttpRequest, key: str) -> HttpResponse:
    """Show the card; everybody may see their own."""
    campaign = campaign_of(request)
    row = get_object_or_404(Person, pk=key)
    if row.pk != request.user.pk and not allowed(request, Deed.SEE_PEOPLE):
        raise PermissionDenied(Deed.SEE_PEOPLE)
    card = duty_card_of(campaign, row)
    if card is None:
        raise Http404
    keeps = allowed(request, Deed.KEEP_PEOPLE)
    around = {
        "title": row.name,
        "subtitle": row.login,
        "crumbs": [{"url": reverse("people"), "label": gettext("People")}] if allowed(request, Deed.SEE_PEOPLE) else [],
        "actions": _actions(row) if keeps else [],
        "person": row,
        "card": _card(card),
        "keeps": keeps,
        "needs_two": keeps and needs_two(row),
        "bodies": body_choices(campaign) if keeps else [],
    }
    return render(request, "people/person.html", around)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, key: str) -> HttpResponse:
    """Correct how somebody is written down."""
    campaign = campaign_of(request)
    required(request, Deed.KEEP_PEOPLE)
    row = get_object_or_404(Person, pk=key)
    columns = ("name", "login", "sort_key", "phone", "email")
    form, faults = PersonForm(request.POST or None, initial={name: getattr(row, name) for name in columns}), ()
    if request.method == "POST" and form.is_valid():
        facts = PersonFacts(**form.cleaned_data)
        _done, faults = tried(lambda: change_person(campaign, row, facts, by=request.user, at=now()))
        if not faults:
            return redirect("person", key)
    back = reverse("person", args=[key])
    crumbs = [{"url": back, "label": row.name}]
    return form_screen(request, form, faults, title=gettext("Change a person"), crumbs=crumbs, cancel_url=back)


@require_POST
def memberships(request: HttpRequest, key: str) -> HttpResponse:
    """Join or leave a body."""
    campaign = campaign_of(request)
    required(request, Deed.KEEP_PEOPLE)
    row = get_object_or_404(Person, pk=key)
    joined, left = request.POST.get("join", ""), request.POST.get("leave", "")
    if joined:
        join_body(row, body_in(campaign, joined), by=request.user, at=now())
    if left:
        leave_body(row, body_in(campaign, left), by=request.user, at=now())
    return redirect("person", key)


@require_POST
def access(request: HttpRequest, key: str) -> HttpResponse:
    """Let somebody sign in, or no more."""
    row = get_object_or_404(Person, pk=key)
    campaign, is_active = campaign_of(request), request.POST.get("active") == "1"
    _done, faults = tried(lambda: let_in(campaign, row, is_active=is_active, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("person", key)


def _actions(row: Person) -> list[dict[str, Any]]:
    key = [row.pk]
    give_url = f"{reverse('give_post')}?person={row.login}"
    return [
        {"url": reverse("change_person", args=key), "label": gettext("Change"), "icon": "pencil"},
        {"url": reverse("person_password", args=key), "label": gettext("Password"), "icon": "key"},
        {"url": give_url, "label": gettext("Give a post"), "icon": "id-badge", "primary": True},
    ]


def _card(card: DutyCard) -> dict[str, Any]:
    line = card.person
    return {
        "bodies": [{"code": where.code, "name": name_of(where)} for where in line.bodies],
        "competes": line.competes,
        "posts": [_post(one, superior) for one, superior in card.holdings],
        "deputyships": [_post(one, None) for one in card.deputyships],
        "past": [_post(one, None) for one in card.past],
        "has_signed_in": line.has_signed_in,
    }


def _post(one: Holding, superior: Holding | None) -> dict[str, Any]:
    return {
        "post": str(POSTS[one.post]),
        "body": name_of(one.body),
        "skill": f"{one.skill.number} {name_of(one.skill)}" if one.skill else gettext("All skills"),
        "holder": one.holder,
        "deputy": one.deputy,
        "superior": superior.holder if superior else None,
        "superior_post": str(POSTS[superior.post]) if superior else "",
        "duties": [str(duty) for duty in DUTIES[one.post]],
        "at": one.at,
        "ended_at": one.ended_at,
        "reason": one.reason,
        "end_url": reverse("end_post", args=[one.id]),
    }
