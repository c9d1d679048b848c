"""The contact plan: every kind of contact is an open one, and whoever is next has a day."""

from datetime import date
from enum import StrEnum

from beizhan.core.analysis.clocks import Due, due_of
from beizhan.core.faults import Fault, error


class ContactKind(StrEnum):
    """By which open way experts are to be heard."""

    FORUM_QUESTION = "forum_question"
    EXCHANGE_VISIT = "exchange_visit"
    REHEARSAL = "rehearsal"
    CONSULTATION = "consultation"


class ContactState(StrEnum):
    """Where a contact stands."""

    OVERDUE = "overdue"
    SOON = "soon"
    AHEAD = "ahead"
    CLOSED = "closed"


def contact_state_of(due: date | None, *, is_closed: bool, at: date) -> ContactState:
    """Return where a contact stands by its latest step."""
    near = due_of(due, at=at)
    return ContactState.CLOSED if is_closed or near is Due.NONE else ContactState(near)


def faults_of_step(text: str, *, has_owner: bool, due: date | None, is_closed: bool) -> tuple[Fault, ...]:
    """Return what is wrong with a step: no words, or nobody and no day for what comes next."""
    faults = []
    if not text.strip():
        faults.append(error("text_missing"))
    if not is_closed and not (has_owner and due):
        faults.append(error("step_without_owner_or_day"))
    return tuple(faults)
