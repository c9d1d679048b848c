"""A marking scheme in words and figures: its state, its sums, its sections, its tree."""

from typing import Any

from django.utils.translation import gettext, ngettext, pgettext

from beizhan.core.scheme.tree import (
    Aspect,
    Criterion,
    Kind,
    Scheme,
    SubCriterion,
    aspects_of,
    criterion_total_of,
    section_marks_of,
    total_of,
    total_variation_of,
)
from beizhan.pages.words import KINDS
from beizhan.queries.marking.planning.scheme_pages import SchemeLine
from beizhan.templatetags.figures import mark, signed_mark

State = dict[str, str]


def state_of(line: SchemeLine) -> State:
    """Return how far a version has come, as the piece ``_state.html`` shows it."""
    if line.frozen_at:
        return {"state": "green", "label": gettext("Frozen"), "detail": line.fingerprint}
    if line.proposal:
        return {"state": "amber", "label": gettext("Waits for approval")}
    if line.errors:
        words = ngettext("Draft, %(count)s error", "Draft, %(count)s errors", line.errors)
        return {"state": "red", "label": words % {"count": line.errors}}
    if line.warnings:
        words = ngettext("Draft, %(count)s warning", "Draft, %(count)s warnings", line.warnings)
        return {"state": "amber", "label": words % {"count": line.warnings}}
    return {"state": "grey", "label": pgettext("scheme", "Draft")}


def version_of(line: SchemeLine) -> str:
    """Return what a version is called."""
    return gettext("Version %(number)s") % {"number": line.version}


def tiles_of(scheme: Scheme) -> list[dict[str, Any]]:
    """Return the counts and sums of a scheme as tiles."""
    aspects, total = aspects_of(scheme), total_of(scheme)
    judged = [one for one in aspects if one.kind is Kind.JUDGEMENT]
    variation = total_variation_of(scheme)
    return [
        {"label": gettext("Marks in all"), "value": mark(total), "state": "green" if total == 100_00 else "red"},
        {"label": gettext("Aspects"), "value": len(aspects)},
        {"label": KINDS[Kind.MEASUREMENT], "value": len(aspects) - len(judged)},
        {
            "label": KINDS[Kind.JUDGEMENT],
            "value": len(judged),
            "unit": gettext("%(marks)s marks") % {"marks": mark(sum(one.max_mark or 0 for one in judged))},
        },
        {"label": gettext("Criteria"), "value": len(scheme.criteria)},
        {
            "label": gettext("Variation of the sections"),
            "value": mark(variation),
            "state": "green" if variation <= 5_00 else "amber",
        },
    ]


def sections_chart(scheme: Scheme) -> dict[str, Any]:
    """Return declared and actual marks of every section as a chart with its figures."""
    found = section_marks_of(scheme)
    series = [
        {"name": gettext("Declared marks"), "values": [(one.section.declared or 0) / 100 for one in found]},
        {"name": gettext("In the aspects"), "values": [one.actual / 100 for one in found]},
    ]
    return {
        "id": "sections",
        "title": gettext("Sections of the standards: declared and actual marks"),
        "height": "tall" if len(found) > 7 else "",
        "drawing": {
            "type": "bar",
            "horizontal": True,
            "labels": True,
            "categories": [one.section.number for one in found],
            "series": series,
        },
    }


def section_rows(scheme: Scheme) -> list[dict[str, Any]]:
    """Return every section with its marks and how far they lie apart."""
    return [
        {
            "number": one.section.number,
            "name": one.section.name,
            "declared": one.section.declared,
            "actual": one.actual,
            "variation": None if one.section.declared is None else signed_mark(one.actual - one.section.declared),
            "is_far": one.variation is not None and one.variation > 5_00,
        }
        for one in section_marks_of(scheme)
    ]


def tree_of(scheme: Scheme, *, wanted: str = "", is_open: bool = False) -> list[dict[str, Any]]:
    """Return criteria, sub-criteria and aspects, or with ``wanted`` only those aspects that hold these words."""
    branches = [_branch(one, wanted.strip().casefold(), is_open=is_open or bool(wanted)) for one in scheme.criteria]
    return [one for one in branches if one["subs"] or not wanted]


def _branch(criterion: Criterion, wanted: str, *, is_open: bool) -> dict[str, Any]:
    subs = [_twig(sub, wanted, is_open=is_open) for sub in criterion.sub_criteria]
    return {
        "code": criterion.code,
        "name": criterion.name,
        "declared": criterion.mark,
        "total": criterion_total_of(criterion),
        "is_open": is_open,
        "subs": [one for one in subs if one["aspects"] or not wanted],
    }


def _twig(sub: SubCriterion, wanted: str, *, is_open: bool) -> dict[str, Any]:
    return {
        "code": sub.code,
        "name": sub.name,
        "day": sub.day,
        "total": sum(one.max_mark or 0 for one in sub.aspects),
        "is_open": is_open,
        "aspects": [_leaf(one) for one in sub.aspects if wanted in _text_of(one)],
    }


def _leaf(aspect: Aspect) -> dict[str, Any]:
    how = aspect.calculation
    return {
        "code": aspect.code,
        "is_judged": aspect.kind is Kind.JUDGEMENT,
        "kind": KINDS[aspect.kind],
        "description": aspect.description,
        "extra": aspect.extra,
        "requirement": aspect.requirement,
        "section": aspect.section or "–",
        "max_mark": aspect.max_mark,
        "levels": [(one.score, one.text) for one in aspect.descriptors],
        "calculation": how.name if how else "",
    }


def _text_of(aspect: Aspect) -> str:
    levels = " ".join(one.text for one in aspect.descriptors)
    return f"{aspect.code} {aspect.description} {aspect.extra} {aspect.requirement} {levels}".casefold()
