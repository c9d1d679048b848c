"""Two versions of a marking scheme side by side: what is new, what is gone, what is worth more or less."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.scheme.differences import AspectChange, Difference
from beizhan.pages.marking.frame import scheme_for, schemes_crumbs, skill_words
from beizhan.pages.marking.schemes.scheme_words import version_of
from beizhan.pages.words import DIFFERENCES
from beizhan.queries.marking.planning.scheme_pages import comparison_of

Rows = list[dict[str, Any]]


@require_GET
def scheme_comparison(request: HttpRequest, scheme: UUID) -> HttpResponse:
    """Show what the later of two versions changes; ``?with=`` names the other."""
    one = scheme_for(request, scheme, Deed.SEE_SCHEME)
    other = _asked(request.GET.get("with", ""))
    if other is None:
        return redirect("scheme", scheme)
    found = comparison_of(one, scheme_for(request, other, Deed.SEE_SCHEME))
    words = {"old": version_of(found.old), "new": version_of(found.new)}
    around = {
        "title": gettext("%(old)s → %(new)s") % words,
        "subtitle": skill_words(one.skill),
        "crumbs": [
            *schemes_crumbs(one.skill.number),
            {"url": reverse("scheme", args=[found.new.id]), "label": words["new"]},
        ],
        "totals": (found.old.total, found.new.total),
        **groups_of(found.changes),
    }
    return render(request, "marking/schemes/comparison.html", around)


def groups_of(changes: tuple[AspectChange, ...]) -> dict[str, Rows]:
    """Return changes in groups: new, gone, with other marks or method, and merely moved or worded otherwise."""
    grave = {Difference.MARK, Difference.METHOD, Difference.SECTION}
    both = [one for one in changes if one.old and one.new]
    return {
        "added": [_line(one) for one in changes if one.old is None],
        "removed": [_line(one) for one in changes if one.new is None],
        "changed": [_line(one) for one in both if grave & set(one.differences)],
        "light": [_line(one) for one in both if not grave & set(one.differences)],
    }


def _line(change: AspectChange) -> dict[str, Any]:
    shown = change.new or change.old
    assert shown is not None
    return {
        "code": shown.code,
        "was": change.old.code if change.old and change.old.code != shown.code else "",
        "description": shown.description,
        "before": change.old.max_mark if change.old else None,
        "after": change.new.max_mark if change.new else None,
        "differences": [DIFFERENCES[one] for one in change.differences],
    }


def _asked(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        if text:
            raise Http404 from None
        return None
