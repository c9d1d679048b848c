"""One source: what the looks at it found, how it is watched, and a look at it now."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.documents.looking_now import look_now
from beizhan.actions.documents.manners import Manners
from beizhan.actions.documents.sources import set_terms
from beizhan.core.access import Deed
from beizhan.core.documents.watching import Outcome
from beizhan.models.documents.watch import Source
from beizhan.pages.documents.frame import Reader, action, documents_crumb, frame_of, reader_of, skill_words
from beizhan.pages.documents.sources import TermsForm, row_of
from beizhan.pages.documents.words import OUTCOMES, SOURCE_KINDS
from beizhan.pages.kit import form_screen, lines_of, now, tried
from beizhan.queries.documents.sources import LookLine, looks_at, source_line_of, terms_of

_COLOURS = {Outcome.FAILED: "red", Outcome.NEW: "amber", Outcome.FIRST: "amber", Outcome.WITHDRAWN: "amber"}
_SECONDS = 8.0
"""How long somebody who pressed the button waits for one answer."""


class OtherTermsForm(TermsForm):
    """How a source is watched from now on, or no more."""

    is_watched = forms.BooleanField(label=_("It is watched"), required=False)


@require_GET
def source(request: HttpRequest, key: int) -> HttpResponse:
    """Show how a source stands and what the looks at it found."""
    reader = reader_of(request)
    row = _source(reader, key)
    keeps = reader.may(Deed.KEEP_SOURCES, row.skill)
    way = action("source_terms", gettext("Watch it otherwise"), "settings", key, primary=False)
    around = frame_of(
        "source",
        row.title,
        subtitle=f"{skill_words(row.skill)} · {SOURCE_KINDS[row.kind]}",
        crumbs=_crumbs(),
        actions=[way] if keeps else [],
        row=row_of(source_line_of(row, at=now())),
        terms=terms_of(row),
        looks=[_look(one) for one in looks_at(row)],
        looks_now=reader.may(Deed.BRING_IN_DOCUMENT, row.skill),
    )
    return render(request, "documents/source.html", around)


@require_POST
def look(request: HttpRequest, key: int) -> HttpResponse:
    """Look at a source now."""
    reader = reader_of(request)
    row = _source(reader, key, Deed.BRING_IN_DOCUMENT)
    manners = Manners(settings.OUTBOUND_HOSTS, rest=0.5, seconds=_SECONDS, longest=2.0)
    looks = look_now(row, manners, by=request.user, at=now())
    failed = sum(one.outcome == Outcome.FAILED for one in looks)
    if failed:
        said = ngettext("%(count)s look failed.", "%(count)s looks failed.", failed) % {"count": failed}
        messages.error(request, said)
    else:
        new = sum(hasattr(one, "item") for one in looks)
        messages.success(request, gettext("Looked at; new in the inbox: %(count)s.") % {"count": new})
    return redirect("source", key)


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, key: int) -> HttpResponse:
    """Watch a source otherwise from now on, or no more."""
    reader = reader_of(request)
    row = _source(reader, key, Deed.KEEP_SOURCES)
    skills = [row.skill] if row.skill else reader.skills(Deed.KEEP_SOURCES)
    form, faults = OtherTermsForm(request.POST or None, skills=skills, initial=_initial(row)), ()
    if request.method == "POST" and form.is_valid():
        said = form.terms()
        done, faults = tried(lambda: set_terms(row, said, by=request.user, at=now()))
        if done:
            return redirect("source", key)
    back = reverse("source", args=[key])
    around = frame_of(
        "source_terms", gettext("Watch it otherwise"), subtitle=row.title, crumbs=_crumbs(), cancel_url=back
    )
    return form_screen(request, form, faults, **around)


def _source(reader: Reader, key: int, deed: Deed = Deed.SEE_DOCUMENTS) -> Source:
    row: Source = get_object_or_404(
        Source.objects.select_related("skill", "campaign"), campaign=reader.campaign, pk=key
    )
    reader.demand(deed, row.skill)
    return row


def _crumbs() -> list[dict[str, str]]:
    return [documents_crumb(), {"url": reverse("sources"), "label": gettext("Sources")}]


def _initial(row: Source) -> dict[str, Any]:
    said = terms_of(row)
    rules = "\n".join(said.ignore)
    told = {"owner": said.owner.login, "minutes": said.minutes, "wanted": said.wanted}
    return {**told, "ignore": rules, "is_watched": said.is_watched}


def _look(one: LookLine) -> dict[str, Any]:
    return {
        "one": one,
        "chip": {"state": _COLOURS.get(one.outcome, "green"), "label": OUTCOMES[one.outcome]},
        "fault": lines_of([one.fault])[0].sentence if one.fault else "",
    }
