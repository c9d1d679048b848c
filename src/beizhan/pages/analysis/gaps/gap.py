"""One gap: what results show of it, everything that was said, and the form to answer it anew."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from beizhan.actions.analysis.gaps import AnswerFacts, answer_gap
from beizhan.core.access import Deed
from beizhan.core.gaps.gap import Cause
from beizhan.models.analysis.gaps import Gap
from beizhan.pages.analysis.frame import GAPS, Room, frame_of, holder_choices, offered, room_for
from beizhan.pages.analysis.gap_words import BASES, CAUSES, CAUTIONS, HINDRANCES, VERDICTS
from beizhan.pages.analysis.gaps.gaps import place_of, row_of
from beizhan.pages.choices import person_in
from beizhan.pages.kit import form_screen, now, tried
from beizhan.pages.words import name_of
from beizhan.queries.analysis.gaps.countermeasures import AnswerFact
from beizhan.queries.analysis.gaps.gaps import GapFact, gap_for
from beizhan.queries.analysis.shares import Sealing
from beizhan.templatetags.figures import plain_mark

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
_LINE = forms.Textarea(attrs={"rows": 2})


class AnswerForm(forms.Form):
    """What is said of a gap."""

    cause = forms.ChoiceField(label=_("Cause"), choices=offered(CAUSES.items()), widget=forms.RadioSelect)
    text = forms.CharField(label=_("In words"), widget=_LINE, max_length=500)
    countermeasure = forms.CharField(label=_("Countermeasure"), widget=_LINE, max_length=500, required=False)
    expected = forms.DecimalField(
        label=_("Marks it shall win back"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "decimal"}),
    )
    owner = forms.ChoiceField(label=_("Who acts"), required=False)
    due = forms.DateField(label=_("By which day"), widget=_DAY, required=False)

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        """Offer the people who may see gaps."""
        super().__init__(*args, **kwargs)
        self.fields["cause"].choices = offered(CAUSES.items())
        self.fields["owner"].choices = holder_choices(room, *GAPS)

    def facts(self) -> AnswerFacts:
        """Return what was typed as the deed wants it."""
        said = self.cleaned_data
        return AnswerFacts(
            Cause(said["cause"]),
            said["text"],
            said["countermeasure"],
            person_in(said["owner"]),
            said["due"],
            int((said["expected"] or Decimal(0)) * 100),
            said.get("is_dropped", False),
        )


class AnotherAnswerForm(AnswerForm):
    """A later answer can also say that nobody pursues the gap any more."""

    is_dropped = forms.BooleanField(label=_("Nobody pursues this any more; the words say why"), required=False)


@require_http_methods(["GET", "POST"])
def gap(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Show a gap, and answer it anew."""
    room = room_for(request, number, *GAPS)
    row = get_object_or_404(Gap.objects.select_related("skill__campaign", "entry"), skill=room.skill, pk=key)
    found = gap_for(request.user, row, at=now())
    if found is None:
        raise Http404
    form, faults = AnotherAnswerForm(request.POST or None, room=room, initial=_first(found.latest)), ()
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        _done, faults = tried(lambda: answer_gap(row, facts, by=request.user, at=now()))
        if not faults:
            return redirect("gap", number, key)
    around = frame_of(
        room,
        "gaps",
        " · ".join(filter(None, (found.entry, place_of(found)))),
        row=row_of(found),
        evidence=_evidence(found),
        answers=[{"answer": one, "cause": CAUSES[one.cause]} for one in found.answers],
        answers_it=_may_answer(request, room, found),
        subtitle="、".join(found.team),
        back=reverse("gaps", args=[number]),
    )
    return form_screen(request, form, faults, template="analysis/gaps/gap.html", **around)


def _may_answer(request: HttpRequest, room: Room, found: GapFact) -> bool:
    """Return whether a form is shown; the door asks again, and asks a coach whose entry it is."""
    return room.may(Deed.RECORD_GAP) or (room.may(Deed.ANSWER_GAP) and found.is_owned_by(request.user.pk))


def _first(latest: AnswerFact) -> dict[str, object]:
    return {
        "cause": latest.cause,
        "text": latest.text,
        "countermeasure": latest.countermeasure,
        "expected": plain_mark(latest.expected) if latest.expected else "",
        "owner": latest.owner.login if latest.owner else "",
        "due": latest.due,
        "is_dropped": latest.is_dropped,
    }


def _evidence(found: GapFact) -> dict[str, Any]:
    """Return what the tests say: the result that showed it, the two that are compared, the verdict and its limits."""
    said, rise = found.row.verification, found.row.verification.rise
    return {
        "shown": _test(found.shown_by, "losses") if found.shown_by else None,
        "then": found.then,
        "lost": found.lost,
        "verdict": VERDICTS[said.verdict],
        "hindrance": HINDRANCES[said.hindrance] if said.hindrance else "",
        "rise": rise,
        "before": _test(found.before, "pack", found.entry) if found.before else None,
        "after": _test(found.after, "pack", found.entry) if found.after else None,
        "basis": BASES[rise.basis] if rise else "",
        "cautions": [CAUTIONS[one] for one in rise.cautions] if rise else [],
    }


def _test(one: Sealing, screen: str, *more: str) -> dict[str, Any]:
    return {"name": name_of(one), "day": one.first_day, "url": reverse(screen, args=[one.id, *more])}
