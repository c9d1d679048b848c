"""A new version of a plan: last week's sessions to begin with, and why it differs."""

from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from typing import Any

from django import forms
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.training.plans import PlanFacts, Reasons, lay_down_plan
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.training.sessions import HARDEST, LONGEST_SESSION, WEEK, Session, carried
from beizhan.models.analysis.gaps import Gap
from beizhan.models.analysis.views import View
from beizhan.models.documents.changes import Change
from beizhan.pages.kit import form_screen, now, required, tried
from beizhan.pages.training.plans.faults_beside import Place, told_beside
from beizhan.pages.training.plans.plan import frame_of, training_for
from beizhan.pages.words import way_in_words
from beizhan.queries.training.plans import Training
from beizhan.queries.training.reasons import ReasonsOffered, reasons_for

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_MANY = forms.CheckboxSelectMultiple
_LEAST_ROWS, _BLANK_ROWS, _MOST_ROWS = 8, 4, 60
"""A page of sessions has at least eight rows, and four blank ones after those of last week."""


class VersionForm(forms.Form):
    """From when to when a version holds, and why it differs."""

    starts = forms.DateField(label=_("From"), widget=_DAY)
    ends = forms.DateField(label=_("To"), widget=_DAY)
    changes = forms.MultipleChoiceField(label=_("Because of changes"), widget=_MANY, required=False)
    gaps = forms.MultipleChoiceField(label=_("Because of gaps"), widget=_MANY, required=False)
    views = forms.MultipleChoiceField(label=_("Because of views"), widget=_MANY, required=False)
    health = forms.CharField(
        label=_("Because of health"),
        max_length=300,
        required=False,
        help_text=_("Only coach, experts and competitor read these words."),
    )
    words = forms.CharField(label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}), required=False)

    def __init__(self, *args: Any, offered: ReasonsOffered, **kwargs: Any) -> None:
        """Offer what is open."""
        super().__init__(*args, **kwargs)
        for name in ("changes", "gaps", "views"):
            self.fields[name].choices = [(str(key), way_in_words(words)) for key, words in getattr(offered, name)]
            if not self.fields[name].choices:
                del self.fields[name]

    def reasons(self) -> Reasons:
        """Return why it differs as the deed wants it."""
        said = self.cleaned_data
        return Reasons(
            tuple(Change.objects.filter(pk__in=said.get("changes", ()))),
            tuple(Gap.objects.filter(pk__in=said.get("gaps", ()))),
            tuple(View.objects.filter(pk__in=said.get("views", ()))),
            said["health"],
        )


class SessionForm(forms.Form):
    """One session; a row without a title is no session."""

    day = forms.DateField(label=_("Day"), widget=_DAY, required=False)
    begins = forms.TimeField(
        label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=False
    )
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST_SESSION, required=False)
    effort = forms.IntegerField(label=_("Effort 0–10"), min_value=0, max_value=HARDEST, required=False)
    title = forms.CharField(label=_("What is trained"), max_length=120, required=False)
    section = forms.ChoiceField(label=_("Section"), required=False)

    def __init__(self, *args: Any, sections: tuple[tuple[str, str], ...] = (), **kwargs: Any) -> None:
        """Offer the sections of the skill."""
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [("", "–"), *sections]

    def clean(self) -> dict[str, Any]:
        """Ask for the rest of a row that has a title."""
        said = super().clean() or {}
        for name in ("day", "begins", "minutes", "effort"):
            if said.get("title") and said.get(name) is None and name not in self.errors:
                self.add_error(name, _("This is needed."))
        return said


@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: str) -> HttpResponse:
    """Lay down a new version, or bring back what was typed with more blank rows."""
    one, entry = training_for(request, code)
    required(request, Deed.PLAN_TRAINING, skill=entry.skill)
    offered = reasons_for(request.user, entry, at=now())
    first = one.open_week(timezone.localdate(now()))
    dates = {"starts": first, "ends": first + WEEK - timedelta(days=1)}
    form, faults = VersionForm(request.POST or None, offered=offered, initial=dates), ()
    rows, wants_rows = _rows(request, one, first, offered), "more" in request.POST
    if request.method == "POST" and not wants_rows and form.is_valid() and rows.is_valid():
        facts = _facts(form, rows)
        done, faults = tried(lambda: lay_down_plan(entry, facts, by=request.user, at=now()))
        if done:
            return redirect(f"{reverse('training', args=[code])}?week={done.starts.isoformat()}")
        faults = told_beside(faults, lambda fault: (*_dates_of(fault, form), *_rows_of(fault, rows)))
    around = frame_of(request, one, entry, gettext("New version of the plan"))
    around |= {"template": "training/plans/write.html", "rows": rows, "cancel_url": reverse("training", args=[code])}
    screen = form_screen(request, form, faults, **around)
    screen.status_code = HTTPStatus.OK if wants_rows else screen.status_code
    return screen


def _rows(request: HttpRequest, one: Training, first: date, offered: ReasonsOffered) -> forms.BaseFormSet:
    """Return the rows of sessions, to begin with those of the last week of the plan, moved to the week that comes."""
    before = carried([line.session for line in one.planned], first)
    names = ("day", "begins", "minutes", "effort", "title", "section")
    initial = [{name: getattr(session, name) for name in names} for session in before]
    blank = max(_BLANK_ROWS, _LEAST_ROWS - len(initial))
    kind = formset_factory(SessionForm, extra=blank, max_num=_MOST_ROWS)
    around = {"initial": initial, "prefix": "rows", "form_kwargs": {"sections": offered.sections}}
    rows, typed = kind(request.POST or None, **around), request.POST.copy()
    if "more" in typed:
        typed["rows-TOTAL_FORMS"] = str(min(_MOST_ROWS, rows.total_form_count() + _BLANK_ROWS))
        return kind(typed, **around)
    return rows


def _dates_of(fault: Fault, form: VersionForm) -> Iterator[Place]:
    """Yield the days of the version that a fault is about."""
    if fault.code in ("plan_ends_before_it_starts", "plan_too_long"):
        yield form, "ends"
    if fault.code == "plan_day_too_far":
        said = form.cleaned_data
        yield from ((form, name) for name in ("starts", "ends") if said[name].isoformat() == fault.facts["day"])


def _rows_of(fault: Fault, rows: forms.BaseFormSet) -> Iterator[Place]:
    """Yield the fields of the sessions that a fault is about."""
    for row in rows:
        said = row.cleaned_data
        if said.get("title") and said["day"].isoformat() == fault.facts.get("day"):
            if fault.code == "session_outside":
                yield row, "day"
            if fault.code == "sessions_overlap" and f"{said['begins']:%H:%M}" == fault.facts["begins"]:
                yield row, "begins"


def _facts(form: VersionForm, rows: forms.BaseFormSet) -> PlanFacts:
    sessions = [
        Session(said["day"], said["begins"], said["minutes"], said["effort"], said["title"], said["section"])
        for said in (row.cleaned_data for row in rows)
        if said.get("title")
    ]
    said = form.cleaned_data
    return PlanFacts(said["starts"], said["ends"], sessions, form.reasons(), said["words"])
