"""The print room (K4): choose sheets and print them, and see which are out, which have come back."""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.marking.sheets import MOST_AT_ONCE, print_sheets
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.marking.cells import CellState
from beizhan.files.paper.during import landscape_forms, marking_forms
from beizhan.pages.kit import attachment, lines_of, now, tried
from beizhan.pages.marking.entering.frame import SIGNS, frame_of, status_of
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.pages.words import CELL_STATES
from beizhan.queries.documents.terms import terms_of
from beizhan.queries.marking.entering.printing import Pile, PrintRoom, pile_of, print_room_of
from beizhan.queries.marking.entering.tallies import Tally

_BACK = frozenset(CellState) - {CellState.BLANK, CellState.PARTIAL}


@require_GET
def sheets(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the sheets of every sub-criterion, and what can be printed."""
    return _room(request, desk_for(request, assessment, Deed.PRINT_SHEETS))


@require_POST
def sheets_paper(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Print the sheets that were chosen."""
    desk = desk_for(request, assessment, Deed.PRINT_SHEETS)
    side_by_side = request.POST.get("form") == "landscape"
    subs = _chosen(request, print_room_of(desk.assessment))
    terms = terms_of(desk.assessment.skill)
    pile = pile_of(desk.assessment, subs, side_by_side=side_by_side, terms=terms)
    _done, faults = tried(lambda: print_sheets(desk.assessment, pile.numbers, by=request.user, at=now()))
    if faults:
        return _room(request, desk, faults, status=status_of(faults))
    name = gettext("sheets-%(code)s.pdf") % {"code": f"{desk.assessment.code}-{'-'.join(subs)[:60]}"}
    return attachment(_pressed(pile, request.POST.get("language", "")), name=name, kind="application/pdf")


def _pressed(pile: Pile, language: str) -> bytes:
    chosen = language if language in {"zh-hans", "en"} else get_language() or "zh-hans"
    at = localtime(now())
    if pile.landscapes:
        return landscape_forms(pile.landscapes, language=chosen, at=at)
    return marking_forms(pile.singles, language=chosen, at=at)


def _chosen(request: HttpRequest, room: PrintRoom) -> list[str]:
    """Return the sub-criteria that are ticked, or those of a day, or all."""
    day = request.POST.get("day", "")
    ticked = set(request.POST.getlist("sub"))
    if day == "all":
        return [line.code for line in room.lines]
    return [line.code for line in room.lines if (str(line.day) == day if day else line.code in ticked)]


def _room(
    request: HttpRequest, desk: Desk, faults: tuple[Fault, ...] = (), *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    room = print_room_of(desk.assessment)
    lines = [(line, [_sheet(room, sheet) for sheet in line.sheets]) for line in room.lines if line.sheets]
    out = sum(one["is_out"] for _line, sheets_of_line in lines for one in sheets_of_line)
    shown = frame_of(
        desk,
        "sheets",
        pgettext_lazy("screen", "Sheets"),
        lines=lines,
        out=out,
        days=sorted({line.day for line in room.lines if line.day is not None}),
        most=MOST_AT_ONCE,
        version=room.version,
        faults=lines_of(faults),
        ticked=request.POST.getlist("sub"),
    )
    return render(request, "marking/entering/sheets.html", shown, status=status)


def _sheet(room: PrintRoom, tally: Tally) -> dict[str, object]:
    printed = room.printed.get((tally.sub, tally.place))
    words = str(CELL_STATES[tally.state])
    if tally.state not in _BACK:
        words = gettext("printed, not returned whole") if printed else gettext("not printed")
    return {
        "tally": tally,
        "printed": printed,
        "is_old": bool(printed and printed.version != room.version),
        "is_out": bool(printed) and tally.state not in _BACK,
        "sign": SIGNS[tally.state] if tally.state in _BACK else ("printer" if printed else "circle-dashed"),
        "words": words,
    }
