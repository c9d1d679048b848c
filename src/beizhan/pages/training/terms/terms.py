"""The terms of a skill: one term, one translation; typed, or by workbook (X2)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.documents.terms import Kept, drop_term, keep_terms
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.training.terms import LONGEST_TERM, Term, words_apart
from beizhan.files.guard import Unreadable
from beizhan.files.terms_workbook import read_uploaded_terms, write_terms
from beizhan.models.skills import Skill
from beizhan.pages.kit import XLSX, allowed, attachment, campaign_of, form_screen, now, required, tried
from beizhan.pages.words import name_of
from beizhan.queries.documents.terms import term_lines_of, terms_of

_MOST_BYTES = 5_000_000


class TermForm(forms.Form):
    """A term with its translation."""

    zh = forms.CharField(label=_("Chinese"), max_length=LONGEST_TERM)
    en = forms.CharField(label=_("English"), max_length=LONGEST_TERM)
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    avoid = forms.CharField(
        label=_("Not to be used for it"),
        max_length=300,
        required=False,
        help_text=_("Other words for it, with semicolons between: wherever they stand, the agreed one is shown."),
    )

    replace = forms.BooleanField(label=_("Replace what stands"), required=False)

    def term(self) -> Term:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return Term(said["zh"], said["en"], said["note"], words_apart(said["avoid"]))

    def forget_replacing(self) -> None:
        """Ask no longer whether a term is to be replaced, as none stands in the way."""
        del self.fields["replace"]


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, number: str) -> HttpResponse:
    """Show the terms of a skill, and take one more."""
    skill = _skill(request, number)
    form, faults = TermForm(request.POST or None), ()
    if request.method == "POST":
        required(request, Deed.KEEP_TERMS, skill=skill)
        if form.is_valid():
            said = form.term()
            replaces = form.cleaned_data["replace"]
            _done, faults = tried(lambda: keep_terms(skill, [said], by=request.user, at=now(), replaces=replaces))
            if not faults:
                messages.success(request, gettext("Kept: %(zh)s = %(en)s.") % {"zh": said.zh, "en": said.en})
                return redirect("terms", number)
    return _shown(request, skill, form, faults)


@require_GET
def cards(request: HttpRequest, number: str) -> HttpResponse:
    """Show the terms as cards to be printed and cut apart."""
    skill = _skill(request, number)
    lines = term_lines_of(skill)
    around = _around(skill, gettext("Term cards")) | {"cards": [one.term for one in lines]}
    around["crumbs"].append({"url": reverse("terms", args=[number]), "label": gettext("Terms")})
    return render(request, "training/terms/cards.html", around)


@require_GET
def workbook(request: HttpRequest, number: str) -> HttpResponse:
    """Give the terms as a workbook."""
    skill = _skill(request, number)
    content = write_terms(f"{number} {name_of(skill)}"[:30], terms_of(skill))
    return attachment(content, name=gettext("terms-%(number)s.xlsx") % {"number": number}, kind=XLSX)


@require_POST
def upload(request: HttpRequest, number: str) -> HttpResponse:
    """Take a filled-in workbook: all of its terms are kept, or none."""
    skill = _skill(request, number)
    required(request, Deed.KEEP_TERMS, skill=skill)
    found, faults = _read(request)
    kept = None
    if not faults:
        kept, faults = tried(lambda: keep_terms(skill, found, by=request.user, at=now()))
    if kept is None:
        return _shown(request, skill, TermForm(), faults)
    messages.success(request, _kept_in_words(kept))
    return redirect("terms", number)


@require_POST
def drop(request: HttpRequest, number: str) -> HttpResponse:
    """Take a term away."""
    skill = _skill(request, number)
    required(request, Deed.KEEP_TERMS, skill=skill)
    one = next((one for one in terms_of(skill) if one.zh == request.POST.get("zh")), None)
    if one is not None:
        drop_term(skill, one, by=request.user, at=now())
        messages.success(request, gettext("Taken away: %(zh)s = %(en)s.") % {"zh": one.zh, "en": one.en})
    return redirect("terms", number)


def _kept_in_words(kept: Kept) -> str:
    """Return how many terms of a workbook are new, and how many were replaced if any were."""
    said = [ngettext("%(count)s term is new.", "%(count)s terms are new.", kept.new) % {"count": kept.new}]
    if kept.replaced:
        words = ngettext("%(count)s term was replaced.", "%(count)s terms were replaced.", kept.replaced)
        said.append(words % {"count": kept.replaced})
    return " ".join(said)


def _read(request: HttpRequest) -> tuple[tuple[Term, ...], tuple[Fault, ...]]:
    file = request.FILES.get("file")
    if file is None:
        return (), (error("no_file_given"),)
    content = file.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        return (), (error("file_too_large", found=len(content), allowed=_MOST_BYTES),)
    try:
        return read_uploaded_terms(content, name=file.name or "")
    except Unreadable as refused:
        return (), (refused.fault,)


def _skill(request: HttpRequest, number: str) -> Skill:
    required(request, Deed.SEE_TERMS)
    return get_object_or_404(Skill.objects.select_related("campaign"), campaign=campaign_of(request), number=number)


def _shown(request: HttpRequest, skill: Skill, form: TermForm, faults: tuple[Fault, ...]) -> HttpResponse:
    if not form.data.get("replace") and all(one.code != "term_stands" for one in faults):
        form.forget_replacing()
    around = _around(skill, gettext("Terms")) | {
        "lines": term_lines_of(skill),
        "keeps": allowed(request, Deed.KEEP_TERMS, skill=skill),
    }
    return form_screen(request, form, faults, template="training/terms/terms.html", **around)


def _around(skill: Skill, title: str) -> dict[str, Any]:
    named = f"{skill.number} {name_of(skill)}"
    crumbs = [{"url": reverse("skill", args=[skill.number]), "label": named}]
    return {"title": title, "subtitle": named, "crumbs": crumbs, "number": skill.number}
