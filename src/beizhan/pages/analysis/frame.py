"""What stands around the analysis of a skill: who may look into which room of it, and the ways between the rooms."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

from beizhan.core.access import Deed, Post, may
from beizhan.models.skills import Skill
from beizhan.pages.kit import campaign_of, posts_here
from beizhan.pages.words import name_of
from beizhan.queries.analysis.holders import holders_for

GAPS = (Deed.SEE_ALL_GAPS, Deed.SEE_OWN_GAPS)
_TABS: tuple[tuple[str, str | Promise, tuple[Deed, ...]], ...] = (
    ("skill_analysis", pgettext_lazy("analysis", "At a glance"), (Deed.SEE_ANALYSIS,)),
    ("form", pgettext_lazy("analysis", "Form and level"), GAPS),
    ("skill_forecast", pgettext_lazy("analysis", "Forecast"), (Deed.SEE_ALL_GAPS,)),
    ("gaps", pgettext_lazy("analysis", "Gaps"), GAPS),
    ("rivals", pgettext_lazy("analysis", "Rivals"), (Deed.SEE_RIVALS,)),
    ("targets", pgettext_lazy("analysis", "Target lines"), (Deed.SEE_RIVALS,)),
    ("views", pgettext_lazy("analysis", "Views"), (Deed.SEE_VIEWS,)),
    ("contacts", pgettext_lazy("analysis", "Contact plan"), (Deed.SEE_CONTACTS,)),
    ("missions", pgettext_lazy("analysis", "Missions"), (Deed.SEE_MISSIONS,)),
    ("skill_judges", pgettext_lazy("analysis", "Judges"), (Deed.SEE_JUDGES_MAP,)),
)
"""Name of the screen, label, deeds of which one suffices."""

Choices = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Room:
    """The analysis of a skill, and the posts that the reader holds in it."""

    skill: Skill
    posts: frozenset[Post]

    def may(self, *deeds: Deed) -> bool:
        """Return whether the reader may do any of the deeds here."""
        return any(may(self.posts, deed) for deed in deeds)


def room_for(request: HttpRequest, number: str, *deeds: Deed) -> Room:
    """Return the room of a skill's analysis, if any of the deeds is allowed to the reader there.

    Raises
    ------
    Http404
        If the campaign has no such skill.
    PermissionDenied
        If no post of the reader allows any of the deeds in it.
    """
    campaign = campaign_of(request)
    skill = get_object_or_404(Skill.objects.select_related("campaign"), campaign=campaign, number=number)
    room = Room(skill, posts_here(request, campaign, skill))
    if not room.may(*deeds):
        raise PermissionDenied(deeds[0])
    return room


def frame_of(room: Room, active: str, title: str | Promise, **more: object) -> dict[str, object]:
    """Return what the frame of a screen needs, with the ways to the others and what the screen itself shows."""
    number = room.skill.number
    tabs = [
        {"label": label, "url": reverse(name, args=[number]), "active": name == active}
        for name, label, deeds in _TABS
        if room.may(*deeds)
    ]
    sees = room.may(Deed.SEE_ANALYSIS)
    crumbs = [{"url": reverse("analysis"), "label": gettext("Analysis")}] if sees else []
    if sees and active != "skill_analysis":
        crumbs.append({"url": reverse("skill_analysis", args=[number]), "label": f"{number} {name_of(room.skill)}"})
    if room.may(Deed.SEE_MEETINGS):
        url = f"{reverse('meetings')}?skill={number}"
        tabs.append({"label": gettext("Review meetings"), "url": url, "active": False})
    return {"title": title, "crumbs": crumbs, "tabs": tabs if len(tabs) > 1 else [], "skill": number, **more}


def action(name: str, label: str, icon: str, *args: object, primary: bool = True) -> dict[str, Any]:
    """Return a way on as the head of a screen shows it."""
    return {"url": reverse(name, args=args), "label": label, "icon": icon, "primary": primary}


def holder_choices(room: Room, *deeds: Deed) -> Choices:
    """Return the people who could be named for a deed, after an empty choice."""
    return [("", "–"), *((one.login, f"{one.name} · {one.login}") for one in holders_for(room.skill, *deeds))]


def offered(words: Iterable[tuple[str, str | Promise]]) -> Choices:
    """Return codes with their words, as a form offers them."""
    return [(str(code), str(label)) for code, label in words]
