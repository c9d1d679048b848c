"""One view, opened: its words, our answer, who may read it, and what became of it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.analysis.views import name_reader, open_view, take_back_view, unname_reader
from beizhan.core.access import Deed
from beizhan.core.analysis.channels import MANNER, Manner
from beizhan.models.analysis.views import View
from beizhan.pages.analysis.frame import Room, action, frame_of, holder_choices, room_for
from beizhan.pages.analysis.views.views import chip_of_view
from beizhan.pages.analysis.words import CHANNELS, SPEAKERS
from beizhan.pages.choices import person_in
from beizhan.pages.kit import lines_of, now, tried
from beizhan.queries.analysis.views import ViewPage, view_page_of


@require_GET
def view(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Open a view; to whom it is not open, it is not there."""
    room = room_for(request, number, Deed.SEE_VIEWS)
    row = _view(room, key)
    try:
        open_view(row, by=request.user, at=now())
    except PermissionDenied:
        raise Http404 from None
    found = view_page_of(row, request.user, at=now())
    line = found.line
    around = frame_of(
        room,
        "views",
        " · ".join(filter(None, (line.entry or line.subject, line.speaker))),
        page=found,
        actions=_actions(room, found),
        channel=CHANNELS[line.channel],
        role=SPEAKERS[line.role],
        is_doubtful=MANNER[line.channel] is not Manner.PERMITTED,
        chip=chip_of_view(line),
        people=_strangers(room, found) if line.is_mine else [],
        stands=_stands(found),
    )
    return render(request, "analysis/views/view.html", around)


@require_POST
def readers(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Name a reader of one's own view, or name them no more."""
    room = room_for(request, number, Deed.RECORD_VIEW)
    row, login = _view(room, key), request.POST.get("person", "")
    person = person_in(login) if login in {who for who, _label in holder_choices(room, Deed.SEE_VIEWS)} else None
    if row.by_id != request.user.pk or person is None:
        raise Http404
    act = unname_reader if request.POST.get("named") == "no" else name_reader
    _done, faults = tried(lambda: act(row, person, by=request.user, at=now()))
    for said in lines_of(faults):
        messages.error(request, said.sentence)
    return redirect("view", number, key)


@require_POST
def take_back(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Take one's own view back."""
    room = room_for(request, number, Deed.RECORD_VIEW)
    row = _view(room, key)
    if row.by_id != request.user.pk:
        raise Http404
    reason = request.POST.get("reason", "")
    _done, faults = tried(lambda: take_back_view(row, reason=reason, by=request.user, at=now()))
    for said in lines_of(faults):
        messages.error(request, said.sentence)
    return redirect("views", number)


def _view(room: Room, key: int) -> View:
    rows = View.objects.select_related("skill__campaign", "entry", "speaker", "by")
    found: View = get_object_or_404(rows, skill=room.skill, pk=key)
    return found


def _stands(found: ViewPage) -> bool:
    return found.replaced_by is None and not found.is_taken_back


def _actions(room: Room, found: ViewPage) -> list[dict[str, Any]]:
    number, key = room.skill.number, found.line.id
    if not _stands(found):
        return []
    answer = action("add_gap", gettext("Answer it with a gap"), "target", number)
    answer["url"] += f"?view={key}"
    ways = [answer] if room.may(Deed.RECORD_GAP) else []
    if found.line.is_mine:
        ways.append(action("correct_view", gettext("Correct"), "pencil", number, key, primary=False))
    return ways


def _strangers(room: Room, found: ViewPage) -> list[tuple[str, str]]:
    """Return who could be named and is not."""
    known = {one.login for one in found.readers}
    return [one for one in holder_choices(room, Deed.SEE_VIEWS)[1:] if one[0] not in known]
