"""Two editions side by side: what differs, clause by clause, what could not be compared, and what is taken up."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_POST

from beizhan.actions.documents.comparing import Compared, compared, take_up_changes
from beizhan.core.access import Deed
from beizhan.core.training.terms import Term
from beizhan.models.documents.register import Edition
from beizhan.pages.documents.differences import Numbers, clauses_of, counts_of, leaves_doubt, left_aside
from beizhan.pages.documents.frame import Reader, documents_crumb, edition_for, frame_of, reader_of, skill_words
from beizhan.pages.kit import lines_of, now, tried
from beizhan.queries.documents.changes import numbers_of
from beizhan.queries.documents.following import GENERAL
from beizhan.queries.documents.register import stands_in_reverse
from beizhan.queries.documents.terms import terms_of
from beizhan.queries.marking.duties import duties_of


@require_GET
def compare(request: HttpRequest) -> HttpResponse:
    """Show what differs between the editions ``?old=`` and ``?new=``."""
    reader = reader_of(request)
    old, new = (edition_for(reader, request.GET.get(side, "")) for side in ("old", "new"))
    found = compared(old, new)
    numbers, is_reverse = numbers_of(old, new), stands_in_reverse(old, new)
    around = frame_of(
        "compare",
        gettext("%(old)s → %(new)s") % {"old": old.label, "new": new.label},
        subtitle=_subtitle(old, new),
        crumbs=[documents_crumb(), _crumb(new)],
        old=old,
        new=new,
        **_found(found, numbers, terms_of(new.document.skill), is_reverse=is_reverse),
        is_reverse=is_reverse,
        turned_url=f"{reverse('compare')}?old={new.pk}&new={old.pk}",
        takes_up=_takes_up(reader, new) and bool(found.changes) and not is_reverse,
        decide_url=f"{reverse('changes')}?skill={_number(new)}&stand=found",
    )
    return render(request, "documents/compare.html", around)


@require_POST
def take_up(request: HttpRequest) -> HttpResponse:
    """Take up the changes that were ticked."""
    reader = reader_of(request)
    old, new = (edition_for(reader, request.POST.get(side, "")) for side in ("old", "new"))
    keys = request.POST.getlist("change")
    rows, faults = tried(lambda: take_up_changes(old, new, keys, by=request.user, at=now()))
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    if rows is not None:
        count = len(rows)
        said = ngettext("%(count)s change was taken up.", "%(count)s changes were taken up.", count)
        messages.success(request, said % {"count": count})
    return redirect(f"{reverse('compare')}?old={old.pk}&new={new.pk}")


def _found(found: Compared, numbers: Numbers, terms: Sequence[Term], *, is_reverse: bool) -> dict[str, Any]:
    clauses = clauses_of(found.changes, numbers, terms)
    rows = [row for clause in clauses for row in clause["rows"]]
    return {
        "clauses": clauses,
        "strays": sum(part.get("stray", False) and part["ends"] for row in rows for part in row["new"]),
        "counts": counts_of(found.changes),
        "are_schemes": found.are_schemes,
        "uncompared": left_aside(found.uncompared, is_reverse=is_reverse),
        "doubt": leaves_doubt(found.uncompared),
        "refused": [(label, lines_of([fault])) for label, fault in found.refused],
        "taken": sum(row["number"] is not None for row in rows),
        "left": sum(row["number"] is None for row in rows),
    }


def _takes_up(reader: Reader, new: Edition) -> bool:
    return duties_of(reader.request.user, reader.campaign).may(Deed.TAKE_UP_CHANGES, new.document.skill_id)


def _subtitle(old: Edition, new: Edition) -> str:
    titles = dict.fromkeys((old.document.title, new.document.title))
    return f"{' → '.join(titles)} · {skill_words(new.document.skill)}"


def _number(new: Edition) -> str:
    return new.document.skill.number if new.document.skill else GENERAL


def _crumb(new: Edition) -> dict[str, str]:
    return {"url": reverse("document", args=[new.document_id]), "label": new.document.title}
