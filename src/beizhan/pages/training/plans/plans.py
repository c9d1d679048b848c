"""Training at a glance: who has a plan, what of this week is done, and what wants a look."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.training.load import weeks_of
from beizhan.core.training.sessions import monday_of
from beizhan.pages.kit import allowed, campaign_of, now, required
from beizhan.pages.training.plans.week import looked_at
from beizhan.pages.words import name_of
from beizhan.queries.training.plans import PlannedLine, Training, trainings_for


@require_GET
def trainings(request: HttpRequest) -> HttpResponse:
    """Show the training of every entry the reader may see; whoever sees only one goes there at once."""
    required(request, Deed.SEE_TRAINING)
    today = timezone.localdate(now())
    found = trainings_for(request.user, campaign_of(request))
    if len(found) == 1:
        return redirect("training", found[0].entry)
    ways = []
    if allowed(request, Deed.OPEN_CALENDAR):
        label = gettext("Calendar on the telephone")
        ways.append({"url": reverse("calendar_address"), "label": label, "icon": "calendar"})
    around = {
        "title": gettext("Training"),
        "subtitle": gettext("Plan against done, week by week."),
        "actions": ways,
        "rows": [_row(one, today) for one in sorted(found, key=lambda one: (not one.versions, one.entry))],
    }
    return render(request, "training/plans/plans.html", around)


def state_of(one: Training, today: date) -> dict[str, str]:
    """Return whether any version covers today or a later day, and whether what was due is done; grey if nothing was."""
    if one.ends is None:
        return {"state": "grey", "label": pgettext("a plan", "No plan")}
    if one.ends < today:
        return {"state": "red", "label": pgettext("a plan", "Run out")}
    return _told_of(one.due_by(today), is_on=one.on(today) is not None)


def state_in(one: Training, week: date, today: date) -> dict[str, str]:
    """Return whether what was due of the week of a day is done; of this week also whether the plan has run out."""
    monday, this = monday_of(week), monday_of(today)
    if one.ends is None or (one.ends < today and monday == this):
        return state_of(one, today)
    if monday < this and not one.planned_in(week):
        return {"state": "grey", "label": pgettext("a plan", "Nothing planned")}
    return _told_of(one.due_in(week, today), is_on=True)


def _told_of(due: Sequence[PlannedLine], *, is_on: bool) -> dict[str, str]:
    if missed := sum(line.done is None for line in due):
        return {"state": "amber", "label": gettext("%(count)s not logged") % {"count": missed}}
    if not due or not is_on:
        return {"state": "grey", "label": pgettext("a plan", "Nothing due yet")}
    return {"state": "green", "label": pgettext("a plan", "On course")}


def _row(one: Training, today: date) -> dict[str, Any]:
    planned = one.planned_in(today)
    (week,) = weeks_of(one.efforts(today), today, 1)
    return {
        "training": one,
        "skill": f"{one.skill.number} {name_of(one.skill)}",
        "who": "、".join(one.team),
        "url": reverse("training", args=[one.entry]),
        "done": sum(line.done is not None for line in planned),
        "planned": len(planned),
        "load": week.load,
        "unplanned": not one.versions and not week.sessions,
        "version": one.on(today) or one.latest,
        "warnings": len(looked_at(one, today, today)),
        "chip": state_of(one, today),
    }
