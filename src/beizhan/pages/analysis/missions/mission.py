"""One mission: its days, its report as it is printed, and what was seen of rivals on the way."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.analysis.clocks import MissionState
from beizhan.models.analysis.missions import Mission
from beizhan.pages.analysis.frame import Room, action, frame_of, room_for
from beizhan.pages.analysis.missions.missions import row_of
from beizhan.pages.analysis.words import REPORT_PARTS
from beizhan.pages.kit import now
from beizhan.pages.words import name_of
from beizhan.queries.analysis.missions import MissionFact, mission_of, seen_on

_NOTHING_TO_REPORT = frozenset({MissionState.AHEAD, MissionState.CANCELLED})


@require_GET
def mission(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Show a mission with its report."""
    room = room_for(request, number, Deed.SEE_MISSIONS)
    row = get_object_or_404(Mission.objects.select_related("skill", "traveller", "by"), skill=room.skill, pk=key)
    found = mission_of(row, at=now())
    report = found.reports[0] if found.reports else None
    around = frame_of(
        room,
        "missions",
        found.name,
        subtitle=found.place,
        actions=_actions(request, room, found),
        row=row_of(number, found),
        report=report,
        parts=[(REPORT_PARTS[part], words) for part, words in report.parts.items()] if report else [],
        seen=[(name_of(one), one.rival, one.levels) for one in seen_on(row)],
        earlier=found.reports[1:],
        moves=found.dates[1:],
        declares=room.may(Deed.DECLARE_MISSION),
        skill_name=f"{number} {name_of(room.skill)}",
    )
    return render(request, "analysis/missions/mission.html", around)


def _actions(request: HttpRequest, room: Room, found: MissionFact) -> list[dict[str, Any]]:
    number, ways = room.skill.number, []
    own = found.traveller.id == request.user.pk or room.may(Deed.DECLARE_MISSION)
    if found.state not in _NOTHING_TO_REPORT and own:
        label = gettext("File it again") if found.reports else gettext("File the report")
        ways.append(action("report_mission", label, "file-text", number, found.id, primary=not found.reports))
    if not found.reports and room.may(Deed.DECLARE_MISSION):
        ways.append(action("move_mission", gettext("Move"), "calendar", number, found.id, primary=False))
    return ways
