"""Where an assessment stands: its step, its scheme, its locks, its teams and its places."""

from uuid import UUID

from beizhan.core.marking.assessment import ActiveLock, LockScope, Step
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment, Call, PanelSeat, Place, SchemeChoice, StepTaken
from beizhan.models.marking.awards import Lock
from beizhan.models.marking.schemes import Scheme


def step_of(assessment: Assessment) -> Step:
    """Return the step at which an assessment stands. One query."""
    latest = StepTaken.objects.filter(assessment=assessment).order_by("-pk").values_list("step", flat=True).first()
    return Step(latest) if latest else Step.PLANNED


def scheme_in_force(assessment: Assessment) -> Scheme | None:
    """Return the scheme version by which the marks are counted now, if one was chosen. One query."""
    choice = SchemeChoice.objects.filter(assessment=assessment).select_related("scheme").order_by("-pk").first()
    return choice.scheme if choice else None


def active_locks_of(assessment: Assessment) -> tuple[ActiveLock, ...]:
    """Return the locks that nobody has opened again. One query."""
    rows = Lock.objects.filter(assessment=assessment, reopening=None).values_list("scope", "ref")
    return tuple(ActiveLock(LockScope(scope), ref) for scope, ref in rows)


def panel_of(assessment: Assessment) -> dict[tuple[str, int], UUID]:
    """Return who sits in each seat of each sub-criterion, as last said. One query."""
    rows = PanelSeat.objects.filter(assessment=assessment).order_by("pk")
    return {(sub, seat): judge for sub, seat, judge in rows.values_list("sub_criterion", "seat", "judge_id")}


def places_of(assessment: Assessment) -> tuple[Place, ...]:
    """Return the places of an assessment by code. One query."""
    return tuple(Place.objects.filter(assessment=assessment).order_by("code"))


def entries_for(assessment: Assessment) -> tuple[Entry, ...]:
    """Return the entries called to an assessment, else all that stand in its skill, by code. Three queries."""
    standing = (
        Entry.objects.filter(campaign=assessment.campaign_id, skill=assessment.skill_id, withdrawal=None)
        .select_related("unit", "base", "coach")
        .prefetch_related("competitors__person")
        .order_by("code")
    )
    latest = Call.objects.filter(assessment=assessment).order_by("-event_id").values("event_id")[:1]
    called = set(Call.objects.filter(event_id__in=latest).values_list("entry_id", flat=True))
    return tuple(entry for entry in standing if not called or entry.pk in called)
