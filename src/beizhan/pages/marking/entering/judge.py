"""A judge's phone: the own sheets and nothing else; every tap is sent at once and shown as saved when it is (K5)."""

from http import HTTPStatus
from itertools import groupby
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.marking.awards import Receipt, record_awards
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.scheme.tree import Kind
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.entering.frame import SAVED, SIGNS, frame_of, status_of, terms_on
from beizhan.pages.marking.entering.typing_in import hundredths_in, score_in
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.pages.words import CELL_STATES
from beizhan.queries.marking.conflicts import has_declared
from beizhan.queries.marking.entering.judging import JudgeLine, JudgeSheet, duties_of, judge_sheet_of, next_of
from beizhan.queries.marking.entering.leaves import Said, said_of
from beizhan.templatetags.figures import mark, plain_mark


@require_GET
def judge(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show a judge what is left to score, by sub-criterion; who has not declared conflicts does that first (K7)."""
    desk = desk_for(request, assessment, Deed.SCORE_ALONE)
    if not has_declared(desk.assessment, request.user):
        return redirect("declaration", assessment)
    duties = duties_of(desk.assessment, request.user)
    days = sorted({one.day for one in duties if one.day is not None})
    chosen = request.GET.get("day", "")
    shown = [one for one in duties if not chosen or str(one.day) == chosen]
    groups = [(group[0], group) for _sub, run in groupby(shown, key=lambda one: one.sub) for group in [list(run)]]
    around = frame_of(
        desk, "judge", _("My sheets"), groups=groups, days=days, day=chosen, left=sum(one.left for one in shown)
    )
    return render(request, "marking/entering/judge.html", around)


@require_http_methods(["GET", "POST"])
def judge_sheet(request: HttpRequest, assessment: UUID, sub: str, place: str) -> HttpResponse:
    """Show one code to be scored, aspect by aspect; record one score and answer with its row."""
    desk = desk_for(request, assessment, Deed.SCORE_ALONE)
    if request.method == "GET":
        return _sheet(request, desk, sub, place)
    row, faults = _row_in(request, place)
    receipt: Receipt | None = None
    if row is not None:
        key = request.POST.get("key", "")
        receipt, faults = tried(lambda: record_awards(desk.assessment, [row], key=key, by=request.user, at=now()))
    if request.htmx:
        return _award(request, desk, (sub, place), faults, receipt)
    if faults:
        return _sheet(request, desk, sub, place, faults)
    messages.success(request, gettext(SAVED) % {"seq": receipt.seq if receipt else ""})
    return redirect(reverse("judge_sheet", args=[assessment, sub, place]) + f"#a{request.POST.get('aspect', '')}")


def _row_in(request: HttpRequest, place: str) -> tuple[AwardRow | None, tuple[Fault, ...]]:
    """Return the award that was tapped or typed, or why it is none."""
    said = request.POST
    seat, version = said.get("seat", ""), said.get("version", "")
    text = said.get("other", "") if said.get("value") == "other" else said.get("value", "")
    value = hundredths_in(text) if seat == "0" else score_in(text)
    if not (seat.isdecimal() and version.isdecimal()):
        return None, (Fault("no_such_cell"),)
    if isinstance(value, Fault):
        return None, (value,)
    note = said.get("note", "") if said.get("value") == "other" else ""
    return AwardRow(place, said.get("aspect", ""), int(seat), value, int(version), note.strip()), ()


def _award(
    request: HttpRequest, desk: Desk, where: tuple[str, str], faults: tuple[Fault, ...], receipt: Receipt | None
) -> HttpResponse:
    sheet, aspect = _found(request, desk, *where), request.POST.get("aspect", "")
    line = next((one for one in sheet.lines if one.aspect.key == aspect), None)
    if line is None:
        raise Http404
    row = _row(line, faults, _newer(desk, where[1], line, faults), mine=_mine(request) if faults else {})
    row |= {"seq": receipt.seq if receipt else None}
    shown = {"assessment": desk.assessment, "sheet": sheet, "row": row}
    status = status_of(faults) if faults else HTTPStatus.OK
    response = render(request, "marking/entering/pieces/_award.html", shown, status=status)
    if receipt:
        response["X-Saved-Seq"] = str(receipt.seq)
    return response


def _sheet(request: HttpRequest, desk: Desk, sub: str, place: str, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    sheet, tapped = _found(request, desk, sub, place), request.POST.get("aspect", "")
    rows = []
    for line in sheet.lines:
        own = faults if line.aspect.key == tapped else ()
        rows.append(_row(line, own, _newer(desk, place, line, own), mine=_mine(request) if own else {}))
    title = f"{sheet.sub.code} {sheet.sub.name} · {place}"
    following = next_of(duties_of(desk.assessment, request.user), sub=sub, place=place)
    around = {"terms": terms_on(desk, sheet.sub), "following": following, "faults": lines_of(faults)}
    shown = frame_of(desk, "judge", title, sheet=sheet, rows=rows, **around)
    status = status_of(faults) if faults else HTTPStatus.OK
    return render(request, "marking/entering/judge_sheet.html", shown, status=status)


def _found(request: HttpRequest, desk: Desk, sub: str, place: str) -> JudgeSheet:
    sheet = judge_sheet_of(desk.assessment, request.user, sub=sub, place=place)
    if sheet is None:
        raise Http404
    return sheet


def _mine(request: HttpRequest) -> dict[str, str]:
    """Return what was tapped or typed, to be shown again beside why it was refused."""
    said = request.POST
    is_other = said.get("value") == "other"
    return {"text": said.get("other" if is_other else "value", ""), "note": said.get("note", "") if is_other else ""}


def _newer(desk: Desk, place: str, line: JudgeLine, faults: tuple[Fault, ...]) -> Said | None:
    """Return what stands in the own seat now, when the judge's tap came too late for it."""
    where = (place, line.aspect.key, line.seat)
    return said_of(desk.assessment, [where]).get(where) if any(one.code == "stale" for one in faults) else None


def _row(line: JudgeLine, faults: tuple[Fault, ...], newer: Said | None, *, mine: dict[str, str]) -> dict[str, object]:
    is_judged = line.aspect.kind is Kind.JUDGEMENT
    full = line.aspect.max_mark or 0
    return {
        "line": line,
        "aspect": line.aspect,
        "is_judged": is_judged,
        "keys": _keys(line) if is_judged else _measurement_keys(line, full),
        "is_other": not is_judged and line.own is not None and 0 < line.own < full,
        "state": line.state,
        "sign": SIGNS[line.state],
        "label": CELL_STATES[line.state],
        "faults": lines_of(faults),
        "newer": newer,
        "mine": mine,
        "key": str(uuid4()),
        "seq": None,
    }


def _keys(line: JudgeLine) -> list[dict[str, object]]:
    words = {one.score: one.text for one in line.aspect.descriptors}
    return [
        {"value": score, "label": score, "caption": words.get(score, ""), "pressed": line.own == score}
        for score in range(4)
    ]


def _measurement_keys(line: JudgeLine, full: int) -> list[dict[str, object]]:
    return [
        {
            "value": plain_mark(full),
            "label": mark(full),
            "caption": gettext("full mark"),
            "pressed": line.own == full,
        },
        {"value": "0", "label": "0", "caption": gettext("zero"), "pressed": line.own == 0},
    ]
