"""A session logged in a minute from the telephone: what was planned stands there already."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.access import Deed
from beizhan.core.training.sessions import HARDEST, LONGEST_SESSION
from beizhan.models.training.plans import PlannedSession
from beizhan.pages.kit import form_screen, now, required, tried
from beizhan.pages.training.plans.plan import frame_of, training_for
from beizhan.pages.training.plans.week import load_words, looked_at, waiting_among
from beizhan.queries.training.plans import PlannedLine, Training

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_SHOWN = 6
_DEFAULTS = {"minutes": 60, "effort": 5}


class LogForm(forms.Form):
    """What was done: the effort is what was felt over the whole session."""

    effort = forms.TypedChoiceField(
        label=_("How hard it was, 0 (rest) to 10 (as hard as can be)"),
        choices=[(number, str(number)) for number in range(HARDEST + 1)],
        coerce=int,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=_("Minutes"),
        min_value=1,
        max_value=LONGEST_SESSION,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    words = forms.CharField(
        label=_("Anything to remember"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500, required=False
    )
    title = forms.CharField(label=_("What was trained"), max_length=120)
    day = forms.DateField(label=_("Day"), widget=_DAY)


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, code: str) -> HttpResponse:
    """Log a session: a planned one with two taps, or one besides."""
    one, entry = training_for(request, code)
    required(request, Deed.LOG_TRAINING, skill=entry.skill)
    today = timezone.localdate(now())
    waiting, line = waiting_among(one.planned, today)[:_SHOWN], _chosen(request, one)
    form, faults = LogForm(request.POST or None, initial=_first(line) | ({} if line else {"day": today})), ()
    if request.method == "POST" and form.is_valid():
        facts = _facts(form, line)
        done, faults = tried(lambda: log_session(entry, facts, by=request.user, at=now()))
        if done:
            messages.success(request, gettext("Logged: %(title)s") % {"title": done.title})
            return redirect(f"{reverse('training', args=[code])}?week={done.day.isoformat()}")
    around = frame_of(request, one, entry, gettext("Log a session"))
    shown = {
        "waiting": waiting,
        "chosen": line,
        "planned": load_words(line.session.minutes, line.session.effort) if line else "",
        "warnings": looked_at(one, today, today),
        "cancel_url": reverse("training", args=[code]),
    }
    return form_screen(request, form, faults, template="training/plans/log.html", **shown, **around)


def _chosen(request: HttpRequest, one: Training) -> PlannedLine | None:
    """Return the planned session that is told of; one that is not of this plan is not there."""
    key = request.GET.get("session", "")
    if not key:
        return None
    line = next((line for line in one.planned if str(line.id) == key), None)
    if line is None:
        raise Http404
    return line


def _first(line: PlannedLine | None) -> dict[str, Any]:
    if line is None:
        return dict(_DEFAULTS)
    told, session = line.done, line.session
    return {
        "day": session.day,
        "title": session.title,
        "minutes": told.minutes if told else session.minutes,
        "effort": told.effort if told else session.effort,
        "words": told.words if told else "",
    }


def _facts(form: LogForm, line: PlannedLine | None) -> DoneFacts:
    said = form.cleaned_data
    planned = PlannedSession.objects.select_related("version__plan").get(pk=line.id) if line else None
    section = line.session.section if line else ""
    return DoneFacts(said["day"], said["minutes"], said["effort"], said["title"], section, said["words"], planned)
