"""The training of one entry: a week on the calendar, plan against done, load, and every version with its reasons."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.training.plans import carry_plan_on
from beizhan.core.access import Deed
from beizhan.core.follow_through.facts import ReasonKind
from beizhan.core.training.sessions import monday_of
from beizhan.models.campaign import Entry
from beizhan.pages.kit import allowed, campaign_of, lines_of, now, tried
from beizhan.pages.training.plans.plans import state_in
from beizhan.pages.training.plans.week import (
    around_week,
    chart_of,
    days_of,
    looked_at,
    sections_of,
    sums_of,
    version_of,
)
from beizhan.pages.words import name_of
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.training.plans import Training, trainings_for

_SIGHT = {
    ReasonKind.CHANGE: Deed.SEE_CHANGES,
    ReasonKind.GAP: Deed.SEE_ALL_GAPS,
    ReasonKind.HEALTH: Deed.SEE_HEALTH_WORDS,
}
"""What lets the reader look behind a reason."""

_FARTHEST = timedelta(days=10 * 366)
"""A week is shown if it lies within ten years."""


@require_GET
def training(request: HttpRequest, code: str) -> HttpResponse:
    """Show a week of an entry's training, its load and its plan."""
    one, entry = training_for(request, code)
    today = timezone.localdate(now())
    week = _week(request.GET, today)
    sees = frozenset(kind for kind, deed in _SIGHT.items() if allowed(request, deed, skill=entry.skill))
    around = frame_of(request, one, entry) | {
        "days": days_of(one, week, today, logs=allowed(request, Deed.LOG_TRAINING, skill=entry.skill)),
        "week": around_week(week),
        "open_week": one.open_week(today),
        "sums": sums_of(one, week),
        "sections": sections_of(one, week, _section_names(entry)),
        "warnings": looked_at(one, week, today),
        "chart": chart_of(one, week, today),
        "chip": state_in(one, week, today),
        "versions": [version_of(line, one.skill.number, sees) for line in one.versions],
        "plans": allowed(request, Deed.PLAN_TRAINING, skill=entry.skill),
    }
    return render(request, "training/plans/plan.html", around)


@require_POST
def carry_on(request: HttpRequest, code: str) -> HttpResponse:
    """Take the last week of the plan over into the one that the key named; a second click for it only shows it."""
    _one, entry = training_for(request, code)
    week = _week(request.POST, timezone.localdate(now()))
    done, faults = tried(lambda: carry_plan_on(entry, week, by=request.user, at=now()))
    if done:
        words = gettext("Version %(number)s carries the plan on unchanged.")
        messages.success(request, words % {"number": done.number})
    else:
        messages.warning(request, " ".join(line.sentence for line in lines_of(faults)))
    return redirect(f"{reverse('training', args=[code])}?week={week.isoformat()}")


def training_for(request: HttpRequest, code: str) -> tuple[Training, Entry]:
    """Return the training of an entry, if the reader may see it.

    Raises
    ------
    Http404
        If there is no such entry, or it is not for the reader.
    """
    campaign = campaign_of(request)
    found = trainings_for(request.user, campaign, only=code)
    if not found:
        raise Http404
    return found[0], Entry.objects.select_related("skill", "campaign").get(campaign=campaign, code=code)


def frame_of(request: HttpRequest, one: Training, entry: Entry, title: str = "") -> dict[str, Any]:
    """Return what the frame of a screen needs."""
    crumbs = [{"url": reverse("trainings"), "label": gettext("Training")}]
    named = f"{one.entry} {'、'.join(one.team)}"
    if title:
        crumbs.append({"url": reverse("training", args=[one.entry]), "label": named})
    ways = []
    if not title and allowed(request, Deed.LOG_TRAINING, skill=entry.skill):
        ways.append(
            {"url": reverse("log_session", args=[one.entry]), "label": gettext("Log a session"), "icon": "check"}
        )
    if not title and allowed(request, Deed.OPEN_CALENDAR):
        label = gettext("Calendar on the telephone")
        ways.append({"url": reverse("calendar_address"), "label": label, "icon": "calendar"})
    return {
        "crumbs": crumbs,
        "title": title or named,
        "subtitle": f"{one.skill.number} {name_of(one.skill)}",
        "actions": ways,
        "code": one.entry,
        "training": one,
    }


def _section_names(entry: Entry) -> dict[str, str]:
    return {one.number: f"§{one.number} {name_of(one)}" for one in sections_known_in(entry.skill)}


def _week(said: QueryDict, today: date) -> date:
    """Return the Monday of the week that was asked for, or today if it was none or lies out of sight."""
    try:
        day = date.fromisoformat(said.get("week", ""))
    except ValueError:
        return today
    return monday_of(day) if abs(day - today) <= _FARTHEST else today
