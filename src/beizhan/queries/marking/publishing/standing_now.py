"""Where everybody stands now, under blind codes until both keys were turned."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from beizhan.core.marking.assessment import Step
from beizhan.core.selection.outcomes import Outcome
from beizhan.core.selection.rule import Rule, rule_of, shown_of
from beizhan.core.standing import Standing, standing_of, without
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.results import links_of, result_of, rule_for, ties_of
from beizhan.queries.marking.sheets import sheet_now

_NAMED = frozenset({Step.OPENED, Step.PROVISIONAL, Step.SEALED})


@dataclass(frozen=True, slots=True)
class StandingNow:
    """The standing by blind code; ``entries`` names them once that may be known, ``shown`` is each combined mark."""

    step: Step
    as_of: datetime | None
    standing: Standing
    entries: Mapping[str, str]
    outcomes: tuple[Outcome, ...] | None
    shown: Mapping[str, int]


def standing_now(assessment: Assessment) -> StandingNow:
    """Return where everybody stands by the marks that are confirmed now. About forty queries."""
    step = step_of(assessment)
    row = rule_for(assessment.stage, assessment.skill)
    rule = rule_of(json.loads(row.document)) if row else None
    sheet, ties = sheet_now(assessment), ties_of(assessment, rule)
    as_of = Event.objects.filter(assessment=assessment).order_by("-seq").values_list("at", flat=True).first()
    if step not in _NAMED:
        return StandingNow(step, as_of, standing_of(sheet, ties), {}, None, {})
    entries = {code: entry.code for code, entry in links_of(assessment).items()}
    result = result_of(assessment)
    standing = standing_of(without(sheet, [code for code, entry in entries.items() if entry in result.gone]), ties)
    outcomes = result.decision.outcomes if result.decision else None
    return StandingNow(step, as_of, standing, entries, outcomes, _shown(outcomes, rule))


def _shown(outcomes: tuple[Outcome, ...] | None, rule: Rule | None) -> dict[str, int]:
    if outcomes is None or rule is None:
        return {}
    return {one.code: shown_of(one.combined, rule) for one in outcomes if one.combined is not None}
