"""Where an assessment stands when somebody sits down at one of its screens, and what people are called there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from beizhan.core.marking.assessment import Step
from beizhan.core.scheme.tree import Scheme
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.schemes import Scheme as SchemeRow
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import scheme_in_force, step_of
from beizhan.queries.marking.grids import NO_SCHEME
from beizhan.queries.marking.schemes import scheme_of


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an assessment stands: its step, and the scheme by which it is marked, as a row and as a value."""

    step: Step
    row: SchemeRow | None
    scheme: Scheme


def assessment_at(assessment: UUID) -> Assessment | None:
    """Return an assessment with its campaign, skill and stage, or nothing if there is no such one. One query."""
    return Assessment.objects.select_related("campaign", "skill", "stage").filter(pk=assessment).first()


def where_it_stands(assessment: Assessment) -> Standing:
    """Return the step and the whole scheme in force. Six queries."""
    row = scheme_in_force(assessment)
    return Standing(step_of(assessment), row, scheme_of(row) if row else NO_SCHEME)


def head_of(assessment: Assessment) -> int:
    """Return the number of the last event, 0 before the first. One query."""
    seq = Event.objects.filter(assessment=assessment).order_by("-seq").values_list("seq", flat=True).first()
    return seq or 0


def names_of(people: Iterable[str]) -> dict[str, str]:
    """Return the names of some people by their id. One query."""
    rows = Person.objects.filter(pk__in=[UUID(one) for one in people]).values_list("pk", "name")
    return {str(pk): name for pk, name in rows}
