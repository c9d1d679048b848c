"""The marking teams of an assessment as they are seated, with what each judge may not judge (K7)."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from beizhan.core.access import Post
from beizhan.core.marking.assessment import Kin, Step
from beizhan.core.scheme.tree import Scheme
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Conflict, Declaration, StandDown
from beizhan.models.people import Appointment, Person
from beizhan.queries.marking.assessments import entries_for, panel_of, scheme_in_force, step_of
from beizhan.queries.marking.conflicts import ShortTeam, known_among, short_teams_of
from beizhan.queries.marking.planning.candidates import who_competes
from beizhan.queries.marking.schemes import scheme_of
from beizhan.queries.people import Where, where_of

SEATS = (1, 2, 3, 4)
_SEATED = (Post.JUDGE, Post.CHIEF_EXPERT)


@dataclass(frozen=True, slots=True)
class Barred:
    """An entry that a judge must not judge, and why."""

    code: str
    who: str
    unit: Where
    kin: tuple[Kin, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who could sit in a team: how many seats they have, whether they declared, whom they must not judge."""

    id: UUID
    name: str
    seats: int
    has_declared: bool
    stood_down: bool
    barred: tuple[Barred, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """A sub-criterion and who sits in its four seats."""

    criterion: str
    code: str
    name: str
    seats: tuple[UUID | None, ...]


@dataclass(frozen=True, slots=True)
class PanelPage:
    """All teams, all who could sit in them, and where a team could not judge somebody."""

    step: Step
    has_scheme: bool
    criteria: tuple[tuple[str, str], ...]
    teams: tuple[Team, ...]
    judges: tuple[Judge, ...]
    short: tuple[ShortTeam, ...]


def panel_page_of(assessment: Assessment) -> PanelPage:
    """Return the teams of an assessment. At most thirty-five queries."""
    row = scheme_in_force(assessment)
    scheme = scheme_of(row) if row else Scheme("", (), ())
    seats = panel_of(assessment)
    return PanelPage(
        step_of(assessment),
        row is not None,
        tuple((one.code, one.name) for one in scheme.criteria),
        _teams(scheme, seats),
        _judges(assessment, seats),
        short_teams_of(assessment),
    )


def judges_in(assessment: Assessment) -> dict[str, Person]:
    """Return everybody who may sit in a team of the skill, by id, in the order of their names. One query."""
    held = Appointment.objects.filter(
        Q(skill=None) | Q(skill=assessment.skill_id), campaign=assessment.campaign_id, post__in=_SEATED, end=None
    )
    people = Person.objects.filter(Q(pk__in=held.values("person")) | Q(pk__in=held.values("deputy")), is_active=True)
    return {str(one.pk): one for one in people.order_by("sort_key", "name", "login")}


def _teams(scheme: Scheme, seats: dict[tuple[str, int], UUID]) -> tuple[Team, ...]:
    return tuple(
        Team(criterion.code, sub.code, sub.name, tuple(seats.get((sub.code, seat)) for seat in SEATS))
        for criterion in scheme.criteria
        for sub in criterion.sub_criteria
    )


def _judges(assessment: Assessment, seats: dict[tuple[str, int], UUID]) -> tuple[Judge, ...]:
    people = judges_in(assessment)
    ids = [one.pk for one in people.values()]
    barred = barred_among(assessment, ids)
    declared = set(Declaration.objects.filter(assessment=assessment).values_list("by_id", flat=True))
    gone = set(StandDown.objects.filter(assessment=assessment).values_list("by_id", flat=True))
    taken = list(seats.values())
    return tuple(
        Judge(one.pk, one.name, taken.count(one.pk), one.pk in declared, one.pk in gone, barred[one.pk])
        for one in people.values()
    )


def barred_among(assessment: Assessment, judges: list[UUID]) -> dict[UUID, tuple[Barred, ...]]:
    """Return whom each judge must not judge, by what is known and by the latest declaration. Nine queries."""
    kin: dict[tuple[UUID, UUID], dict[Kin, str]] = defaultdict(dict)
    for judge, found in known_among(assessment, judges).items():
        for entry, why in found:
            kin[judge, entry.pk][why] = ""
    newest = dict(
        Declaration.objects.filter(assessment=assessment, by__in=judges).order_by("pk").values_list("by_id", "pk")
    )
    rows = Conflict.objects.filter(declaration__in=newest.values())
    for judge, key, said, note in rows.values_list("declaration__by_id", "entry_id", "kin", "note"):
        kin[judge, key][Kin(said)] = note
    entries = entries_for(assessment)
    return {
        judge: tuple(_barred(one, kin[judge, one.pk]) for one in entries if (judge, one.pk) in kin) for judge in judges
    }


def _barred(entry: Entry, kin: dict[Kin, str]) -> Barred:
    notes = "; ".join(note for note in kin.values() if note)
    return Barred(entry.code, who_competes(entry), where_of(entry.unit), tuple(one for one in Kin if one in kin), notes)
