"""What stands on the envelope of one half of a draw."""

from collections.abc import Sequence

from beizhan.files.paper.forms import Envelope, Masthead
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import SchemeFreeze
from beizhan.queries.marking.assessments import scheme_in_force


def envelope_of(  # noqa: PLR0913 - what stands on an envelope
    assessment: Assessment,
    half: int,
    pairs: Sequence[tuple[str, str]],
    *,
    holder: str,
    columns: tuple[str, str],
    drawn: str,
) -> Envelope:
    """Return the envelope of one half for the holder of its key. Two queries."""
    row = scheme_in_force(assessment)
    assert row is not None
    masthead = Masthead(
        campaign=assessment.campaign.name_zh,
        assessment=assessment.name_zh,
        assessment_key=str(assessment.pk),
        skill_number=assessment.skill.number,
        skill_zh=assessment.skill.name_zh,
        skill_en=assessment.skill.name_en,
        version=str(row.version),
        fingerprint=SchemeFreeze.objects.values_list("fingerprint", flat=True).get(scheme=row),
    )
    return Envelope(masthead, f"draw-{half}", half, holder, columns, tuple(pairs), drawn)
