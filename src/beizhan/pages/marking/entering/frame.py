"""What stands around each of these screens: the assessment, how firm its marks are, and the ways to the others."""

from collections.abc import Iterable, Mapping
from http import HTTPStatus

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault
from beizhan.core.marking.cells import CellState
from beizhan.core.scheme.tree import SubCriterion, words_of
from beizhan.core.training.terms import Term, terms_used_in
from beizhan.pages.marking.frame import Desk
from beizhan.pages.marking.frame import frame_of as framed
from beizhan.pages.words import CELL_STATES
from beizhan.queries.documents.terms import terms_of

_TABS: tuple[tuple[str, str | Promise, Deed], ...] = (
    ("board", pgettext_lazy("screen", "Board"), Deed.SEE_BOARD),
    ("sheets", pgettext_lazy("screen", "Sheets"), Deed.PRINT_SHEETS),
    ("enter_awards", pgettext_lazy("screen", "Enter"), Deed.RECORD_AWARDS),
    ("award_workbook", pgettext_lazy("screen", "Excel"), Deed.RECORD_AWARDS),
    ("confirm", pgettext_lazy("screen", "Confirm"), Deed.CONFIRM_AWARDS),
    ("judge", pgettext_lazy("screen", "Judge"), Deed.SCORE_ALONE),
    ("spreads", pgettext_lazy("screen", "Spreads"), Deed.SETTLE_SPREAD),
    ("problems", pgettext_lazy("screen", "Problems"), Deed.ANSWER_PROBLEM),
    ("clock", pgettext_lazy("screen", "Clock"), Deed.KEEP_TIME),
    ("locks", pgettext_lazy("screen", "Locks"), Deed.SEE_BOARD),
)


def frame_of(desk: Desk, active: str, title: str | Promise, **more: object) -> dict[str, object]:
    """Return what the frame of a screen needs, with the ways to the others and what the screen itself shows."""
    tabs = [
        {"label": label, "url": reverse(name, args=[desk.assessment.pk]), "active": name == active}
        for name, label, deed in _TABS
        if may(desk.posts, deed)
    ]
    own = {
        "tabs": tabs,
        "board_states": [(state, SIGNS[state], CELL_STATES[state]) for state in CellState],
        "can_enter": may(desk.posts, Deed.RECORD_AWARDS),
    }
    return framed(desk.assessment, title) | own | more


def terms_on(desk: Desk, sub: SubCriterion) -> tuple[Term, ...]:
    """Return the terms of the skill that stand on the sheet of a sub-criterion, as at the foot of its paper."""
    return terms_used_in(words_of(sub), terms_of(desk.assessment.skill))


def status_of(faults: Iterable[Fault]) -> HTTPStatus:
    """Return the answer to a deed that was refused: 412 for what has changed since, 409 for what cannot be now."""
    codes = {fault.code for fault in faults}
    if codes & {"stale", "marks_changed_since_seen"}:
        return HTTPStatus.PRECONDITION_FAILED
    return HTTPStatus.CONFLICT if codes & _CONFLICTS else HTTPStatus.UNPROCESSABLE_ENTITY


_CONFLICTS = frozenset(
    {
        "already_answered",
        "already_confirmed",
        "already_locked",
        "already_proposed",
        "already_reopened",
        "already_revealed",
        "cells_not_confirmed",
        "locked",
        "no_spread",
        "not_marking",
        "not_ready_to_confirm",
        "problem_waits_already",
        "timing_goes_back",
        "timing_out_of_order",
        "wrong_step",
    }
)


SIGNS: Mapping[CellState, str] = {
    CellState.BLANK: "circle-dashed",
    CellState.PARTIAL: "dots",
    CellState.ENTERED: "pencil",
    CellState.DISPUTED: "alert-octagon",
    CellState.REJECTED: "arrow-back-up",
    CellState.CONFIRMED: "check",
}
"""The icon of each state, so that none is told by colour alone."""

SAVED: str | Promise = _("Saved, no. %(seq)s.")
