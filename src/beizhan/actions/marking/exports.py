"""Handing an assessment out, so that others can check it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied

from beizhan.actions.door import deed
from beizhan.core.access import Deed, may
from beizhan.core.fingerprint import instant
from beizhan.core.marking.assessment import Step
from beizhan.files.export_pack import packed
from beizhan.models.marking.assessments import Assessment
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.publishing.exports import record_of
from beizhan.queries.people import posts_of

_PUBLISHED = frozenset({Step.PROVISIONAL, Step.SEALED})


def export_assessment(assessment: Assessment, *, by: Person, at: datetime) -> bytes:
    """Return the export, and remember who took it; before the result is published only who may see marks can.

    Raises
    ------
    PermissionDenied
        If ``by`` may not export, or the export would show marks that ``by`` may not see yet.
    """
    campaign, skill = assessment.campaign, assessment.skill
    with deed(Deed.EXPORT_ASSESSMENT, by=by, campaign=campaign, skill=skill, on=assessment, at=at):
        posts = posts_of(by, campaign=campaign, skill=skill)
        if step_of(assessment) not in _PUBLISHED and not may(posts, Deed.SEE_MARKS):
            raise PermissionDenied(Deed.SEE_MARKS)
    return packed(record_of(assessment), at=instant(at))
