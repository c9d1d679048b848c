"""The judges' map of a skill: all its published assessments on one ruler, so far as judges or aspects link them."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.analysis.frame import Room, frame_of, room_for
from beizhan.pages.judging.names import Ways
from beizhan.pages.judging.screen import marks_shown, part_asked, round_asked, sheet_of, shown_of
from beizhan.pages.judging.workbook import workbook_of
from beizhan.pages.kit import XLSX, attachment
from beizhan.pages.words import name_of
from beizhan.queries.analysis.judging.judgements import published_judgements_of
from beizhan.queries.analysis.judging.reports import Bench, bench_of

_TITLE = _("Judges' map")


@require_GET
def skill_judges(request: HttpRequest, number: str) -> HttpResponse:
    """Show the judges of all published assessments of a skill on one ruler, or hand them over as a workbook."""
    room = room_for(request, number, Deed.SEE_JUDGES_MAP)
    bench, ways = _bench(request, room)
    if request.GET.get("as") == "xlsx" and bench.report.map.stands:
        title = f"{number} {name_of(room.skill)} {_TITLE}"
        content = workbook_of(bench, ways, title=title, state="")
        return attachment(content, name=f"{number}-judges.xlsx", kind=XLSX)
    workbook = {
        "url": f"{ways.map}?{ways.asked(**{'as': 'xlsx'})}",
        "label": gettext("Excel"),
        "icon": "file-spreadsheet",
    }
    actions = [workbook] if bench.report.map.stands else []
    shown = frame_of(room, "skill_judges", _TITLE, actions=actions, **shown_of(bench, ways))
    return render(request, "analysis/judges.html", shown)


@require_GET
def skill_judge_marks(request: HttpRequest, number: str) -> HttpResponse:
    """Show the marks behind one figure of the map; without a question, go to the map."""
    room = room_for(request, number, Deed.SEE_JUDGES_MAP)
    if not request.GET:
        return redirect("skill_judges", number)
    found = marks_shown(request, *_bench(request, room))
    shown = frame_of(room, "skill_judges", found["name"], map_title=_TITLE, **found)
    return render(request, "analysis/judge_marks.html", shown)


def _bench(request: HttpRequest, room: Room) -> tuple[Bench, Ways]:
    marks = round_asked(request)
    bench = bench_of(published_judgements_of(room.skill, marks))
    part = part_asked(request, bench)
    ways = Ways(
        map=reverse("skill_judges", args=[room.skill.number]),
        marks=reverse("skill_judge_marks", args=[room.skill.number]),
        sheet=partial(sheet_of, confirms=room.may(Deed.CONFIRM_AWARDS)),
        round=marks,
        part=part,
    )
    return bench if part is None else bench_of(bench.judgements, part), ways
