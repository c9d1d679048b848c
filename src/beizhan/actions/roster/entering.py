"""Rows of the roster about entries. Each tells whether it changed anything."""

from beizhan.actions.campaign.entries import EntryFacts, change_entry, enter_competitors, faults_of
from beizhan.actions.door import refuse
from beizhan.actions.roster.desk import Desk
from beizhan.core.faults import Fault, error
from beizhan.files.roster.rows import EntryRow
from beizhan.models.campaign import Entry


def bring_entry(desk: Desk, row: EntryRow) -> bool:
    """Enter a competitor or a team, or change the entry."""
    have = Entry.objects.filter(campaign=desk.campaign, code=row.code).select_related("skill").first()
    facts = _facts_in(desk, row, have)
    if have is None:
        enter_competitors(desk.campaign, facts, **desk.who)
        return True
    refuse((error("entry_of_another_skill"),) if have.skill_id != facts.skill.pk else ())
    if _is_same(have, facts):
        return False
    change_entry(have, facts, **desk.who)
    return True


def looks_of_entry(desk: Desk, row: EntryRow) -> tuple[Fault, ...]:
    """Return what wants a look in an entry that was brought in."""
    have = Entry.objects.filter(campaign=desk.campaign, code=row.code).first()
    return faults_of(desk.campaign, _facts_in(desk, row, have))


def _facts_in(desk: Desk, row: EntryRow, have: Entry | None) -> EntryFacts:
    skill, unit = desk.skill(row.skill_number), desk.body(row.unit)
    assert skill is not None  # a row without a skill was refused before
    assert unit is not None  # a row without a unit was refused before
    people = [desk.person(login) for login in row.competitors()]
    born = dict(have.competitors.values_list("person_id", "born")) if have else {}
    team = tuple((person, born.get(person.pk)) for person in people if person)
    return EntryFacts(skill, row.code, unit, desk.body(row.base), desk.person(row.coach), team)


def _is_same(have: Entry, facts: EntryFacts) -> bool:
    team = list(have.competitors.order_by("position").values_list("person_id", flat=True))
    stands = (have.unit_id, have.base_id, have.coach_id, team)
    wanted = (
        facts.unit.pk,
        facts.base.pk if facts.base else None,
        facts.coach.pk if facts.coach else None,
        [person.pk for person, _ in facts.team],
    )
    return stands == wanted
