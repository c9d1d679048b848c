"""Marking schemes as values."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from beizhan.core.scheme.tree import Aspect, Calculation, Criterion, Descriptor, Kind, Scheme, Section, SubCriterion
from beizhan.models.marking import schemes as rows


def scheme_of(scheme: rows.Scheme) -> Scheme:
    """Return the whole scheme as one value, aspects with their keys. Four queries."""
    return schemes_among([scheme])[scheme.pk]


def schemes_among(schemes: Collection[rows.Scheme]) -> dict[UUID, Scheme]:
    """Return several schemes as values, by id. Four queries."""
    aspects = _aspects_by_sub(sub_criterion__criterion__scheme__in=schemes)
    subs: dict[int, list[SubCriterion]] = defaultdict(list)
    for sub in rows.SubCriterion.objects.filter(criterion__scheme__in=schemes).order_by("position"):
        subs[sub.criterion_id].append(_sub_criterion(sub, aspects))
    criteria: dict[UUID, list[Criterion]] = defaultdict(list)
    for row in rows.Criterion.objects.filter(scheme__in=schemes).order_by("position"):
        criteria[row.scheme_id].append(Criterion(row.code, row.name, row.mark, tuple(subs[row.pk])))
    sections: dict[UUID, list[Section]] = defaultdict(list)
    for section in rows.DeclaredSection.objects.filter(scheme__in=schemes).order_by("position"):
        sections[section.scheme_id].append(Section(section.number, section.name, section.declared))
    return {one.pk: Scheme(one.title, tuple(sections[one.pk]), tuple(criteria[one.pk])) for one in schemes}


def sub_criteria_among(scheme: rows.Scheme, codes: Collection[str]) -> tuple[SubCriterion, ...]:
    """Return some of a scheme's sub-criteria, in its order. Two queries."""
    found = list(
        rows.SubCriterion.objects.filter(criterion__scheme=scheme, code__in=codes).order_by(
            "criterion__position", "position"
        )
    )
    aspects = _aspects_by_sub(sub_criterion__in=found)
    return tuple(_sub_criterion(sub, aspects) for sub in found)


def _aspects_by_sub(**narrow: object) -> dict[int, list[Aspect]]:
    found: dict[int, list[Aspect]] = defaultdict(list)
    for aspect in rows.Aspect.objects.filter(**narrow).order_by("position"):
        found[aspect.sub_criterion_id].append(_aspect(aspect))
    return found


def _sub_criterion(row: rows.SubCriterion, aspects: Mapping[int, Sequence[Aspect]]) -> SubCriterion:
    return SubCriterion(row.code, row.name, row.day, tuple(aspects.get(row.pk, ())))


def _aspect(row: rows.Aspect) -> Aspect:
    return Aspect(
        key=str(row.key),
        code=row.code,
        kind=Kind(row.kind),
        description=row.description,
        extra=row.extra,
        requirement=row.requirement,
        section=row.section or None,
        max_mark=row.max_mark,
        descriptors=tuple(Descriptor(score, text) for score, text in row.descriptors),
        calculation=_calculation(row.calculation),
    )


def _calculation(found: list[Any] | None) -> Calculation | None:
    if found is None:
        return None
    name, code, named, parameters = found
    return Calculation(name, code, named, tuple((key, number, text) for key, number, text in parameters))


def sub_criterion_codes_of(scheme: rows.Scheme) -> tuple[str, ...]:
    """Return the codes of a scheme's sub-criteria in its order. One query."""
    subs = rows.SubCriterion.objects.filter(criterion__scheme=scheme).order_by("criterion__position", "position")
    return tuple(subs.values_list("code", flat=True))
