"""The outcome (K15): through, in reserve or out, by which part of the rule, and what comes next for whoever is out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.marking.rules import name_next_post
from beizhan.core.access import Deed
from beizhan.core.marking.assessment import NextRole
from beizhan.core.selection.outcomes import Status
from beizhan.models.campaign import Entry
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.planning.rule_words import sentences_of
from beizhan.pages.marking.results.frame import Room, frame_of, room_for, unit_of, unpublished, who_is
from beizhan.pages.marking.results.standing import revision_asked
from beizhan.pages.words import NEXT_ROLES, REASONS, SIGNS, STATUSES
from beizhan.queries.marking.publishing.objections import own_entries_of
from beizhan.queries.marking.publishing.outcomes import OutcomeLine, OutcomePage, outcomes_in, why_undecided

Shown = dict[str, object]
_TITLE = _("Outcome")
_BEHIND = frozenset({Status.RESERVE, Status.OUT})


@require_GET
def outcome(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show what the rule made of everybody."""
    room = room_for(request, assessment, Deed.SEE_RESULT)
    revision = revision_asked(request, room)
    if revision is None:
        return unpublished(request, room, "outcome", _TITLE)
    page = outcomes_in(room.assessment, revision)
    if page is None:
        why = why_undecided(room.assessment)
        rule = sentences_of(why.rule) if why.rule else []
        shown = frame_of(room, "outcome", _TITLE, why=why, rule=rule)
        return render(request, "marking/results/undecided.html", shown)
    shown = frame_of(
        room,
        "outcome",
        _TITLE,
        page=page,
        lines=[outcome_line(one) for one in page.lines],
        counts=_counts(page),
        rule=sentences_of(page.rule),
        roles=NEXT_ROLES.items(),
        may_name=room.may(Deed.NAME_NEXT_POST) and revision.is_newest,
        noticed=noticed_by(request, room, page),
        revision=revision,
        actions=_ways(room, number=revision.number),
    )
    return render(request, "marking/results/outcome.html", shown)


@require_POST
def next_post(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Name what somebody who is out, or in reserve, does next."""
    room = room_for(request, assessment, Deed.NAME_NEXT_POST)
    stage, role = room.assessment.stage, request.POST.get("role", "")
    code, note = request.POST.get("entry", ""), request.POST.get("note", "")[:500]
    entry = Entry.objects.filter(campaign=room.assessment.campaign, skill=room.assessment.skill, code=code).first()
    if entry is None or role not in set(NextRole) or stage is None:
        raise Http404
    _done, faults = tried(lambda: name_next_post(entry, stage, NextRole(role), note=note, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    if not faults:
        messages.success(request, gettext("Recorded: %(code)s.") % {"code": code})
    return redirect(f"{reverse('outcome', args=[room.assessment.pk])}#{code}")


def outcome_line(line: OutcomeLine) -> Shown:
    """Return an outcome as a row shows it."""
    one = line.outcome
    return {
        "line": line,
        "one": one,
        "who": who_is(line.named, one.code),
        "unit": unit_of(line.named),
        "sign": SIGNS[one.status],
        "status": STATUSES[one.status],
        "reason": REASONS[one.reason],
        "is_behind": one.status in _BEHIND,
        "next": NEXT_ROLES[NextRole(line.next_post)] if line.next_post else "",
    }


def noticed_by(request: HttpRequest, room: Room, page: OutcomePage) -> set[str]:
    """Return the entries whose notices the reader may have: everybody's for those who name posts, else one's own."""
    everybody = {one.outcome.code for one in page.lines}
    if room.may(Deed.NAME_NEXT_POST):
        return everybody
    return everybody & {entry.code for entry in own_entries_of(room.assessment, request.user, Deed.SEE_OWN_LOSSES)}


def _counts(page: OutcomePage) -> list[Shown]:
    counts = {status: len([one for one in page.lines if one.outcome.status is status]) for status in SIGNS}
    return [
        {"label": STATUSES[status], "value": count, "state": SIGNS[status]}
        for status, count in counts.items()
        if count or status is not Status.UNDECIDED
    ]


def _ways(room: Room, *, number: int) -> list[Shown]:
    """Return the ways on: the notices as a file, and for the office the question what another rule would do."""
    ways: list[Shown] = []
    if room.may(Deed.NAME_NEXT_POST):
        url = f"{reverse('notices_paper', args=[room.assessment.pk])}?revision={number}"
        ways.append({"url": url, "label": gettext("All notices (PDF)"), "icon": "printer"})
    if room.may(Deed.TRY_RULE) and room.stands:
        url = reverse("what_if", args=[room.assessment.pk])
        ways.append({"url": url, "label": gettext("Try another rule"), "icon": "adjustments"})
    return ways
