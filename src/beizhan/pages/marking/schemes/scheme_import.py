"""Bringing a marking scheme in: upload, look at what was understood, then keep it as the next version."""

import secrets
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.marking.schemes import import_scheme
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error, errors_among
from beizhan.core.scheme.differences import changes_of
from beizhan.core.scheme.document import document_of, scheme_of
from beizhan.files.cis_workbook.reading import Reading, all_faults_of
from beizhan.files.cis_workbook.upload import read_uploaded_scheme
from beizhan.files.guard import MAX_BYTES, WORKBOOKS, Unreadable
from beizhan.files.wire import fault_document, fault_of
from beizhan.models.skills import Skill
from beizhan.pages.kit import form_screen, lines_of, now, tried
from beizhan.pages.marking.frame import schemes_crumbs, skill_for, skill_words
from beizhan.pages.marking.schemes.comparison import groups_of
from beizhan.pages.marking.schemes.scheme_words import section_rows, sections_chart, tiles_of, tree_of
from beizhan.queries.marking.planning.scheme_pages import latest_scheme_of

_SECONDS = 2 * 3600


class UploadForm(forms.Form):
    """The file of a marking scheme."""

    file = forms.FileField(
        label=_("Workbook or CSV"),
        widget=forms.FileInput(attrs={"accept": ",".join(sorted(WORKBOOKS))}),
        help_text=_("The CIS marking scheme import workbook, as it is used everywhere; also older layouts and CSV."),
    )


class KeepForm(forms.Form):
    """Why there is another version."""

    reason = forms.CharField(
        label=_("What has changed, and why"), widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=2000
    )


@require_http_methods(["GET", "POST"])
def scheme_import(request: HttpRequest, number: str) -> HttpResponse:
    """Take a file and read it at arm's length; nothing is kept as a version yet."""
    skill = skill_for(request, number, Deed.IMPORT_SCHEME)
    form, faults = UploadForm(request.POST or None, request.FILES or None), ()
    if request.method == "POST" and form.is_valid():
        reading, faults = _read(form.cleaned_data["file"])
        if reading:
            return redirect("scheme_preview", number, _remember(request, form.cleaned_data["file"].name, reading))
    around = {
        "title": gettext("Import a scheme"),
        "subtitle": skill_words(skill),
        "crumbs": schemes_crumbs(number),
        "submit": gettext("Read the file"),
        "cancel_url": reverse("skill_schemes", args=[number]),
        "intro": gettext("The file is read first and shown to you; it becomes a version only when you say so."),
        "faults_title": gettext("The file was not read"),
    }
    return form_screen(request, form, faults, **around)


@require_http_methods(["GET", "POST"])
def scheme_preview(request: HttpRequest, number: str, upload: str) -> HttpResponse:
    """Show what was understood of a file, and keep it as the next version."""
    skill = skill_for(request, number, Deed.IMPORT_SCHEME)
    kept = cache.get(_key(request, upload))
    if kept is None:
        messages.error(request, lines_of([error("upload_forgotten")])[0].sentence)
        return redirect("scheme_import", number)
    reading, form = _reading_of(kept), KeepForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        keep = (skill, reading.scheme, kept["name"], form.cleaned_data["reason"])
        version = _keep(request, *keep)
        if version:
            cache.delete(_key(request, upload))
            return redirect("scheme", version)
    return render(request, "marking/schemes/preview.html", _preview(skill, reading, kept["name"], form))


def _read(upload: Any) -> tuple[Reading | None, tuple[Fault, ...]]:
    if upload.size > MAX_BYTES:
        return None, (error("file_too_large", found=upload.size, allowed=MAX_BYTES),)
    try:
        return read_uploaded_scheme(upload.read(), name=upload.name), ()
    except Unreadable as refusal:
        return None, (refusal.fault,)


def _remember(request: HttpRequest, name: str, reading: Reading) -> str:
    upload = secrets.token_urlsafe(12)
    kept = {
        "name": name,
        "scheme": document_of(reading.scheme, rows=True),
        "faults": [fault_document(fault) for fault in reading.faults],
        "columns": dict(reading.columns),
    }
    cache.set(_key(request, upload), kept, _SECONDS)
    return upload


def _key(request: HttpRequest, upload: str) -> str:
    return f"scheme:{request.user.pk}:{upload}"


def _reading_of(kept: dict[str, Any]) -> Reading:
    return Reading(scheme_of(kept["scheme"]), tuple(fault_of(one) for one in kept["faults"]), kept["columns"])


def _keep(request: HttpRequest, skill: Skill, scheme: Any, name: str, reason: str) -> UUID | None:
    row, faults = tried(
        lambda: import_scheme(skill, scheme, source=name, reason=reason.strip(), by=request.user, at=now())
    )
    for line in lines_of(faults):
        messages.error(request, line.sentence)
    if row is None:
        return None
    messages.success(request, gettext("Kept as version %(number)s.") % {"number": row.version})
    return row.pk


def _preview(skill: Skill, reading: Reading, name: str, form: KeepForm) -> dict[str, object]:
    faults, latest = all_faults_of(reading), latest_scheme_of(skill)
    return {
        "title": gettext("What was understood"),
        "subtitle": f"{skill_words(skill)} · {name}",
        "crumbs": schemes_crumbs(skill.number),
        "form": form,
        "errors": len(errors_among(faults)),
        "warnings": len(faults) - len(errors_among(faults)),
        "faults": lines_of(faults),
        "tiles": tiles_of(reading.scheme),
        "chart": sections_chart(reading.scheme),
        "sections": section_rows(reading.scheme),
        "tree": tree_of(reading.scheme),
        "scheme": reading.scheme,
        "is_later": latest is not None,
        "again_url": reverse("scheme_import", args=[skill.number]),
        **(groups_of(changes_of(latest, reading.scheme)) if latest else {}),
    }
