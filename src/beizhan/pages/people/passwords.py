"""A fresh password for somebody: made once, shown once, on a slip to print."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.people.persons import give_password, needs_two, propose_password
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.pages.kit import campaign_of, form_screen, freshly_signed_in, now, required, tried


class NoWordsForm(forms.Form):
    """Nothing is asked; the button is the whole question."""


class ReasonForm(forms.Form):
    """Why a password is needed."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


@freshly_signed_in
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest, key: str) -> HttpResponse:
    """Give a password, or propose it where two people must."""
    campaign = campaign_of(request)
    required(request, Deed.KEEP_PEOPLE)
    row = get_object_or_404(Person, pk=key)
    by_two = needs_two(row) and row.pk != request.user.pk
    form = (ReasonForm if by_two else NoWordsForm)(request.POST if request.method == "POST" else None)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        answer, faults = _answer(request, campaign, row, form.cleaned_data.get("reason") if by_two else None)
        if answer:
            return answer
    intro = _TWO if by_two else _ONE
    around = {
        "title": gettext("New password for %(name)s") % {"name": row.name},
        "crumbs": [{"url": reverse("person", args=[key]), "label": row.name}],
        "intro": intro,
        "submit": gettext("Propose a new password") if by_two else gettext("Make a new password"),
        "cancel_url": reverse("person", args=[key]),
    }
    return form_screen(request, form, faults, **around)


_ONE = _("The old password stops working at once. The new one is shown once, on a slip that you can print.")
_TWO = _(
    "This person holds a post that two people grant and has signed in before, so two people give the password: "
    "you propose it, a director approves and gets the slip."
)


def _answer(
    request: HttpRequest, campaign: Campaign, row: Person, reason: str | None
) -> tuple[HttpResponse | None, tuple[Fault, ...]]:
    if reason is None:
        words, faults = tried(lambda: give_password(campaign, row, by=request.user, at=now()))
        slip = {"title": gettext("Password slip"), "person": row, "password": words}
        return (render(request, "people/slip.html", slip) if words else None), faults
    asked, faults = tried(lambda: propose_password(campaign, row, reason=reason, by=request.user, at=now()))
    if asked:
        messages.success(request, gettext("Proposed. A director must approve it."))
    return (redirect("person", row.pk) if asked else None), faults
