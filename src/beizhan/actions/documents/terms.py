"""The terms of a skill kept: one term, one translation (X2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.faults import error
from beizhan.core.training.terms import Term, faults_of_terms, trimmed
from beizhan.models.documents import terms as rows
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.documents.terms import terms_of


@dataclass(frozen=True, slots=True)
class Kept:
    """How many terms are new, and how many are said otherwise than before."""

    new: int
    replaced: int


def keep_terms(skill: Skill, terms: Collection[Term], *, by: Person, at: datetime, replaces: bool = True) -> Kept:
    """Write down terms that are new or said otherwise than before; ``replaces`` says that the latter is meant.

    Raises
    ------
    Refused
        If a side is missing, if one word would have two translations, or if a term stands otherwise already and is
        not to be replaced; then nothing is written.
    """
    with deed(Deed.KEEP_TERMS, by=by, campaign=skill.campaign, skill=skill, on=skill.number, at=at):
        known = {one.zh: one for one in terms_of(skill)}
        said = [trimmed(one) for one in terms]
        after = {**known, **{one.zh: one for one in said}}
        refuse((*faults_of_terms(said), *(() if faults_of_terms(said) else faults_of_terms(list(after.values())))))
        fresh = [one for one in said if known.get(one.zh) != one]
        standing = [known[one.zh] for one in fresh if one.zh in known]
        refuse(() if replaces else tuple(error("term_stands", term=one.zh, translation=one.en) for one in standing))
        for one in fresh:
            _write(skill, one, by, at)
        return Kept(len(fresh) - len(standing), len(standing))


def drop_term(skill: Skill, term: Term, *, by: Person, at: datetime) -> rows.Term:
    """Take a term away; that it was once said stays to be read."""
    with deed(Deed.KEEP_TERMS, by=by, campaign=skill.campaign, skill=skill, on=f"{skill.number} {term.zh}", at=at):
        return _write(skill, term, by, at, is_dropped=True)


def _write(skill: Skill, one: Term, by: Person, at: datetime, **more: bool) -> rows.Term:
    return rows.Term.objects.create(
        skill=skill, zh=one.zh, en=one.en, note=one.note, avoid=list(one.avoid), by=by, at=at, **more
    )
