"""Sheets printed while an assessment is being held: forms, summaries, the draw."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from beizhan.core.scheme.tree import Kind
from beizhan.files.paper.forms import DaySummary, Envelope, LandscapeForm, MarkingForm, Masthead, SummaryForm
from beizhan.files.paper.press import plain, press, qr_svg, qr_text

SEATS_PER_PAGE = 10
"""More competitors than this are spread evenly over several landscape pages."""


def marking_forms(forms: Sequence[MarkingForm], *, language: str, at: datetime) -> bytes:
    """Return one PDF with the forms one after the other, pages counted within each form."""
    return press("marking", {"forms": [_with_qr(form) for form in forms]}, language=language, at=at)


def split_by_kind(form: MarkingForm) -> tuple[MarkingForm, ...]:
    """Return a form for judgement and one for measurement where a sub-criterion mixes them, else the form itself."""
    parts = [
        tuple(aspect for aspect in form.block.aspects if aspect.kind is kind)
        for kind in (Kind.JUDGEMENT, Kind.MEASUREMENT)
    ]
    if not all(parts):
        return (form,)
    blocks = (replace(form.block, aspects=part) for part in parts)
    return tuple(replace(form, block=block, sheet=f"{form.sheet}-{block.aspects[0].kind.value}") for block in blocks)


def landscape_forms(forms: Sequence[LandscapeForm], *, language: str, at: datetime) -> bytes:
    """Return one PDF with competitors side by side, at most ten on a page, evenly spread."""
    pages = [page for form in forms for page in _parts_of(form)]
    return press("landscape", {"forms": pages}, language=language, at=at)


def summary_forms(forms: Sequence[SummaryForm], *, language: str, at: datetime) -> bytes:
    """Return one PDF with the mark summary forms."""
    return press("summary", {"forms": [_with_qr(form) for form in forms]}, language=language, at=at)


def day_summary(summary: DaySummary, *, language: str, at: datetime) -> bytes:
    """Return the summary of a day, to be signed."""
    return press("day", _with_qr(summary), language=language, at=at)


def envelopes(sealed: Sequence[Envelope], *, language: str, at: datetime) -> bytes:
    """Return the halves of a draw, each on its own sheet to be folded, sealed and given to one key holder."""
    return press("draw", {"forms": [_with_qr(envelope) for envelope in sealed]}, language=language, at=at)


def _with_qr(form: MarkingForm | LandscapeForm | SummaryForm | DaySummary | Envelope) -> dict[str, object]:
    return {**plain(form), "qr": _qr_of(form.masthead, form.sheet)}


def _qr_of(masthead: Masthead, sheet: str) -> str:
    return qr_svg(qr_text(masthead.assessment_key, sheet, masthead.version))


def _parts_of(form: LandscapeForm) -> list[Mapping[str, object]]:
    count = max(1, -(-len(form.seats) // SEATS_PER_PAGE))
    edges = [len(form.seats) * part // count for part in range(count + 1)]
    whole = _with_qr(form)
    seats = [form.seats[low:high] for low, high in pairwise(edges)]
    return [
        {**whole, "seats": [plain(seat) for seat in some], "part": part, "parts": count}
        for part, some in enumerate(seats, start=1)
    ]
