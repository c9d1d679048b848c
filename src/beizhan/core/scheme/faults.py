"""What is wrong with a marking scheme, by the rules for submitting one to CIS."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from beizhan.core.faults import Fault, error, warning
from beizhan.core.scheme.tree import (
    Aspect,
    Criterion,
    Kind,
    Scheme,
    Section,
    SectionMarks,
    SubCriterion,
    aspects_of,
    criterion_total_of,
    section_marks_of,
    sub_criteria_of,
    total_of,
    total_variation_of,
)

_Thing = TypeVar("_Thing")

SCORES = (0, 1, 2, 3)
"""The judgement scale; each level is described for each judged aspect."""

SCHEME_FAULTS = (
    "aspects_missing",
    "total_not_100",
    "sections_missing",
    "section_repeated",
    "section_mark_missing",
    "sections_not_100",
    "section_deviates",
    "variation_exceeds",
    "criterion_repeated",
    "criterion_empty",
    "criterion_mark_differs",
    "sub_criterion_repeated",
    "sub_criterion_empty",
    "day_missing",
    "kinds_mixed",
    "key_repeated",
    "description_missing",
    "mark_missing",
    "mark_not_positive",
    "section_missing",
    "section_unknown",
    "descriptors_missing",
    "descriptors_irregular",
    "descriptors_unused",
)
"""Every code that ``faults_of`` may give, so that each can be shown to have its words."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a scheme is held against, in hundredths of a mark.

    "Up to five percent" in the technical descriptions does not say of what; five marks, for each section and for
    their sum, is the reading proposed, and either can be set otherwise.
    """

    total: int = 100_00
    section: int = 5_00
    variation: int = 5_00


USUAL = Limits()
"""One hundred marks, five marks of variation."""


def faults_of(scheme: Scheme, limits: Limits = USUAL) -> tuple[Fault, ...]:
    """Return what is wrong with a scheme: errors stop it from being frozen, warnings want a look.

    Parameters
    ----------
    scheme : Scheme
        The scheme, as read or as edited.
    limits : Limits
        Wanted total and allowed variation of the sections.

    Returns
    -------
    tuple of Fault
        With codes of ``SCHEME_FAULTS``; marks among the facts are hundredths; ``row`` is the source's.
    """
    return (
        *_whole_faults(scheme, limits),
        *_section_faults(scheme, limits),
        *_criterion_faults(scheme),
        *_sub_criterion_faults(scheme),
        *_aspect_faults(scheme),
    )


def _whole_faults(scheme: Scheme, limits: Limits) -> Iterator[Fault]:
    if not aspects_of(scheme):
        yield error("aspects_missing")
    elif (total := total_of(scheme)) != limits.total:
        yield error("total_not_100", found=total, wanted=limits.total)


def _section_faults(scheme: Scheme, limits: Limits) -> Iterator[Fault]:
    if not scheme.sections:
        yield error("sections_missing")
        return
    for section in _repeated(scheme.sections, [section.number for section in scheme.sections]):
        yield error("section_repeated", row=section.row, section=section.number)
    yield from _declared_faults(scheme.sections, limits)
    for marks in section_marks_of(scheme):
        if marks.variation is not None and marks.variation > limits.section:
            yield _deviation(marks, limits)
    if (variation := total_variation_of(scheme)) > limits.variation:
        yield warning("variation_exceeds", found=variation, allowed=limits.variation)


def _declared_faults(sections: tuple[Section, ...], limits: Limits) -> Iterator[Fault]:
    for section in sections:
        if section.declared is None:
            yield warning("section_mark_missing", row=section.row, section=section.number)
    declared = sum(section.declared or 0 for section in sections)
    if declared != limits.total:
        yield warning("sections_not_100", found=declared, wanted=limits.total)


def _deviation(marks: SectionMarks, limits: Limits) -> Fault:
    section = marks.section
    return warning(
        "section_deviates",
        row=section.row,
        section=section.number,
        declared=section.declared,
        actual=marks.actual,
        allowed=limits.section,
    )


def _criterion_faults(scheme: Scheme) -> Iterator[Fault]:
    for criterion in _repeated(scheme.criteria, [criterion.code for criterion in scheme.criteria]):
        yield error("criterion_repeated", row=criterion.row, criterion=criterion.code)
    for criterion in scheme.criteria:
        yield from _faults_of_criterion(criterion)


def _faults_of_criterion(criterion: Criterion) -> Iterator[Fault]:
    if not any(sub.aspects for sub in criterion.sub_criteria):
        yield error("criterion_empty", row=criterion.row, criterion=criterion.code)
        return
    total = criterion_total_of(criterion)
    if criterion.mark is not None and criterion.mark != total:
        yield warning(
            "criterion_mark_differs",
            row=criterion.row,
            criterion=criterion.code,
            declared=criterion.mark,
            actual=total,
        )


def _sub_criterion_faults(scheme: Scheme) -> Iterator[Fault]:
    subs = sub_criteria_of(scheme)
    for sub in _repeated(subs, [sub.code for sub in subs]):
        yield error("sub_criterion_repeated", row=sub.row, sub_criterion=sub.code)
    for sub in subs:
        yield from _faults_of_sub_criterion(sub)


def _faults_of_sub_criterion(sub: SubCriterion) -> Iterator[Fault]:
    if not sub.aspects:
        yield warning("sub_criterion_empty", row=sub.row, sub_criterion=sub.code)
    if sub.day is None:
        yield warning("day_missing", row=sub.row, sub_criterion=sub.code)
    if len({aspect.kind for aspect in sub.aspects}) > 1:
        yield warning("kinds_mixed", row=sub.row, sub_criterion=sub.code)


def _aspect_faults(scheme: Scheme) -> Iterator[Fault]:
    aspects = aspects_of(scheme)
    keyed = [aspect for aspect in aspects if aspect.key]
    for aspect in _repeated(keyed, [aspect.key for aspect in keyed]):
        yield error("key_repeated", row=aspect.row, aspect=aspect.code)
    known = {section.number for section in scheme.sections}
    for aspect in aspects:
        if not aspect.description:
            yield warning("description_missing", row=aspect.row, aspect=aspect.code)
        yield from _mark_faults(aspect)
        yield from _standard_faults(aspect, known)
        yield from _descriptor_faults(aspect)


def _mark_faults(aspect: Aspect) -> Iterator[Fault]:
    if aspect.max_mark is None:
        yield error("mark_missing", row=aspect.row, aspect=aspect.code)
    elif aspect.max_mark <= 0:
        yield error("mark_not_positive", row=aspect.row, aspect=aspect.code, found=aspect.max_mark)


def _standard_faults(aspect: Aspect, known: set[str]) -> Iterator[Fault]:
    """Return what is wrong with the aspect's section; where none is declared at all, that is said once, elsewhere."""
    if aspect.section is None:
        yield error("section_missing", row=aspect.row, aspect=aspect.code)
    elif known and aspect.section not in known:
        yield error("section_unknown", row=aspect.row, aspect=aspect.code, section=aspect.section)


def _descriptor_faults(aspect: Aspect) -> Iterator[Fault]:
    if aspect.kind is Kind.MEASUREMENT:
        if aspect.descriptors:
            yield warning("descriptors_unused", row=aspect.row, aspect=aspect.code)
        return
    described = {descriptor.score for descriptor in aspect.descriptors if descriptor.text}
    missing = [score for score in SCORES if score not in described]
    if missing:
        yield error("descriptors_missing", row=aspect.row, aspect=aspect.code, scores=missing)
    found = Counter(descriptor.score for descriptor in aspect.descriptors)
    irregular = sorted(score for score, times in found.items() if times > 1 or score not in SCORES)
    if irregular:
        yield error("descriptors_irregular", row=aspect.row, aspect=aspect.code, scores=irregular)


def _repeated(things: Iterable[_Thing], names: list[str]) -> Iterator[_Thing]:
    """Return every thing but the first of those with the same name."""
    seen: set[str] = set()
    for thing, name in zip(things, names, strict=True):
        if name in seen:
            yield thing
        seen.add(name)
