"""The one door: permission, transaction and log meet here and nowhere else."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, errors_among
from beizhan.models.campaign import Campaign
from beizhan.models.log import LogRow
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.people import posts_of


class Refused(Exception):  # noqa: N818 - it is a refusal, not a failure
    """A deed made no sense; ``faults`` say why, and nothing was written."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Keep the faults."""
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


@contextmanager
def deed(  # noqa: PLR0913 - the six facts of a log row
    name: Deed, *, by: Person, campaign: Campaign | None, on: object, at: datetime, skill: Skill | None = None
) -> Iterator[None]:
    """Let ``by`` do it, whole or not at all, and remember that it was done.

    Raises
    ------
    PermissionDenied
        If no post that ``by`` holds there allows the deed.
    """
    demand(name, by=by, campaign=campaign, skill=skill)
    with transaction.atomic():
        yield
        LogRow.objects.create(campaign=campaign, by=by, deed=name, on=str(on)[:120], at=at)


def demand(name: Deed, *, by: Person, campaign: Campaign | None, skill: Skill | None = None) -> None:
    """Refuse whoever may not do the deed."""
    if not by.is_active or not may(posts_of(by, campaign=campaign, skill=skill), name):
        raise PermissionDenied(name)


def refuse(faults: tuple[Fault, ...]) -> None:
    """Stop if any fault is an error."""
    if errors_among(faults):
        raise Refused(faults)
