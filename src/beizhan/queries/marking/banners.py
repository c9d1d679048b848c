"""What stands above every screen with marks (K19): how firm they are, and as of when."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.assessment import Banner, Step, banner_of
from beizhan.core.marking.objections import closes_at
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.results import latest_snapshot_of

_WITHOUT_MARKS = frozenset({Step.PLANNED, Step.TAGGED, Step.DRAWN})
_PUBLISHED = frozenset({Step.PROVISIONAL, Step.SEALED})


@dataclass(frozen=True, slots=True)
class BannerLine:
    """How firm the marks of an assessment are; ``until`` is when objections close, while they may still be made."""

    state: Banner
    as_of: datetime
    revision: int | None = None
    until: datetime | None = None


def banner_for(assessment: Assessment) -> BannerLine | None:
    """Return the banner of an assessment; nothing before marking begins, for then there are no marks. Three queries."""
    step = step_of(assessment)
    if step in _WITHOUT_MARKS:
        return None
    latest = latest_snapshot_of(assessment) if step in _PUBLISHED else None
    if latest is None:
        told = Event.objects.filter(assessment=assessment).order_by("-seq").values_list("at", flat=True)[0]
        return BannerLine(banner_of(step), told)
    until = closes_at(latest.at, assessment.objection_minutes) if step is Step.PROVISIONAL else None
    return BannerLine(banner_of(step), latest.at, latest.revision, until)
