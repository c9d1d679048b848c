"""Opening the blind codes: both keys turned at once, after the marks are locked (K3)."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.draw import open_codes as turn_both_keys
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import Step
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.frame import Desk, desk_for, frame_of
from beizhan.pages.words import name_of
from beizhan.queries.marking.planning.draws import draw_page_of, links_in


@require_http_methods(["GET", "POST"])
def open_codes(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Take both keys, then show whose code it was."""
    desk = desk_for(request, assessment, Deed.OPEN_CODES, Deed.SEE_MARKS)
    opens = may(desk.posts, Deed.OPEN_CODES)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST":
        if not opens:
            raise PermissionDenied
        faults = _open(request, desk)
        if not faults:
            messages.success(request, gettext("Both keys fit: the codes are open."))
            return redirect("open_codes", assessment)
    page, links = draw_page_of(desk.assessment), links_in(desk.assessment)
    around = frame_of(
        desk.assessment,
        gettext("Blind codes"),
        page=page,
        opens=opens and page.step is Step.LOCKED,
        links=[(one, name_of(one.unit)) for one in links],
        faults=lines_of(faults),
    )
    return render(request, "marking/planning/opening.html", around, status=422 if faults else 200)


def _open(request: HttpRequest, desk: Desk) -> tuple[Fault, ...]:
    keys = {name: request.POST.get(name, "").strip() for name in ("tag_key", "code_key")}
    return tried(lambda: turn_both_keys(desk.assessment, **keys, by=request.user, at=now()))[1]
