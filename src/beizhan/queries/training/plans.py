"""Training as it was planned and as it was done: versions with their reasons, weeks, loads."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from beizhan.core.access import Deed
from beizhan.core.follow_through.facts import ReasonKind
from beizhan.core.training.load import Effort
from beizhan.core.training.sessions import FARTHEST_AHEAD, WEEK, Session, monday_of, stands_for
from beizhan.models.campaign import Campaign, Entry
from beizhan.models.people import Person
from beizhan.models.training.plans import DoneSession, PlannedSession, PlanReason, PlanVersion
from beizhan.queries.campaign import which_of
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.publishing.objections import spoken_for
from beizhan.queries.people import Which


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why a version differs: in words, and the change, gap or view by its number."""

    kind: ReasonKind
    words: str
    ref: int | None = None


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a plan; the latest that covers a day counts on it."""

    id: int
    number: int
    starts: date
    ends: date
    words: str
    by: str
    at: datetime
    reasons: tuple[ReasonLine, ...]


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A session as it was told last, with the effort that was felt; ``first`` is the row that told of it first."""

    id: int
    first: int
    day: date
    minutes: int
    effort: int
    title: str
    section: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A session of the version that counts on its day, and what was told of it."""

    id: int
    version: int
    session: Session
    done: DoneLine | None


@dataclass(frozen=True, slots=True)
class Training:
    """The training of an entry: versions latest first, planned sessions in order, and what was done besides.

    ``counting_for`` tells for each session of any version the one in force that it stands for, or itself.
    """

    entry: str
    skill: Which
    team: tuple[str, ...]
    coach: str
    versions: tuple[VersionLine, ...]
    planned: tuple[PlannedLine, ...]
    besides: tuple[DoneLine, ...]
    counting_for: Mapping[int, int]

    @property
    def latest(self) -> VersionLine | None:
        """The newest version."""
        return self.versions[0] if self.versions else None

    @property
    def ends(self) -> date | None:
        """The last day that any version covers."""
        return max((one.ends for one in self.versions), default=None)

    def on(self, day: date) -> VersionLine | None:
        """Return the version that counts on a day: the newest of those that cover it."""
        return next((one for one in self.versions if one.starts <= day <= one.ends), None)

    def open_week(self, today: date) -> date:
        """Return the Monday of the first week after the plan, or that of today if the plan has run out.

        It is never a week that lies too far ahead to be planned.
        """
        this, last = monday_of(today), today + FARTHEST_AHEAD - 2 * WEEK
        return max(this, monday_of(min(self.ends, last)) + WEEK) if self.ends else this

    def told_on(self, day: date, title: str) -> DoneLine | None:
        """Return what was told last of a title on a day, planned or besides."""
        alike = (one for one in self.done() if one.day == day and one.title.casefold() == title.strip().casefold())
        return max(alike, key=lambda one: one.id, default=None)

    def planned_in(self, week: date) -> tuple[PlannedLine, ...]:
        """Return what is planned in the week of a day."""
        monday = monday_of(week)
        return tuple(one for one in self.planned if monday <= one.session.day < monday + WEEK)

    def due_by(self, today: date) -> tuple[PlannedLine, ...]:
        """Return what should be logged of the week before a day, and what of the day itself already is."""
        return _due_among((one for one in self.planned if today - WEEK <= one.session.day <= today), today)

    def due_in(self, week: date, today: date) -> tuple[PlannedLine, ...]:
        """Return what should be logged by today of the week of a day, and what of today already is."""
        return _due_among(self.planned_in(week), today)

    def done(self) -> tuple[DoneLine, ...]:
        """Return everything that was done, planned or besides."""
        return (*(one.done for one in self.planned if one.done), *self.besides)

    def efforts(self, today: date) -> tuple[Effort, ...]:
        """Return what training weighs: as done up to a day, as planned after it."""
        ahead = (Effort(one.day, one.minutes, one.effort) for one in self._planned_after(today))
        return (*(Effort(one.day, one.minutes, one.effort) for one in self.done()), *ahead)

    def _planned_after(self, today: date) -> tuple[Session, ...]:
        return tuple(one.session for one in self.planned if one.session.day > today)

    def planned_efforts(self) -> tuple[Effort, ...]:
        """Return what training weighs as it was planned."""
        return tuple(Effort(one.session.day, one.session.minutes, one.session.effort) for one in self.planned)


def _due_among(planned: Iterable[PlannedLine], today: date) -> tuple[PlannedLine, ...]:
    return tuple(one for one in planned if one.session.day < today or one.done)


def trainings_for(person: Person, campaign: Campaign, *, only: str = "") -> list[Training]:
    """Return the training of every entry, or of one, that somebody may see, by code.

    Eight queries.
    """
    duties = duties_of(person, campaign)
    skills = list(campaign.skills.values_list("pk", flat=True))
    every = [one for one in skills if duties.may(Deed.SEE_ALL_PLANS, one)]
    own = spoken_for(person, Deed.SEE_OWN_PLANS, campaign=campaign.pk)
    rows = Entry.objects.filter(Q(skill__in=every) | own, campaign=campaign, withdrawal=None)
    return trainings_of(rows.filter(code=only) if only else rows)


def trainings_of(entries: QuerySet[Entry]) -> list[Training]:
    """Return the training of some entries. Six queries."""
    related = entries.select_related("skill", "coach").prefetch_related("competitors__person")
    rows = list(related.distinct().order_by("code"))
    keys = [one.pk for one in rows]
    versions, sessions, done = _versions_of(keys), _sessions_of(keys), _done_of(keys)
    return [_training(one, versions[one.pk], sessions[one.pk], done[one.pk]) for one in rows]


def _training(
    row: Entry, versions: Sequence[VersionLine], sessions: Sequence[PlannedSession], done: Sequence[DoneSession]
) -> Training:
    in_force = [one for one in sessions if _counts(one, versions)]
    counting_for = _counting_for(sessions, in_force)
    told = _latest_told(done, counting_for)
    shown = {("planned", one.pk) for one in in_force}
    team = sorted(row.competitors.all(), key=lambda one: one.position)
    return Training(
        row.code,
        which_of(row.skill),
        tuple(one.person.name for one in team),
        row.coach.name if row.coach else "",
        tuple(versions),
        tuple(_planned(one, told) for one in in_force),
        tuple(line for key, line in told.items() if key not in shown),
        counting_for,
    )


def _planned(one: PlannedSession, told: Mapping[tuple[str, int], DoneLine]) -> PlannedLine:
    return PlannedLine(one.pk, one.version.number, _session(one), told.get(("planned", one.pk)))


def _counts(one: PlannedSession, versions: Iterable[VersionLine]) -> bool:
    """Return whether a session belongs to the newest version that covers its day."""
    covering = [version.number for version in versions if version.starts <= one.day <= version.ends]
    return bool(covering) and one.version.number == max(covering)


def _counting_for(sessions: Sequence[PlannedSession], in_force: Sequence[PlannedSession]) -> dict[int, int]:
    """Return for which session in force the log of each planned one counts; of one that is gone, for itself."""
    begins = {(one.day, one.begins): one for one in in_force}
    found = {one.pk: one.pk for one in sessions}
    for one in sessions:
        later = begins.get((one.day, one.begins))
        if later is not None and stands_for(_session(later), _session(one)):
            found[one.pk] = later.pk
    return found


def _latest_told(rows: Sequence[DoneSession], counting_for: Mapping[int, int]) -> dict[tuple[str, int], DoneLine]:
    """Return what was told last of each planned session, and of each besides, by the first row of it."""
    keys: dict[int, tuple[str, int]] = {}
    firsts: dict[tuple[str, int], int] = {}
    told = {}
    for row in rows:
        own = ("planned", counting_for[row.planned_id]) if row.planned_id else ("besides", row.pk)
        key = keys[row.pk] = keys[row.replaces_id] if row.replaces_id else own
        told[key] = _done(row, firsts.setdefault(key, row.pk))
    return told


def _done(row: DoneSession, first: int) -> DoneLine:
    return DoneLine(
        row.pk, first, row.day, row.minutes, row.effort, row.title, row.section, row.words, row.by.name, row.at
    )


def _session(row: PlannedSession) -> Session:
    return Session(row.day, row.begins, row.minutes, row.effort, row.title, row.section)


def _versions_of(entries: Collection[UUID]) -> dict[UUID, list[VersionLine]]:
    rows = PlanVersion.objects.filter(plan__entry__in=entries).select_related("plan", "by").order_by("-number")
    reasons = _reasons_of([row.pk for row in rows])
    found: dict[UUID, list[VersionLine]] = defaultdict(list)
    for row in rows:
        line = VersionLine(
            row.pk, row.number, row.starts, row.ends, row.words, row.by.name, row.at, tuple(reasons[row.pk])
        )
        found[row.plan.entry_id].append(line)
    return found


def _reasons_of(versions: Collection[int]) -> dict[int, list[ReasonLine]]:
    found: dict[int, list[ReasonLine]] = defaultdict(list)
    rows = PlanReason.objects.filter(version__in=versions).select_related("change", "gap__entry", "view")
    for row in rows.order_by("pk"):
        kind = ReasonKind(row.kind)
        words, ref = _WORDS[kind](row)
        found[row.version_id].append(ReasonLine(kind, words, ref))
    return found


_WORDS: dict[ReasonKind, Callable[[PlanReason], tuple[str, int | None]]] = {
    ReasonKind.CHANGE: lambda row: (row.change.where if row.change else "", row.change_id),
    ReasonKind.GAP: lambda row: (f"§{row.gap.section}" if row.gap and row.gap.section else "", row.gap_id),
    ReasonKind.VIEW: lambda row: ("", row.view_id),
    ReasonKind.HEALTH: lambda row: (row.words, None),
}
"""What a reason is called; of a view only that there is one, its words are for those named in it."""


def _sessions_of(entries: Collection[UUID]) -> dict[UUID, list[PlannedSession]]:
    found: dict[UUID, list[PlannedSession]] = defaultdict(list)
    rows = PlannedSession.objects.filter(version__plan__entry__in=entries).select_related("version__plan")
    for row in rows.order_by("day", "begins", "pk"):
        found[row.version.plan.entry_id].append(row)
    return found


def _done_of(entries: Collection[UUID]) -> dict[UUID, list[DoneSession]]:
    found: dict[UUID, list[DoneSession]] = defaultdict(list)
    for row in DoneSession.objects.filter(entry__in=entries).select_related("by").order_by("pk"):
        found[row.entry_id].append(row)
    return found
