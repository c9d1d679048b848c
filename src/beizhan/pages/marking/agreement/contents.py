"""What is proposed, as its piece of the page shows it."""

from typing import Any

from django.utils.translation import gettext

from beizhan.core.marking.assessment import LockScope
from beizhan.core.scheme.tree import Kind
from beizhan.pages.marking.schemes.scheme_words import state_of, tiles_of
from beizhan.pages.words import SCOPES, STATUSES, either
from beizhan.queries.marking.planning.proposal_contents import (
    ChangeContent,
    Content,
    CorrectionContent,
    CorrectionRow,
    FreezeContent,
    LockContent,
    ReopeningContent,
    ResultContent,
    StandingRow,
)
from beizhan.templatetags.figures import mark

_COLOURS = {"through": "green", "reserve": "amber", "out": "out", "undecided": "grey"}


def shown_of(content: Content) -> dict[str, Any]:
    """Return the piece for a content, with what it shows."""
    match content:
        case FreezeContent():
            page = content.page
            more = {
                "page": page,
                "state": state_of(page.line),
                "tiles": tiles_of(page.scheme),
                "print": content.fingerprint,
            }
            piece = "freeze"
        case ChangeContent():
            more, piece = {"content": content}, "change"
        case LockContent() | ReopeningContent():
            more = {"content": content, "what": scope_words(content.scope, content.ref)}
            piece = "lock" if isinstance(content, LockContent) else "reopening"
        case ResultContent():
            more, piece = {"content": content, "rows": [_standing(one) for one in content.standing]}, "result"
        case CorrectionContent():
            more, piece = {"rows": [_correction(one) for one in content.corrections]}, "correction"
    return {**more, "piece": f"marking/agreement/_{piece}.html"}


def scope_words(scope: LockScope, ref: str) -> str:
    """Return how much a lock closes."""
    if scope is LockScope.DAY:
        return gettext("Day %(number)s") % {"number": ref}
    return f"{SCOPES[scope]} {ref}".strip()


def _standing(one: StandingRow) -> dict[str, Any]:
    return {
        "one": one,
        "unit": either(one.unit_zh, one.unit_en),
        "state": _COLOURS.get(one.status, "grey"),
        "label": STATUSES[one.status] if one.status else "",
    }


def _correction(one: CorrectionRow) -> dict[str, Any]:
    def given(value: int | None) -> str:
        return mark(value) if one.kind is Kind.MEASUREMENT or value is None else str(value)

    seat = gettext("Seat %(number)s") % {"number": one.seat} if one.seat else gettext("Agreed")
    return {"one": one, "seat": seat, "before": given(one.before), "after": given(one.after)}
