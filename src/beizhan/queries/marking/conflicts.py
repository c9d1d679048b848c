"""Who has declared, who must not judge whom, and what the machine knows of it without being told."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from beizhan.core.marking.assessment import Kin
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Conflict, Declaration
from beizhan.models.people import Appointment, Membership, Person
from beizhan.queries.marking.assessments import entries_for, panel_of
from beizhan.queries.marking.targets import SUPERVISOR


def known_conflicts(assessment: Assessment, judge: Person) -> list[tuple[Entry, Kin]]:
    """Return the conflicts that follow from appointments and entries: own unit, own base, own trainee. Four queries."""
    return known_among(assessment, [judge.pk])[judge.pk]


def known_among(assessment: Assessment, judges: Collection[UUID]) -> dict[UUID, list[tuple[Entry, Kin]]]:
    """Return for each of some judges the conflicts that the machine knows of. Four queries."""
    bodies = bodies_of(assessment.campaign_id, judges)
    entries = entries_for(assessment)
    return {judge: [(one, kin) for one in entries for kin in kin_of(one, judge, bodies[judge])] for judge in judges}


def bodies_of(campaign: UUID, judges: Collection[UUID]) -> dict[UUID, set[int]]:
    """Return the bodies where each judge holds a post, as holder or deputy, or belongs. Two queries."""
    found: dict[UUID, set[int]] = {judge: set() for judge in judges}
    posts = Appointment.objects.filter(Q(person__in=judges) | Q(deputy__in=judges), campaign=campaign, end=None)
    for holder, deputy, body in posts.values_list("person_id", "deputy_id", "body_id"):
        for one in {holder, deputy} & found.keys():
            found[one].add(body)
    for member, body in Membership.objects.filter(person__in=judges).values_list("person_id", "body_id"):
        found[member].add(body)
    return found


def kin_of(entry: Entry, judge: UUID, bodies: Collection[int]) -> Iterator[Kin]:
    """Yield what ties a judge, who belongs to some bodies, to an entry."""
    if entry.unit_id in bodies:
        yield Kin.SAME_UNIT
    if entry.base_id in bodies:
        yield Kin.SAME_BASE
    if entry.coach_id == judge:
        yield Kin.OWN_TRAINEE


def has_declared(assessment: Assessment, judge: Person) -> bool:
    """Return whether a judge has declared for this assessment. One query."""
    return Declaration.objects.filter(assessment=assessment, by=judge).exists()


def silent_judges(assessment: Assessment) -> frozenset[UUID]:
    """Return the members of the marking teams who have not declared yet. Two queries."""
    declared = Declaration.objects.filter(assessment=assessment).values_list("by_id", flat=True)
    return frozenset(panel_of(assessment).values()) - frozenset(declared)


def conflicts_of(assessment: Assessment) -> frozenset[tuple[UUID, UUID]]:
    """Return who must not judge whom, as pairs of judge and entry; a judge's latest declaration counts. Two queries."""
    newest = dict(Declaration.objects.filter(assessment=assessment).order_by("pk").values_list("by_id", "pk"))
    rows = Conflict.objects.filter(declaration__in=newest.values())
    return frozenset(rows.values_list("declaration__by_id", "entry_id"))


def barred_pairs_of(assessment: Assessment) -> frozenset[tuple[UUID, UUID]]:
    """Return who must not judge whom: what was declared, and what the machine knows by now. Seven queries."""
    known = known_among(assessment, frozenset(panel_of(assessment).values()))
    return conflicts_of(assessment) | {(judge, entry.pk) for judge, found in known.items() for entry, _ in found}


@dataclass(frozen=True, slots=True)
class ShortTeam:
    """A marking team that cannot judge an entry: too many of its seats are barred from it."""

    sub_criterion: str
    entry: str


def short_teams_of(assessment: Assessment) -> tuple[ShortTeam, ...]:
    """Return where the three judges and the fourth, who may take one seat, are too few. Ten queries."""
    barred = barred_pairs_of(assessment)
    teams: dict[str, dict[int, UUID]] = defaultdict(dict)
    for (sub, seat), judge in panel_of(assessment).items():
        teams[sub][seat] = judge
    entries = entries_for(assessment)
    return tuple(
        ShortTeam(sub, entry.code)
        for sub, team in sorted(teams.items())
        for entry in entries
        if _is_short(team, {seat for seat, judge in team.items() if (judge, entry.pk) in barred})
    )


def _is_short(team: dict[int, UUID], barred: set[int]) -> bool:
    replacing = SUPERVISOR in team and SUPERVISOR not in barred
    return len(barred - {SUPERVISOR}) > (1 if replacing else 0)
