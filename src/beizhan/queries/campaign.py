"""Which campaigns somebody has a place in; its dates, its stages, and who is entered."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from beizhan.core.timetable import WorkCalendar, countdown_to
from beizhan.models.campaign import Anchor, AnchorDate, Campaign, Competitor, Entry, SpecialDay, Stage
from beizhan.models.marking.assessments import Assessment, Draw, Link
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.people import Where, Which, Who, where_of, who_of

OPENING = "opening"
"""Key of the anchor that says when the competition opens; its year is the one that age limits count by."""


@dataclass(frozen=True, slots=True)
class AnchorDay:
    """An anchor as it stands: its names, its day, and how far that is."""

    key: str
    name_zh: str
    name_en: str
    on: date
    days: int
    working_days: int | None


@dataclass(frozen=True, slots=True)
class Said:
    """A day that was said for an anchor, with the reason why it moved there."""

    on: date
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shifted:
    """An assessment whose distance to an anchor changes when that moves; below zero means before it."""

    code: str
    skill: str
    name_zh: str
    name_en: str
    first_day: date
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Shift:
    """What hangs on an anchor that is to move."""

    days: int
    assessments: tuple[Shifted, ...]
    stages: int


@dataclass(frozen=True, slots=True)
class SpecialDate:
    """A holiday, or a weekend day that is worked."""

    on: date
    is_workday: bool
    name: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage of the ladder, with how many assessments hang on it."""

    id: int
    skill: Which | None
    position: int
    name_zh: str
    name_en: str
    from_n: int
    to_m: int
    assessments: int


