"""A marking scheme as a value: sections of the standards, criteria, sub-criteria and aspects, and their sums.

Marks are whole hundredths of a mark, so that every sum is exact. ``row`` says where a thing stood in its
source; it is no part of what the thing is, and two schemes that differ only in it are equal.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum


class Kind(StrEnum):
    """How an aspect is marked."""

    MEASUREMENT = "M"
    JUDGEMENT = "J"


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the occupational standards, with the marks it is to have.

    Parameters
    ----------
    number : str
        As the aspects cite it, for instance ``"3"``.
    name : str
        Its title.
    declared : int or None
        Marks that the standards give it, in hundredths.
    row : int or None
        1-based row in the source.
    """

    number: str
    name: str = ""
    declared: int | None = None
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Descriptor:
    """What one level of the judgement scale looks like for one aspect."""

    score: int
    text: str


@dataclass(frozen=True, slots=True)
class Calculation:
    """How CIS computes the mark of a measurement; kept and written back, not evaluated.

    Parameters
    ----------
    name : str
        Name of the calculation, or the label of its aspect.
    code : str
        Type code, for instance ``"PASS_FAIL"``; empty if the source cites a row (then the name) that it does not hold.
    named : bool
        Whether the calculation is one that several aspects share.
    parameters : tuple of (str, str, str)
        Key, number and text of each parameter, as written.
    """

    name: str
    code: str
    named: bool = False
    parameters: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """One single thing that is marked.

    Parameters
    ----------
    key : str
        Identity that survives renumbering; empty when fresh from a file.
    code : str
        Position in the scheme, for instance ``"A1.01"``, counted over both kinds together.
    kind : Kind
        Measurement or judgement.
    description, extra, requirement : str
        What is marked, what else there is to say, and what a measurement must reach.
    section : str or None
        Number of the section of the standards that it serves.
    max_mark : int or None
        Greatest mark, in hundredths.
    descriptors : tuple of Descriptor
        The levels 0 to 3 of a judgement, ascending.
    calculation : Calculation or None
        How CIS would compute the mark.
    row : int or None
        1-based row in the source.
    """

    key: str
    code: str
    kind: Kind
    description: str
    extra: str = ""
    requirement: str = ""
    section: str | None = None
    max_mark: int | None = None
    descriptors: tuple[Descriptor, ...] = ()
    calculation: Calculation | None = None
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class SubCriterion:
    """The heading of one marking form, marked on one day by one team."""

    code: str
    name: str
    day: int | None
    aspects: tuple[Aspect, ...]
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Criterion:
    """One lettered part of the competition; ``mark`` is what the source declares for it, in hundredths."""

    code: str
    name: str
    mark: int | None
    sub_criteria: tuple[SubCriterion, ...]
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A whole marking scheme."""

    title: str
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class SectionMarks:
    """What a section was to have and what the aspects give it, in hundredths of a mark.

    ``variation`` is the absolute difference, None where nothing was declared.
    """

    section: Section
    actual: int
    variation: int | None


def sub_criteria_of(scheme: Scheme) -> tuple[SubCriterion, ...]:
    """Return every sub-criterion in the order of the scheme."""
    return tuple(sub for criterion in scheme.criteria for sub in criterion.sub_criteria)


def aspects_of(scheme: Scheme) -> tuple[Aspect, ...]:
    """Return every aspect in the order of the scheme."""
    return tuple(aspect for sub in sub_criteria_of(scheme) for aspect in sub.aspects)


def words_of(sub: SubCriterion) -> Iterator[str]:
    """Yield every text that stands on the sheet of a sub-criterion, in the order in which it is read."""
    yield sub.name
    for aspect in sub.aspects:
        yield from (aspect.description, aspect.extra, aspect.requirement, *(one.text for one in aspect.descriptors))


def total_of(scheme: Scheme) -> int:
    """Return the sum of the greatest marks of all aspects, in hundredths; an aspect without a mark counts nothing."""
    return _sum_of(aspects_of(scheme))


def criterion_total_of(criterion: Criterion) -> int:
    """Return the sum of the greatest marks of a criterion's aspects, in hundredths."""
    return sum(_sum_of(sub.aspects) for sub in criterion.sub_criteria)


def section_marks_of(scheme: Scheme) -> tuple[SectionMarks, ...]:
    """Return declared and actual marks of every section that the scheme declares, in its order."""
    actual: dict[str | None, int] = {}
    for aspect in aspects_of(scheme):
        actual[aspect.section] = actual.get(aspect.section, 0) + (aspect.max_mark or 0)
    return tuple(_section_marks(section, actual.get(section.number, 0)) for section in scheme.sections)


def total_variation_of(scheme: Scheme) -> int:
    """Return the sum of the sections' variations, in hundredths, as CIS prints it."""
    return sum(marks.variation or 0 for marks in section_marks_of(scheme))


def numbered(scheme: Scheme) -> Scheme:
    """Return the scheme with every aspect's code made anew from its position."""
    return replace(scheme, criteria=tuple(_numbered(criterion) for criterion in scheme.criteria))


def _numbered(criterion: Criterion) -> Criterion:
    return replace(
        criterion,
        sub_criteria=tuple(
            replace(
                sub,
                aspects=tuple(
                    replace(aspect, code=f"{sub.code}.{place:02d}") for place, aspect in enumerate(sub.aspects, 1)
                ),
            )
            for sub in criterion.sub_criteria
        ),
    )


def _section_marks(section: Section, actual: int) -> SectionMarks:
    declared = section.declared
    return SectionMarks(section, actual, None if declared is None else abs(declared - actual))


def _sum_of(aspects: Iterable[Aspect]) -> int:
    return sum(aspect.max_mark or 0 for aspect in aspects)
