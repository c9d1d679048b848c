"""The criteria put together from the rows of the aspect table, in one pass, with nothing dropped unsaid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from beizhan.core.faults import Fault, error, warning
from beizhan.core.scheme.tree import Calculation, Criterion, Kind
from beizhan.files.cis_workbook.cells import criterion_code_of, is_sub_code, kind_of, sub_code_of
from beizhan.files.cis_workbook.drafts import (
    AspectDraft,
    SubDraft,
    add_day,
    add_further,
    add_level,
    aspect_draft_of,
)
from beizhan.files.cis_workbook.lines import (
    Block,
    Line,
    is_aspect,
    is_criterion,
    is_further,
    is_level,
    is_remark,
    is_sub_criterion,
    is_sum,
)


@dataclass(slots=True)
class Assembly:
    """What has been put together so far, and where in the table we are.

    Parameters
    ----------
    declared : sequence of Criterion
        From the table of criteria, without their sub-criteria.
    calculations : Mapping of int to Calculation
        By their row in the sheet of calculations.
    """

    declared: Sequence[Criterion]
    calculations: Mapping[int, Calculation]
    faults: list[Fault] = field(default_factory=list)
    subs: list[SubDraft] = field(default_factory=list)
    headings: dict[str, tuple[str, int]] = field(default_factory=dict)
    letter: str = ""
    blocks: int = 0
    sub: SubDraft | None = None
    aspect: AspectDraft | None = None


def take(state: Assembly, line: Block | Line) -> None:
    """Take the next row of the table."""
    if isinstance(line, Block):
        _begin_block(state, line)
        return
    for cell, text in line.also:
        state.faults.append(warning("cell_ignored", row=line.row, cell=cell, text=text))
    if is_sum(line):
        return
    if is_criterion(line):
        _name_criterion(state, line)
    elif is_aspect(line) and not _repeats_above(state, line):
        _take_aspect(state, line)
    elif is_level(line) or _repeats_above(state, line):
        _take_level(state, line)
    elif is_sub_criterion(line):
        _begin_sub(state, line)
        _ignore_but(state, line, "sub_code", "sub_name", "day")
    elif is_further(line) and state.aspect:
        add_further(state.aspect, line, state.faults.append)
    else:
        code = "comment_ignored" if is_remark(line) else "row_not_understood"
        state.faults.append(warning(code, row=line.row, text=line.whole_text()))


def criteria_of(state: Assembly) -> tuple[Criterion, ...]:
    """Return the criteria as declared, then those that only the table has; unused letters are left out."""
    known = {criterion.code for criterion in state.declared}
    met = dict.fromkeys([*state.headings, *(sub.letter for sub in state.subs)])
    declared = [*state.declared, *(Criterion(letter, "", None, ()) for letter in met if letter not in known)]
    filled = (_filled(state, criterion, declared[:place]) for place, criterion in enumerate(declared))
    return tuple(criterion for criterion in filled if criterion.sub_criteria or criterion.name or criterion.mark)


def _filled(state: Assembly, criterion: Criterion, earlier: Sequence[Criterion]) -> Criterion:
    """Return the criterion with its sub-criteria; a letter declared twice has them once."""
    repeated = any(other.code == criterion.code for other in earlier)
    name, row = state.headings.get(criterion.code, ("", None))
    subs = () if repeated else tuple(sub.finished() for sub in state.subs if sub.letter == criterion.code)
    return replace(criterion, name=criterion.name or name, row=criterion.row or row, sub_criteria=subs)


def _begin_block(state: Assembly, block: Block) -> None:
    state.letter = block.letter or _next_letter(state)
    state.blocks += 1
    state.aspect = None
    if state.sub and state.sub.letter != state.letter:
        state.sub = None


def _next_letter(state: Assembly) -> str:
    if state.blocks < len(state.declared):
        return state.declared[state.blocks].code
    return chr(ord("A") + state.blocks % 26)


def _name_criterion(state: Assembly, line: Line) -> None:
    state.letter = criterion_code_of(line.text("sub_code"))
    name = line.text("sub_name")
    declared = next((one.name for one in state.declared if one.code == state.letter), "")
    known = declared or state.headings.get(state.letter, ("", None))[0]
    if known and name != known:
        state.faults.append(warning("cell_ignored", row=line.row, cell=line.cell("sub_name"), text=name))
    state.headings.setdefault(state.letter, (name, line.row))
    _ignore_but(state, line, "sub_code", "sub_name")
    state.sub = state.aspect = None


def _begin_sub(state: Assembly, line: Line) -> None:
    state.letter, code = sub_code_of(line.text("sub_code"), state.letter or "A")
    if not is_sub_code(line.text("sub_code")):
        code = code or _free_code(state)
        cell = line.cell("sub_code")
        state.faults.append(warning("sub_criterion_irregular", row=line.row, cell=cell, sub_criterion=code))
    _open_sub(state, SubDraft(state.letter, code, line.text("sub_name"), line.row))
    _take_day(state, line)


def _open_sub(state: Assembly, sub: SubDraft) -> None:
    state.sub = sub
    state.subs.append(sub)
    state.aspect = None


def _free_code(state: Assembly) -> str:
    taken = {sub.code for sub in state.subs}
    return next(code for number in range(1, len(taken) + 2) if (code := f"{state.letter}{number}") not in taken)


def _take_aspect(state: Assembly, line: Line) -> None:
    if line.text("sub_code"):
        _continue_or_begin_sub(state, line)
    elif state.sub is None:
        state.letter = state.letter or "A"
        state.faults.append(warning("aspect_before_sub_criterion", row=line.row))
        _open_sub(state, SubDraft(state.letter, f"{state.letter}0", line.text("sub_name"), line.row))
    assert state.sub is not None
    _take_day(state, line)
    if line.text("sub_name") not in ("", state.sub.name):
        cell = line.cell("sub_name")
        state.faults.append(warning("cell_ignored", row=line.row, cell=cell, text=line.text("sub_name")))
    state.aspect = aspect_draft_of(line, state.calculations, state.faults.append)
    state.sub.aspects.append(state.aspect)


def _repeats_above(state: Assembly, line: Line) -> bool:
    """Whether a row is a level that says again what it is a level of: the type and the words of the aspect above."""
    again = state.aspect is not None and line.text("description") == state.aspect.description
    return again and "score" in line.texts and not {"section", "mark"} & line.texts.keys()


def _continue_or_begin_sub(state: Assembly, line: Line) -> None:
    _letter, code = sub_code_of(line.text("sub_code"), state.letter or "A")
    if state.sub and _is_own_number(state, state.sub, line):
        cell = line.cell("sub_code")
        state.faults.append(warning("cell_ignored", row=line.row, cell=cell, text=line.text("sub_code")))
    elif state.sub is None or state.sub.code != code:
        _begin_sub(state, line)


def _is_own_number(state: Assembly, sub: SubDraft, line: Line) -> bool:
    """Whether the id beside an aspect is the aspect's own: "A1.1", "M1" or 1 below a row that opened ``A1``."""
    flat = bool(sub.aspects) and sub.aspects[0].row == sub.row
    if flat or "sub_name" in line.texts or "day" in line.texts:
        return False
    letter, code = sub_code_of(line.text("sub_code"), "")
    if letter in {"M", "J", "O", "S"}:
        return letter != sub.letter and all(letter != criterion.code for criterion in state.declared)
    return not letter or (code != sub.code and code.upper().startswith(sub.code))


def _take_day(state: Assembly, line: Line) -> None:
    if state.sub and line.text("day"):
        add_day(state.sub, line, state.faults.append)


def _take_level(state: Assembly, line: Line) -> None:
    judged = kind_of(line.text("kind")) is Kind.JUDGEMENT
    _ignore_but(state, line, "score", "extra", *(["kind"] if judged else []))
    if state.aspect:
        add_level(state.aspect, line, state.faults.append)
    else:
        state.faults.append(error("descriptor_without_aspect", row=line.row, text=line.whole_text()))


def _ignore_but(state: Assembly, line: Line, *meanings: str) -> None:
    """Tell of every cell of the row but those of these meanings that it is not taken over."""
    for meaning, text in line.texts.items():
        if meaning not in meanings:
            state.faults.append(warning("cell_ignored", row=line.row, cell=line.cell(meaning), text=text))
