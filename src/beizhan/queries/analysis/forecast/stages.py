"""The stages of a skill: which is coming, who stands in it by which rule, and what the past ones decided."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from beizhan.core.gaps.readings import sums_of
from beizhan.core.progress.coming import Terms
from beizhan.core.selection.outcomes import Reason, Status
from beizhan.core.selection.rule import AtCut, Rule, rule_of, whole_of
from beizhan.models.campaign import Entry, Stage
from beizhan.models.marking.assessments import Assessment, Call
from beizhan.models.marking.results import SelectionRule, Snapshot
from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.readings import Tests

_HUNDREDTHS = 100
_TIE = 0.01
"""A hundredth of a mark: who is no further behind the last place has it too, where a tie stands."""


@dataclass(frozen=True, slots=True)
class Held:
    """An assessment of a stage: its key, its round, its first day, and whether its result is published."""

    id: UUID
    round: str
    first_day: date
    is_published: bool


@dataclass(frozen=True, slots=True)
class StageFact:
    """A stage in a skill with its rule, if one is written, and its assessments, earliest first."""

    id: int
    name_zh: str
    name_en: str
    from_n: int
    to_m: int
    rule: Rule | None
    held: tuple[Held, ...]

    @property
    def is_decided(self) -> bool:
        """Whether every round of the rule is published, or without a rule everything that was planned."""
        published = {one.round for one in self.held if one.is_published}
        wanted = {one.name for one in self.rule.rounds} if self.rule else {one.round for one in self.held}
        return bool(wanted) and wanted <= published

    @property
    def through(self) -> int:
        """How many go through: by the rule, else by the plan of the ladder."""
        return self.rule.through if self.rule else self.to_m

    @property
    def of(self) -> int:
        """How many stand in it: by the rule, else by the plan of the ladder."""
        return (self.rule.of if self.rule else None) or self.from_n


@dataclass(frozen=True, slots=True)
class ComingStage:
    """The next stage of a skill: who of ours stands in it, how many others, on which day, and what is settled."""

    stage: StageFact
    ours: tuple[str, ...]
    others: int
    on: date
    terms: Terms


@dataclass(frozen=True, slots=True)
class PastStage:
    """A stage that was decided: its first day, its terms, who stood in it, and who went through."""

    stage: StageFact
    on: date
    terms: Terms
    through: Mapping[str, bool]


def stages_in(skill: Skill, tests: Tests) -> tuple[StageFact, ...]:
    """Return the stages of a skill from the foot of its ladder, its own or those for all skills. Three queries."""
    rows = list(Stage.objects.filter(campaign=skill.campaign_id).order_by("position"))
    own = [row for row in rows if row.skill_id == skill.pk] or [row for row in rows if row.skill_id is None]
    rules = SelectionRule.objects.filter(skill=skill, stage__in=own).order_by("version")
    newest = {stage: rule_of(json.loads(document)) for stage, document in rules.values_list("stage_id", "document")}
    held: dict[int, list[Held]] = {row.pk: [] for row in own}
    planned = Assessment.objects.filter(skill=skill, stage__in=own).order_by("first_day", "at")
    for stage, key, name, first_day in planned.values_list("stage_id", "pk", "round", "first_day"):
        held[stage].append(Held(key, name, first_day, str(key) in tests.assessments))
    return tuple(
        StageFact(row.pk, row.name_zh, row.name_en, row.from_n, row.to_m, newest.get(row.pk), tuple(held[row.pk]))
        for row in own
    )


def coming_in(skill: Skill, stages: Sequence[StageFact], tests: Tests, *, today: date) -> ComingStage | None:
    """Return the first stage that is not decided, nothing at the top of the ladder. At most three queries.

    Where an assessment of it is planned here, the field is whoever is called to it; one that is held elsewhere has
    others in it, as many as the rule or the ladder says.
    """
    at = next((place for place, one in enumerate(stages) if not one.is_decided), None)
    if at is None:
        return None
    stage, standing = stages[at], _standing_in(skill)
    called = _called_to([one.id for one in stage.held])
    passed = _through_of(stages[at - 1]) if at else {}
    ours = [code for code in standing if code in called]
    ours = ours or [code for code in standing if passed.get(code)] or ([] if passed else standing)
    others = 0 if stage.held else max(0, stage.of - len(ours))
    day = max([today, *(one.first_day for one in stage.held if not one.is_published)][:2])
    return ComingStage(stage, tuple(ours), others, day, _terms_of(stage, tests, ours))


def past_in(stages: Sequence[StageFact]) -> list[PastStage]:
    """Return the stages that are decided, earliest first. One query for each."""
    found = []
    for stage in stages:
        outcomes = _through_of(stage) if stage.is_decided else {}
        if outcomes:
            found.append(PastStage(stage, stage.held[0].first_day, _rule_terms(stage, (1.0,), {}), outcomes))
    return found


def _standing_in(skill: Skill) -> list[str]:
    rows = Entry.objects.filter(skill=skill, withdrawal=None).order_by("code")
    return list(rows.values_list("code", flat=True))


def _called_to(assessments: Sequence[UUID]) -> set[str]:
    """Return who was called to the last of some assessments, by the latest call; nobody where nobody was named."""
    if not assessments:
        return set()
    rows = Call.objects.filter(assessment=assessments[-1]).order_by("event_id").values_list("event_id", "entry__code")
    calls = list(rows)
    return {code for event, code in calls if event == calls[-1][0]}


def _through_of(stage: StageFact) -> dict[str, bool]:
    """Return who went through a stage by its last published decision; those who had withdrawn are left out."""
    rows = Snapshot.objects.filter(assessment__in=[one.id for one in stage.held]).order_by("-at", "-revision")
    for document in rows.values_list("document", flat=True):
        decision: dict[str, Any] | None = json.loads(document)["decision"]
        if decision:
            stood = [one for one in decision["outcomes"] if one["reason"] != Reason.WITHDRAWN]
            return {one["entry"]: one["status"] == Status.THROUGH for one in stood}
    return {}


def _terms_of(stage: StageFact, tests: Tests, ours: Sequence[str]) -> Terms:
    """Return the terms of a stage, with what its published rounds gave already."""
    if stage.rule is None:
        return _rule_terms(stage, (1.0,), {})
    whole = whole_of(stage.rule)
    done = {one.round: one.id for one in stage.held if one.is_published}
    rest = tuple(one.weight / whole for one in stage.rule.rounds if one.name not in done)
    settled = dict.fromkeys(ours, 0.0) if done else {}
    for one in stage.rule.rounds:
        for code in ours if one.name in done else ():
            settled[code] += one.weight / whole * _total_of(tests, code, str(done[one.name]))
    return _rule_terms(stage, rest or (1.0,), settled)


def _total_of(tests: Tests, code: str, assessment: str) -> float:
    found = [one for one in tests.of(code) if (one.assessment, one.section) == (assessment, "")]
    sums = sums_of(found[0].aspects) if found else None
    return sums[0] / _HUNDREDTHS if sums else 0.0


def _rule_terms(stage: StageFact, weights: tuple[float, ...], settled: Mapping[str, float]) -> Terms:
    rule = stage.rule
    if rule is None:
        return Terms(stage.to_m, weights=weights, settled=settled)
    minimum = None if rule.minimum is None else rule.minimum / _HUNDREDTHS
    gap = _TIE if rule.tie_stands is AtCut.TIE_STANDS else 0.0
    return Terms(rule.through, rule.reserves, minimum, gap, weights, settled)
