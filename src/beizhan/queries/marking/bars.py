"""Which judge is barred from which blind code: known to the machine, listed to nobody (K7)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.crypto import salted_hmac

from beizhan.models.marking.assessments import Assessment, Bar, Place, StandDown


def token_of(assessment: Assessment, judge: UUID, code: str) -> str:
    """Return the keyed token that stands for "this judge may not judge this code"."""
    return salted_hmac("beizhan.bar", f"{assessment.pk}:{judge}:{code}", algorithm="sha256").hexdigest()


def barred_places(assessment: Assessment, judge: UUID, places: Iterable[Place]) -> frozenset[UUID]:
    """Return the places at which a judge may not judge: all of them for one who stood down. Two queries."""
    return bars_among(assessment, [judge], list(places))[judge]


def bars_among(
    assessment: Assessment, judges: Collection[UUID], places: Collection[Place]
) -> dict[UUID, frozenset[UUID]]:
    """Return for each of some judges the places at which they may not judge. Two queries."""
    gone = set(StandDown.objects.filter(assessment=assessment, by__in=judges).values_list("by_id", flat=True))
    tokens = {token_of(assessment, judge, place.code): (judge, place.pk) for judge in judges for place in places}
    rows = Bar.objects.filter(assessment=assessment, token__in=tokens).values_list("token", flat=True)
    barred = {tokens[token] for token in rows}
    return {
        judge: frozenset(place.pk for place in places if judge in gone or (judge, place.pk) in barred)
        for judge in judges
    }
