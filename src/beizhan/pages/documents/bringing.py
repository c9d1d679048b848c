"""Bringing a document in, or another edition of one: what it is, where it was found, and its file."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.documents.bringing import DocumentFacts, EditionFacts, add_document, add_edition
from beizhan.core.access import Deed
from beizhan.core.documents.register import LABEL_LENGTH, DocumentKind, Tongue
from beizhan.models.documents.register import Document, Edition
from beizhan.models.skills import Skill
from beizhan.pages.documents.frame import Reader, document_for, documents_crumb, frame_of, reader_of, skill_choices
from beizhan.pages.documents.words import DOCUMENT_KINDS, TONGUES
from beizhan.pages.kit import form_screen, now, tried


class WhatForm(forms.Form):
    """What a document is."""

    skill = forms.ChoiceField(label=_("Skill"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=list(DOCUMENT_KINDS.items()))
    title = forms.CharField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), choices=list(TONGUES.items()))

    def __init__(self, *args: Any, skills: list[Skill], **kwargs: Any) -> None:
        """Offer the skills in which the reader may bring something in."""
        super().__init__(*args, **kwargs)
        self.known = {skill.number: skill for skill in skills}
        self.fields["skill"].choices = skill_choices(skills)

    def facts(self) -> DocumentFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        skill = self.known.get(said["skill"])
        return DocumentFacts(DocumentKind(said["kind"]), said["title"], Tongue(said["language"]), skill)


class EditionForm(forms.Form):
    """An edition with its file."""

    label = forms.CharField(
        label=_("Edition"), max_length=LABEL_LENGTH, help_text=_("As it calls itself: its version, or its date.")
    )
    found_in = forms.CharField(
        label=_("Where it was found"), max_length=500, help_text=_("An address, a forum thread, a group, a letter.")
    )
    supersedes = forms.ChoiceField(label=_("Supersedes"), required=False)
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, Word, Excel, HTML and text are read and can be searched; any other file is kept as it is."),
    )

    def __init__(self, *args: Any, document: Document | None = None, **kwargs: Any) -> None:
        """Offer the earlier editions, the newest first."""
        super().__init__(*args, **kwargs)
        rows = Edition.objects.filter(document=document).order_by("-at", "-pk") if document else []
        self.earlier = {str(row.pk): row for row in rows}
        if self.earlier:
            self.fields["supersedes"].choices = [*((key, row.label) for key, row in self.earlier.items()), ("", "–")]
            self.fields["supersedes"].initial = next(iter(self.earlier))
        else:
            del self.fields["supersedes"]

    def edition(self, name: str) -> EditionFacts:
        """Return what was typed as the deed wants it, of a file with a name."""
        said = self.cleaned_data
        return EditionFacts(said["label"], said["found_in"], name, self.earlier.get(said.get("supersedes", "")))


class DocumentForm(EditionForm, WhatForm):
    """A document with its first edition."""

    field_order = ("skill", "kind", "title", "language", "label", "found_in", "file")


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Register a document with its first edition."""
    reader = reader_of(request, Deed.BRING_IN_DOCUMENT)
    form = DocumentForm(*_sent(request), skills=reader.skills(Deed.BRING_IN_DOCUMENT), initial=_first(request))
    faults = ()
    if request.method == "POST" and form.is_valid():
        row, faults = tried(lambda: _add(reader, form))
        if row:
            return redirect("document", row.document_id)
    around = frame_of(
        "add_document", gettext("Bring a document in"), cancel_url=reverse("documents"), submit=gettext("Bring it in")
    )
    return form_screen(request, form, faults, **around)


@require_http_methods(["GET", "POST"])
def add_another(request: HttpRequest, key: int) -> HttpResponse:
    """Register another edition of a document."""
    reader = reader_of(request)
    document = document_for(reader, key, Deed.BRING_IN_DOCUMENT)
    form, faults = EditionForm(*_sent(request), document=document), ()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        facts, content = form.edition(file.name), file.read()
        row, faults = tried(lambda: add_edition(document, facts, content, by=request.user, at=now()))
        if row:
            return redirect("document", key)
    back = reverse("document", args=[key])
    around = frame_of("add_edition", gettext("Bring another edition in"), subtitle=document.title, cancel_url=back)
    crumbs = [documents_crumb(), {"url": back, "label": document.title}]
    return form_screen(request, form, faults, **(around | {"crumbs": crumbs, "submit": gettext("Bring it in")}))


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    return request.POST or None, request.FILES or None


def _first(request: HttpRequest) -> dict[str, object]:
    kind = DocumentKind.TECHNICAL_DESCRIPTION
    return {"kind": kind, "language": Tongue.ENGLISH, "skill": request.GET.get("skill", "")}


def _add(reader: Reader, form: DocumentForm) -> Edition:
    file = form.cleaned_data["file"]
    what, facts = form.facts(), form.edition(file.name)
    return add_document(reader.campaign, what, facts, file.read(), by=reader.request.user, at=now())
