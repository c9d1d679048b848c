"""Entries: who is in which skill for whom, changed while nothing is drawn, withdrawn with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed, Party
from beizhan.core.entries import Claim, Member, Standing, faults_of_entry
from beizhan.core.faults import Fault, error
from beizhan.models.campaign import Campaign, Competitor, Entry, Withdrawal
from beizhan.models.people import Body, Person
from beizhan.models.skills import Skill
from beizhan.queries.campaign import competition_year_of, is_drawn, is_under_codes, standing_of
from beizhan.queries.people import is_of


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An entry as somebody wants it; each member of the team comes with a day of birth where it is known."""

    skill: Skill
    code: str
    unit: Body
    base: Body | None
    coach: Person | None
    team: tuple[tuple[Person, date | None], ...]


def enter_competitors(campaign: Campaign, facts: EntryFacts, *, by: Person, at: datetime) -> Entry:
    """Enter one competitor, or one team, in a skill for a unit."""
    with deed(Deed.ENTER_COMPETITORS, by=by, campaign=campaign, skill=facts.skill, on=facts.code, at=at):
        refuse(faults_of(campaign, facts))
        refuse((error("skill_is_under_codes"),) if is_under_codes(facts.skill) else ())
        taken = Entry.objects.filter(campaign=campaign, code=facts.code.strip()).exists()
        refuse((error("entry_code_taken", found=facts.code.strip()),) if taken else ())
        entry = Entry.objects.create(
            campaign=campaign,
            skill=facts.skill,
            code=facts.code.strip(),
            unit=facts.unit,
            base=facts.base,
            coach=facts.coach,
            by=by,
            at=at,
        )
        write_team(entry, facts)
        return entry


def change_entry(entry: Entry, facts: EntryFacts, *, by: Person, at: datetime) -> None:
    """Change an entry; once its skill is drawn only base and coach may change, for a code must stay whose it was."""
    with deed(Deed.ENTER_COMPETITORS, by=by, campaign=entry.campaign, skill=entry.skill, on=entry, at=at):
        refuse((*faults_of(entry.campaign, facts), *_faults_of_drawn(entry, facts), *_faults_of_end(entry)))
        entry.unit, entry.base, entry.coach = facts.unit, facts.base, facts.coach
        entry.save(update_fields=["unit", "base", "coach"])
        entry.competitors.all().delete()
        write_team(entry, facts)


def withdraw_entry(entry: Entry, *, reason: str, by: Person, at: datetime) -> None:
    """Take an entry out of its skill, with the reason; it stays in the history."""
    with deed(Deed.ENTER_COMPETITORS, by=by, campaign=entry.campaign, skill=entry.skill, on=f"{entry} ✗", at=at):
        refuse((*_faults_of_end(entry), *(() if reason.strip() else (error("reason_missing"),))))
        Withdrawal.objects.create(entry=entry, reason=reason.strip(), by=by, at=at)


def faults_of(campaign: Campaign, facts: EntryFacts) -> tuple[Fault, ...]:
    """Return what is wrong with an entry, and what only wants a look."""
    claim = Claim(
        facts.code.strip(),
        tuple(Member(str(person.pk), person.name, born) for person, born in facts.team),
        Party(facts.unit.party),
        Party(facts.base.party) if facts.base else None,
        str(facts.coach.pk) if facts.coach else "",
        facts.skill.competitors_per_entry,
        facts.skill.age_limit,
        competition_year_of(campaign),
    )
    standing = [
        Standing(str(person), code, is_same_skill=skill == facts.skill.pk)
        for person, code, skill in standing_of(campaign, [person for person, _ in facts.team])
    ]
    strangers = [person for person, _ in facts.team if not is_of(campaign, person)]
    return (
        *((error("text_missing"),) if not claim.code else ()),
        *(error("person_of_another_campaign", name=person.name) for person in strangers),
        *faults_of_entry(claim, standing),
    )


def write_team(entry: Entry, facts: EntryFacts) -> None:
    """Write down who competes in an entry; call it inside a deed."""
    Competitor.objects.bulk_create(
        Competitor(entry=entry, person=person, born=born, position=position)
        for position, (person, born) in enumerate(facts.team, 1)
    )


def _faults_of_end(entry: Entry) -> tuple[Fault, ...]:
    return (error("entry_withdrawn"),) if Withdrawal.objects.filter(entry=entry).exists() else ()


def _faults_of_drawn(entry: Entry, facts: EntryFacts) -> tuple[Fault, ...]:
    team = list(entry.competitors.order_by("position").values_list("person_id", flat=True))
    same = entry.unit_id == facts.unit.pk and team == [person.pk for person, _ in facts.team]
    return () if same or not is_drawn(entry.skill) else (error("entry_is_drawn"),)
