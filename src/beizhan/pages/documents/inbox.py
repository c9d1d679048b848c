"""The inbox: new documents with their owners and the clock of 72 hours; and forwarding one by hand."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.documents.inbox import ForwardFacts, forward
from beizhan.core.access import Deed
from beizhan.core.documents.inbox import ItemState
from beizhan.core.documents.watching import Outcome
from beizhan.models.documents.watch import InboxItem
from beizhan.models.skills import Skill
from beizhan.pages.choices import person_in
from beizhan.pages.documents.frame import (
    Reader,
    action,
    frame_of,
    owner_choices,
    reader_of,
    skill_choices,
    skill_words,
)
from beizhan.pages.documents.words import ITEM_COLOURS, ITEM_STATES, OUTCOMES, chip
from beizhan.pages.kit import form_screen, now, tried
from beizhan.queries.documents.backlog import Backlog, backlog_of
from beizhan.queries.documents.inbox import ItemLine, items_of


class ForwardForm(forms.Form):
    """A document that came by another way."""

    skill = forms.ChoiceField(label=_("Skill"), required=False)
    title = forms.CharField(label=_("Title"), max_length=200)
    found_in = forms.CharField(
        label=_("Where it was found"), max_length=500, help_text=_("An address, a forum thread, a group, a letter.")
    )
    owner = forms.ChoiceField(label=_("Who sorts it"))
    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(
        label=_("Or the words themselves"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=100_000,
        required=False,
        help_text=_("Paste a message of a group or of a forum: it is kept as a text file and treated alike."),
    )

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        """Offer the skills and the people who may sort the inbox."""
        super().__init__(*args, **kwargs)
        self.known = {skill.number: skill for skill in skills}
        self.fields["skill"].choices = skill_choices(skills)
        self.fields["owner"].choices = owner_choices(skills)

    def clean(self) -> dict[str, Any]:
        """Ask for one of the two, a file or words."""
        said = super().clean() or {}
        if bool(said.get("file")) == bool(said.get("text")) and "file" not in self.errors:
            self.add_error("file", _("Give either a file or words."))
        return said

    def content(self) -> tuple[str, bytes]:
        """Return what came, with the name of its file."""
        said = self.cleaned_data
        if said["file"]:
            return said["file"].name, said["file"].read()
        return f"{get_valid_filename(said['title'][:80])}.txt", said["text"].encode()

    def facts(self, name: str) -> ForwardFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        owner = person_in(said["owner"])
        assert owner is not None
        return ForwardFacts(said["title"], name, said["found_in"], owner, self.known.get(said["skill"]))


@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the inbox, what waits longest first."""
    reader = reader_of(request)
    skills = [skill.pk for skill in reader.skills()]
    found = items_of(reader.campaign, skills, at=now())
    forwards = reader.may(Deed.BRING_IN_DOCUMENT)
    way = action("forward", gettext("Forward a document"), "send")
    around = frame_of(
        "inbox",
        gettext("Inbox"),
        subtitle=gettext("Within 72 hours its owner says what becomes of a new document."),
        actions=[way] if forwards else [],
        tiles=_tiles(backlog_of(reader.campaign, skills, general=True, at=now())),
        rows=[row_of(one) for one in found],
    )
    return render(request, "documents/inbox.html", around)


@require_http_methods(["GET", "POST"])
def forwarding(request: HttpRequest) -> HttpResponse:
    """Put a document that came by another way into the inbox."""
    reader = reader_of(request, Deed.BRING_IN_DOCUMENT)
    skills, first = reader.skills(Deed.BRING_IN_DOCUMENT), {"owner": request.user.login}
    form, faults = ForwardForm(request.POST or None, request.FILES or None, skills=skills, initial=first), ()
    if request.method == "POST" and form.is_valid():
        row, faults = tried(lambda: _forward(reader, form))
        if row:
            return redirect("inbox_item", row.pk)
    around = frame_of(
        "forward", gettext("Forward a document"), cancel_url=reverse("inbox"), submit=gettext("Forward it")
    )
    return form_screen(request, form, faults, **around)


def row_of(one: ItemLine) -> dict[str, Any]:
    """Return an item as a list shows it."""
    waits = one.clock.state in (ItemState.WAITING, ItemState.SOON)
    return {
        "one": one,
        "url": reverse("inbox_item", args=[one.id]),
        "skill": skill_words(one.skill),
        "chip": chip(ITEM_STATES, ITEM_COLOURS, one.clock.state),
        "withdrawn": OUTCOMES[Outcome.WITHDRAWN] if one.is_withdrawn else "",
        "left": one.clock.hours if waits else None,
        "late": -one.clock.hours if one.clock.state is ItemState.LATE else None,
    }


def _tiles(found: Backlog) -> list[dict[str, Any]]:
    """Return how much waits; grey where nothing was ever watched or came."""
    calm = "green" if found.is_known else "grey"
    return [
        {"label": gettext("Waiting"), "value": found.waiting, "state": "amber" if found.waiting else calm},
        {"label": ITEM_STATES[ItemState.LATE], "value": found.late, "state": "red" if found.late else calm},
    ]


def _forward(reader: Reader, form: ForwardForm) -> InboxItem:
    name, content = form.content()
    return forward(reader.campaign, form.facts(name), content, by=reader.request.user, at=now())
