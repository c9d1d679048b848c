"""A session logged in a minute from the telephone: what was planned stands there already."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

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
from beizhan.core.faults import Fault
from beizhan.core.training.sessions import HARDEST, LONGEST_SESSION
from beizhan.models.training.plans import DoneSession, PlannedSession
from beizhan.pages.kit import form_screen, now, required, tried
from beizhan.pages.training.plans.faults_beside import told_beside
from beizhan.pages.training.plans.plan import frame_of, training_for
from beizhan.pages.training.plans.week import load_words, looked_at, waiting_among
from beizhan.queries.training.plans import DoneLine, PlannedLine, Training

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_SHOWN = 6
_DEFAULTS = {"minutes": 60, "effort": 5}
_OF_THE_DAY = {"session_ahead", "session_long_ago"}
"""The faults that are about the day alone."""

L = TypeVar("L")


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
    known = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, besides: bool = False, **kwargs: Any) -> None:
        """Ask first what was trained, if it was not planned."""
        super().__init__(*args, **kwargs)
        if besides:
            self.order_fields(("title",))


@require_http_methods(["GET", "POST"])
def log(request: HttpRequest, code: str) -> HttpResponse:
    """Log a session: a planned one with two taps, one besides, or one besides once more because it was told wrongly."""
    one, entry = training_for(request, code)
    required(request, Deed.LOG_TRAINING, skill=entry.skill)
    today = timezone.localdate(now())
    line = _planned_line(request, one)
    told = _chosen(request, "told", {str(line.first): line for line in one.besides})
    form, faults, twin = LogForm(request.POST or None, initial=_first(line, told, today), besides=not line), (), None
    if request.method == "POST" and form.is_valid():
        facts = _facts(form, line, told)
        done, faults = tried(lambda: log_session(entry, facts, by=request.user, at=now()))
        if done:
            messages.success(request, gettext("Logged: %(title)s") % {"title": done.title})
            return redirect(f"{reverse('training', args=[code])}?week={done.day.isoformat()}")
        faults = told_beside(faults, lambda fault: [(form, "day")] if fault.code in _OF_THE_DAY else [])
        form, twin = _once_more(request, form, training_for(request, code)[0], faults)
    around = frame_of(request, one, entry, gettext("Correct a session") if told else gettext("Log a session"))
    shown = {
        "waiting": waiting_among(one.planned, today)[:_SHOWN],
        "chosen": line,
        "planned": load_words(line.session.minutes, line.session.effort) if line else "",
        "logged": _logged(line.done if line else told),
        "twin_url": twin,
        "warnings": looked_at(one, today, today),
        "cancel_url": reverse("training", args=[code]),
    }
    return form_screen(request, form, faults, template="training/plans/log.html", **shown, **around)


def _planned_line(request: HttpRequest, one: Training) -> PlannedLine | None:
    """Return the session in force for the one that the address names; say so if a newer version has left it out."""
    in_force = {line.id: line for line in one.planned}
    lines = {str(named): in_force.get(meant) for named, meant in one.counting_for.items()}
    line = _chosen(request, "session", lines)
    if line is None and request.GET.get("session"):
        messages.info(request, gettext("This session is no longer planned: what you log counts beside the plan."))
    return line


def _chosen(request: HttpRequest, name: str, lines: Mapping[str, L]) -> L | None:
    """Return the session that the address names, planned or besides; one that is not of this entry is not there."""
    wanted = request.GET.get(name, "")
    if wanted and wanted not in lines:
        raise Http404
    return lines.get(wanted)


def _first(line: PlannedLine | None, besides: DoneLine | None, today: date) -> dict[str, Any]:
    """Return what stands in the form at first: what was told, or else what was planned, or else an hour today."""
    told = line.done if line else besides
    if told:
        return {name: getattr(told, name) for name in ("day", "title", "minutes", "effort", "words")}
    if line:
        return {name: getattr(line.session, name) for name in ("day", "title", "minutes", "effort")}
    return _DEFAULTS | {"day": today}


def _logged(told: DoneLine | None) -> dict[str, Any]:
    return {"line": told, "load": load_words(told.minutes, told.effort)} if told else {}


def _once_more(request: HttpRequest, form: LogForm, one: Training, faults: Iterable[Fault]) -> tuple[LogForm, str]:
    """Return the form as it may be sent as another session of the same title, and the way to correct the one told."""
    if form.errors or not any(fault.code == "session_told_already" for fault in faults):
        return form, ""
    said = form.cleaned_data
    told = one.told_on(said["day"], said["title"])
    if told is None:
        return form, ""
    typed = request.POST.copy()
    typed["known"] = str(told.id)
    planned = next((line.id for line in one.planned if line.done == told), None)
    way = f"session={planned}" if planned else f"told={told.first}"
    return LogForm(typed, besides=True), f"{reverse('log_session', args=[one.entry])}?{way}"


def _facts(form: LogForm, line: PlannedLine | None, besides: DoneLine | None) -> DoneFacts:
    said = form.cleaned_data
    planned = PlannedSession.objects.select_related("version__plan").get(pk=line.id) if line else None
    section = line.session.section if line else besides.section if besides else ""
    place = (said["day"], said["minutes"], said["effort"], said["title"], section, said["words"])
    replaces = DoneSession.objects.get(pk=besides.id) if besides else None
    return DoneFacts(*place, planned, replaces, said["known"] or 0)
