"""The hash chain of an assessment: whatever is told of it becomes the next link."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from beizhan.core.fingerprint import GENESIS, canonical, instant, link_of
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.people import Person


def hold(assessment: Assessment) -> None:
    """Let nobody else write to this assessment until the transaction ends."""
    Assessment.objects.select_for_update().only("pk").get(pk=assessment.pk)


def salted(body: Mapping[str, object]) -> Mapping[str, object]:
    """Return what is told of marks with a salt: they are so few that a hash seen in the trail would betray them."""
    return {**body, "salt": secrets.token_hex(16)}


def tell(assessment: Assessment, kind: str, body: Mapping[str, object], *, by: Person, at: datetime) -> Event:
    """Append an event to the chain; the caller holds the assessment and is inside a deed.

    Raises
    ------
    TypeError
        If the body holds anything of which two machines might write different texts.
    """
    last = Event.objects.filter(assessment=assessment).order_by("-seq").only("seq", "hash").first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    link = {
        "stream": str(assessment.pk),
        "seq": seq,
        "kind": kind,
        "at": instant(at),
        "by": str(by.pk),
        "body": body,
        "previous": previous,
    }
    return Event.objects.create(
        assessment=assessment,
        seq=seq,
        kind=kind,
        body=canonical(body),
        by=by,
        at=at,
        previous=previous,
        hash=link_of(link),
    )
