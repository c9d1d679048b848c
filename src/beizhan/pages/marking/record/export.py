"""The record handed out: one file that anybody can check, and what to note elsewhere so that this means something."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.exports import export_assessment
from beizhan.core.access import Deed
from beizhan.pages.kit import attachment, now
from beizhan.pages.marking.results.frame import frame_of, room_for
from beizhan.queries.marking.publishing.trails import head_of


@require_http_methods(["GET", "POST"])
def export(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Say what is in the file and how it is checked; hand it over, which the log remembers."""
    room = room_for(request, assessment, Deed.EXPORT_ASSESSMENT)
    if request.method == "POST":
        content = export_assessment(room.assessment, by=request.user, at=now())
        return attachment(content, name=f"beizhan-{room.assessment.code}.zip", kind="application/zip")
    seq, head = head_of(room.assessment)
    is_allowed = room.stands or room.may(Deed.SEE_MARKS)
    shown = frame_of(room, "trail", _("Export"), seq=seq, head=head, is_allowed=is_allowed)
    return render(request, "marking/record/export.html", shown)
