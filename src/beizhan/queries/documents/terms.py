"""The terms of a skill, for its screens, its comparisons and its printed cards."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.training.terms import Term
from beizhan.models.documents import terms as rows
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term that counts, who said it last, and when."""

    term: Term
    by: str
    at: datetime


def term_lines_of(skill: Skill) -> list[TermLine]:
    """Return the terms that count in a skill, by their Chinese. One query."""
    latest = {}
    for row in rows.Term.objects.filter(skill=skill).select_related("by").order_by("pk"):
        latest[row.zh] = row
    standing = [row for row in latest.values() if not row.is_dropped]
    return [
        TermLine(Term(row.zh, row.en, row.note, tuple(row.avoid)), row.by.name, row.at)
        for row in sorted(standing, key=lambda one: one.zh)
    ]


def terms_of(skill: Skill | None) -> tuple[Term, ...]:
    """Return the terms that count in a skill; none where a document is of no one skill. At most one query.

    With :func:`beizhan.core.training.terms.terms_in` any text can be cut where they stand.
    """
    return tuple(one.term for one in term_lines_of(skill)) if skill else ()
