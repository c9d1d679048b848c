"""Objections (K13, L9): lodged within the clock for one's own, ruled on by the arbiters, kept word for word."""

from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from beizhan.actions.marking.results import lodge_objection, rule_on_objection
from beizhan.core.access import Deed
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import Ground, Step
from beizhan.core.scheme.tree import SubCriterion, sub_criteria_of
from beizhan.models.campaign import Entry
from beizhan.models.marking.results import Objection
from beizhan.pages.kit import lines_of, now, tried
from beizhan.pages.marking.results.frame import Room, frame_of, room_for, unpublished
from beizhan.pages.words import GROUNDS
from beizhan.queries.marking.entering.desks import where_it_stands
from beizhan.queries.marking.publishing.objections import ObjectionLine, clock_of, objections_of, own_entries_of

_ALL = (Deed.RULE_ON_OBJECTION, Deed.SEE_BOARD)
_LATE = frozenset({"objection_too_late", "wrong_step", "already_answered", "objection_waits_already"})
_TITLE = _("Objections")


class ObjectionForm(forms.Form):
    """For whom, about what, in which words."""

    entry = forms.ChoiceField(label=_("For whom"))
    ground = forms.ChoiceField(
        label=_("About"), choices=list(GROUNDS.items()), initial=Ground.MARK, widget=forms.RadioSelect
    )
    aspect = forms.ChoiceField(label=_("Aspect"), required=False, help_text=_("If it is about one mark."))
    text = forms.CharField(
        label=_("What is objected to, and why"),
        help_text=_("Keep to facts: what, when, who saw it. It stays word for word."),
        widget=forms.Textarea(attrs={"rows": 4, "maxlength": 4000}),
        max_length=4000,
    )

    def offer(self, own: tuple[Entry, ...], aspects: list[tuple[str, list[tuple[str, str]]]]) -> None:
        """Offer the entries one may speak for, and the aspects there are."""
        entry, aspect = self.fields["entry"], self.fields["aspect"]
        assert isinstance(entry, forms.ChoiceField)
        assert isinstance(aspect, forms.ChoiceField)
        entry.choices = [(one.code, f"{one.code} {_names(one)}") for one in own]
        aspect.choices = [("", "–"), *aspects]
        if len(own) == 1:
            entry.widget, entry.initial = forms.HiddenInput(), own[0].code


@require_http_methods(["GET", "POST"])
def objections(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the objections one may see, the clock, and the form for those who may object."""
    room = room_for(request, assessment, Deed.SEE_RESULT)
    if not room.revisions:
        return unpublished(request, room, "objections", _TITLE)
    own = own_entries_of(room.assessment, request.user, Deed.LODGE_OBJECTION)
    form = _form(request, room, own)
    if request.method == "GET" or not form.is_valid():
        return _shown(request, room, form, own)
    said = form.cleaned_data
    entry = next(one for one in own if one.code == said["entry"])
    about = {"ground": Ground(said["ground"]), "text": said["text"], "aspect": said["aspect"] or None}
    done, faults = tried(lambda: lodge_objection(room.assessment, entry, **about, by=request.user, at=now()))
    if done is None:
        return _shown(request, room, form, own, faults)
    messages.success(request, gettext("Lodged. The arbiters are asked to rule on it."))
    return redirect("objections", assessment)


@require_POST
def ruling(request: HttpRequest, assessment: UUID, objection: int) -> HttpResponse:
    """Rule on an objection."""
    room = room_for(request, assessment, Deed.RULE_ON_OBJECTION)
    row = Objection.objects.filter(pk=objection, assessment=room.assessment).first()
    verdict = request.POST.get("verdict")
    if row is None or verdict not in {"upheld", "dismissed"}:
        raise Http404
    text, upheld = request.POST.get("text", ""), verdict == "upheld"
    _done, faults = tried(lambda: rule_on_objection(row, is_upheld=upheld, text=text, by=request.user, at=now()))
    if faults:
        return _shown(request, room, ObjectionForm(), (), faults)
    messages.success(request, gettext("The ruling is recorded."))
    return redirect("objections", assessment)


def _form(request: HttpRequest, room: Room, own: tuple[Entry, ...]) -> ObjectionForm:
    asked = {name: request.GET[name] for name in ("entry", "aspect") if name in request.GET}
    form = ObjectionForm(request.POST if request.method == "POST" else None, initial=asked)
    form.offer(own, _aspects(room) if own else [])
    return form


def _aspects(room: Room) -> list[tuple[str, list[tuple[str, str]]]]:
    scheme = where_it_stands(room.assessment).scheme
    return [
        (f"{sub.code} {sub.name}", [(one.key, f"{one.code} {one.description}"[:80]) for one in sub.aspects])
        for sub in sub_criteria_of(scheme)
    ]


def _shown(
    request: HttpRequest, room: Room, form: ObjectionForm, own: tuple[Entry, ...], faults: tuple[Fault, ...] = ()
) -> HttpResponse:
    clock, sees_all = clock_of(room.assessment), room.may(*_ALL)
    found = objections_of(room.assessment, among=None if sees_all else {entry.code for entry in own})
    codes = {one.key: one.code for sub in _subs(room, found) for one in sub.aspects}
    is_open = room.step is Step.PROVISIONAL and clock is not None and clock.is_open(now())
    shown = frame_of(
        room,
        "objections",
        _TITLE,
        lines=[
            {"one": one, "ground": GROUNDS[Ground(one.ground)], "aspect": codes.get(one.aspect, "")} for one in found
        ],
        clock=clock,
        is_open=is_open,
        form=form,
        may_object=bool(own) and is_open,
        may_rule=room.may(Deed.RULE_ON_OBJECTION),
        may_reopen=room.may(Deed.PROPOSE_REOPENING) and room.step is Step.PROVISIONAL,
        faults=lines_of(faults),
        typed=request.POST,
    )
    status = HTTPStatus.CONFLICT if {fault.code for fault in faults} & _LATE else HTTPStatus.UNPROCESSABLE_ENTITY
    wrong = faults or (form.is_bound and form.errors)
    return render(request, "marking/results/objections.html", shown, status=status if wrong else HTTPStatus.OK)


def _subs(room: Room, found: tuple[ObjectionLine, ...]) -> tuple[SubCriterion, ...]:
    named = any(one.aspect for one in found)
    return sub_criteria_of(where_it_stands(room.assessment).scheme) if named else ()


def _names(entry: Entry) -> str:
    return "、".join(one.person.name for one in entry.competitors.all())
