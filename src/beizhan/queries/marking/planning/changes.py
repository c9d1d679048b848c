"""What a later version of the scheme would do to an assessment that is under way."""

from dataclasses import dataclass

from beizhan.core.marking.assessment import Step
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import Scheme
from beizhan.queries.marking.assessments import scheme_in_force, step_of
from beizhan.queries.marking.effects import EffectRow, effects_of
from beizhan.queries.marking.planning.scheme_pages import SchemeLine, schemes_of


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The version in force, the other frozen ones, and the effect of the chosen one on every competitor."""

    step: Step
    in_force: SchemeLine | None
    frozen: tuple[SchemeLine, ...]
    chosen: SchemeLine | None
    row: Scheme | None
    effects: tuple[EffectRow, ...]
    again: int


def change_page_of(assessment: Assessment, asked: str) -> ChangePage:
    """Return what can be changed to, and the effect of the version ``asked`` for. At most thirty-two queries."""
    now = scheme_in_force(assessment)
    versions = schemes_of(assessment.campaign, numbers=[assessment.skill.number])[0].schemes
    others = tuple(one for one in versions if one.frozen_at and (now is None or one.id != now.pk))
    chosen = next((one for one in others if str(one.id) == asked), None)
    row = Scheme.objects.get(pk=chosen.id) if chosen else None
    effects, again = effects_of(assessment, row) if row else ((), 0)
    return ChangePage(
        step_of(assessment),
        next((one for one in versions if now and one.id == now.pk), None),
        others,
        chosen,
        row,
        tuple(
            EffectRow(one.code, one.total_before, one.total_after, one.rank_before, one.rank_after) for one in effects
        ),
        again,
    )
