"""Declaring conflicts of interest, before anything about a competitor is visible (K7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Kin, Step
from beizhan.core.marking.awarding import faults_of_reason
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Conflict, Declaration, StandDown
from beizhan.models.people import Person
from beizhan.queries.marking.conflicts import known_conflicts


@dataclass(frozen=True, slots=True)
class Declared:
    """One conflict as a judge declares it."""

    entry: Entry
    kin: Kin
    note: str = ""


def declare_conflicts(assessment: Assessment, conflicts: Sequence[Declared], *, by: Person, at: datetime) -> None:
    """Declare every conflict there is, or with an empty list that there is none; what is known is added.

    Raises
    ------
    Refused
        If the codes are drawn already: who declares then can only stand down, for the draw has tied the bars.
    """
    with telling(Deed.DECLARE_CONFLICT, assessment, by=by, at=at) as teller:
        require(assessment, Step.PLANNED)
        refuse(_faults_of(assessment, conflicts))
        whole = {(one.entry.pk, one.kin): one for one in [*_known(assessment, by), *conflicts]}
        body = {"conflicts": [{"entry": str(one.entry.pk), "kin": str(one.kin)} for one in whole.values()]}
        declaration = Declaration()
        teller.tell("declaration", body, declaration)
        Conflict.objects.bulk_create(
            Conflict(declaration=declaration, entry=one.entry, kin=one.kin, note=one.note) for one in whole.values()
        )


def _known(assessment: Assessment, judge: Person) -> list[Declared]:
    return [Declared(entry, kin) for entry, kin in known_conflicts(assessment, judge)]


def _faults_of(assessment: Assessment, conflicts: Sequence[Declared]) -> tuple[Fault, ...]:
    strangers = [one for one in conflicts if one.entry.skill_id != assessment.skill_id]
    return (error("entry_of_another_skill"),) if strangers else ()


def stand_down(assessment: Assessment, *, reason: str, by: Person, at: datetime) -> None:
    """Declare a conflict after the draw: the judge judges nobody any more, and the fourth expert takes the seat."""
    with telling(Deed.DECLARE_CONFLICT, assessment, by=by, at=at) as teller:
        require(assessment, Step.TAGGED, Step.DRAWN, Step.MARKING)
        gone = StandDown.objects.filter(assessment=assessment, by=by).exists()
        refuse((error("stood_down_already"),) if gone else faults_of_reason(reason))
        teller.tell("stand_down", {"reason": reason.strip()}, StandDown(reason=reason.strip()))
