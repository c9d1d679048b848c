"""The trail: every event of an assessment with its hash, a receipt held against it, and the word of the verifier."""

import re
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.marking.results.frame import Room, frame_of, room_for
from beizhan.queries.marking.publishing.trails import EventLine, head_of, trail_of, verdict_on

_PAGE = 50
_RECEIPT = re.compile(r"\s*(?P<seq>\d{1,9})\s*[::]\s*(?P<head>[0-9a-fA-F]{64})\s*")

EVENTS: dict[str, str | Promise] = {
    "awards": pgettext_lazy("event", "Awards"),
    "call": pgettext_lazy("event", "Entries called"),
    "correction": pgettext_lazy("event", "Correction agreed"),
    "declaration": pgettext_lazy("event", "Conflicts declared"),
    "discussion": pgettext_lazy("event", "Spread discussed"),
    "draw": pgettext_lazy("event", "Half of the draw"),
    "half_shown": pgettext_lazy("event", "Envelope shown again"),
    "links": pgettext_lazy("event", "Codes opened"),
    "lock": pgettext_lazy("event", "Signed off"),
    "objection": pgettext_lazy("event", "Objection"),
    "panel": pgettext_lazy("event", "Teams seated"),
    "printing": pgettext_lazy("event", "Sheets printed"),
    "problem": pgettext_lazy("event", "Problem raised"),
    "problem_answer": pgettext_lazy("event", "Problem answered"),
    "reopening": pgettext_lazy("event", "Opened again"),
    "ruling": pgettext_lazy("event", "Objection ruled on"),
    "scheme": pgettext_lazy("event", "Marking scheme chosen"),
    "snapshot": pgettext_lazy("event", "Result signed"),
    "stand_down": pgettext_lazy("event", "Judge stood down"),
    "step": pgettext_lazy("event", "Next step"),
    "time": pgettext_lazy("event", "Clock"),
    "trial": pgettext_lazy("event", "Another rule tried"),
    "verdict": pgettext_lazy("event", "Confirmed or rejected"),
}
"""What each kind of event is called."""


class _Lines:
    """The events as a paginator asks for them."""

    def __init__(self, assessment: Assessment, size: int) -> None:
        self.assessment, self.size = assessment, size

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, part: slice) -> list[dict[str, Any]]:
        lines = trail_of(self.assessment, first=part.start, count=part.stop - part.start)
        return [_row(line) for line in lines]


@require_GET
def trail(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show a page of the events; on demand verify all of it, with a receipt that somebody noted."""
    room = room_for(request, assessment, Deed.SEE_LOG, Deed.EXPORT_ASSESSMENT)
    seq, head = head_of(room.assessment)
    noted = _RECEIPT.fullmatch(request.GET.get("receipt", ""))
    receipt = (int(noted["seq"]), noted["head"].lower()) if noted else None
    verdict = verdict_on(room.assessment, noted=receipt) if "verify" in request.GET else None
    shown = frame_of(
        room,
        "trail",
        _("Trail"),
        page=Paginator(_Lines(room.assessment, seq), _PAGE).get_page(request.GET.get("page")),
        seq=seq,
        head=head,
        typed=request.GET.get("receipt", ""),
        is_no_receipt=bool(request.GET.get("receipt")) and receipt is None,
        receipt=receipt,
        verdict=verdict,
        findings=_findings(room, verdict["findings"]) if verdict else [],
        may_export=room.may(Deed.EXPORT_ASSESSMENT),
    )
    return render(request, "marking/record/trail.html", shown)


def _findings(room: Room, found: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return what was found; the sentences may name marks, so only those read them who may see marks (CR-02)."""
    if room.stands or room.may(Deed.SEE_MARKS):
        return found
    return [{**one, "sentence": ""} for one in found]


def _row(line: EventLine) -> dict[str, Any]:
    return {"line": line, "kind": EVENTS.get(line.kind, line.kind)}
