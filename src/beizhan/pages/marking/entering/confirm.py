"""The second pair of eyes: confirm or reject what somebody else entered, and change nothing (K6)."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.marking.confirmations import Seen, confirm_awards, reject_awards
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.scheme.tree import Kind
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.entering.frame import SIGNS, frame_of, status_of
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.pages.words import CELL_STATES
from beizhan.queries.marking.entering.confirming import ConfirmLine, ConfirmSheet, confirm_sheet_of, waiting_for


@require_GET
def confirm(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the sheets that wait for the reader to confirm them."""
    desk = desk_for(request, assessment, Deed.CONFIRM_AWARDS)
    waiting = waiting_for(desk.assessment, request.user)
    shown = frame_of(desk, "confirm", _("Confirm awards"), waiting=waiting)
    return render(request, "marking/entering/confirm.html", shown)


@require_http_methods(["GET", "POST"])
def confirm_sheet(request: HttpRequest, assessment: UUID, sub: str, place: str) -> HttpResponse:
    """Show one sheet to be compared with the paper; confirm all that is shown, or reject some of it with a reason."""
    desk = desk_for(request, assessment, Deed.CONFIRM_AWARDS)
    if request.method == "GET":
        return _sheet(request, desk, sub, place)
    cells, rejects = _cells_in(request, place), "reject" in request.POST
    _done, faults = tried(
        lambda: (
            reject_awards(desk.assessment, cells, reason=request.POST.get("reason", ""), by=request.user, at=now())
            if rejects
            else confirm_awards(desk.assessment, cells, by=request.user, at=now())
        )
    )
    if faults:
        return _sheet(request, desk, sub, place, faults, status=status_of(faults))
    _tell(request, sub, place, len(cells), rejects=rejects)
    return _next(request, assessment)


def _cells_in(request: HttpRequest, place: str) -> list[Seen]:
    """Return the cells that were shown, or among them those chosen to be rejected."""
    chosen = set(request.POST.getlist("cell"))
    prefix = "any." if "reject" in request.POST else "seen."
    return [
        Seen(place, name.removeprefix(prefix), seen)
        for name, seen in request.POST.items()
        if name.startswith(prefix) and (prefix == "seen." or name.removeprefix(prefix) in chosen)
    ]


def _tell(request: HttpRequest, sub: str, place: str, count: int, *, rejects: bool) -> None:
    if rejects:
        words = ngettext("%(sheet)s: %(count)s cell rejected.", "%(sheet)s: %(count)s cells rejected.", count)
    else:
        words = ngettext("%(sheet)s: %(count)s cell confirmed.", "%(sheet)s: %(count)s cells confirmed.", count)
    messages.success(request, words % {"sheet": f"{sub}/{place}", "count": count})


def _next(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Go on to the sheet that was to come next; to the queue after the last."""
    sub, place = request.POST.get("next_sub", ""), request.POST.get("next_place", "")
    return redirect("confirm_sheet", assessment, sub, place) if sub and place else redirect("confirm", assessment)


def _sheet(  # noqa: PLR0913 - one sheet, and why it was refused
    request: HttpRequest,
    desk: Desk,
    sub: str,
    place: str,
    faults: tuple[Fault, ...] = (),
    *,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    sheet = confirm_sheet_of(desk.assessment, request.user, sub=sub, place=place)
    if sheet is None:
        raise Http404
    shown = frame_of(
        desk,
        "confirm",
        f"{sheet.sub.code} {sheet.sub.name} · {place}",
        sheet=sheet,
        lines=[_line(line) for line in sheet.lines],
        can_reject=any(line.is_rejectable for line in sheet.lines),
        faults=lines_of(_once(faults)),
        reason=request.POST.get("reason", ""),
        note=_note(sheet),
    )
    return render(request, "marking/entering/confirm_sheet.html", shown, status=status)


def _once(faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    """Return each kind of fault once: on one sheet the rows need not be told apart."""
    return tuple({fault.code: Fault(fault.code, fault.severity, facts=fault.facts) for fault in faults}.values())


def _line(line: ConfirmLine) -> dict[str, object]:
    return {
        "aspect": line.aspect,
        "is_judged": line.aspect.kind is Kind.JUDGEMENT,
        "scores": line.scores,
        "mark": line.mark,
        "state": line.state,
        "sign": SIGNS[line.state],
        "label": CELL_STATES[line.state],
        "seen": line.seen,
        "by": "、".join(line.by),
        "is_ready": line.is_ready,
        "is_rejectable": line.is_rejectable,
        "is_own": line.is_own,
        "reason": line.reason,
    }


def _note(sheet: ConfirmSheet) -> str:
    if sheet.is_locked:
        return gettext("This sub-criterion is signed off.")
    if sheet.ready:
        return ""
    return gettext("Nothing on this sheet waits for you.")
