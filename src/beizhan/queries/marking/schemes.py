"""Marking schemes as values."""

from collections import defaultdict

from beizhan.core.scheme import Aspect, Calculation, Criterion, Descriptor, Kind, Scheme, Section, SubCriterion
from beizhan.models.marking import schemes as rows


def scheme_of(scheme: rows.Scheme) -> Scheme:
    """Return the whole scheme as one value, aspects with their keys. Four queries."""
    aspects = defaultdict(list)
    for aspect in rows.Aspect.objects.filter(sub_criterion__criterion__scheme=scheme).order_by("position"):
        aspects[aspect.sub_criterion_id].append(_aspect(aspect))
    subs = defaultdict(list)
    for sub in rows.SubCriterion.objects.filter(criterion__scheme=scheme).order_by("position"):
        subs[sub.criterion_id].append(SubCriterion(sub.code, sub.name, sub.day, tuple(aspects[sub.pk])))
    criteria = rows.Criterion.objects.filter(scheme=scheme).order_by("position")
    sections = rows.DeclaredSection.objects.filter(scheme=scheme).order_by("position")
    return Scheme(
        title=scheme.title,
        sections=tuple(Section(section.number, section.name, section.declared) for section in sections),
        criteria=tuple(Criterion(row.code, row.name, row.mark, tuple(subs[row.pk])) for row in criteria),
    )


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


def _calculation(found: list | None) -> Calculation | None:
    if found is None:
        return None
    name, code, named, parameters = found
    return Calculation(name, code, named, tuple(tuple(parameter) for parameter in parameters))


def sub_criterion_codes_of(scheme: rows.Scheme) -> tuple[str, ...]:
    """Return the codes of a scheme's sub-criteria in its order. One query."""
    subs = rows.SubCriterion.objects.filter(criterion__scheme=scheme).order_by("criterion__position", "position")
    return tuple(subs.values_list("code", flat=True))
