"""A marking scheme as a document of texts and whole numbers, and back: what is fingerprinted, stored and exported."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from beizhan.core.scheme.tree import Aspect, Calculation, Criterion, Descriptor, Kind, Scheme, Section, SubCriterion

_ROW = "row"


def document_of(scheme: Scheme, *, rows: bool = False) -> dict[str, Any]:
    """Return the scheme as nested mappings and lists that ``core.fingerprint.canonical`` accepts.

    Parameters
    ----------
    scheme : Scheme
        What to write down; marks stay whole hundredths.
    rows : bool
        Whether to tell where each thing stood in its source. Left out of what is fingerprinted: a scheme is the
        same scheme wherever it was read.
    """
    document = _plain(asdict(scheme), rows=rows)
    assert isinstance(document, dict)
    return document


def scheme_of(document: Mapping[str, Any]) -> Scheme:
    """Return the scheme that a document describes.

    Raises
    ------
    KeyError, TypeError, ValueError
        If a part is missing or of another kind than ``document_of`` writes: the document may come from outside.
    """
    return Scheme(
        title=_text(document["title"]),
        sections=tuple(_section_of(part) for part in _parts(document["sections"])),
        criteria=tuple(_criterion_of(part) for part in _parts(document["criteria"])),
    )


def _plain(value: Any, *, rows: bool) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner, rows=rows) for name, inner in value.items() if rows or name != _ROW}
    if isinstance(value, tuple):
        return [_plain(inner, rows=rows) for inner in value]
    return str(value) if isinstance(value, Kind) else value


def _section_of(part: Mapping[str, Any]) -> Section:
    return Section(_text(part["number"]), _text(part["name"]), _number_or_none(part["declared"]), _row_of(part))


def _criterion_of(part: Mapping[str, Any]) -> Criterion:
    return Criterion(
        code=_text(part["code"]),
        name=_text(part["name"]),
        mark=_number_or_none(part["mark"]),
        sub_criteria=tuple(_sub_criterion_of(inner) for inner in _parts(part["sub_criteria"])),
        row=_row_of(part),
    )


def _sub_criterion_of(part: Mapping[str, Any]) -> SubCriterion:
    return SubCriterion(
        code=_text(part["code"]),
        name=_text(part["name"]),
        day=_number_or_none(part["day"]),
        aspects=tuple(_aspect_of(inner) for inner in _parts(part["aspects"])),
        row=_row_of(part),
    )


def _aspect_of(part: Mapping[str, Any]) -> Aspect:
    section, calculation = part["section"], part["calculation"]
    return Aspect(
        key=_text(part["key"]),
        code=_text(part["code"]),
        kind=Kind(part["kind"]),
        description=_text(part["description"]),
        extra=_text(part["extra"]),
        requirement=_text(part["requirement"]),
        section=None if section is None else _text(section),
        max_mark=_number_or_none(part["max_mark"]),
        descriptors=tuple(
            Descriptor(_number(inner["score"]), _text(inner["text"])) for inner in _parts(part["descriptors"])
        ),
        calculation=None if calculation is None else _calculation_of(calculation),
        row=_row_of(part),
    )


def _calculation_of(part: Mapping[str, Any]) -> Calculation:
    return Calculation(
        name=_text(part["name"]),
        code=_text(part["code"]),
        named=part["named"] is True,
        parameters=tuple((_text(key), _text(number), _text(text)) for key, number, text in part["parameters"]),
    )


def _row_of(part: Mapping[str, Any]) -> int | None:
    return _number_or_none(part.get(_ROW))


def _parts(value: Any) -> Sequence[Mapping[str, Any]]:
    if not isinstance(value, list | tuple):
        raise TypeError(type(value).__name__)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value


def _number(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(type(value).__name__)
    return value


def _number_or_none(value: Any) -> int | None:
    return None if value is None else _number(value)
