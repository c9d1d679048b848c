"""Who stands in the skill of an assessment, and who of them is called to it."""

from dataclasses import dataclass

from beizhan.core.marking.assessment import Step
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Call
from beizhan.queries.marking.assessments import entries_for, step_of
from beizhan.queries.people import Where, team_of, where_of


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that could be called."""

    code: str
    who: str
    unit: Where
    is_called: bool


@dataclass(frozen=True, slots=True)
class Candidates:
    """All who stand in the skill; whether anybody was called at all; the step of the assessment."""

    lines: tuple[Candidate, ...]
    has_call: bool
    step: Step


def candidates_for(assessment: Assessment) -> Candidates:
    """Return who could be called to an assessment, and who is. Eight queries."""
    called = {entry.pk for entry in entries_for(assessment)}
    standing = Entry.objects.filter(campaign=assessment.campaign_id, skill=assessment.skill_id, withdrawal=None)
    standing = standing.select_related("unit").prefetch_related("competitors__person").order_by("code")
    lines = tuple(Candidate(one.code, who_competes(one), where_of(one.unit), one.pk in called) for one in standing)
    return Candidates(lines, Call.objects.filter(assessment=assessment).exists(), step_of(assessment))


def who_competes(entry: Entry) -> str:
    """Return the names of an entry's competitors; they must have been fetched with it."""
    return "、".join(team_of(entry))
