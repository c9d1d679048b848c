"""The contact plan: which experts are to be heard by which open way, what comes next, and what is late (A11)."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from beizhan.actions.analysis.contacts import ContactFacts, StepFacts, plan_contact, take_step
from beizhan.core.access import Deed
from beizhan.core.analysis.contacts import ContactKind, ContactState
from beizhan.models.analysis.contacts import Contact
from beizhan.pages.analysis.frame import Room, action, frame_of, holder_choices, offered, room_for
from beizhan.pages.analysis.words import CONTACT_COLOURS, CONTACT_KINDS, CONTACT_STATES, chip
from beizhan.pages.choices import person_in
from beizhan.pages.kit import form_screen, now, tried
from beizhan.queries.analysis.contacts import ContactFact, contacts_among

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StepForm(forms.Form):
    """What comes next, or what came of it."""

    text = forms.CharField(label=_("Next step"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500)
    owner = forms.ChoiceField(label=_("Who does it"), required=False)
    due = forms.DateField(label=_("By which day"), widget=_DAY, required=False)
    is_closed = forms.BooleanField(label=_("The contact is closed; the words say what came of it"), required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        """Offer the people who see the contact plan."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = holder_choices(room, Deed.SEE_CONTACTS)

    def step(self) -> StepFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return StepFacts(said["text"], person_in(said["owner"]), said["due"], said.get("is_closed", False))


class ContactForm(StepForm):
    """A contact with its first step."""

    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    with_whom = forms.CharField(label=_("With whom"), max_length=120)
    subject = forms.CharField(label=_("About what"), max_length=200)
    field_order = ("kind", "with_whom", "subject", "text", "owner", "due")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the open ways."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = offered(CONTACT_KINDS.items())
        del self.fields["is_closed"]

    def facts(self) -> ContactFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return ContactFacts(ContactKind(said["kind"]), said["with_whom"], said["subject"])


@require_GET
def contacts(request: HttpRequest, number: str) -> HttpResponse:
    """Show the contact plan, what is late first."""
    room = room_for(request, number, Deed.SEE_CONTACTS)
    add = action("add_contact", gettext("Plan a contact"), "plus", number)
    around = frame_of(
        room,
        "contacts",
        gettext("Contact plan"),
        subtitle=gettext("Open ways only: the forum, exchange visits, rehearsals, consultations."),
        actions=[add] if room.may(Deed.PLAN_CONTACT) else [],
        rows=[_row(number, one) for one in contacts_among([room.skill.pk], at=now())],
        plans=room.may(Deed.PLAN_CONTACT),
    )
    return render(request, "analysis/contacts/contacts.html", around)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Plan a contact."""
    room = room_for(request, number, Deed.PLAN_CONTACT)
    first = {"kind": ContactKind.FORUM_QUESTION, "owner": request.user.login}
    form, faults = ContactForm(request.POST or None, room=room, initial=first), ()
    if request.method == "POST" and form.is_valid():
        facts, step = form.facts(), form.step()
        row, faults = tried(lambda: plan_contact(room.skill, facts, step, by=request.user, at=now()))
        if row:
            return redirect("contacts", number)
    around = frame_of(room, "contacts", gettext("Plan a contact"), cancel_url=reverse("contacts", args=[number]))
    return form_screen(request, form, faults, template="analysis/form.html", **around)


@require_http_methods(["GET", "POST"])
def contact(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Show the steps of a contact, and take the next."""
    room = room_for(request, number, Deed.SEE_CONTACTS)
    row = get_object_or_404(Contact.objects.select_related("skill__campaign"), skill=room.skill, pk=key)
    found = next((one for one in contacts_among([room.skill.pk], at=now()) if one.id == row.pk), None)
    if found is None:
        raise Http404
    form, faults = StepForm(request.POST or None, room=room, initial={"owner": request.user.login}), ()
    if request.method == "POST" and form.is_valid():
        step = form.step()
        done, faults = tried(lambda: take_step(row, step, by=request.user, at=now()))
        if done:
            return redirect("contact", number, key)
    around = frame_of(
        room,
        "contacts",
        found.with_whom,
        subtitle=f"{CONTACT_KINDS[found.kind]} · {found.subject}",
        row=_row(number, found),
        steps=found.steps,
        plans=room.may(Deed.PLAN_CONTACT),
    )
    return form_screen(request, form, faults, template="analysis/contacts/contact.html", **around)


def _row(number: str, one: ContactFact) -> dict[str, Any]:
    return {
        "url": reverse("contact", args=[number, one.id]),
        "one": one,
        "kind": CONTACT_KINDS[one.kind],
        "chip": chip(CONTACT_STATES, CONTACT_COLOURS, one.state),
        "is_late": one.state is ContactState.OVERDUE,
        "is_closed": one.state is ContactState.CLOSED,
    }
