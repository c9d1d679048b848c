"""What sealed results show: who took part, and which share of the marks each reached in every part."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from beizhan.core.analysis.targets import Share, TargetScope
from beizhan.core.marking.assessment import Step
from beizhan.core.scheme.tree import aspects_of
from beizhan.core.standing import Grouping, Sheet, totals_by, totals_of, without, worths_by
from beizhan.models.marking.assessments import Assessment, Link, StepTaken
from beizhan.models.skills import Skill
from beizhan.queries.marking.grids import grid_of, sheet_of
from beizhan.queries.marking.results import gone_of, links_of, named_sheet_of

Part = tuple[TargetScope, str]
"""A part of a test: the whole, a criterion or a section, by its code or number."""

WHOLE: Part = (TargetScope.TOTAL, "")
_GROUPINGS = {TargetScope.SECTION: Grouping.SECTION, TargetScope.CRITERION: Grouping.CRITERION}


@dataclass(frozen=True, slots=True)
class Sealing:
    """An assessment whose result is sealed, and the codes of the entries that took part."""

    id: UUID
    skill: str
    code: str
    name_zh: str
    name_en: str
    first_day: date
    entries: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tested:
    """The shares of a sealed result, by entry and part, with the names that its scheme gives to sections."""

    sealing: Sealing
    names: Mapping[str, str]
    shares: Mapping[str, Mapping[Part, Share]]

    def share(self, entry: str, part: Part) -> Share | None:
        """Return what an entry reached in a part, or with no entry the best of the field; nothing if not tested."""
        found = [shares[part] for code, shares in self.shares.items() if entry in ("", code) and part in shares]
        return max(found, key=lambda one: one.mark, default=None)


def sealings_of(skills: Collection[int]) -> list[Sealing]:
    """Return the assessments of some skills whose results are sealed, earliest first. Two queries."""
    latest = StepTaken.objects.filter(assessment=OuterRef("pk")).order_by("-pk").values("step")[:1]
    rows = Assessment.objects.filter(skill__in=skills).select_related("skill").annotate(stands=Subquery(latest))
    sealed = list(rows.filter(stands=Step.SEALED).order_by("first_day", "at"))
    present: dict[UUID, set[str]] = {row.pk: set() for row in sealed}
    for assessment, code in Link.objects.filter(assessment__in=sealed).values_list("assessment_id", "entry__code"):
        present[assessment].add(code)
    return [
        Sealing(row.pk, row.skill.number, row.code, row.name_zh, row.name_en, row.first_day, frozenset(present[row.pk]))
        for row in sealed
    ]


def tested_in(sealing: Sealing) -> Tested:
    """Return what a sealed result shows of those who did not withdraw. Fourteen queries."""
    assessment = Assessment.objects.get(pk=sealing.id)
    grid = grid_of(assessment)
    sheet = named_sheet_of(sheet_of(grid), links_of(assessment))
    sheet = without(sheet, set(gone_of(assessment)))
    worths = {scope: worths_by(aspects_of(grid.scheme), grouping) for scope, grouping in _GROUPINGS.items()}
    names = {one.number: one.name for one in grid.scheme.sections}
    return Tested(sealing, names, _shares_of(sheet, worths))


def newest_tested_in(skill: Skill) -> Tested | None:
    """Return what the newest sealed result of a skill shows, nothing where there is none. At most sixteen queries."""
    newest = next(reversed(sealings_of([skill.pk])), None)
    return tested_in(newest) if newest else None


def _shares_of(sheet: Sheet, worths: Mapping[TargetScope, Mapping[str, int]]) -> dict[str, dict[Part, Share]]:
    full = sum(aspect.max_mark or 0 for aspect in sheet.aspects)
    whole = totals_of(sheet).tolist()
    found = {code: {WHOLE: Share(total, full)} for code, total in zip(sheet.codes, whole, strict=True)}
    for scope, grouping in _GROUPINGS.items():
        totals = totals_by(sheet, grouping)
        for code, row in zip(sheet.codes, totals.marks.tolist(), strict=True):
            for name, mark in zip(totals.names, row, strict=True):
                found[code][scope, name] = Share(mark, worths[scope][name])
    return found