@dataclass(frozen=True, slots=True)
class Teammate:
    """Somebody who competes in an entry."""

    who: Who
    born: date | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry: who competes in which skill for whom, trained where and by whom; ``reason`` says why it withdrew."""

    id: UUID
    code: str
    skill: Which
    unit: Where
    base: Where | None
    coach: Who | None
    team: tuple[Teammate, ...]
    withdrawn_at: datetime | None
    reason: str


def campaigns_of(person: Person) -> list[Campaign]:
    """Return the campaigns where a person holds a post, as holder or deputy, or competes; newest first. One query."""
    held = Q(appointments__person=person) | Q(appointments__deputy=person)
    entered = Q(entries__competitors__person=person) | Q(entries__coach=person)
    place = (held & Q(appointments__end=None)) | entered
    return list(Campaign.objects.filter(place).distinct().order_by("-at", "-pk"))


def is_untouched() -> bool:
    """Return whether there is no campaign at all yet. One query."""
    return not Campaign.objects.exists()


def countdown_of(campaign: Campaign, *, at: datetime) -> list[AnchorDay]:
    """Return every anchor that is today or still ahead, nearest first. Two queries."""
    return [anchor for anchor in anchor_days_of(campaign, at=at) if anchor.days >= 0]


def anchor_days_of(campaign: Campaign, *, at: datetime) -> list[AnchorDay]:
    """Return every anchor on the day last said for it, earliest first. Two queries."""
    said = AnchorDate.objects.filter(anchor__campaign=campaign).select_related("anchor").order_by("pk")
    latest = {row.anchor_id: row for row in said}
    calendar = work_calendar_of(SpecialDay.objects.filter(campaign=campaign))
    today = timezone.localdate(at)
    found = [_anchor_day(row, today, calendar) for row in latest.values()]
    return sorted(found, key=lambda anchor: (anchor.on, anchor.key))


def history_of(anchor: Anchor) -> list[Said]:
    """Return every day that was said for an anchor, latest first. One query."""
    rows = AnchorDate.objects.filter(anchor=anchor).select_related("by").order_by("-pk")
    return [Said(row.date, row.reason, row.by.name, row.at) for row in rows]


def moves_of(campaign: Campaign) -> dict[str, int]:
    """Return how often each anchor has moved, by key. One query."""
    rows = Anchor.objects.filter(campaign=campaign).annotate(said=Count("dates"))
    return {row.key: row.said - 1 for row in rows}


def shift_of(anchor: Anchor, to: date) -> Shift:
    """Return what hangs on an anchor and how far everything would lie from it on another day. Three queries."""
    stands = AnchorDate.objects.filter(anchor=anchor).order_by("-pk").values_list("date", flat=True).first() or to
    rows = Assessment.objects.filter(campaign=anchor.campaign_id).select_related("skill").order_by("first_day", "code")
    assessments = tuple(
        Shifted(
            row.code,
            row.skill.number,
            row.name_zh,
            row.name_en,
            row.first_day,
            (row.first_day - stands).days,
            (row.first_day - to).days,
        )
        for row in rows
    )
    return Shift((to - stands).days, assessments, Stage.objects.filter(campaign=anchor.campaign_id).count())


def special_days_of(campaign: Campaign, year: int) -> list[SpecialDate]:
    """Return the holidays and make-up days of a year by date. One query."""
    rows = SpecialDay.objects.filter(campaign=campaign, date__year=year).order_by("date")
    return [SpecialDate(row.date, row.is_workday, row.name) for row in rows]


def work_calendar_of(days: Iterable[SpecialDay]) -> WorkCalendar:
    """Return the announced holidays and make-up days as the core counts them; a year with no row is unknown."""
    known = list(days)
    return WorkCalendar(
        years=frozenset(day.date.year for day in known),
        holidays=frozenset(day.date for day in known if not day.is_workday),
        make_up_days=frozenset(day.date for day in known if day.is_workday),
    )


def stages_of(campaign: Campaign) -> list[StageLine]:
    """Return the stages of a campaign, those for all skills first, each ladder from its foot. One query."""
    rows = Stage.objects.filter(campaign=campaign).select_related("skill").annotate(held=Count("assessments"))
    found = [
        StageLine(
            row.pk,
            which_of(row.skill) if row.skill else None,
            row.position,
            row.name_zh,
            row.name_en,
            row.from_n,
            row.to_m,
            row.held,
        )
        for row in rows
    ]
    return sorted(found, key=lambda stage: (stage.skill.number if stage.skill else "", stage.position))


def entries_of(campaign: Campaign, *, skill: Skill | None = None) -> list[EntryLine]:
    """Return the entries by code, those withdrawn included. Two queries."""
    rows = Entry.objects.filter(campaign=campaign).select_related("skill", "unit", "base", "coach", "withdrawal")
    if skill is not None:
        rows = rows.filter(skill=skill)
    teams: dict[UUID, list[Teammate]] = {}
    members = Competitor.objects.filter(entry__in=rows.values("pk")).select_related("person").order_by("position")
    for member in members:
        teams.setdefault(member.entry_id, []).append(Teammate(who_of(member.person), member.born))
    return [_entry_line(row, tuple(teams.get(row.pk, ()))) for row in rows.order_by("skill__number", "code")]


def standing_of(campaign: Campaign, people: Collection[Person]) -> list[tuple[UUID, str, int]]:
    """Return where people compete already: person, code of the entry, skill. One query."""
    rows = Competitor.objects.filter(entry__campaign=campaign, entry__withdrawal=None, person__in=people)
    return list(rows.values_list("person_id", "entry__code", "entry__skill_id"))


def competition_year_of(campaign: Campaign) -> int | None:
    """Return the year in which the competition opens, else that of the last anchor, else nothing. One query."""
    said = AnchorDate.objects.filter(anchor__campaign=campaign).order_by("pk").values_list("anchor__key", "date")
    latest = dict(said)
    return latest.get(OPENING, max(latest.values())).year if latest else None


def is_drawn(skill: Skill) -> bool:
    """Return whether lots were drawn in any assessment of a skill: from then on a team stays as it is. One query."""
    return Draw.objects.filter(assessment__skill=skill).exists()


def is_under_codes(skill: Skill) -> bool:
    """Return whether an assessment of a skill is drawn and its codes are not opened yet. One query."""
    opened = Link.objects.filter(assessment__skill=skill).values("assessment")
    return Draw.objects.filter(assessment__skill=skill).exclude(assessment__in=opened).exists()


def which_of(skill: Skill) -> Which:
    """Return a skill as a value."""
    return Which(skill.number, skill.name_zh, skill.name_en)


def _anchor_day(row: AnchorDate, today: date, calendar: WorkCalendar) -> AnchorDay:
    anchor, left = row.anchor, countdown_to(row.anchor.key, row.date, at=today, calendar=calendar)
    return AnchorDay(anchor.key, anchor.name_zh, anchor.name_en, left.on, left.days, left.working_days)


def _entry_line(row: Entry, team: tuple[Teammate, ...]) -> EntryLine:
    withdrawal = getattr(row, "withdrawal", None)
    return EntryLine(
        row.pk,
        row.code,
        which_of(row.skill),
        where_of(row.unit),
        where_of(row.base) if row.base else None,
        who_of(row.coach) if row.coach else None,
        team,
        withdrawal.at if withdrawal else None,
        withdrawal.reason if withdrawal else "",
    )
