"""The screens of an assessment, in the order in which they are needed."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.access import Deed, Post, may
from beizhan.core.marking.assessment import Step
from beizhan.models.marking.assessments import Assessment
from beizhan.pages.marking.frame import address_of


@dataclass(frozen=True, slots=True)
class Door:
    """A screen: its name, what it is called, its icon, who may see it, and from which step to which it is of use."""

    screen: str
    label: str | Promise
    icon: str
    deeds: tuple[Deed, ...]
    first: Step = Step.PLANNED
    last: Step = Step.SEALED


_GROUPS: tuple[tuple[str | Promise, tuple[Door, ...]], ...] = (
    (
        _("Before marking"),
        (
            Door("calls", _("Who is called"), "id-badge", (Deed.PLAN_ASSESSMENT,)),
            Door("rule", _("Rule of selection"), "scale", (Deed.SEE_RESULT,)),
            Door("panel", _("Marking teams"), "users-group", (Deed.PLAN_ASSESSMENT, Deed.SEE_BOARD)),
            Door("declaration", _("My declaration"), "hand-stop", (Deed.DECLARE_CONFLICT,)),
            Door("draw", _("Draw"), "arrows-shuffle", (Deed.DRAW_TAGS, Deed.DRAW_CODES, Deed.SEE_BOARD)),
            Door("sheets", _("Print sheets"), "printer", (Deed.PRINT_SHEETS,), Step.DRAWN, Step.MARKING),
        ),
    ),
    (
        pgettext_lazy("step", "Marking"),
        (
            Door("board", _("Board"), "layout-dashboard", (Deed.SEE_BOARD,), Step.DRAWN),
            Door("enter_awards", _("Enter awards"), "keyboard", (Deed.RECORD_AWARDS,), Step.MARKING, Step.MARKING),
            Door(
                "award_workbook",
                _("Excel workbook"),
                "file-spreadsheet",
                (Deed.RECORD_AWARDS,),
                Step.MARKING,
                Step.MARKING,
            ),
            Door("confirm", _("Confirm awards"), "checks", (Deed.CONFIRM_AWARDS,), Step.MARKING, Step.MARKING),
            Door("judge", _("My sheets"), "gavel", (Deed.SCORE_ALONE,), Step.MARKING, Step.MARKING),
            Door("spreads", _("Spreads"), "adjustments", (Deed.SETTLE_SPREAD,), Step.MARKING, Step.MARKING),
            Door("problems", _("Problems"), "message-report", (Deed.ANSWER_PROBLEM,), Step.MARKING, Step.LOCKED),
            Door("clock", _("Clock"), "stopwatch", (Deed.KEEP_TIME,), Step.MARKING, Step.MARKING),
            Door("change", _("Change the scheme"), "adjustments", (Deed.PROPOSE_SCHEME,), Step.DRAWN, Step.MARKING),
            Door("locks", _("Locks"), "lock", (Deed.PROPOSE_LOCK, Deed.APPROVE_LOCK), Step.MARKING),
        ),
    ),
    (
        _("Result"),
        (
            Door("open_codes", _("Blind codes"), "key", (Deed.OPEN_CODES, Deed.SEE_MARKS), Step.LOCKED),
            Door("standing", _("Standing"), "trophy", (Deed.SEE_RESULT,), Step.LOCKED),
            Door(
                "publish", pgettext_lazy("screen", "Publish and seal"), "send", (Deed.PROPOSE_PUBLICATION,), Step.LOCKED
            ),
            Door("objections", _("Objections"), "gavel", (Deed.SEE_RESULT,), Step.PROVISIONAL),
            Door("outcome", _("Outcome"), "certificate", (Deed.SEE_RESULT,), Step.PROVISIONAL),
            Door("correction", _("Correct the result"), "pencil", (Deed.PROPOSE_CORRECTION,), Step.SEALED),
            Door(
                "losses",
                _("Where marks were lost"),
                "chart-bar",
                (Deed.SEE_ALL_LOSSES, Deed.SEE_OWN_LOSSES),
                Step.PROVISIONAL,
            ),
            Door("judges_map", _("Judges' map"), "scale", (Deed.WATCH_JUDGES,), Step.MARKING, Step.OPENED),
            Door("judges_map", _("Judges' map"), "scale", (Deed.SEE_JUDGES_MAP,), Step.PROVISIONAL),
            Door("export", _("Export"), "download", (Deed.EXPORT_ASSESSMENT,), Step.DRAWN),
            Door("trail", _("Trail"), "history", (Deed.SEE_LOG,)),
        ),
    ),
)


def doors_of(assessment: Assessment, posts: Collection[Post], step: Step) -> list[dict[str, Any]]:
    """Return the screens that the reader may see now, in groups; those not built yet are left out."""
    groups = []
    for label, doors in _GROUPS:
        links = [_link(one, assessment) for one in doors if _is_open(one, posts, step)]
        groups.append({"label": label, "links": [one for one in links if one["url"]]})
    return [one for one in groups if one["links"]]


def _is_open(door: Door, posts: Collection[Post], step: Step) -> bool:
    order = list(Step)
    is_time = order.index(door.first) <= order.index(step) <= order.index(door.last)
    return is_time and any(may(posts, deed) for deed in door.deeds)


def _link(door: Door, assessment: Assessment) -> dict[str, Any]:
    return {"url": address_of(door.screen, assessment.pk), "label": door.label, "icon": door.icon}
