"""Aspects and sub-criteria while they are being put together, row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from beizhan.core.faults import Fault, error, warning
from beizhan.core.scheme.tree import Aspect, Calculation, Descriptor, Kind, SubCriterion
from beizhan.files.cis_workbook.calculations import unresolved
from beizhan.files.cis_workbook.cells import day_of, kind_of, mark_of, section_of, whole_of
from beizhan.files.cis_workbook.lines import Line

Tell = Callable[[Fault], None]


@dataclass(slots=True)
class AspectDraft:
    """An aspect whose further lines and levels may still come."""

    row: int
    kind: Kind | None
    description: str
    extra: list[str]
    requirement: list[str]
    section: str
    max_mark: int | None
    calculation: Calculation | None
    levels: list[tuple[int, list[str]]] = field(default_factory=list)

    def finished(self) -> Aspect:
        """Return the aspect; one whose type is not known is a judgement if it has levels."""
        levels = sorted(self.levels, key=lambda level: level[0])
        return Aspect(
            key="",
            code="",
            kind=self.kind or (Kind.JUDGEMENT if self.levels else Kind.MEASUREMENT),
            description=self.description,
            extra="\n".join(self.extra),
            requirement="\n".join(self.requirement),
            section=self.section or None,
            max_mark=self.max_mark,
            descriptors=tuple(Descriptor(score, "\n".join(text)) for score, text in levels),
            calculation=self.calculation,
            row=self.row,
        )


@dataclass(slots=True)
class SubDraft:
    """A sub-criterion whose aspects may still come."""

    letter: str
    code: str
    name: str
    row: int
    day: int | None = None
    aspects: list[AspectDraft] = field(default_factory=list)

    def finished(self) -> SubCriterion:
        """Return the sub-criterion."""
        aspects = tuple(aspect.finished() for aspect in self.aspects)
        return SubCriterion(self.code, self.name, self.day, aspects, self.row)


def aspect_draft_of(line: Line, calculations: Mapping[int, Calculation], tell: Tell) -> AspectDraft:
    """Return the aspect that a row begins, and tell what of the row was not plain."""
    draft = AspectDraft(
        row=line.row,
        kind=_kind_of(line, tell),
        description=line.text("description"),
        extra=_some(line.text("extra")),
        requirement=_some(line.text("requirement")),
        section=section_of(line.text("section")),
        max_mark=_mark_of(line, tell),
        calculation=_calculation_of(line, calculations, tell),
    )
    if line.text("score"):  # the first level stands in the aspect's own row
        add_level(draft, line, tell)
        draft.extra = [] if draft.levels else draft.extra
    return draft


def add_level(draft: AspectDraft, line: Line, tell: Tell) -> None:
    """Add the level of the judgement scale that a row describes."""
    score = whole_of(line.text("score"))
    if score is None:
        found, text = line.text("score"), line.text("extra")
        tell(error("score_not_understood", row=line.row, cell=line.cell("score"), found=found, text=text))
        return
    draft.levels.append((score, _some(line.text("extra"))))


def add_further(draft: AspectDraft, line: Line, tell: Tell) -> None:
    """Add a row that continues the aspect: to its last level if it has one, else to its extra description."""
    draft.requirement.extend(_some(line.text("requirement")))
    if not line.text("extra"):
        return
    if draft.levels or draft.kind is Kind.JUDGEMENT:
        tell(warning("descriptor_without_score", row=line.row, cell=line.cell("score"), text=line.text("extra")))
    target = draft.levels[-1][1] if draft.levels else draft.extra
    target.append(line.text("extra"))


def add_day(draft: SubDraft, line: Line, tell: Tell) -> None:
    """Take the day of marking that a row gives, the first one if several differ."""
    day, understood = day_of(line.text("day"))
    if not understood:
        tell(warning("day_not_understood", row=line.row, cell=line.cell("day"), found=line.text("day")))
    elif draft.day is None:
        draft.day = day
    elif day is not None and day != draft.day:
        tell(warning("day_differs", row=line.row, cell=line.cell("day"), found=day, kept=draft.day))


def _kind_of(line: Line, tell: Tell) -> Kind | None:
    word = kind_of(line.text("kind"))
    if isinstance(word, Kind):
        return word
    if word == "subjective":
        tell(_wrong("type_subjective", line, "kind"))
        return Kind.JUDGEMENT
    tell(_wrong("type_unknown" if word else "type_missing", line, "kind"))
    return None


def _mark_of(line: Line, tell: Tell) -> int | None:
    mark = mark_of(line.text("mark"))
    if mark.fault:
        tell(_wrong(mark.fault, line, "mark"))
    return mark.hundredths


def _calculation_of(line: Line, calculations: Mapping[int, Calculation], tell: Tell) -> Calculation | None:
    if not line.text("calculation"):
        return None
    reference = whole_of(line.text("calculation"))
    if reference is None:
        tell(warning("cell_ignored", row=line.row, cell=line.cell("calculation"), text=line.text("calculation")))
        return None
    if reference not in calculations and calculations:
        tell(warning("calculation_unknown", row=line.row, cell=line.cell("calculation"), found=reference))
    return calculations.get(reference) or unresolved(reference)


def _wrong(code: str, line: Line, meaning: str) -> Fault:
    return error(code, row=line.row, cell=line.cell(meaning), found=line.text(meaning))


def _some(text: str) -> list[str]:
    return [text] if text else []
