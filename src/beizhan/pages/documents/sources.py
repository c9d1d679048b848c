"""The sources that are watched: how each stands, when it last answered; and adding one."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.documents.sources import SourceFacts, TermsFacts, add_source
from beizhan.core.access import Deed
from beizhan.core.documents.watching import LONGEST, SHORTEST, SourceKind
from beizhan.models.skills import Skill
from beizhan.pages.choices import person_in
from beizhan.pages.documents.frame import action, frame_of, owner_choices, reader_of, skill_choices, skill_words
from beizhan.pages.documents.words import SOURCE_COLOURS, SOURCE_KINDS, SOURCE_STATES, chip
from beizhan.pages.kit import form_screen, lines_of, now, tried
from beizhan.queries.documents.sources import SourceLine, sources_of


class TermsForm(forms.Form):
    """How a source is watched."""

    owner = forms.ChoiceField(label=_("Who sorts what is new"))
    minutes = forms.IntegerField(label=_("Minutes between two looks"), min_value=SHORTEST, max_value=LONGEST)
    wanted = forms.CharField(
        label=_("Which links count"),
        required=False,
        max_length=200,
        help_text=_("A regular expression of addresses; empty: every file that can be read."),
    )
    ignore = forms.CharField(
        label=_("What counts for nothing"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A regular expression a line, such as a visitor counter; dates of print count for nothing anyway."),
    )

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        """Offer the people who may sort the inbox."""
        super().__init__(*args, **kwargs)
        self.known = {skill.number: skill for skill in skills}
        self.fields["owner"].choices = owner_choices(skills)

    def terms(self) -> TermsFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        rules = tuple(line.strip() for line in said["ignore"].splitlines() if line.strip())
        owner = person_in(said["owner"])
        assert owner is not None
        return TermsFacts(owner, said["minutes"], rules, said["wanted"], said.get("is_watched", True))


class SourceForm(TermsForm):
    """A source with its terms."""

    skill = forms.ChoiceField(label=_("Skill"), required=False)
    kind = forms.ChoiceField(label=_("What lies there"), choices=list(SOURCE_KINDS.items()))
    title = forms.CharField(label=_("Name"), max_length=120)
    address = forms.CharField(
        label=_("Address"), max_length=500, help_text=_("https:// or http://, open to everybody.")
    )
    field_order = ("skill", "kind", "title", "address", "owner", "minutes", "wanted", "ignore")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the skills."""
        super().__init__(*args, **kwargs)
        self.fields["skill"].choices = skill_choices(self.known.values())

    def facts(self) -> SourceFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        skill = self.known.get(said["skill"])
        return SourceFacts(SourceKind(said["kind"]), said["title"], said["address"].strip(), skill)


@require_GET
def sources(request: HttpRequest) -> HttpResponse:
    """Show the sources, the failing first."""
    reader = reader_of(request)
    found = sources_of(reader.campaign, [skill.pk for skill in reader.skills()], at=now())
    keeps = reader.may(Deed.KEEP_SOURCES)
    add_way = action("add_source", gettext("Watch an address"), "plus")
    around = frame_of(
        "sources",
        gettext("Sources"),
        subtitle=gettext("Pages, feeds and files that are looked at again and again."),
        actions=[add_way] if keeps else [],
        rows=[row_of(one) for one in found],
        keeps=keeps,
    )
    return render(request, "documents/sources.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Watch an address from now on."""
    reader = reader_of(request, Deed.KEEP_SOURCES)
    first = {"kind": SourceKind.LIST, "minutes": 180, "owner": request.user.login}
    form, faults = SourceForm(request.POST or None, skills=reader.skills(Deed.KEEP_SOURCES), initial=first), ()
    if request.method == "POST" and form.is_valid():
        facts, terms, named = form.facts(), form.terms(), settings.OUTBOUND_HOSTS
        row, faults = tried(lambda: add_source(reader.campaign, facts, terms, named=named, by=request.user, at=now()))
        if row:
            return redirect("source", row.pk)
    around = frame_of("add_source", gettext("Watch an address"), cancel_url=reverse("sources"))
    return form_screen(request, form, faults, **around)


def row_of(one: SourceLine) -> dict[str, Any]:
    """Return a source as a list shows it."""
    return {
        "one": one,
        "url": reverse("source", args=[one.id]),
        "kind": SOURCE_KINDS[one.kind],
        "skill": skill_words(one.skill),
        "chip": chip(SOURCE_STATES, SOURCE_COLOURS, one.state),
        "fault": lines_of([one.fault])[0].sentence if one.fault else "",
        "round": _round(one),
    }


def _round(one: SourceLine) -> str:
    """Return how far the last round over the files of a list came, if not to the end."""
    if one.fault or one.asked >= one.listed:
        return ""
    return gettext("%(asked)s of %(listed)s files looked at in this round; the next begins with the others.") % {
        "asked": one.asked,
        "listed": one.listed,
    }
