"""From locked marks to a sealed result (K13): open codes, publish, wait for objections, seal; each by two people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.results import propose_publication, propose_seal
from beizhan.core.access import Deed
from beizhan.core.agreement import ProposalKind
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import Step
from beizhan.pages.kit import freshly_signed_in, lines_of, now, tried
from beizhan.pages.marking.results.frame import Room, frame_of, room_for
from beizhan.pages.marking.results.standing import revision_line
from beizhan.pages.words import PROPOSALS, STEPS
from beizhan.queries.marking.proposals import ProposalLine, open_about
from beizhan.queries.marking.publishing.objections import ObjectionClock, clock_of, objections_of

_PROPOSE = {"publish": propose_publication, "seal": propose_seal}
_KINDS = frozenset({ProposalKind.PUBLICATION, ProposalKind.SEAL, ProposalKind.CORRECTION, ProposalKind.REOPENING})
_AHEAD = (Step.LOCKED, Step.OPENED, Step.PROVISIONAL, Step.SEALED)
Words = str | Promise

_NEXT: dict[Step, tuple[Words, str, Words]] = {
    Step.LOCKED: (_("The marks are locked. Open the blind codes with both keys."), "open_codes", _("Open the codes")),
    Step.OPENED: (
        _("The codes are open. Compare the standing, then propose to publish it."),
        "standing",
        _("Standing"),
    ),
    Step.SEALED: (_("The result is sealed. It changes only by a correction of two people."), "outcome", _("Outcome")),
}
"""What comes next at a step, the screen where, and what its key says; before the lock it is the board."""


@freshly_signed_in
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show how far the result has come and every revision of it; propose what comes next."""
    room = room_for(request, assessment, Deed.PROPOSE_PUBLICATION, Deed.APPROVE_PUBLICATION)
    propose = _PROPOSE.get(request.POST.get("what", ""))
    if propose is None:
        return _shown(request, room)
    proposal, faults = tried(lambda: propose(room.assessment, by=request.user, at=now()))
    if proposal is None:
        return _shown(request, room, faults)
    messages.success(request, gettext("Proposed. A second person must approve it."))
    return redirect("proposal", proposal.pk)


def _shown(request: HttpRequest, room: Room, faults: tuple[Fault, ...] = ()) -> HttpResponse:
    clock, found = clock_of(room.assessment), objections_of(room.assessment)
    waiting = [one for one in found if one.is_upheld is None]
    proposals = [one for one in open_about(room.assessment.pk) if one.kind in _KINDS]
    words, screen, label = _NEXT.get(room.step, (_("The marks are not locked yet."), "board", _("Board")))
    shown = frame_of(
        room,
        "publish",
        _("Publish and seal"),
        step=str(room.step),
        steps=_stepper(room.step),
        next_words="" if room.step is Step.PROVISIONAL else words,
        next_screen=screen,
        next_label=label,
        clock=clock,
        is_open=bool(clock and clock.is_open(now())),
        waiting=len(waiting),
        objections=len(found),
        proposable=_proposable(room, clock, len(waiting), proposals),
        proposals=[(PROPOSALS[one.kind], one) for one in proposals],
        revisions=[revision_line(room, one, None) for one in room.revisions],
        faults=lines_of(faults),
    )
    return render(request, "marking/results/publish.html", shown, status=409 if faults else 200)


def _proposable(room: Room, clock: ObjectionClock | None, waiting: int, proposals: list[ProposalLine]) -> str:
    """Return what the reader can propose now: to publish, to seal, or nothing."""
    proposed = {one.kind for one in proposals}
    if room.step is Step.OPENED and room.may(Deed.PROPOSE_PUBLICATION):
        return "" if ProposalKind.PUBLICATION in proposed else "publish"
    over = clock is not None and not clock.is_open(now()) and not waiting
    if room.step is Step.PROVISIONAL and over and room.may(Deed.PROPOSE_SEAL):
        return "" if ProposalKind.SEAL in proposed else "seal"
    return ""


def _stepper(step: Step) -> list[dict[str, object]]:
    order = list(Step)

    def state(one: Step) -> str:
        return "now" if one is step else "done" if order.index(one) < order.index(step) else ""

    return [{"label": STEPS[one], "state": state(one)} for one in _AHEAD]
