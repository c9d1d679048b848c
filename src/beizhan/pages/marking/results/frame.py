"""What stands around the screens of a result, and who may see which of them when."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from beizhan.core.access import Deed, may
from beizhan.core.marking.assessment import Step
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.marking.frame import Desk, address_of, desk_for
from beizhan.pages.marking.frame import frame_of as framed
from beizhan.pages.words import either
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.publishing.revisions import Named, Revision, revisions_of
from beizhan.queries.marking.results import PUBLISHED

_LOSSES = (Deed.SEE_ALL_LOSSES, Deed.SEE_OWN_LOSSES)
_TABS: tuple[tuple[str, str | Promise, tuple[Deed, ...], bool], ...] = (
    ("standing", pgettext_lazy("screen", "Standing"), (Deed.SEE_RESULT,), False),
    ("publish", pgettext_lazy("screen", "Publish and seal"), (Deed.PROPOSE_PUBLICATION,), False),
    ("outcome", pgettext_lazy("screen", "Outcome"), (Deed.SEE_RESULT,), True),
    ("objections", pgettext_lazy("screen", "Objections"), (Deed.SEE_RESULT,), True),
    ("losses", pgettext_lazy("screen", "Lost marks"), _LOSSES, True),
    ("judges_map", pgettext_lazy("screen", "Judges"), (Deed.WATCH_JUDGES,), False),
    ("judges_map", pgettext_lazy("screen", "Judges"), (Deed.SEE_JUDGES_MAP,), True),
    ("correction", pgettext_lazy("screen", "Correct"), (Deed.PROPOSE_CORRECTION,), True),
    ("trail", pgettext_lazy("screen", "Verify"), (Deed.EXPORT_ASSESSMENT,), False),
)
"""Name, label, deeds of which one suffices, and whether the screen waits for the publication."""


@dataclass(frozen=True, slots=True)
class Room:
    """A result: the reader's desk, the step, and every revision; a result stands only at the steps that say so."""

    desk: Desk
    step: Step
    revisions: tuple[Revision, ...]

    @property
    def assessment(self) -> Assessment:
        """The assessment."""
        return self.desk.assessment

    @property
    def newest(self) -> Revision | None:
        """The result as it was last published or sealed."""
        return self.revisions[0] if self.revisions else None

    @property
    def stands(self) -> bool:
        """Whether that is the result now, and marks are not open again."""
        return bool(self.revisions) and self.step in PUBLISHED

    def may(self, *deeds: Deed) -> bool:
        """Return whether the reader may do any of the deeds here."""
        return any(may(self.desk.posts, deed) for deed in deeds)


def room_for(request: HttpRequest, assessment: UUID, *deeds: Deed) -> Room:
    """Return the room of an assessment's result, if any of the deeds is allowed to the reader."""
    desk = desk_for(request, assessment, *deeds)
    return Room(desk, step_of(desk.assessment), revisions_of(desk.assessment))


def unpublished(request: HttpRequest, room: Room, active: str, title: str | Promise) -> HttpResponse:
    """Show that there is no result yet, and nothing else: nobody sees early light (CR-01)."""
    return render(request, "marking/results/unpublished.html", frame_of(room, active, title))


def frame_of(room: Room, active: str, title: str | Promise, **more: object) -> dict[str, object]:
    """Return what the frame of a screen needs, with the ways to the others and what the screen itself shows."""
    tabs = {
        name: {"label": label, "url": address_of(name, room.assessment.pk), "active": name == active}
        for name, label, deeds, waits in _TABS
        if room.may(*deeds) and (room.revisions or not waits)
    }
    return framed(
        room.assessment,
        title,
        tabs=[tab for tab in tabs.values() if tab["url"]],
        is_reopened=bool(room.revisions) and not room.stands,
        **more,
    )


def who_is(named: Named, code: str) -> str:
    """Return the names of an entry, else its code."""
    return "、".join(named.names) or code


def unit_of(named: Named) -> str:
    """Return the unit of an entry in the reader's language."""
    return either(named.unit_zh, named.unit_en)
