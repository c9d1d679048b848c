"""Spreads: scores more than 1 apart are discussed, the supervisor signs why, and the team scores again (K5)."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.problems import settle_spread
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.marking.awarding import SHORTEST_REASON
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.entering.frame import frame_of, status_of
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.queries.marking.entering.disputes import spreads_of


@require_http_methods(["GET", "POST"])
def spreads(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show every spread with the scores of all its rounds; sign the reason of one, which opens its next round."""
    desk = desk_for(request, assessment, Deed.SETTLE_SPREAD)
    if request.method == "GET":
        return _list(request, desk)
    place, aspect = request.POST.get("place", ""), request.POST.get("aspect", "")
    reason = request.POST.get("reason", "")
    _done, faults = tried(
        lambda: settle_spread(desk.assessment, place, aspect, reason=reason, by=request.user, at=now())
    )
    if faults:
        return _list(request, desk, faults, status=status_of(faults))
    messages.success(request, gettext("Signed. The team scores this aspect again; both rounds are kept."))
    return redirect("spreads", assessment)


def _list(
    request: HttpRequest, desk: Desk, faults: tuple[Fault, ...] = (), *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    found = spreads_of(desk.assessment, request.user)
    shown = frame_of(
        desk,
        "spreads",
        _("Spreads above 1"),
        waiting=[one for one in found if one.is_open],
        settled=[one for one in found if not one.is_open],
        faults=lines_of(faults),
        tried_on=(request.POST.get("place", ""), request.POST.get("aspect", "")),
        reason=request.POST.get("reason", ""),
        shortest=SHORTEST_REASON,
    )
    return render(request, "marking/entering/spreads.html", shown, status=status)
