"""What stands around the screens of documents: who reads, which skills are open to them, and the ways between rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from beizhan.core.access import Deed, may
from beizhan.models.campaign import Campaign
from beizhan.models.documents.register import Document, Edition
from beizhan.models.skills import Skill
from beizhan.pages.kit import campaign_of, posts_here
from beizhan.pages.words import name_of
from beizhan.queries.analysis.holders import holders_among

Choices = list[tuple[str, str]]
_TABS: tuple[tuple[str, str | Promise], ...] = (
    ("documents", pgettext_lazy("documents", "Register")),
    ("document_search", pgettext_lazy("documents", "Search")),
    ("inbox", pgettext_lazy("documents", "Inbox")),
    ("sources", pgettext_lazy("documents", "Sources")),
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: in which campaign, and what they may do there, in which skill (none: for the whole competition)."""

    request: HttpRequest
    campaign: Campaign

    def may(self, deed: Deed, skill: Skill | None = None) -> bool:
        """Return whether the reader may do it: a thing of one skill with the posts of that skill."""
        return may(posts_here(self.request, self.campaign, skill), deed)

    def skills(self, deed: Deed = Deed.SEE_DOCUMENTS) -> list[Skill]:
        """Return the skills in which the reader may do it."""
        rows = Skill.objects.filter(campaign=self.campaign).order_by("number")
        return [skill for skill in rows if self.may(deed, skill)]

    def demand(self, deed: Deed, skill: Skill | None = None) -> None:
        """Refuse a reader who may not."""
        if not self.may(deed, skill):
            raise PermissionDenied(deed)


def reader_of(request: HttpRequest, deed: Deed = Deed.SEE_DOCUMENTS) -> Reader:
    """Return the reader, if they may do it anywhere in the campaign.

    Raises
    ------
    PermissionDenied
        If they may not.
    """
    reader = Reader(request, campaign_of(request))
    reader.demand(deed)
    return reader


def document_for(reader: Reader, key: int, deed: Deed = Deed.SEE_DOCUMENTS) -> Document:
    """Return a document of the campaign, if the reader may do a deed with it."""
    row: Document = get_object_or_404(
        Document.objects.select_related("skill", "campaign"), campaign=reader.campaign, pk=key
    )
    reader.demand(deed, row.skill)
    return row


def edition_for(reader: Reader, key: str | int, deed: Deed = Deed.SEE_DOCUMENTS) -> Edition:
    """Return an edition of a document of the campaign, if the reader may do a deed with it; its bytes stay behind."""
    if not str(key).isdecimal() or len(str(key)) > 15:
        raise Http404
    rows = Edition.objects.select_related("document__skill", "document__campaign")
    row: Edition = get_object_or_404(rows, document__campaign=reader.campaign, pk=int(key))
    reader.demand(deed, row.document.skill)
    return row


def frame_of(active: str, title: str | Promise, **more: object) -> dict[str, object]:
    """Return what the frame of a screen needs, with the ways to the others and what the screen itself shows."""
    tabs = [{"label": label, "url": reverse(name), "active": name == active} for name, label in _TABS]
    crumbs = [] if active in {name for name, _label in _TABS} else [documents_crumb()]
    return {"title": title, "tabs": tabs, "crumbs": crumbs, **more}


def documents_crumb() -> dict[str, str]:
    """Return the way to the register."""
    return {"url": reverse("documents"), "label": gettext("Documents")}


def action(name: str, label: str, icon: str, *args: object, primary: bool = True) -> dict[str, Any]:
    """Return a way on as the head of a screen shows it."""
    return {"url": reverse(name, args=args), "label": label, "icon": icon, "primary": primary}


def skill_words(skill: object | None) -> str:
    """Return a skill by number and name, or that a thing is of the whole competition."""
    return f"{getattr(skill, 'number', '')} {name_of(skill)}" if skill else gettext("The whole competition")


def owner_choices(skills: Iterable[Skill]) -> Choices:
    """Return the people who may sort what lands in the inbox of these skills, or of the whole competition."""
    found = holders_among(list(skills), Deed.BRING_IN_DOCUMENT)
    return [(one.login, f"{one.name} · {one.login}") for one in found]


def skill_choices(skills: Iterable[Skill]) -> Choices:
    """Return the skills that a form offers, after the whole competition."""
    return [("", gettext("The whole competition")), *((skill.number, skill_words(skill)) for skill in skills)]
