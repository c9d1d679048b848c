"""Changes, plans and sessions of a hall; each builder takes what a test wants."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import hall
import knowledge
from beizhan.actions.documents.answering import DecisionFacts, decide_change, weigh_change
from beizhan.actions.marking.conflicts import declare_conflicts
from beizhan.actions.training.plans import PlanFacts, Reasons, lay_down_plan
from beizhan.core.follow_through.facts import Answer, Severity
from beizhan.core.follow_through.touching import touch_of
from beizhan.core.scheme.tree import Criterion, Scheme, Section, SubCriterion
from beizhan.core.training.sessions import Session
from beizhan.models.documents.changes import Change
from beizhan.models.documents.register import Document, Edition, Original
from beizhan.models.training.plans import PlanVersion
from once import once

WHY = "与赛题无关，仅改动版式"


def change(found: hall.Hall, *, general: bool = False, at: datetime | None = None, where: str = "4.2 公差") -> Change:
    """Find a change in a new edition of the technical description, or of the competition rules."""
    said = {"by": found.people["officer"], "at": at or found.later()}
    skill = None if general else found.skill
    document = Document.objects.filter(skill=skill, campaign=found.campaign).first() or Document.objects.create(
        campaign=found.campaign, skill=skill, kind="technical_description", title="技术文件", language="zh", **said
    )
    body = uuid4().bytes
    original = Original.objects.create(fingerprint=body.hex() * 2, media_type="text/plain", body=body)
    label = f"第{document.editions.count() + 1}版"
    edition = Edition.objects.create(document=document, label=label, file_name="td.txt", original=original, **said)
    return Change.objects.create(
        new=edition, number=1, kind="changed", where=where, old_text="±0.5 mm", new_text="±0.2 mm", at_stake=200, **said
    )


def weighed(found: hall.Hall, row: Change, *touches: str, who: str = "expert") -> Change:
    weigh_change(row, Severity.HIGH, [touch_of(one) for one in touches], **found.who(who))
    return row


def decided(found: hall.Hall, row: Change, *, owner: str = "coach", days: int = 7, who: str = "expert") -> Change:
    due = (found.at + timedelta(days=days)).date()
    facts = DecisionFacts(Answer.COUNTERMEASURE, "每日一小时精度专项", found.people[owner], due)
    decide_change(row, facts, **found.who(who))
    return row


def without_impact(found: hall.Hall, row: Change, who: str = "chief") -> Change:
    decide_change(row, DecisionFacts(Answer.NO_IMPACT, WHY), **found.who(who))
    return row


def sessions(monday: date, count: int = 5, *, minutes: int = 120, effort: int = 6) -> list[Session]:
    return [
        Session(monday + timedelta(days=day), time(9), minutes, effort, f"精度专项{day + 1}", "2")
        for day in range(count)
    ]


def plan(found: hall.Hall, monday: date, *, who: str = "coach", number: int = 1, **reasons: object) -> PlanVersion:
    """Lay down a week for an entry; the first entry is the coach's."""
    facts = PlanFacts(monday, monday + timedelta(days=6), sessions(monday), Reasons(**reasons))
    return lay_down_plan(found.entries[number - 1], facts, **found.who(who))


def wide_scheme() -> Scheme:
    """100 marks: on day 1 four measurements of five marks in section 1, and twenty of four marks in section 2."""
    few = SubCriterion("A1", "Precision", 1, tuple(hall.aspect("M", 500, "1", f"size {one}") for one in range(4)))
    many = SubCriterion("B1", "Rest", 1, tuple(hall.aspect("M", 400, "2", f"part {one}") for one in range(20)))
    sections = (Section("1", "Precision", 2000), Section("2", "Rest", 8000))
    return Scheme("17", sections, (Criterion("A", "Precision", 2000, (few,)), Criterion("B", "Rest", 8000, (many,))))


@once
def before() -> hall.Hall:
    """A sealed result by the wide scheme in which nobody has anything in section 1, and half of all else."""
    found = hall.marking(scheme=wide_scheme())
    return hall.sealed(hall.published(hall.opened(hall.locked(hall.marked(found, _rows(found, 0))))))


def after(found: hall.Hall, code: str, day: date, precise: int = 500) -> hall.Hall:
    """Hold another assessment in which everybody has ``precise`` hundredths in each aspect of section 1."""
    knowledge.planned_again(found, code, day)
    for seat in (1, 2, 3, 4):
        declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))
    hall.marking(found=found)
    hall.marked(found, _rows(found, precise))
    return hall.sealed(hall.published(hall.opened(hall.locked(found))))


def _rows(found: hall.Hall, precise: int) -> list[hall.AwardRow]:
    """Give section 1 what is asked, and section 2 half, a little more and less from one aspect to the next."""
    rows = []
    for number, row in enumerate(hall.rows_of(found)):
        worth = row.value
        value = precise if worth == 500 else 200 + (20 if (number // 2) % 2 else -20)
        rows.append(hall.AwardRow(row.place, row.aspect, row.seat, value, 0))
    return rows
