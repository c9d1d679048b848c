"""Correcting a sealed result (K13): other awards, a reason and a second person; a new revision follows."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.corrections import propose_correction
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.awarding import SHORTEST_REASON, AwardRow
from beizhan.core.marking.cells import Given
from beizhan.core.scheme.tree import Kind
from beizhan.pages.kit import freshly_signed_in, lines_of, now, tried
from beizhan.pages.marking.results.frame import Room, frame_of, room_for, unpublished
from beizhan.queries.marking.publishing.corrections import CorrectionCell, cells_to_correct, where_to_correct
from beizhan.templatetags.figures import plain_mark

_TITLE = _("Correct a sealed result")
Cells = tuple[CorrectionCell, ...]


@freshly_signed_in
@require_http_methods(["GET", "POST"])
def correction(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Choose a sheet, type the right awards over the wrong ones, say why, and propose it."""
    room = room_for(request, assessment, Deed.PROPOSE_CORRECTION)
    if not room.revisions:
        return unpublished(request, room, "correction", _TITLE)
    cells: Cells = ()
    if room.step is Step.SEALED:
        cells = cells_to_correct(room.assessment, request.GET.get("place", ""), request.GET.get("sub", ""))
    if request.method == "GET":
        return _shown(request, room, cells)
    rows, reason = _changed(request, cells), request.POST.get("reason", "")
    proposal, faults = tried(
        lambda: propose_correction(room.assessment, rows, reason=reason, by=request.user, at=now())
    )
    if proposal is None:
        return _shown(request, room, cells, faults)
    messages.success(request, gettext("Proposed. A second person must approve it."))
    return redirect("proposal", proposal.pk)


def _changed(request: HttpRequest, cells: Cells) -> list[AwardRow]:
    """Return an award for every value that was typed differently; what is no number is sent on to be refused."""
    rows = []
    for cell in cells:
        for given in cell.given:
            value = cell.value_of(request.POST.get(f"{cell.aspect}/{given.seat}", ""))
            if value != given.value:
                note = request.POST.get("reason", "")[:200].strip()
                rows.append(AwardRow(cell.place, cell.aspect, given.seat, value, given.version, note=note))
    return rows


def _shown(request: HttpRequest, room: Room, cells: Cells, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    is_sealed = room.step is Step.SEALED
    places, subs = where_to_correct(room.assessment) if is_sealed else ((), ())
    shown = frame_of(
        room,
        "correction",
        _TITLE,
        is_sealed=is_sealed,
        places=places,
        subs=subs,
        place=request.GET.get("place", ""),
        sub=request.GET.get("sub", ""),
        cells=[(cell, [_field(request, cell, one) for one in cell.given]) for cell in cells],
        reason=request.POST.get("reason", ""),
        shortest=SHORTEST_REASON,
        faults=lines_of(faults),
    )
    return render(request, "marking/results/correction.html", shown, status=422 if faults else 200)


def _field(request: HttpRequest, cell: CorrectionCell, given: Given) -> dict[str, object]:
    name = f"{cell.aspect}/{given.seat}"
    is_judged = cell.kind is Kind.JUDGEMENT
    kept = str(given.value) if is_judged else plain_mark(given.value)
    typed = request.POST.get(name, kept)
    return {"name": name, "seat": given.seat, "kept": kept, "typed": typed, "is_judged": is_judged}
