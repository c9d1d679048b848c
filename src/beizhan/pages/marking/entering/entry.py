"""The keyboard: a marking secretary keys in what stands on the signed sheets (K6, K8)."""

from dataclasses import dataclass, field, replace
from http import HTTPStatus
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.marking.awards import record_awards
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.marking.cells import AGREED
from beizhan.core.marking.paper_sheets import scanned_of
from beizhan.core.scheme.tree import Aspect, Kind
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.entering.frame import SAVED, frame_of, status_of, terms_on
from beizhan.pages.marking.entering.typing_in import Typed, Where, field_name, ground_of, typed_in
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.pages.words import sentence_of
from beizhan.queries.marking.entering.leaves import Box, Leaf, Said, leaf_of, said_of
from beizhan.queries.marking.entering.tallies import sub_lines_of
from beizhan.queries.marking.grids import grid_of
from beizhan.templatetags.figures import plain_mark


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a sheet was not saved: what was typed, the faults by box or of the whole, and what others wrote since."""

    typed: Typed = field(default_factory=Typed)
    at: dict[Where, Fault] = field(default_factory=dict)
    whole: tuple[Fault, ...] = ()
    newer: dict[Where, Said] = field(default_factory=dict)


@require_GET
def entry(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show every sub-criterion with how much of it has been keyed in, and the box for the scanner gun."""
    desk = desk_for(request, assessment, Deed.RECORD_AWARDS)
    lines = sub_lines_of(grid_of(desk.assessment))
    return render(
        request, "marking/entering/entry.html", frame_of(desk, "enter_awards", _("Enter awards"), lines=lines)
    )


