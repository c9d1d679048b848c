"""What a judge sees before anything else of an assessment: who competes, and what was declared (K7)."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.assessment import Kin, Step
from beizhan.models.marking.assessments import Assessment, Conflict, Declaration, StandDown
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import entries_for, step_of
from beizhan.queries.marking.conflicts import known_conflicts
from beizhan.queries.marking.planning.candidates import who_competes
from beizhan.queries.people import Where, where_of


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """An entry by its names: what the machine knows between it and the judge, and what the judge declared."""

    code: str
    who: str
    unit: Where
    known: frozenset[Kin]
    declared: frozenset[Kin]
    note: str


@dataclass(frozen=True, slots=True)
class DeclarationPage:
    """Everybody who competes, as long as nothing is drawn; what was declared, and whether the judge stood down."""

    step: Step
    entries: tuple[Acquaintance, ...]
    declared_at: datetime | None
    conflicts: int
    stood_down_at: datetime | None
    reason: str


def declaration_page_of(assessment: Assessment, judge: Person) -> DeclarationPage:
    """Return what a judge declares upon. Thirteen queries."""
    step = step_of(assessment)
    latest = Declaration.objects.filter(assessment=assessment, by=judge).order_by("-pk").first()
    said = list(Conflict.objects.filter(declaration=latest)) if latest else []
    gone = StandDown.objects.filter(assessment=assessment, by=judge).first()
    return DeclarationPage(
        step,
        _acquaintances(assessment, judge, said) if step is Step.PLANNED else (),
        latest.at if latest else None,
        len({one.entry_id for one in said}),
        gone.at if gone else None,
        gone.reason if gone else "",
    )


def _acquaintances(assessment: Assessment, judge: Person, said: list[Conflict]) -> tuple[Acquaintance, ...]:
    known = [(entry.pk, kin) for entry, kin in known_conflicts(assessment, judge)]
    return tuple(
        Acquaintance(
            one.code,
            who_competes(one),
            where_of(one.unit),
            frozenset(kin for key, kin in known if key == one.pk),
            frozenset(Kin(row.kin) for row in said if row.entry_id == one.pk),
            "; ".join(row.note for row in said if row.entry_id == one.pk and row.note),
        )
        for one in entries_for(assessment)
    )
