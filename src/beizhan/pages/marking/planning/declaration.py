"""A judge declares every conflict of interest, before anything of the assessment is visible (K7)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.marking.conflicts import Declared, declare_conflicts
from beizhan.actions.marking.conflicts import stand_down as stand_down_from
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Kin, Step
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.frame import desk_for, frame_of
from beizhan.pages.words import KIN, name_of
from beizhan.queries.marking.assessments import entries_for
from beizhan.queries.marking.planning.declarations import Acquaintance, DeclarationPage, declaration_page_of


@require_http_methods(["GET", "POST"])
def declaration(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show who competes, by name and unit, and take the declaration."""
    desk = desk_for(request, assessment, Deed.DECLARE_CONFLICT)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        faults = _declare(request, desk.assessment)
        if not faults:
            messages.success(request, gettext("Declared. You can declare anew until the draw."))
            return redirect("assessment", assessment)
    page = declaration_page_of(desk.assessment, request.user)
    return _show(request, desk.assessment, page, faults)


@require_POST
def stand_down(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Take a judge out who learnt of a conflict after the draw."""
    desk = desk_for(request, assessment, Deed.DECLARE_CONFLICT)
    reason = request.POST.get("reason", "")
    _done, faults = tried(lambda: stand_down_from(desk.assessment, reason=reason, by=request.user, at=now()))
    if not faults:
        messages.success(request, gettext("You have stood down; the fourth expert takes your seat."))
        return redirect("declaration", assessment)
    return _show(request, desk.assessment, declaration_page_of(desk.assessment, request.user), faults)


def _declare(request: HttpRequest, assessment: Assessment) -> tuple[Fault, ...]:
    entries = {one.code: one for one in entries_for(assessment)}
    ticked = [
        Declared(entry, kin, request.POST.get(f"note:{code}", "").strip()[:500])
        for code, entry in entries.items()
        for kin in Kin
        if f"{code}:{kin}" in request.POST
    ]
    if ticked and "none" in request.POST:
        return (error("conflict_and_none"),)
    if not ticked and "none" not in request.POST:
        return (error("conflict_or_none"),)
    return tried(lambda: declare_conflicts(assessment, ticked, by=request.user, at=now()))[1]


def _show(
    request: HttpRequest, assessment: Assessment, page: DeclarationPage, faults: tuple[Fault, ...]
) -> HttpResponse:
    around = frame_of(
        assessment,
        gettext("Declaration of conflicts of interest"),
        page=page,
        is_open=page.step is Step.PLANNED,
        rows=[_row(one, request if request.method == "POST" else None) for one in page.entries],
        knows=any(one.known for one in page.entries),
        none="none" in request.POST,
        stands_down=page.step in {Step.TAGGED, Step.DRAWN, Step.MARKING} and page.stood_down_at is None,
        reason=request.POST.get("reason", ""),
        faults=lines_of(faults),
    )
    return render(request, "marking/planning/declaration.html", around, status=422 if faults else 200)


def _row(one: Acquaintance, sent: HttpRequest | None) -> dict[str, Any]:
    def box(kin: Kin) -> dict[str, Any]:
        name = f"{one.code}:{kin}"
        ticked = name in sent.POST if sent else kin in one.declared
        return {"field": name, "label": KIN[kin], "known": kin in one.known, "ticked": ticked or kin in one.known}

    return {
        "code": one.code,
        "who": one.who,
        "unit": name_of(one.unit),
        "boxes": [box(kin) for kin in Kin],
        "note": sent.POST.get(f"note:{one.code}", "") if sent else one.note,
        "is_known": bool(one.known),
    }
