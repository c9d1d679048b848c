"""One change on its whole way: what changed, what was decided, which plans took it up, and what marks show."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.documents.answering import decide_change, weigh_change
from beizhan.core.access import Deed
from beizhan.core.training.terms import terms_in
from beizhan.models.documents.changes import Change
from beizhan.pages.choices import person_choices
from beizhan.pages.kit import allowed, campaign_of, form_screen, now, tried
from beizhan.pages.training.changes.forms import DecisionForm, WeightForm, first_decision, first_weight
from beizhan.pages.training.changes.lines import row_of, skill_named
from beizhan.pages.training.changes.stations import stations_of
from beizhan.pages.training.words import ANSWERS, SEVERITIES, TOUCHES
from beizhan.pages.words import way_in_words
from beizhan.queries.analysis.holders import holders_for
from beizhan.queries.documents.following import ChangeFact, next_undecided
from beizhan.queries.documents.terms import terms_of
from beizhan.queries.documents.touchables import Offered, offered_in
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.training.ways import Way, own_codes_of, way_for

USUAL_TIME = timedelta(days=7)
"""How long a countermeasure has where nobody says otherwise."""


@require_GET
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Show a change and its way."""
    row, way = _found(request, key)
    skill = row.new.document.skill
    terms, offered = terms_of(skill), offered_in(skill)
    marks = own_codes_of(request.user, row, Deed.SEE_ALL_GAPS, Deed.SEE_OWN_GAPS)
    plans = own_codes_of(request.user, row, Deed.SEE_ALL_PLANS, Deed.SEE_OWN_PLANS)
    decides = _may(request, row, Deed.DECIDE_CHANGE)
    around = _frame(
        way,
        row=row_of(way, now()),
        old=terms_in(way.change.old_text, terms),
        new=terms_in(way.change.new_text, terms),
        touches=_touches(request, row, way, offered),
        weights=[{"fact": one, "severity": SEVERITIES[one.severity]} for one in way.change.weights],
        decisions=[{"fact": one, "answer": ANSWERS[one.answer]} for one in way.change.decisions],
        stations=stations_of(way, marks, plans, _origin(request, row)),
        weighs=_may(request, row, Deed.WEIGH_CHANGE),
        decides=decides,
        next=next_undecided(row) if decides else None,
    )
    return render(request, "training/changes/change.html", around)


@require_http_methods(["GET", "POST"])
def weigh(request: HttpRequest, key: int) -> HttpResponse:
    """Say how much a change weighs and what it touches."""
    row, way = _found(request, key, Deed.WEIGH_CHANGE)
    offered = offered_in(row.new.document.skill)
    form, faults = WeightForm(request.POST or None, offered=offered, initial=first_weight(way.change)), ()
    if request.method == "POST" and form.is_valid():
        said, touches = form.severity_said(), form.touches()
        done, faults = tried(lambda: weigh_change(row, said, touches, by=request.user, at=now()))
        if done:
            return redirect("change_way", key)
    return form_screen(request, form, faults, template="training/form.html", **_frame(way, gettext("Weigh")))


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, key: int) -> HttpResponse:
    """Sign what is done about a change, or that nothing need be."""
    row, way = _found(request, key, Deed.DECIDE_CHANGE)
    first = first_decision(way.change, request.user.login, timezone.localdate(now()) + USUAL_TIME)
    form, faults = DecisionForm(request.POST or None, people=_people(row), initial=first), ()
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        done, faults = tried(lambda: decide_change(row, facts, by=request.user, at=now()))
        if done:
            return redirect("change_way", key)
    return form_screen(request, form, faults, template="training/form.html", **_frame(way, gettext("Decide")))


def _found(request: HttpRequest, key: int, *deeds: Deed) -> tuple[Change, Way]:
    rows = Change.objects.select_related("new__document__skill", "new__document__campaign", "by")
    row = get_object_or_404(rows, pk=key, new__document__campaign=campaign_of(request))
    way = way_for(request.user, row, at=now())
    if way is None or not all(_may(request, row, deed) for deed in deeds):
        raise Http404
    return row, way


def _may(request: HttpRequest, row: Change, deed: Deed) -> bool:
    document = row.new.document
    return duties_of(request.user, document.campaign).may(deed, document.skill_id)


def _frame(way: Way, title: str = "", **more: object) -> dict[str, Any]:
    """Return what the frame of a screen needs: of the change itself, or with a title of a form about it."""
    one, crumbs = way.change, [{"url": reverse("changes"), "label": gettext("Changes")}]
    named, url = way_in_words(one.where) or gettext("Without words"), reverse("change_way", args=[one.id])
    if title:
        crumbs.append({"url": url, "label": named})
        return {"crumbs": crumbs, "title": title, "subtitle": _told(one), "cancel_url": url, **more}
    subtitle = f"{skill_named(one.skill)} · {one.document} · {one.edition}"
    return {"crumbs": crumbs, "title": named, "subtitle": subtitle, **more}


def _told(one: ChangeFact) -> str:
    """Return what changed in one line; of what is gone, the words that went."""
    texts = [text[:200] for text in (one.old_text, one.new_text) if text]
    return " → ".join(dict.fromkeys(texts))


def _people(row: Change) -> list[tuple[str, str]]:
    skill = row.new.document.skill
    if skill is None:
        return person_choices(row.new.document.campaign)
    return [("", "–"), *((one.login, f"{one.name} · {one.login}") for one in holders_for(skill, Deed.SEE_CHANGES))]


def _origin(request: HttpRequest, row: Change) -> str:
    """Return where both editions stand side by side, or the one there is; nothing for whoever may not read them."""
    if not allowed(request, Deed.SEE_DOCUMENTS, skill=row.new.document.skill):
        return ""
    if row.old_id is None:
        return f"{reverse('document', args=[row.new.document_id])}#edition-{row.new_id}"
    return f"{reverse('compare')}?old={row.old_id}&new={row.new_id}"


def _touches(request: HttpRequest, row: Change, way: Way, offered: Offered) -> list[dict[str, str]]:
    """Return what a change touches in words; the aspects of a scheme only for those who may see schemes."""
    named = offered.named() if allowed(request, Deed.SEE_SCHEME, skill=row.new.document.skill) else {}
    return [{"kind": str(TOUCHES[one.kind]), "words": named.get(str(one), one.key)[:120]} for one in way.change.touches]
