"""The clock (K17): start, pause, resume, finish and compensate, for each competitor in each module."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.door import Refused
from beizhan.actions.marking.timekeeping import keep_time
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.timekeeping import Phase, Signal, Timing
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.entering.frame import frame_of, status_of
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.pages.words import PHASES, SIGNALS
from beizhan.queries.marking.entering.clocks import Clock, clock_room_of, place_by, time_lines_of
from beizhan.queries.marking.entering.desks import head_of

LONGEST = 600
REASONS: tuple[str | Promise, ...] = (
    pgettext_lazy("pause", "Equipment fault"),
    pgettext_lazy("pause", "Power or network"),
    pgettext_lazy("pause", "Unwell"),
    pgettext_lazy("pause", "Safety"),
)
_SIGNS = {Phase.WAITING: "grey", Phase.RUNNING: "green", Phase.PAUSED: "amber", Phase.FINISHED: "locked"}


@require_http_methods(["GET", "POST"])
def clock(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the clocks of a module, and write down one signal; as a piece, only if anything was done since."""
    desk = desk_for(request, assessment, Deed.KEEP_TIME)
    if request.method == "GET":
        seen = request.GET.get("head")
        if request.htmx and seen == str(head_of(desk.assessment)):
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return _room(request, desk, request.GET.get("module", ""))
    module = request.POST.get("module", "")
    _done, faults = tried(lambda: _keep(request, desk, module))
    if request.htmx or faults:
        return _room(request, desk, module, faults, status=status_of(faults) if faults else HTTPStatus.OK)
    target = redirect("clock", assessment)
    target["Location"] += f"?module={module}"
    return target


@require_GET
def clock_sheet(request: HttpRequest, assessment: UUID, module: str, place: str) -> HttpResponse:
    """Show every line of one clock, with the form to give back time."""
    desk = desk_for(request, assessment, Deed.KEEP_TIME)
    where = place_by(desk.assessment, place)
    room = clock_room_of(desk.assessment, module=module, at=now())
    found = next((one for one in room.clocks if one.place == place and room.module == module), None)
    if where is None or found is None:
        raise Http404
    lines = [(line, SIGNALS[line.signal]) for line in time_lines_of(where, module)]
    around = {"clock": _clock(found), "lines": lines, "is_open": room.is_open, "longest": LONGEST}
    return render(
        request, "marking/entering/clock_sheet.html", frame_of(desk, "clock", f"{place} · {module}", **around)
    )


def _keep(request: HttpRequest, desk: Desk, module: str) -> bool:
    said = request.POST
    place, seen = place_by(desk.assessment, said.get("place", "")), said.get("seen", "")
    if place is None or said.get("signal") not in set(Signal):
        raise Refused((error("no_such_clock"),))
    signal = Signal(said["signal"])
    timing = Timing(signal, now(), _granted(said.get("minutes", "")) if signal is Signal.COMPENSATION else timedelta(0))
    keep_time(
        desk.assessment,
        place,
        module,
        timing,
        reason=said.get("reason", ""),
        seen=int(seen) if seen.isdecimal() else -1,
        by=request.user,
    )
    if not request.htmx:
        messages.success(request, gettext("Written down."))
    return True


def _granted(text: str) -> timedelta:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST:
        raise Refused((error("not_a_duration"),))
    return timedelta(minutes=int(text))


def _room(
    request: HttpRequest,
    desk: Desk,
    module: str,
    faults: tuple[Fault, ...] = (),
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    room = clock_room_of(desk.assessment, module=module, at=now())
    piece = {
        "assessment": desk.assessment,
        "room": room,
        "clocks": [_clock(one) for one in room.clocks],
        "reasons": REASONS,
        "faults": lines_of(faults),
    }
    if request.htmx:
        return render(request, "marking/entering/pieces/_clock.html", piece, status=status)
    return render(
        request,
        "marking/entering/clock.html",
        frame_of(desk, "clock", pgettext_lazy("screen", "Clock"), **piece),
        status=status,
    )


def _clock(one: Clock) -> dict[str, object]:
    phase = one.use.phase
    return {
        "clock": one,
        "phase": phase,
        "state": _SIGNS[phase],
        "label": PHASES[phase],
        "counted": duration_of(one.use.counted),
        "granted": duration_of(one.use.granted) if one.use.granted else "",
        "is_waiting": phase is Phase.WAITING,
        "is_running": phase is Phase.RUNNING,
        "is_paused": phase is Phase.PAUSED,
        "is_finished": phase is Phase.FINISHED,
    }


def duration_of(span: timedelta) -> str:
    """Write a span of time as a clock does: ``2:05:09``."""
    seconds = int(span / timedelta(seconds=1))
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
