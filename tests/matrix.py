"""Who may do a deed, found by trying: everybody tries, and everything they did is taken back."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction

import hall
from beizhan.actions.door import Refused
from beizhan.models.log import Approval, LogRow, Proposal
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.schemes import Scheme


class _TakenBackError(Exception):
    """What was tried is taken back."""


def counted() -> tuple[int, ...]:
    """How much there is of what deeds write."""
    return tuple(model.objects.count() for model in (LogRow, Event, Proposal, Approval, Scheme, Assessment))


def _take_back() -> None:
    raise _TakenBackError


def who_may(act: Callable[[str], object]) -> set[str]:
    """Return the people of the hall whom the door lets do something; nobody else may have written anything."""
    allowed = set()
    for name in hall.POSTS:
        before = counted()
        try:
            with transaction.atomic():
                act(name)
                _take_back()
        except PermissionDenied:
            assert counted() == before, name
        except (_TakenBackError, Refused):
            allowed.add(name)
    return allowed
