"""What every deed on an assessment does: hold it, say what happened, keep the row beside its event."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.actions.marking.chain import hold, tell
from beizhan.core.access import Deed
from beizhan.core.faults import error
from beizhan.core.marking.assessment import Step, faults_of_step
from beizhan.models.marking.assessments import Assessment, StepTaken, Told
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import step_of


@dataclass(frozen=True, slots=True)
class Teller:
    """Says what happened to one assessment, for one person at one moment."""

    assessment: Assessment
    by: Person
    at: datetime

    def tell(self, kind: str, body: Mapping[str, object], *rows: Told) -> None:
        """Append an event and save the rows it speaks of."""
        event = tell(self.assessment, kind, body, by=self.by, at=self.at)
        for row in rows:
            row.event, row.assessment, row.by, row.at = event, self.assessment, self.by, self.at
        for model in {type(row) for row in rows}:
            model._default_manager.bulk_create([row for row in rows if type(row) is model])  # noqa: SLF001 - Django's own name for it

    def step(self, then: Step, *, reason: str = "") -> None:
        """Take a step, if it may follow the present one."""
        refuse(faults_of_step(step_of(self.assessment), then))
        self.tell("step", {"step": str(then), "reason": reason}, StepTaken(step=then, reason=reason))


@contextmanager
def telling(name: Deed, assessment: Assessment, *, by: Person, at: datetime) -> Iterator[Teller]:
    """Open the door for a deed on an assessment, and hold the assessment."""
    with deed(name, by=by, campaign=assessment.campaign, skill=assessment.skill, on=assessment, at=at):
        hold(assessment)
        yield Teller(assessment, by, at)


def require(assessment: Assessment, *steps: Step) -> None:
    """Refuse unless the assessment stands at one of the steps."""
    now = step_of(assessment)
    refuse(() if now in steps else (error("wrong_step", now=str(now)),))
