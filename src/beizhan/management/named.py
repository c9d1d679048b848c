"""Finding what a command line names."""

from django.core.management.base import CommandError

from beizhan.models.marking.assessments import Assessment
from beizhan.queries.marking.publishing.exports import assessments_called


def assessment_called(name: str) -> Assessment:
    """Return the assessment of this id or code.

    Raises
    ------
    CommandError
        If there is none, or several campaigns use the code.
    """
    found = assessments_called(name)
    if len(found) > 1:
        ids = ", ".join(f"{one.pk} ({one.campaign})" for one in found)
        raise CommandError(f"{name} names several assessments; use the id: {ids}", returncode=2)
    if not found:
        raise CommandError(f"there is no assessment {name}", returncode=2)
    return found[0]
