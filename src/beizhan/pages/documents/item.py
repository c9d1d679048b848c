"""One item of the inbox: it becomes an edition, is set aside with a reason, or is handed over."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.documents.inbox import LONGEST_REASON, file_item, file_item_anew, hand_over, set_aside
from beizhan.core.access import Deed
from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.models.documents.watch import InboxItem
from beizhan.pages.choices import person_in
from beizhan.pages.documents.bringing import DocumentForm, EditionForm
from beizhan.pages.documents.frame import (
    Choices,
    Reader,
    document_for,
    documents_crumb,
    frame_of,
    owner_choices,
    reader_of,
    skill_words,
)
from beizhan.pages.documents.inbox import row_of
from beizhan.pages.kit import attachment, form_screen, lines_of, now, tried
from beizhan.queries.documents.inbox import items_of
from beizhan.queries.documents.register import documents_of


@require_GET
def item(request: HttpRequest, key: int) -> HttpResponse:
    """Show an item with what can become of it."""
    reader = reader_of(request)
    row = _item(reader, key)
    line = next(
        one for one in items_of(reader.campaign, [row.skill_id] if row.skill_id else [], at=now()) if one.id == key
    )
    waits = line.edition is None and not line.reason
    around = frame_of(
        "inbox_item",
        row.title,
        subtitle=skill_words(row.skill),
        crumbs=_crumbs(),
        row=row_of(line),
        longest=LONGEST_REASON,
        waits=waits and reader.may(Deed.BRING_IN_DOCUMENT, row.skill),
        documents=_documents(reader, row),
        people=owner_choices([row.skill] if row.skill else reader.skills(Deed.BRING_IN_DOCUMENT)),
        is_link=row.found_in.startswith(("https://", "http://")),
    )
    return render(request, "documents/item.html", around)


@require_GET
def item_original(request: HttpRequest, key: int) -> HttpResponse:
    """Give what came, byte for byte, as a file to keep."""
    row = _item(reader_of(request), key)
    return attachment(bytes(row.original.body), name=row.file_name, kind=row.original.media_type)


@require_http_methods(["GET", "POST"])
def file_under(request: HttpRequest, key: int) -> HttpResponse:
    """Make an item an edition of the document ``?document=``."""
    reader = reader_of(request)
    row = _item(reader, key, Deed.BRING_IN_DOCUMENT)
    asked = request.GET.get("document", "")
    if not asked.isdecimal() or len(asked) > 15:
        raise Http404
    document = document_for(reader, int(asked), Deed.BRING_IN_DOCUMENT)
    form, faults = EditionForm(request.POST or None, document=document, initial={"found_in": row.found_in}), ()
    del form.fields["file"]
    if request.method == "POST" and form.is_valid():
        facts = form.edition(row.file_name)
        done, faults = tried(lambda: file_item(row, document, facts, by=request.user, at=now()))
        if done:
            return redirect("document", document.pk)
    title = gettext("An edition of %(title)s") % {"title": document.title}
    around = frame_of("file_item", title, crumbs=_crumbs(row), cancel_url=reverse("inbox_item", args=[key]))
    return form_screen(request, form, faults, **around)


@require_http_methods(["GET", "POST"])
def file_anew(request: HttpRequest, key: int) -> HttpResponse:
    """Make an item the first edition of a new document."""
    reader = reader_of(request)
    row = _item(reader, key, Deed.BRING_IN_DOCUMENT)
    form, faults = (
        DocumentForm(request.POST or None, skills=reader.skills(Deed.BRING_IN_DOCUMENT), initial=_first(row)),
        (),
    )
    del form.fields["file"]
    if request.method == "POST" and form.is_valid():
        what, facts = form.facts(), form.edition(row.file_name)
        done, faults = tried(lambda: file_item_anew(row, what, facts, by=request.user, at=now()))
        if done:
            return redirect("document", done.document_id)
    title, back = gettext("A new document"), reverse("inbox_item", args=[key])
    around = frame_of("file_item_anew", title, crumbs=_crumbs(row), cancel_url=back)
    return form_screen(request, form, faults, **around)


@require_POST
def aside(request: HttpRequest, key: int) -> HttpResponse:
    """Set an item aside, with the reason."""
    row = _item(reader_of(request), key, Deed.BRING_IN_DOCUMENT)
    reason = request.POST.get("reason", "")
    return _tried(request, key, lambda: set_aside(row, reason=reason, by=request.user, at=now()))


@require_POST
def handing_over(request: HttpRequest, key: int) -> HttpResponse:
    """Let somebody else own an item."""
    row = _item(reader_of(request), key, Deed.BRING_IN_DOCUMENT)
    login = request.POST.get("owner", "")
    owner = (
        person_in(login)
        if login in dict(owner_choices([row.skill] if row.skill else reader_of(request).skills()))
        else None
    )
    if owner is None:
        raise Http404
    return _tried(request, key, lambda: hand_over(row, owner, by=request.user, at=now()))


def _tried(request: HttpRequest, key: int, act: Callable[[], object]) -> HttpResponse:
    _done, faults = tried(act)
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    return redirect("inbox_item", key)


def _item(reader: Reader, key: int, deed: Deed = Deed.SEE_DOCUMENTS) -> InboxItem:
    rows = InboxItem.objects.select_related("skill", "campaign", "original").defer("original__body")
    row: InboxItem = get_object_or_404(rows, campaign=reader.campaign, pk=key)
    reader.demand(deed, row.skill)
    return row


def _documents(reader: Reader, row: InboxItem) -> Choices:
    skills = [row.skill.pk] if row.skill else [skill.pk for skill in reader.skills()]
    return [(str(one.id), f"{one.title} ({skill_words(one.skill)})") for one in documents_of(reader.campaign, skills)]


def _first(row: InboxItem) -> dict[str, object]:
    said = {"kind": DocumentKind.NOTICE, "language": Tongue.CHINESE, "title": row.title, "found_in": row.found_in}
    return {**said, "skill": row.skill.number if row.skill else ""}


def _crumbs(row: InboxItem | None = None) -> list[dict[str, str]]:
    crumbs = [documents_crumb(), {"url": reverse("inbox"), "label": gettext("Inbox")}]
    if row is not None:
        crumbs.append({"url": reverse("inbox_item", args=[row.pk]), "label": row.title})
    return crumbs
