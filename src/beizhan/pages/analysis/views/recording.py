"""A view recorded or corrected: the channel must be named, the guard answers, and the writer names the readers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.analysis.views import ViewFacts, correct_view, record_view
from beizhan.core.access import Deed
from beizhan.core.analysis.channels import Channel, SpeakerRole
from beizhan.core.faults import Fault
from beizhan.models.analysis.views import View
from beizhan.models.campaign import Entry
from beizhan.pages.analysis.frame import Room, frame_of, holder_choices, offered, room_for
from beizhan.pages.analysis.words import SPEAKERS, channels_by_manner
from beizhan.pages.choices import person_in
from beizhan.pages.kit import form_screen, lines_of, now, tried
from beizhan.queries.campaign import entries_of

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ViewForm(forms.Form):
    """What somebody said, and by which way it was heard."""

    words = forms.CharField(
        label=_("Exact words"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=_("As they were said; the keyboard of the phone takes dictation."),
    )
    entry = forms.ChoiceField(label=_("Of which entry"), required=False)
    subject = forms.CharField(label=_("Or of which method"), max_length=120, required=False)
    speaker = forms.ChoiceField(label=_("Who spoke"), required=False)
    speaker_name = forms.CharField(label=_("Or somebody else, by name or description"), max_length=64, required=False)
    role = forms.ChoiceField(label=_("As what"), widget=forms.RadioSelect)
    channel = forms.ChoiceField(label=_("By which channel"))
    heard_on = forms.DateField(label=_("Heard on"), widget=_DAY)
    place = forms.CharField(label=pgettext_lazy("place", "Where"), max_length=120, required=False)
    answer = forms.CharField(
        label=_("How we answered"), widget=forms.Textarea(attrs={"rows": 2}), max_length=1000, required=False
    )
    readers = forms.MultipleChoiceField(
        label=_("Who may read it besides you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody else can, whatever post they hold."),
    )
    reason = forms.CharField(label=_("Why it is corrected"), max_length=300, required=False)

    def __init__(self, *args: Any, room: Room, me: str, corrects: bool = False, **kwargs: Any) -> None:
        """Offer entries, judges, every declared channel, and the people who may read views."""
        super().__init__(*args, **kwargs)
        entries = [one for one in entries_of(room.skill.campaign, skill=room.skill) if one.withdrawn_at is None]
        named = [(one.code, f"{one.code} {'、'.join(member.who.name for member in one.team)}") for one in entries]
        self.fields["entry"].choices = [("", "–"), *named]
        self.fields["speaker"].choices = holder_choices(room, Deed.DECLARE_CONFLICT)
        self.fields["role"].choices = offered(SPEAKERS.items())
        self.fields["channel"].choices = [("", "–"), *channels_by_manner()]
        readers = [one for one in holder_choices(room, Deed.SEE_VIEWS)[1:] if one[0] != me]
        self.fields["readers"].choices = readers
        for name in ("readers",) if corrects else ("reason",):
            del self.fields[name]

    def facts(self, room: Room) -> ViewFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        entries = Entry.objects.filter(campaign=room.skill.campaign, code=said["entry"])
        return ViewFacts(
            SpeakerRole(said["role"]),
            Channel(said["channel"]),
            said["heard_on"],
            said["words"],
            person_in(said["speaker"]),
            said["speaker_name"],
            entries.first() if said["entry"] else None,
            said["subject"],
            said["place"],
            said["answer"],
        )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: str) -> HttpResponse:
    """Record a view."""
    room = room_for(request, number, Deed.RECORD_VIEW)
    first = {"heard_on": timezone.localdate(now()), "role": SpeakerRole.JUDGE}
    form, faults = ViewForm(request.POST or None, room=room, me=request.user.login, initial=first), ()
    if request.method == "POST" and form.is_valid():
        readers = [person_in(login) for login in form.cleaned_data["readers"]]
        facts = form.facts(room)
        done, faults = tried(lambda: record_view(room.skill, facts, readers, by=request.user, at=now()))
        if done:
            return _on(request, number, *done)
    return _screen(request, room, form, faults, back=reverse("views", args=[number]))


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Write one's own view anew, with the reason."""
    room = room_for(request, number, Deed.RECORD_VIEW)
    rows = View.objects.select_related("skill__campaign", "entry", "speaker")
    old = get_object_or_404(rows, skill=room.skill, pk=key)
    if old.by_id != request.user.pk:
        raise Http404
    form = ViewForm(request.POST or None, room=room, me=request.user.login, corrects=True, initial=_as_said(old))
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        reason, facts = form.cleaned_data["reason"], form.facts(room)
        done, faults = tried(lambda: correct_view(old, facts, reason=reason, by=request.user, at=now()))
        if done:
            return _on(request, number, *done)
    return _screen(request, room, form, faults, back=reverse("view", args=[number, key]))


def _on(request: HttpRequest, number: str, view: View, looks: Iterable[Fault]) -> HttpResponse:
    """Go on to the view, and say what only wants a look."""
    for line in lines_of(looks):
        messages.warning(request, line.sentence)
    return redirect("view", number, view.pk)


def _screen(request: HttpRequest, room: Room, form: ViewForm, faults: Iterable[Fault], *, back: str) -> HttpResponse:
    title = gettext("Correct a view") if "reason" in form.fields else gettext("Record a view")
    intro = gettext("Only you and those you name can read this. Write down only what was heard by an open channel.")
    around = frame_of(room, "views", title, intro=intro, cancel_url=back)
    return form_screen(request, form, faults, template="analysis/form.html", **around)


def _as_said(old: View) -> dict[str, object]:
    columns = ("words", "subject", "speaker_name", "role", "channel", "heard_on", "place", "answer")
    return {name: getattr(old, name) for name in columns} | {
        "entry": old.entry.code if old.entry else "",
        "speaker": old.speaker.login if old.speaker else "",
    }
