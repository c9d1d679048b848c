"""A campaign as the rows of its roster workbook, and what a workbook may refer to without repeating it."""

from beizhan.files.catalogue import skills_of_2026
from beizhan.files.roster.rows import (
    AnchorRow,
    AppointmentRow,
    BodyRow,
    EntryRow,
    Known,
    PersonRow,
    Roster,
    SkillRow,
    StageRow,
)
from beizhan.models.campaign import AnchorDate, Campaign
from beizhan.models.people import Body
from beizhan.models.skills import Skill
from beizhan.queries.campaign import EntryLine, StageLine, entries_of, stages_of
from beizhan.queries.people import Holding, PersonLine, holdings_of, people_of


def known_of(campaign: Campaign) -> Known:
    """Return the skills, bodies and logins that the campaign has. Six queries."""
    return Known(
        frozenset(Skill.objects.filter(campaign=campaign).values_list("number", flat=True)),
        frozenset(Body.objects.filter(campaign=campaign).values_list("code", flat=True)),
        frozenset(line.who.login for line in people_of(campaign)),
    )


def empty_roster_of(campaign: Campaign) -> Roster:
    """Return a roster to fill in: only the skills, those of the catalogue that are not taken part in as well."""
    return Roster(skills=_skills(campaign))


def roster_of(campaign: Campaign) -> Roster:
    """Return the whole campaign as a roster. Eleven queries."""
    bodies = Body.objects.filter(campaign=campaign).select_related("superior").order_by("code")
    said = AnchorDate.objects.filter(anchor__campaign=campaign).select_related("anchor").order_by("pk")
    latest = {row.anchor_id: row for row in said}
    return Roster(
        stages=tuple(_stage(one) for one in stages_of(campaign)),
        anchors=tuple(
            AnchorRow(row.anchor.key, row.anchor.name_zh, row.anchor.name_en, row.date) for row in latest.values()
        ),
        bodies=tuple(
            BodyRow(row.code, row.name_zh, row.name_en, row.party, row.superior.code if row.superior else "")
            for row in bodies
        ),
        people=tuple(_person(one) for one in people_of(campaign)),
        appointments=tuple(_appointment(one) for one in holdings_of(campaign)),
        entries=tuple(_entry(one) for one in entries_of(campaign) if one.withdrawn_at is None),
        skills=_skills(campaign),
    )


def _skills(campaign: Campaign) -> tuple[SkillRow, ...]:
    own = {row.number: row for row in Skill.objects.filter(campaign=campaign)}
    rows = {
        fact.number: SkillRow(fact.number, fact.name_zh, fact.name_en, chosen=False) for fact in skills_of_2026()
    } | {number: SkillRow(number, row.name_zh, row.name_en, chosen=True) for number, row in own.items()}
    return tuple(rows[number] for number in sorted(rows))


def _stage(one: StageLine) -> StageRow:
    number = one.skill.number if one.skill else ""
    return StageRow(one.name_zh, one.name_en, one.position, number, one.from_n, one.to_m)


def _person(one: PersonLine) -> PersonRow:
    body = one.bodies[0].code if one.bodies else ""
    return PersonRow(one.who.login, one.who.name, one.sort_key, one.who.phone, one.who.email, body)


def _appointment(one: Holding) -> AppointmentRow:
    skill, deputy = one.skill.number if one.skill else "", one.deputy.login if one.deputy else ""
    return AppointmentRow(one.holder.login, str(one.post), one.body.code, skill, deputy)


def _entry(one: EntryLine) -> EntryRow:
    first, second = ([member.who.login for member in one.team] + ["", ""])[:2]
    base, coach = one.base.code if one.base else "", one.coach.login if one.coach else ""
    return EntryRow(one.skill.number, one.code, one.unit.code, base, first, second, coach)
