"""Printing sheets: the chain knows which were printed, and from which version of the scheme (K4)."""

from collections.abc import Sequence
from datetime import datetime

from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import error
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.paper_sheets import SheetNumber
from beizhan.models.marking.assessments import Assessment
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import scheme_in_force

MOST_AT_ONCE = 400
"""Sheets in one file; more take too long to set while somebody waits."""


def print_sheets(assessment: Assessment, sheets: Sequence[SheetNumber], *, by: Person, at: datetime) -> None:
    """Note that sheets are printed, so that it is known which are out and have not come back.

    Raises
    ------
    Refused
        If none was chosen, or too many, or there are no codes yet.
    """
    with telling(Deed.PRINT_SHEETS, assessment, by=by, at=at) as teller:
        require(assessment, Step.DRAWN, Step.MARKING)
        refuse((error("nothing_given"),) if not sheets else ())
        too_many = len(sheets) > MOST_AT_ONCE
        refuse((error("too_many_sheets_at_once", found=len(sheets), allowed=MOST_AT_ONCE),) if too_many else ())
        scheme = scheme_in_force(assessment)
        assert scheme is not None
        teller.tell("printing", {"sheets": [str(sheet) for sheet in sheets], "version": scheme.version})
