"""What was said of a gap, and what the ledger makes of it: a gap with its cause and its countermeasure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile

from django.utils import timezone

from beizhan.core.gaps.gap import Cause, Countermeasure
from beizhan.core.gaps.gap import Gap as LedgerGap
from beizhan.models.analysis.gaps import Gap, GapAnswer
from beizhan.queries.people import Who, who_of


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What was said of a gap at one time; expected marks are hundredths."""

    id: int
    cause: Cause
    text: str
    countermeasure: str
    owner: Who | None
    due: date | None
    expected: int
    is_dropped: bool
    by: str
    at: datetime


def answer_of(row: GapAnswer) -> AnswerFact:
    """Return what was said once."""
    return AnswerFact(
        row.pk,
        Cause(row.cause),
        row.text,
        row.countermeasure,
        who_of(row.owner) if row.owner else None,
        row.due,
        row.expected,
        row.is_dropped,
        row.by.name,
        row.at,
    )


def gap_of(row: Gap, answers: Sequence[AnswerFact], full: int) -> LedgerGap:
    """Return a gap as the ledger takes it, from what was said of it, latest first, and what its section is worth."""
    entry = row.entry
    return LedgerGap(
        str(row.pk),
        entry.code if entry else "",
        row.skill.number,
        entry.base.code if entry and entry.base else "",
        row.section,
        full,
        answers[0].cause,
        timezone.localdate(row.at),
        str(row.assessment_id or ""),
        countermeasure=countermeasure_of(answers),
        is_dropped=answers[0].is_dropped,
    )


def countermeasure_of(answers: Sequence[AnswerFact]) -> Countermeasure | None:
    """Return what is done about a gap; nothing while words, an owner or a day are missing.

    It was laid down when its words and its day were first said as they stand: whoever only names another owner starts
    no new baseline.
    """
    latest = answers[0]
    words = latest.countermeasure.strip()
    if not (words and latest.owner and latest.due):
        return None
    same = takewhile(lambda one: (one.countermeasure.strip(), one.due) == (words, latest.due), answers)
    first = min(timezone.localdate(one.at) for one in same)
    return Countermeasure(words, latest.owner.name, first, latest.due, latest.expected)
