"""Which judge is barred from which blind code: known to the machine, listed to nobody (K7)."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.crypto import salted_hmac

from beizhan.models.marking.assessments import Assessment, Bar, Place, StandDown


def token_of(assessment: Assessment, judge: UUID, code: str) -> str:
    """Return the keyed token that stands for "this judge may not judge this code"."""
    return salted_hmac("beizhan.bar", f"{assessment.pk}:{judge}:{code}", algorithm="sha256").hexdigest()


def barred_places(assessment: Assessment, judge: UUID, places: Iterable[Place]) -> frozenset[UUID]:
    """Return the places at which a judge may not judge: all of them for one who stood down. Two queries."""
    if StandDown.objects.filter(assessment=assessment, by=judge).exists():
        return frozenset(place.pk for place in places)
    tokens = {token_of(assessment, judge, place.code): place.pk for place in places}
    rows = Bar.objects.filter(assessment=assessment, token__in=tokens).values_list("token", flat=True)
    return frozenset(tokens[token] for token in rows)
