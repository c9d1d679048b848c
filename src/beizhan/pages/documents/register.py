"""The register: every document by skill, with its newest edition; and a search in all that they say."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.documents.frame import action, frame_of, reader_of, skill_words
from beizhan.pages.documents.words import DOCUMENT_KINDS, TONGUES
from beizhan.queries.documents.register import DocumentLine, Hit, documents_of, hits_for


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """Show the documents of the competition and of the skills that the reader may see; ``?skill=`` narrows."""
    reader = reader_of(request)
    skills = reader.skills()
    found = documents_of(reader.campaign, [skill.pk for skill in skills])
    chosen = request.GET.get("skill", "")
    if chosen and chosen not in {skill.number for skill in skills}:
        raise Http404
    shown = [one for one in found if not chosen or (one.skill is not None and one.skill.number == chosen)]
    add = action("add_document", gettext("Bring a document in"), "upload")
    around = frame_of(
        "documents",
        gettext("Documents"),
        subtitle=gettext("Every edition as it came, who found it, where and when."),
        actions=[add] if reader.may(Deed.BRING_IN_DOCUMENT) else [],
        groups=_groups(shown),
        skills=[(skill.number, skill_words(skill)) for skill in skills],
        chosen=chosen,
        brings=reader.may(Deed.BRING_IN_DOCUMENT),
    )
    return render(request, "documents/register.html", around)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show where words stand in the newest and in older editions."""
    reader = reader_of(request)
    question = request.GET.get("q", "")[:200].strip()
    hits = hits_for(reader.campaign, [skill.pk for skill in reader.skills()], question) if question else []
    around = frame_of(
        "document_search", gettext("Search in documents"), question=question, hits=[_hit(one) for one in hits]
    )
    return render(request, "documents/search.html", around)


def row_of(one: DocumentLine) -> dict[str, Any]:
    """Return a document as a list shows it."""
    return {
        "one": one,
        "url": reverse("document", args=[one.id]),
        "kind": DOCUMENT_KINDS[one.kind],
        "language": TONGUES[one.language],
        "newest": one.newest,
        "older": len(one.editions) - 1,
    }


def _groups(found: list[DocumentLine]) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in found:
        groups.setdefault(skill_words(one.skill), []).append(row_of(one))
    return [{"title": title, "rows": rows} for title, rows in groups.items()]


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "title": hit.document.title,
        "url": reverse("document", args=[hit.document.id]) + f"#edition-{hit.edition.id}",
        "label": hit.edition.label,
        "skill": skill_words(hit.document.skill),
        "kind": DOCUMENT_KINDS[hit.document.kind],
        "is_newest": hit.is_newest,
        "excerpts": hit.excerpts,
    }
