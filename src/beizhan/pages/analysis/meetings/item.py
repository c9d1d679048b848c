"""One item of a review meeting decided: who acts by when, or that it is noted or deferred."""

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.analysis.meetings import DecisionFacts, bring_up, decide_item
from beizhan.core.access import Deed
from beizhan.core.analysis.agenda import ItemKind, Verdict
from beizhan.models.analysis.meetings import Meeting
from beizhan.models.skills import Skill
from beizhan.pages.analysis.frame import offered
from beizhan.pages.analysis.meetings.frame import crumbs_of, hall_for, meeting_in
from beizhan.pages.analysis.meetings.lines import line_of
from beizhan.pages.analysis.words import VERDICTS
from beizhan.pages.choices import person_in
from beizhan.pages.kit import form_screen, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.holders import holders_for
from beizhan.queries.analysis.meetings import ItemLine, meeting_page_of

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
USUAL_TIME = timedelta(days=7)
"""How long somebody has to act where nobody says otherwise."""


class DecisionForm(forms.Form):
    """What is decided."""

    verdict = forms.ChoiceField(label=_("Decision"), widget=forms.RadioSelect)
    words = forms.CharField(label=_("In words"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000)
    owner = forms.ChoiceField(label=_("Who acts"), required=False)
    due = forms.DateField(label=_("By which day"), widget=_DAY, required=False)

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        """Offer the people who have a part in the analysis of the skills."""
        super().__init__(*args, **kwargs)
        people = {one.login: one.name for skill in skills for one in holders_for(skill, Deed.SEE_ANALYSIS)}
        self.fields["verdict"].choices = offered(VERDICTS.items())
        self.fields["owner"].choices = [("", "–"), *((login, f"{name} · {login}") for login, name in people.items())]

    def facts(self) -> DecisionFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return DecisionFacts(Verdict(said["verdict"]), said["words"], person_in(said["owner"]), said["due"])


class BringUpForm(DecisionForm):
    """Something that no record asks for, with its decision."""

    skill = forms.ChoiceField(label=_("Skill"))
    title = forms.CharField(label=_("What it is about"), max_length=200)
    field_order = ("skill", "title", "verdict", "words", "owner", "due")

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        """Offer the skills of the meeting."""
        super().__init__(*args, skills=skills, **kwargs)
        self.fields["skill"].choices = [(one.number, f"{one.number} {name_of(one)}") for one in skills]


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, key: int, kind: str, ref: str) -> HttpResponse:
    """Decide an item, and go on to the next that waits."""
    hall = hall_for(request, Deed.DECIDE_ITEM)
    row, heard = meeting_in(hall, key)
    lines = {} if hasattr(row, "minutes") else _lines(row, heard)
    line = lines.get((kind, ref))
    if line is None:
        raise Http404
    skills = [one for one in hall.which(Deed.DECIDE_ITEM) if one.number == line.item.skill]
    form, faults = DecisionForm(request.POST or None, skills=skills, initial=_first(row, line)), ()
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        done, faults = tried(lambda: decide_item(row, ItemKind(kind), ref, facts, by=request.user, at=now()))
        if done:
            return redirect(f"{reverse('meeting', args=[key])}#{kind}-{ref}")
    around = _around(row) | {"title": gettext("Decide"), "item": line_of(line, key, decides=False)}
    return form_screen(request, form, faults, template="analysis/meetings/item.html", **around)


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest, key: int) -> HttpResponse:
    """Bring something up and decide it."""
    hall = hall_for(request, Deed.DECIDE_ITEM)
    row, heard = meeting_in(hall, key)
    skills = [one for one in hall.which(Deed.DECIDE_ITEM) if one.pk in heard]
    first = {"verdict": Verdict.ACT, "due": row.held_on + USUAL_TIME}
    form, faults = BringUpForm(request.POST or None, skills=skills, initial=first), ()
    if request.method == "POST" and form.is_valid():
        skill = next(one for one in skills if one.number == form.cleaned_data["skill"])
        title, facts = form.cleaned_data["title"], form.facts()
        done, faults = tried(lambda: bring_up(row, skill, title, facts, by=request.user, at=now()))
        if done:
            return redirect("meeting", key)
    around = _around(row) | {"title": gettext("Bring something up")}
    return form_screen(request, form, faults, template="analysis/form.html", **around)


def _lines(row: Meeting, heard: list[int]) -> dict[tuple[str, str], ItemLine]:
    page = meeting_page_of(row, heard, at=now())
    return {(one.item.kind, one.item.ref): one for one in page.items}


def _around(row: Meeting) -> dict[str, Any]:
    return {"crumbs": crumbs_of(row), "cancel_url": reverse("meeting", args=[row.pk])}


def _first(row: Meeting, line: ItemLine) -> dict[str, object]:
    if line.decision is None:
        return {"verdict": Verdict.ACT, "due": row.held_on + USUAL_TIME}
    decided, owner = line.decision.decided, line.decision.owner
    login = owner.login if owner else ""
    return {"verdict": decided.verdict, "words": decided.words, "owner": login, "due": decided.due}
