"""One review meeting: its agenda, decided item by item, then closed into minutes that are printed and never change."""

from collections import Counter
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.analysis.meetings import close_meeting
from beizhan.actions.analysis.views import use_view
from beizhan.core.access import Deed
from beizhan.models.analysis.meetings import Meeting
from beizhan.models.analysis.views import View
from beizhan.pages.analysis.meetings.frame import Hall, crumbs_of, hall_for, meeting_in
from beizhan.pages.analysis.meetings.lines import line_of, minuted_of
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.meetings import MeetingPage, MinutesPage, meeting_page_of, minutes_page_of
from beizhan.queries.analysis.views import may_read, views_for


@require_GET
def meeting(request: HttpRequest, key: int) -> HttpResponse:
    """Show the agenda of an open meeting, or the minutes of a closed one."""
    hall = hall_for(request, Deed.SEE_MEETINGS)
    row, heard = meeting_in(hall, key)
    if hasattr(row, "minutes"):
        return _minutes(request, hall, row)
    page = meeting_page_of(row, heard, at=now())
    decides = hall.may(Deed.DECIDE_ITEM, heard)
    bring_up = {"url": reverse("bring_up_item", args=[key]), "label": gettext("Bring something up"), "icon": "plus"}
    around = _around(row, page) | {
        "actions": [bring_up] if decides else [],
        "groups": _groups(request, page, key, decides=decides, heard=heard),
        "page": page,
        "done": len(page.items) - page.left,
        "decides": decides,
        "closes": hall.may(Deed.CLOSE_MEETING, heard) and len(heard) == len(page.line.skills),
    }
    return render(request, "analysis/meetings/meeting.html", around)


@require_POST
def close(request: HttpRequest, key: int) -> HttpResponse:
    """Close a meeting into minutes."""
    row, _heard = meeting_in(hall_for(request, Deed.CLOSE_MEETING), key)
    _done, faults = tried(lambda: close_meeting(row, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    if not faults:
        messages.success(request, gettext("The minutes are closed."))
    return redirect("meeting", key)


@require_POST
def use(request: HttpRequest, key: int) -> HttpResponse:
    """Say that a view was spoken of, as somebody to whom it is open."""
    row, heard = meeting_in(hall_for(request, Deed.SEE_MEETINGS), key)
    number = request.POST.get("view", "")
    if not number.isdigit():
        raise Http404
    view = get_object_or_404(View.objects.select_related("skill__campaign"), skill__in=heard, pk=number)
    if not may_read(request.user, view):
        raise Http404
    _done, faults = tried(lambda: use_view(view, row, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("meeting", key)


def _around(row: Meeting, page: MeetingPage | MinutesPage) -> dict[str, Any]:
    line = page.line
    return {
        "title": row.name,
        "subtitle": " · ".join(filter(None, (f"{row.held_on}", row.place, row.chair.name))),
        "crumbs": crumbs_of(),
        "skills": [f"{which.number} {name_of(which)}" for which in line.skills],
        "meeting": line,
    }


def _groups(
    request: HttpRequest, page: MeetingPage, key: int, *, decides: bool, heard: list[int]
) -> list[dict[str, Any]]:
    """Return the items skill by skill and kind by kind, with the views that the reader could speak of."""
    views = [one for one in views_for(request.user, heard, at=now()) if not one.is_used]
    names = {which.number: f"{which.number} {name_of(which)}" for which in page.line.skills}
    groups = []
    for skill, items in groupby(page.items, key=lambda one: one.item.skill):
        rows = [line_of(one, key, decides=decides) for one in items]
        own = [one for one in views if one.skill == skill]
        groups.append({"skill": names.get(skill, skill), "rows": rows, "views": own})
    return groups


def _minutes(request: HttpRequest, hall: Hall, row: Meeting) -> HttpResponse:
    page = minutes_page_of(row.minutes, [one.number for one in hall.skills])
    names = {which.number: f"{which.number} {name_of(which)}" for which in page.line.skills}
    groups = [
        {"skill": names.get(skill, skill), "rows": [minuted_of(one) for one in items]}
        for skill, items in groupby(page.items, key=lambda one: one["skill"])
    ]
    counts = Counter(one["verdict"] for one in page.items)
    around = _around(row, page) | {"groups": groups, "counts": counts, "by": page.by, "is_whole": _is_whole(page)}
    return render(request, "analysis/meetings/minutes.html", around)


def _is_whole(page: MinutesPage) -> bool:
    """Return whether the reader hears of every item, and not of some skills only."""
    return len(page.items) == len(page.document["items"])
