"""A gap recorded in under a minute: pick the section where marks were lost, and most of the form is filled in."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from beizhan.actions.analysis.gaps import GapPlace, record_gap
from beizhan.core.access import Deed
from beizhan.models.analysis.views import View
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.analysis.frame import Room, frame_of, room_for
from beizhan.pages.analysis.gaps.gap import AnswerForm
from beizhan.pages.kit import form_screen, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.losses import EntryLosses, SectionLoss, losses_for
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.analysis.views import may_read
from beizhan.templatetags.figures import plain_mark

USUAL_TIME = timedelta(days=14)
"""How long a countermeasure has where nobody says otherwise."""


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Offer the sections where marks were lost, then record a gap in the one that was picked."""
    room = room_for(request, number, Deed.RECORD_GAP)
    offers, view = losses_for(request.user, room.skill), _view(request, room)
    if "section" not in request.GET:
        return render(request, "analysis/gaps/choose.html", _choice(request, room, offers))
    losses, loss = _picked(request, room, offers)
    form, faults = AnswerForm(request.POST or None, room=room, initial=_first(request, losses, loss)), ()
    if request.method == "POST" and form.is_valid():
        place, facts = _place(request, room, losses), form.facts()
        row, faults = tried(lambda: record_gap(place, facts, by=request.user, at=now(), view=view))
        if row:
            return redirect("gap", number, row.pk)
    around = frame_of(
        room,
        "gaps",
        gettext("Record a gap"),
        losses=losses,
        who="、".join(losses.team) if losses else "",
        sealing=name_of(losses.sealing) if losses and losses.sealing else "",
        loss=loss,
        section=_section_named(room, request.GET["section"], loss),
        cancel_url=reverse("add_gap", args=[number]),
    )
    return form_screen(request, form, faults, template="analysis/gaps/adding.html", **around)


def _choice(request: HttpRequest, room: Room, offers: list[EntryLosses]) -> dict[str, object]:
    kept = {"view": request.GET["view"]} if request.GET.get("view") else {}
    sections = [(one.number, f"§{one.number} {name_of(one)}") for one in sections_known_in(room.skill)]
    whole = [(_address(kept, "", section), label) for section, label in sections]
    return frame_of(
        room,
        "gaps",
        gettext("Record a gap"),
        subtitle=gettext("Pick the section where marks were lost."),
        offers=[_offer(one, kept, sections) for one in offers],
        whole=whole if room.may(Deed.SEE_ALL_GAPS) else [],
        whole_url=_address(kept, "", "") if room.may(Deed.SEE_ALL_GAPS) else "",
    )


def _offer(one: EntryLosses, kept: dict[str, str], sections: list[tuple[str, str]]) -> dict[str, Any]:
    lost = [
        {"loss": loss, "label": f"§{loss.section} {loss.name}".strip(), "url": _address(kept, one.code, loss.section)}
        for loss in one.sections
        if loss.lost
    ]
    shown = {loss["loss"].section for loss in lost}
    others = [
        {"label": label, "url": _address(kept, one.code, section)}
        for section, label in sections
        if section not in shown
    ]
    return {
        "code": one.code,
        "who": "、".join(one.team),
        "sealing": name_of(one.sealing) if one.sealing else "",
        "lost": lost,
        "others": others,
    }


def _address(kept: dict[str, str], entry: str, section: str) -> str:
    return "?" + urlencode({"entry": entry, "section": section, **kept})


def _picked(
    request: HttpRequest, room: Room, offers: list[EntryLosses]
) -> tuple[EntryLosses | None, SectionLoss | None]:
    """Return the entry and the loss that were picked; no entry means the whole skill, for those who see all of it."""
    code, section = request.GET.get("entry", ""), request.GET["section"]
    losses = next((one for one in offers if one.code == code), None)
    if losses is None and (code or not room.may(Deed.SEE_ALL_GAPS)):
        raise Http404
    return losses, next((one for one in losses.sections if one.section == section), None) if losses else None


def _first(request: HttpRequest, losses: EntryLosses | None, loss: SectionLoss | None) -> dict[str, object]:
    """Fill in what is known: what the best had more, the coach, a fortnight."""
    coach = losses.coach.login if losses and losses.coach else request.user.login
    expected = min(loss.lost, loss.behind) if loss and loss.behind > 0 else 0
    return {
        "expected": plain_mark(expected) if expected else "",
        "owner": coach,
        "due": timezone.localdate(now()) + USUAL_TIME,
    }


def _place(request: HttpRequest, room: Room, losses: EntryLosses | None) -> GapPlace:
    section = request.GET["section"]
    if losses is None:
        return GapPlace(room.skill, None, section)
    entry = Entry.objects.get(campaign=room.skill.campaign, code=losses.code)
    sealed = Assessment.objects.get(pk=losses.sealing.id) if losses.sealing else None
    return GapPlace(room.skill, entry, section, sealed)


def _view(request: HttpRequest, room: Room) -> View | None:
    """Return the view that the gap answers; one that is not open to the reader is not there."""
    key = request.GET.get("view", "")
    if not key.isdigit():
        return None
    found = View.objects.filter(skill=room.skill, pk=key).first()
    if found is None or not may_read(request.user, found):
        raise Http404
    return found


def _section_named(room: Room, section: str, loss: SectionLoss | None) -> str:
    if not section:
        return gettext("All sections")
    known = {one.number: name_of(one) for one in sections_known_in(room.skill)}
    return f"§{section} {known.get(section) or (loss.name if loss else '')}".strip()
