"""The judges' map of an assessment (K14): it informs the chief expert and never changes a mark."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.marking.assessment import Step
from beizhan.pages.judging.names import Ways
from beizhan.pages.judging.screen import marks_shown, part_asked, round_asked, sheet_of, shown_of
from beizhan.pages.judging.workbook import workbook_of
from beizhan.pages.kit import XLSX, attachment
from beizhan.pages.marking.results.frame import Room, frame_of, room_for, unpublished
from beizhan.pages.words import in_words, name_of
from beizhan.queries.analysis.judging.judgements import judgements_of, sits_in_team
from beizhan.queries.analysis.judging.reports import Bench, bench_of
from beizhan.queries.marking.banners import banner_for

_TITLE = _("Judges' map")


@require_GET
def judges_map(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show judges, competitors and aspects on one ruler, or hand them over as a workbook."""
    room = room_for(request, assessment, Deed.SEE_JUDGES_MAP)
    if (closed := _closed(request, room)) is not None:
        return closed
    bench, ways = _bench(request, room)
    if request.GET.get("as") == "xlsx" and bench.report.map.stands:
        return _workbook(room, bench, ways)
    shown = frame_of(
        room,
        "judges_map",
        _TITLE,
        actions=_actions(bench, ways),
        skill_url=reverse("skill_judges", args=[room.assessment.skill.number]),
        **shown_of(bench, ways),
    )
    return render(request, "marking/results/judges.html", shown)


@require_GET
def judge_marks(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the marks behind one figure of the map; without a question, go to the map."""
    room = room_for(request, assessment, Deed.SEE_JUDGES_MAP)
    if (closed := _closed(request, room)) is not None:
        return closed
    if not request.GET:
        return redirect("judges_map", assessment)
    found = marks_shown(request, *_bench(request, room))
    shown = frame_of(room, "judges_map", found["name"], map_title=_TITLE, **found)
    return render(request, "marking/results/judge_marks.html", shown)


def _closed(request: HttpRequest, room: Room) -> HttpResponse | None:
    """Answer whoever must wait: everybody but those who watch the judges until the result stands, and who judges."""
    if room.stands:
        return None
    if not room.may(Deed.WATCH_JUDGES):
        return unpublished(request, room, "judges_map", _TITLE)
    if room.step is Step.MARKING and sits_in_team(room.assessment, request.user):
        return render(request, "marking/results/judges_later.html", frame_of(room, "judges_map", _TITLE))
    return None


def _bench(request: HttpRequest, room: Room) -> tuple[Bench, Ways]:
    marks = round_asked(request)
    bench = bench_of(judgements_of(room.assessment, marks))
    part = part_asked(request, bench)
    ways = Ways(
        map=reverse("judges_map", args=[room.assessment.pk]),
        marks=reverse("judge_marks", args=[room.assessment.pk]),
        sheet=partial(sheet_of, confirms=room.may(Deed.CONFIRM_AWARDS)),
        round=marks,
        part=part,
    )
    return bench if part is None else bench_of(bench.judgements, part), ways


def _actions(bench: Bench, ways: Ways) -> list[dict[str, object]]:
    if not bench.report.map.stands:
        return []
    workbook = f"{ways.map}?{ways.asked(**{'as': 'xlsx'})}"
    return [{"url": workbook, "label": gettext("Excel"), "icon": "file-spreadsheet"}]


def _workbook(room: Room, bench: Bench, ways: Ways) -> HttpResponse:
    banner = in_words(banner_for(room.assessment)) or {}
    title = f"{name_of(room.assessment)} {_TITLE}"
    content = workbook_of(bench, ways, title=title, state=str(banner.get("label", "")))
    return attachment(content, name=f"{room.assessment.code}-judges.xlsx", kind=XLSX)
