"""The board (K9): how far everything has come, at a glance, and what has not been returned."""

from collections.abc import Iterable
from http import HTTPStatus
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.marking.cells import CellState
from beizhan.pages.marking.entering.frame import SIGNS, frame_of
from beizhan.pages.marking.frame import desk_for
from beizhan.pages.words import CELL_STATES
from beizhan.queries.marking.entering.boards import Board, board_of
from beizhan.queries.marking.entering.desks import head_of
from beizhan.queries.marking.entering.tallies import SubLine


@require_GET
def board(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show sub-criteria against codes, or the aspects of one; as a piece, only if anything was done since."""
    desk = desk_for(request, assessment, Deed.SEE_BOARD)
    if request.htmx and request.GET.get("head") == str(head_of(desk.assessment)):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    day, sub = request.GET.get("day", ""), request.GET.get("sub", "")
    found = board_of(desk.assessment, sub=sub, day=int(day) if day.isdecimal() else None)
    if sub and found.chosen is None:
        raise Http404
    piece = {"assessment": desk.assessment, "board": found, "day": day, "sub": sub, **_shown(found)}
    if request.htmx:
        return render(request, "marking/entering/pieces/_board.html", piece)
    return render(
        request, "marking/entering/board.html", frame_of(desk, "board", pgettext_lazy("screen", "Board"), **piece)
    )


def _shown(found: Board) -> dict[str, object]:
    return {
        "sums": [(state, SIGNS[state], CELL_STATES[state], count) for state, count in found.sums.items()],
        "all": sum(found.sums.values()),
        "lines": [(line, _sheets(line)) for line in found.lines],
        "aspects": [(line, _cells(line.states)) for line in found.aspects],
    }


def _sheets(line: SubLine) -> list[dict[str, object]]:
    return [
        {"state": one.state, "sign": SIGNS[one.state], "label": CELL_STATES[one.state], "sheet": one}
        for one in line.sheets
    ]


def _cells(states: Iterable[CellState]) -> list[dict[str, object]]:
    return [{"state": state, "sign": SIGNS[state], "label": CELL_STATES[state]} for state in states]
