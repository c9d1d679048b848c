"""The problem button (K10): raised on an aspect, answered from the queue."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.marking.problems import answer_problem, raise_problem
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.entering.frame import frame_of, status_of
from beizhan.pages.marking.frame import Desk, desk_for
from beizhan.queries.marking.entering.disputes import problem_by, questions_of


@require_http_methods(["GET", "POST"])
def problems(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the problems that wait, oldest first, and those answered; answer one."""
    desk = desk_for(request, assessment, Deed.ANSWER_PROBLEM)
    if request.method == "GET":
        return _queue(request, desk)
    number = request.POST.get("problem", "")
    problem = problem_by(desk.assessment, int(number)) if number.isdecimal() else None
    if problem is None:
        raise Http404
    text = request.POST.get("text", "")
    _done, faults = tried(lambda: answer_problem(problem, text=text, by=request.user, at=now()))
    if faults:
        return _queue(request, desk, faults, status=status_of(faults))
    messages.success(request, gettext("Answered."))
    return redirect("problems", assessment)


@require_POST
def raised(request: HttpRequest, assessment: UUID, sub: str, place: str) -> HttpResponse:
    """Raise a problem on an aspect of a sheet, and go back to the sheet."""
    desk = desk_for(request, assessment, Deed.RAISE_PROBLEM)
    said = {"aspect": request.POST.get("aspect", ""), "text": request.POST.get("text", "")}
    _done, faults = tried(
        lambda: raise_problem(desk.assessment, place, said["aspect"], text=said["text"], by=request.user, at=now())
    )
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    if not faults:
        messages.success(request, gettext("The secretary has your problem; you will see the answer here."))
    back = "confirm_sheet" if may(desk.posts, Deed.CONFIRM_AWARDS) else "judge_sheet"
    return redirect(back, assessment, sub, place)


def _queue(
    request: HttpRequest, desk: Desk, faults: tuple[Fault, ...] = (), *, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    found = questions_of(desk.assessment, request.user)
    shown = frame_of(
        desk,
        "problems",
        pgettext_lazy("screen", "Problems"),
        waiting=[one for one in found if not one.answer],
        answered=[one for one in found if one.answer],
        faults=lines_of(faults),
        tried_on=request.POST.get("problem", ""),
        text=request.POST.get("text", ""),
    )
    return render(request, "marking/entering/problems.html", shown, status=status)
