"""Why the plan of an entry could have a new version: what is decided, what is open, what was heard."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.follow_through.facts import Answer
from beizhan.core.gaps.ledger import SETTLED
from beizhan.models.campaign import Entry
from beizhan.models.people import Person
from beizhan.queries.analysis.gaps.gaps import gaps_for
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.analysis.views import views_for
from beizhan.queries.documents.following import changes_among

Offer = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class ReasonsOffered:
    """The reasons that could be named, each by its number with words, and the sections that can be trained."""

    changes: Offer
    gaps: Offer
    views: Offer
    sections: tuple[tuple[str, str], ...]


def reasons_for(person: Person, entry: Entry, *, at: datetime) -> ReasonsOffered:
    """Return what a planner can name as reasons for an entry; views only those that are open to them.

    Eleven queries, and those of the gaps of the skill.
    """
    skill = entry.skill
    changes = [
        (one.id, f"{one.where} · {one.decision.words}")
        for one in changes_among(entry.campaign, [skill.pk], general=True)
        if one.decision and one.decision.answer is Answer.COUNTERMEASURE
    ]
    gaps = [
        (one.id, " ".join(filter(None, (f"§{one.section}" if one.section else "", one.latest.text))))
        for one in gaps_for(person, entry.campaign, [skill.pk], at=at)
        if one.entry in ("", entry.code) and one.state not in SETTLED
    ]
    views = [
        (one.id, " · ".join(filter(None, (one.entry or one.subject, one.speaker))))
        for one in views_for(person, [skill.pk], at=at)
        if one.entry in ("", entry.code)
    ]
    sections = [(one.number, f"§{one.number} {one.name_zh or one.name_en}") for one in sections_known_in(skill)]
    return ReasonsOffered(tuple(changes), tuple(gaps), tuple(views), tuple(sections))
