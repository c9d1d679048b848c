"""Who is in which skill for whom: entered, changed while nothing is drawn, withdrawn with a reason."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.campaign.entries import EntryFacts, change_entry, enter_competitors, faults_of, withdraw_entry
from beizhan.core.access import Deed, Party
from beizhan.models.campaign import Campaign, Entry
from beizhan.pages.choices import body_choices, body_in, person_choices, person_in, skill_choices, skill_in
from beizhan.pages.kit import allowed, campaign_of, form_screen, lines_of, now, required, tried
from beizhan.pages.words import name_of
from beizhan.queries.campaign import EntryLine, entries_of

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_BORN = _("Only where the age limit must be checked.")


class EntryForm(forms.Form):
    """An entry: one competitor, or a team of two."""

    skill = forms.ChoiceField(label=_("Skill"))
    code = forms.CharField(label=_("Code of the entry"), max_length=32)
    unit = forms.ChoiceField(label=_("Competitor's unit"))
    base = forms.ChoiceField(label=_("Training base"), required=False)
    coach = forms.ChoiceField(label=_("Coach"), required=False)
    competitor_1 = forms.ChoiceField(label=_("Competitor"))
    born_1 = forms.DateField(label=_("Day of birth"), required=False, widget=_DAY, help_text=_BORN)
    competitor_2 = forms.ChoiceField(label=_("Second competitor (teams of two)"), required=False)
    born_2 = forms.DateField(label=_("Day of birth of the second"), required=False, widget=_DAY)

    def __init__(self, *args: Any, campaign: Campaign, **kwargs: Any) -> None:
        """Offer the skills, bodies and people of the campaign."""
        super().__init__(*args, **kwargs)
        people = person_choices(campaign)
        self.fields["skill"].choices = skill_choices(campaign)
        self.fields["unit"].choices = body_choices(campaign, (Party.UNIT,))
        self.fields["base"].choices = body_choices(campaign, (Party.BASE,))
        for name in ("coach", "competitor_1", "competitor_2"):
            self.fields[name].choices = people


class WithdrawalForm(forms.Form):
    """Why an entry is withdrawn."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


@require_GET
def entries(request: HttpRequest) -> HttpResponse:
    """Show the entries, of all skills or of one."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_PEOPLE)
    wanted = request.GET.get("skill", "")
    keeps = allowed(request, Deed.ENTER_COMPETITORS)
    add_action = {"url": reverse("add_entry"), "label": gettext("Enter a competitor"), "icon": "plus", "primary": True}
    found = [_row(one) for one in entries_of(campaign) if wanted in ("", one.skill.number)]
    around = {
        "title": gettext("Entries"),
        "subtitle": gettext("Who is in which skill for whom."),
        "actions": [add_action] if keeps else [],
        "entries": found,
        "skills": skill_choices(campaign, empty=gettext("All skills")),
        "wanted": wanted,
        "keeps": keeps,
    }
    return render(request, "campaign/entries.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Enter a competitor or a team."""
    campaign = campaign_of(request)
    required(request, Deed.ENTER_COMPETITORS)
    form, faults = EntryForm(request.POST or None, campaign=campaign, initial={"skill": request.GET.get("skill")}), ()
    if request.method == "POST" and form.is_valid():
        facts = _facts_in(form, campaign)
        row, faults = tried(lambda: enter_competitors(campaign, facts, by=request.user, at=now()))
        if row:
            return redirect("entry", row.pk)
    around = {
        "title": gettext("Enter a competitor"),
        "crumbs": [{"url": reverse("entries"), "label": gettext("Entries")}],
        "intro": gettext("People and their units must be written down first."),
        "cancel_url": reverse("entries"),
    }
    return form_screen(request, form, faults, **around)


@require_http_methods(["GET", "POST"])
def entry(request: HttpRequest, key: str) -> HttpResponse:
    """Show one entry, what wants a look in it, and change it."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_PEOPLE)
    row = get_object_or_404(Entry, campaign=campaign, pk=key)
    line = next(one for one in entries_of(campaign, skill=row.skill) if one.id == row.pk)
    form = _form_of(request, campaign, line)
    faults = faults_of(campaign, _facts_now(row, line)) if line.withdrawn_at is None else ()
    if request.method == "POST" and form.is_valid():
        facts = _facts_in(form, campaign)
        _done, faults = tried(lambda: change_entry(row, facts, by=request.user, at=now()))
        if not faults:
            return redirect("entry", row.pk)
    around = {
        "title": line.code,
        "subtitle": f"{line.skill.number} {name_of(line.skill)}",
        "crumbs": [{"url": reverse("entries"), "label": gettext("Entries")}],
        "entry": _row(line),
        "withdrawal": WithdrawalForm(),
        "keeps": allowed(request, Deed.ENTER_COMPETITORS) and line.withdrawn_at is None,
    }
    return form_screen(request, form, faults, template="campaign/entry.html", **around)


@require_POST
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Take an entry out of its skill."""
    row = get_object_or_404(Entry, campaign=campaign_of(request), pk=key)
    reason = request.POST.get("reason", "")
    _done, faults = tried(lambda: withdraw_entry(row, reason=reason, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("entry", key)


def _form_of(request: HttpRequest, campaign: Campaign, line: EntryLine) -> EntryForm:
    team = {f"competitor_{number}": member.who.login for number, member in enumerate(line.team, 1)}
    born = {f"born_{number}": member.born for number, member in enumerate(line.team, 1)}
    first = {
        "skill": line.skill.number,
        "code": line.code,
        "unit": line.unit.code,
        "base": line.base.code if line.base else "",
        "coach": line.coach.login if line.coach else "",
    }
    form = EntryForm(request.POST or None, campaign=campaign, initial=first | team | born)
    form.fields["skill"].disabled = form.fields["code"].disabled = True
    return form


def _facts_in(form: EntryForm, campaign: Campaign) -> EntryFacts:
    said = form.cleaned_data
    team = ((person_in(said[f"competitor_{number}"]), said[f"born_{number}"]) for number in (1, 2))
    return EntryFacts(
        skill_in(campaign, said["skill"]),
        said["code"],
        body_in(campaign, said["unit"]),
        body_in(campaign, said["base"]),
        person_in(said["coach"]),
        tuple((person, born) for person, born in team if person),
    )


def _facts_now(row: Entry, line: EntryLine) -> EntryFacts:
    team = tuple((person_in(member.who.login), member.born) for member in line.team)
    return EntryFacts(row.skill, row.code, row.unit, row.base, row.coach, team)


def _row(one: EntryLine) -> dict[str, Any]:
    return {
        "url": reverse("entry", args=[one.id]),
        "withdraw_url": reverse("withdraw_entry", args=[one.id]),
        "code": one.code,
        "skill": f"{one.skill.number} {name_of(one.skill)}",
        "skill_url": reverse("skill", args=[one.skill.number]),
        "unit": name_of(one.unit),
        "base": name_of(one.base) if one.base else "",
        "coach": one.coach.name if one.coach else "",
        "team": [{"name": member.who.name, "url": reverse("person", args=[member.who.id])} for member in one.team],
        "withdrawn_at": one.withdrawn_at,
        "reason": one.reason,
    }
