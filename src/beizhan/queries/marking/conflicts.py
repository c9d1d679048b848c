"""Who has declared, who must not judge whom, and what the machine knows of it without being told."""

from uuid import UUID

from django.db.models import Q

from beizhan.core.assessment import Kin
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Conflict, Declaration
from beizhan.models.people import Appointment, Membership, Person
from beizhan.queries.marking.assessments import entries_for, panel_of


def known_conflicts(assessment: Assessment, judge: Person) -> list[tuple[Entry, Kin]]:
    """Return the conflicts that follow from appointments and entries: own unit, own base, own trainee. Four queries."""
    posts = Appointment.objects.filter(Q(person=judge) | Q(deputy=judge), campaign=assessment.campaign_id, end=None)
    bodies = {
        *posts.values_list("body", flat=True),
        *Membership.objects.filter(person=judge).values_list("body", flat=True),
    }
    found = []
    for entry in entries_for(assessment):
        if entry.unit_id in bodies:
            found.append((entry, Kin.SAME_UNIT))
        if entry.base_id in bodies:
            found.append((entry, Kin.SAME_BASE))
        if entry.coach_id == judge.pk:
            found.append((entry, Kin.OWN_TRAINEE))
    return found


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
