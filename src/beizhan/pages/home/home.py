"""The first screen: what waits for me, and nothing above it; then the campaign at a glance (R4)."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.marking.assessment import Step
from beizhan.core.selection.outcomes import Status
from beizhan.pages.home.words import FIRSTS, OWED, TODOS
from beizhan.pages.kit import allowed, campaign_of, has_campaign, now
from beizhan.pages.news import news_in_words
from beizhan.pages.words import PROPOSALS, SIGNS, SNAPSHOTS, STATUSES, STEP_STATES, STEPS, name_of
from beizhan.queries.analysis.owed import Owed
from beizhan.queries.campaign import AnchorDay, is_untouched
from beizhan.queries.home import First, Gap, Home, home_of
from beizhan.queries.marking.publishing.own import OwnResult
from beizhan.queries.marking.todo import Todo, TodoKind
from beizhan.queries.skills import AssessmentLine
from beizhan.queries.training.sessions_due import SessionDue

_ORDER = (Step.MARKING, Step.LOCKED, Step.OPENED, Step.PROVISIONAL, Step.DRAWN, Step.TAGGED, Step.PLANNED, Step.SEALED)
_SINGLY = 3
"""So many sessions of an entry stand line by line among what is to be done."""


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show what waits for the reader."""
    if not has_campaign(request):
        return render(request, "home/welcome.html", {"title": gettext("Welcome"), "is_first": is_untouched()})
    campaign = campaign_of(request)
    found = home_of(request.user, campaign, at=now())
    shown = {
        "title": gettext("My to-do"),
        "subtitle": name_of(campaign),
        "todo": [
            *(_owed(one) for one in found.owed),
            *_sessions(found.sessions),
            *(_todo(one, found) for one in found.todo),
        ],
        "news": news_in_words(found.news) if found.news else [],
        "results": [_result(one) for one in found.results.lines],
        "results_more": found.results.more,
        "firsts": [_first(one) for one in found.lacking],
        "anchors": [_anchor(one) for one in found.anchors[:4]],
        "steps": _steps(found),
        "sees_gaps": allowed(request, Deed.SEE_PEOPLE),
        "gaps": [_gap(one) for one in found.gaps[:12]],
        "gaps_more": max(0, len(found.gaps) - 12),
        "skills": found.skills,
        "entries": found.entries,
    }
    return render(request, "home/home.html", shown)


def _todo(one: Todo, found: Home) -> dict[str, Any]:
    icon, words = TODOS[one.kind]
    names = {row.code: name_of(row) for row in found.assessments}
    said: dict[str, Any] = {"count": one.count, "on": names.get(one.on, one.on)}
    waiting = next((row for row in found.waiting if str(row.id) in one.target), None)
    if waiting:
        subject = waiting.content.get("name", said["on"])
        said |= {"kind": PROPOSALS.get(waiting.kind, waiting.kind), "subject": subject}
    return {
        "icon": icon,
        "words": str(words) % said,
        "detail": waiting.reason if waiting else "",
        "by": waiting.by if waiting else "",
        "until": one.at if one.kind is TodoKind.CLOCK else None,
        "since": None if one.kind is TodoKind.CLOCK else one.at,
        "url": _address(*one.target),
    }


def _owed(one: Owed) -> dict[str, Any]:
    icon, words = OWED[one.kind]
    return {
        "icon": icon,
        "words": str(words) % {"on": one.on or gettext("the whole competition"), "count": one.count},
        "due": one.due,
        "is_overdue": one.is_overdue,
        "url": _address(*one.target),
    }


def _sessions(due: Iterable[SessionDue]) -> Iterator[dict[str, Any]]:
    """Yield what is to be logged, session by session; of an entry with many, in one line that leads to them."""
    for entry, group in groupby(due, key=lambda one: one.entry):
        sessions = list(group)
        if len(sessions) <= _SINGLY:
            yield from (_session(one) for one in sessions)
            continue
        yield {
            "icon": "stopwatch",
            "words": gettext("Log %(count)s sessions: %(entry)s") % {"count": len(sessions), "entry": entry},
            "since": sessions[0].at,
            "url": reverse("log_session", args=[entry]),
        }


def _session(one: SessionDue) -> dict[str, Any]:
    return {
        "icon": "stopwatch",
        "words": gettext("Log the session: %(title)s") % {"title": f"{one.entry} {one.title}"},
        "since": one.at,
        "url": f"{reverse('log_session', args=[one.entry])}?session={one.session}",
    }


def _result(one: OwnResult) -> dict[str, Any]:
    status = Status(one.status) if one.status else None
    return {
        "one": one,
        "who": "、".join(one.names) or one.entry,
        "name": name_of(one),
        "kind": str(SNAPSHOTS[one.kind]),
        "sign": SIGNS[status] if status else "",
        "status": str(STATUSES[status]) if status else "",
    }


def _first(one: First) -> dict[str, Any]:
    name, label, words = FIRSTS[one]
    return {"url": reverse(name), "label": str(label), "words": str(words)}


def _anchor(one: AnchorDay) -> dict[str, Any]:
    return {"name": name_of(one), "date": one.on, "days": one.days, "working_days": one.working_days}


def _steps(found: Home) -> list[dict[str, Any]]:
    groups = []
    for step in _ORDER:
        rows = [_assessment(one) for one in found.assessments if one.step is step]
        if rows:
            groups.append({"label": str(STEPS[step]), "state": STEP_STATES[step], "rows": rows})
    return groups


def _assessment(one: AssessmentLine) -> dict[str, Any]:
    return {
        "name": name_of(one),
        "skill": f"{one.skill.number} {name_of(one.skill)}",
        "first_day": one.first_day,
        "url": _address("assessment", str(one.id)),
    }


def _gap(one: Gap) -> dict[str, Any]:
    return {
        "skill": f"{one.skill} {name_of(one)}",
        "broken": one.broken,
        "thin": one.thin,
        "url": reverse("skill", args=[one.skill]),
    }


def _address(name: str, *refs: str) -> str:
    try:
        return reverse(name, args=refs)
    except NoReverseMatch:
        return ""
