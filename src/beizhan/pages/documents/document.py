"""One document: its editions, how to compare them, and the original of each as it came."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.documents.frame import action, document_for, edition_for, frame_of, reader_of, skill_words
from beizhan.pages.documents.words import DOCUMENT_KINDS, TONGUES
from beizhan.pages.kit import attachment, lines_of
from beizhan.queries.documents.register import EditionLine, document_line_of, original_of


@require_GET
def document(request: HttpRequest, key: int) -> HttpResponse:
    """Show a document with its editions, the newest first."""
    reader = reader_of(request)
    row = document_for(reader, key)
    found = document_line_of(row)
    add = action("add_edition", gettext("Bring another edition in"), "upload", key)
    around = frame_of(
        "document",
        found.title,
        subtitle=f"{skill_words(found.skill)} · {DOCUMENT_KINDS[found.kind]} · {TONGUES[found.language]}",
        actions=[add] if reader.may(Deed.BRING_IN_DOCUMENT, row.skill) else [],
        editions=_editions(found.editions),
        older=[(one.id, one.label) for one in found.editions[1:]],
        newer=[(one.id, one.label) for one in found.editions[:-1]],
    )
    return render(request, "documents/document.html", around)


@require_GET
def original(request: HttpRequest, key: int) -> HttpResponse:
    """Give the original of an edition, byte for byte, as a file to keep."""
    reader = reader_of(request)
    edition = edition_for(reader, key)
    row = original_of(edition.original_id)
    if row is None:
        raise Http404
    return attachment(bytes(row.body), name=edition.file_name, kind=row.media_type)


def _editions(editions: tuple[EditionLine, ...]) -> list[dict[str, Any]]:
    earlier = (*editions[1:], None)
    return [
        {
            "one": one,
            "original_url": reverse("original", args=[one.id]),
            "compare_url": f"{reverse('compare')}?old={before.id}&new={one.id}" if before else "",
            "before": before.label if before else "",
            "faults": lines_of(one.faults),
            "is_link": one.found_in.startswith(("https://", "http://")),
        }
        for one, before in zip(editions, earlier, strict=True)
    ]
