"""A week of training as screens show it: days with their sessions, load week by week, and what wants a look."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, pgettext

from beizhan.core.follow_through.facts import ReasonKind
from beizhan.core.training.load import nights_of, warnings_of, weeks_of
from beizhan.core.training.sessions import WEEK, monday_of
from beizhan.pages.kit import Line, lines_of
from beizhan.pages.training.words import PLAN_REASONS
from beizhan.pages.words import way_in_words
from beizhan.queries.training.plans import DoneLine, PlannedLine, ReasonLine, Training, VersionLine

_WEEKS = 8


def days_of(one: Training, week: date, today: date, *, logs: bool) -> list[dict[str, Any]]:
    """Return the seven days of a week with what was planned and what was done."""
    planned = one.planned_in(week)
    days = []
    for day in (monday_of(week) + timedelta(days=number) for number in range(7)):
        sessions = [_planned(one.entry, line, today, logs=logs) for line in planned if line.session.day == day]
        sessions += [_besides(one.entry, line, logs=logs) for line in one.besides if line.day == day]
        days.append({"day": day, "is_today": day == today, "sessions": sessions})
    return days


def sums_of(one: Training, week: date) -> dict[str, Any]:
    """Return plan against done of a week: sessions, minutes, load."""
    planned = one.planned_in(week)
    (plan,) = weeks_of(one.planned_efforts(), week, 1)
    (done,) = weeks_of(one.efforts(date.max), week, 1)
    return {
        "planned": len(planned),
        "done": sum(line.done is not None for line in planned),
        "besides": sum(monday_of(line.day) == monday_of(week) for line in one.besides),
        "minutes": plan.minutes,
        "done_minutes": done.minutes,
        "load": plan.load,
        "done_load": done.load,
        "ratio": "" if done.ratio is None else f"{done.ratio:.2f}",
    }


def sections_of(one: Training, week: date, names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return plan against done of a week section by section, by what was planned most; what has no section at the end.

    Parameters
    ----------
    one : Training
        The training.
    week : date
        A day of the week.
    names : mapping of str
        What each section is called, by its number.
    """
    monday, planned, done = monday_of(week), Counter[str](), Counter[str]()
    for line in one.planned_in(week):
        planned[line.session.section] += line.session.minutes
    for told in one.done():
        if monday <= told.day < monday + WEEK:
            done[told.section] += told.minutes
    order = sorted({*planned, *done}, key=lambda key: (not key, -planned[key], -done[key], key))
    return [
        {
            "name": names.get(key, f"§{key}") if key else gettext("Of no section"),
            "planned": planned[key],
            "done": done[key],
        }
        for key in order
    ]


def looked_at(one: Training, week: date, today: date) -> list[Line]:
    """Return what wants a look in a week, in words; each screen that tells or counts it asks here."""
    nights = nights_of([line.session for line in one.planned], week)
    return lines_of((*warnings_of(one.efforts(today), week), *nights))


def chart_of(one: Training, week: date, today: date) -> dict[str, Any] | None:
    """Return the load of eight weeks, as planned and as done; nothing where nothing was planned or done."""
    last = max(monday_of(week), monday_of(today))
    planned = weeks_of(one.planned_efforts(), last, _WEEKS)
    done = weeks_of(one.efforts(date.max), last, _WEEKS)
    if not any(one.load for one in (*planned, *done)):
        return None
    names = [f"{one.monday:%m-%d}" for one in planned]
    return {
        "id": "load",
        "title": gettext("Load by week (session RPE × minutes)"),
        "drawing": {
            "type": "bar",
            "categories": names,
            "series": [
                {"name": pgettext("load", "Planned"), "values": [one.load for one in planned], "state": "grey"},
                {"name": pgettext("load", "Done"), "values": [one.load for one in done]},
            ],
        },
        "heads": [gettext("Week of"), pgettext("load", "Planned"), pgettext("load", "Done")],
        "figures": [[name, plan.load, did.load] for name, plan, did in zip(names, planned, done, strict=True)],
    }


def version_of(one: VersionLine, skill: str, sees: frozenset[ReasonKind]) -> dict[str, Any]:
    """Return a version with its reasons; words on health, and the ways to the others, only for those who may see."""
    reasons = [_reason(reason, skill, sees) for reason in one.reasons]
    if not reasons:
        words = gettext("The first plan") if one.number == 1 else gettext("Carried on unchanged")
        reasons = [{"kind": words, "words": "", "url": ""}]
    return {"version": one, "reasons": reasons}


def around_week(week: date) -> dict[str, Any]:
    """Return the ways to the week before and after."""
    monday = monday_of(week)
    return {
        "monday": monday,
        "sunday": monday + WEEK - timedelta(days=1),
        "before": monday - WEEK,
        "after": monday + WEEK,
    }


def _reason(one: ReasonLine, skill: str, sees: frozenset[ReasonKind]) -> dict[str, str]:
    """Return a reason; a view leads nowhere from here, for it is open to those named in it alone."""
    url = ""
    if one.kind is ReasonKind.CHANGE and one.kind in sees:
        url = reverse("change_way", args=[one.ref])
    elif one.kind is ReasonKind.GAP and one.kind in sees:
        url = reverse("gap", args=[skill, one.ref])
    words = one.words if one.kind is not ReasonKind.HEALTH or one.kind in sees else ""
    return {"kind": str(PLAN_REASONS[one.kind]), "words": way_in_words(words), "url": url}


def _planned(entry: str, one: PlannedLine, today: date, *, logs: bool) -> dict[str, Any]:
    session, done = one.session, one.done
    state = "green" if done else "amber" if session.day < today else "grey"
    return {
        "title": session.title,
        "section": session.section,
        "begins": session.begins,
        "plan": load_words(session.minutes, session.effort),
        "done": load_words(done.minutes, done.effort) if done else "",
        "words": done.words if done else "",
        "state": state,
        "url": f"{reverse('log_session', args=[entry])}?session={one.id}" if logs and session.day <= today else "",
    }


def _besides(entry: str, one: DoneLine, *, logs: bool) -> dict[str, Any]:
    return {
        "title": one.title,
        "section": one.section,
        "plan": "",
        "done": load_words(one.minutes, one.effort),
        "words": one.words,
        "state": "green",
        "url": f"{reverse('log_session', args=[entry])}?told={one.first}" if logs else "",
    }


def load_words(minutes: int, effort: int) -> str:
    """Return how long and how hard a session is or was."""
    return gettext("%(minutes)s min · RPE %(effort)s") % {"minutes": minutes, "effort": effort}


def waiting_among(planned: Sequence[PlannedLine], today: date) -> list[PlannedLine]:
    """Return the sessions up to today of which nothing is told yet, the latest first."""
    return sorted(
        (one for one in planned if one.session.day <= today and one.done is None),
        key=lambda one: (one.session.day, one.session.begins),
        reverse=True,
    )