@require_GET
def scan(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Go to the sheet whose QR code was scanned, or whose number was typed."""
    desk = desk_for(request, assessment, Deed.RECORD_AWARDS)
    found = scanned_of(request.GET.get("text", ""))
    if found is None or (found.assessment and found.assessment.lower() != str(assessment)):
        code = "no_such_sheet" if found is None else "sheet_of_another_assessment"
        messages.error(request, sentence_of(Fault(code)))
        return redirect("enter_awards", assessment)
    leaf = leaf_of(desk.assessment, found.number.sub, code=found.number.place)
    if leaf is None:
        messages.error(request, sentence_of(Fault("no_such_sheet")))
        return redirect("enter_awards", assessment)
    if found.version and found.version != str(leaf.scheme_version):
        facts = {"found": found.version, "now": leaf.scheme_version}
        messages.warning(request, sentence_of(Fault("sheet_of_another_version", facts=facts)))
    target = redirect("entry_sheet", assessment, found.number.sub)
    target["Location"] += f"?code={found.number.place}" if found.number.place else ""
    return target


@require_http_methods(["GET", "POST"])
def entry_sheet(request: HttpRequest, assessment: UUID, sub: str) -> HttpResponse:
    """Show a sheet to be keyed in, and record what was typed: all of it, or nothing with the reasons beside it."""
    desk = desk_for(request, assessment, Deed.RECORD_AWARDS)
    if request.method == "GET":
        return _sheet(request, desk, sub, _Refusal(), status=HTTPStatus.OK)
    typed = typed_in(request.POST)
    if typed.faults:
        return _sheet(request, desk, sub, _Refusal(typed, typed.faults), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    key = request.POST.get("key", "")
    receipt, faults = tried(lambda: record_awards(desk.assessment, typed.rows, key=key, by=request.user, at=now()))
    if receipt is None:
        return _sheet(request, desk, sub, _refused(desk.assessment, typed, faults), status=status_of(faults))
    if request.htmx:
        response = _sheet(request, desk, sub, _Refusal(), status=HTTPStatus.OK, seq=receipt.seq)
        response["X-Saved-Seq"] = str(receipt.seq)
        return response
    messages.success(request, gettext(SAVED) % {"seq": receipt.seq})
    return redirect(request.get_full_path())


def _refused(assessment: Assessment, typed: Typed, faults: tuple[Fault, ...]) -> _Refusal:
    where = [(row.place, row.aspect, row.seat) for row in typed.rows]
    at = {where[fault.row - 1]: fault for fault in faults if fault.row and fault.row <= len(where)}
    newer = said_of(assessment, at) if any(fault.code == "stale" for fault in faults) else {}
    return _Refusal(typed, at, tuple(fault for fault in faults if not fault.row), newer)


def _sheet(  # noqa: PLR0913 - one sheet, and what came of it
    request: HttpRequest, desk: Desk, sub: str, refusal: _Refusal, *, status: HTTPStatus, seq: int | None = None
) -> HttpResponse:
    code, part = request.GET.get("code", ""), request.GET.get("part", "1")
    leaf = leaf_of(desk.assessment, sub, code=code, part=int(part) if part.isdecimal() else 1)
    if leaf is None:
        raise Http404
    piece = {
        "assessment": desk.assessment,
        "leaf": leaf,
        "rows": [_row(leaf, number, refusal) for number in range(len(leaf.rows))],
        "faults": lines_of((*refusal.whole, *_named(leaf, refusal.at))),
        "is_stale": bool(refusal.newer),
        "following": _following(leaf, code),
        "code": code,
        "key": str(uuid4()),
        "seq": seq,
    }
    if request.htmx:
        return render(request, "marking/entering/pieces/_entry_sheet.html", piece, status=status)
    title = f"{leaf.sub.code} {leaf.sub.name}" + (f" · {code}" if code else "")
    shown = frame_of(desk, "enter_awards", title, terms=terms_on(desk, leaf.sub), **piece)
    return render(request, "marking/entering/entry_sheet.html", shown, status=status)


def _named(leaf: Leaf, at: dict[Where, Fault]) -> list[Fault]:
    """Return the faults of boxes with the names by which a secretary finds them."""
    codes = {row.aspect.key: row.aspect.code for row in leaf.rows}
    return [
        replace(fault, cell=f"{place} {codes.get(aspect, '')}" + (f" · {seat}" if seat else ""))
        for (place, aspect, seat), fault in at.items()
    ]


def _following(leaf: Leaf, code: str) -> str:
    """Return the query of the sheet that comes next: the next competitor's, or the next part."""
    if not code:
        return f"?part={leaf.part + 1}" if leaf.part < leaf.parts else ""
    here = leaf.codes.index(code)
    return f"?code={leaf.codes[here + 1]}" if here + 1 < len(leaf.codes) else ""


def _row(leaf: Leaf, number: int, refusal: _Refusal) -> dict[str, object]:
    row = leaf.rows[number]
    groups = [
        [_box(box, (number, 3 * column + max(box.seat - 1, 0)), row.aspect, refusal) for box in boxes]
        for column, boxes in enumerate(row.boxes)
    ]
    return {"aspect": row.aspect, "groups": groups, "is_judged": row.aspect.kind is Kind.JUDGEMENT}


def _box(box: Box, at: tuple[int, int], aspect: Aspect, refusal: _Refusal) -> dict[str, object]:
    where = (box.place, box.aspect, box.seat)
    text, base = _text_of(box.value, box.seat), ground_of(box.version, box.value)
    typed = refusal.typed.texts.get(where)
    newer, fault = refusal.newer.get(where), refusal.at.get(where)
    is_stale = fault is not None and fault.code == "stale"
    if typed:
        text, base = typed[0], base if is_stale else typed[1]
    return {
        "name": field_name(where),
        "base": base,
        "text": text,
        "row": at[0],
        "column": at[1],
        "seat": box.seat,
        "kind": "J" if box.seat else "M",
        "label": _label(box, aspect),
        "is_first": at == (0, 0),
        "best": plain_mark(aspect.max_mark) if box.seat == AGREED else "3",
        "state": box.state,
        "is_open": box.is_open,
        "reason": box.reason,
        "fault": sentence_of(fault) if fault else "",
        "newer": {"text": _text_of(newer.value, box.seat), "by": newer.by, "at": newer.at} if newer else None,
    }


def _label(box: Box, aspect: Aspect) -> str:
    """Return what a screen reader says of a box: the code, the aspect, the judge."""
    where = f"{box.place} {aspect.code}"
    return f"{where} {gettext('judge %(seat)s') % {'seat': box.seat}}" if box.seat else where


def _text_of(value: int | None, seat: int) -> str:
    if value is None:
        return ""
    return plain_mark(value) if seat == AGREED else str(value)
