"""The draw under two keys (K3): each half is held by its own person, who alone sees its key."""

from base64 import b64encode
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.marking.draw import CODES, TAGS, Half, draw_codes, draw_tags, faults_of_draw
from beizhan.actions.marking.draw import show_half as show_half_again
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Step
from beizhan.files.envelope import new_key
from beizhan.files.paper.during import envelopes
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.frame import Desk, desk_for, frame_of
from beizhan.queries.marking.planning.draws import DrawPage, draw_page_of
from beizhan.queries.marking.planning.envelopes import envelope_of

_DEEDS = {TAGS: Deed.DRAW_TAGS, CODES: Deed.DRAW_CODES}
_WHEN = {Step.PLANNED: TAGS, Step.TAGGED: CODES}


@require_GET
def draw(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show where the draw stands, and to who holds the next half a fresh key."""
    desk = desk_for(request, assessment, *_DEEDS.values(), Deed.SEE_BOARD)
    return _show(request, desk)


@require_POST
def draw_half(request: HttpRequest, assessment: UUID, half: int) -> HttpResponse:
    """Draw one half under the key that its holder has written down; the answer is the envelope, shown once."""
    desk = desk_for(request, assessment, _deed_of(half))
    key, act = request.POST.get("key", ""), draw_tags if half == TAGS else draw_codes
    if "written" not in request.POST:
        return _show(request, desk, (error("key_not_written_down"),), key=key)
    drawn, faults = tried(lambda: act(desk.assessment, key=key, by=request.user, at=now()))
    return _envelope(request, desk.assessment, half, drawn) if drawn else _show(request, desk, faults, key=key)


@require_POST
def show_half(request: HttpRequest, assessment: UUID, half: int) -> HttpResponse:
    """Show the holder of a key the own envelope again."""
    desk = desk_for(request, assessment, _deed_of(half))
    key = request.POST.get("key", "").strip()
    drawn, faults = tried(lambda: show_half_again(desk.assessment, half, key=key, by=request.user, at=now()))
    return _envelope(request, desk.assessment, half, drawn) if drawn else _show(request, desk, faults)


def _deed_of(half: int) -> Deed:
    if half not in _DEEDS:
        raise Http404
    return _DEEDS[half]


def _show(request: HttpRequest, desk: Desk, faults: tuple[Fault, ...] = (), *, key: str = "") -> HttpResponse:
    page = draw_page_of(desk.assessment)
    half = _WHEN.get(page.step)
    waiting = faults_of_draw(desk.assessment, by=request.user) if half else ()
    holds = half is not None and may(desk.posts, _DEEDS[half])
    around = frame_of(
        desk.assessment,
        gettext("Draw"),
        page=page,
        half=half,
        holds=holds and not waiting,
        key=(key or new_key()) if holds and not waiting else "",
        waiting=lines_of(waiting),
        own=[one for one in page.halves if may(desk.posts, _DEEDS[one.half])] if _is_closed(page) else [],
        faults=lines_of(faults),
    )
    return render(request, "marking/planning/draw.html", around, status=422 if faults else 200)


def _is_closed(page: DrawPage) -> bool:
    return page.step in {Step.TAGGED, Step.DRAWN, Step.MARKING, Step.LOCKED}


def _envelope(request: HttpRequest, assessment: Assessment, half: int, drawn: Half) -> HttpResponse:
    """Answer with the key and the pairs; neither is kept anywhere, so the sheet to print comes in the same answer."""
    columns = _columns(half)
    shown = {
        "half": half,
        "key": drawn.key,
        "pairs": drawn.pairs,
        "columns": columns,
        "sheet": _sheet(request, assessment, half, drawn),
        "sheet_name": f"{assessment.code}-{half}.pdf",
    }
    return render(
        request, "marking/planning/envelope.html", frame_of(assessment, gettext("Your half of the draw"), **shown)
    )


def _columns(half: int) -> tuple[str, str]:
    if half == TAGS:
        return gettext("Entry no."), gettext("Lot")
    return gettext("Lot"), gettext("Blind code · station")


def _sheet(request: HttpRequest, assessment: Assessment, half: int, drawn: Half) -> str:
    at = localtime(now())
    envelope: Any = envelope_of(
        assessment,
        half,
        drawn.pairs,
        holder=request.user.name,
        columns=_columns(half),
        drawn=f"{at:%Y-%m-%d %H:%M}",
    )
    pdf = envelopes([envelope], language=get_language() or "zh-hans", at=at)
    return b64encode(pdf).decode()
