"""What screens share: the campaign one is in, what one may do there, and what stands around every screen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial, wraps
from http import HTTPStatus
from typing import TypeVar

from allauth.account.decorators import reauthentication_required
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header

from beizhan.actions.door import Refused
from beizhan.core.access import Deed, Post, may
from beizhan.core.faults import Fault
from beizhan.models.campaign import Campaign
from beizhan.models.skills import Skill
from beizhan.pages.places import PLACES, Place
from beizhan.pages.words import POSTS, name_of, sentence_of
from beizhan.queries.analysis.hints import HintLine
from beizhan.queries.campaign import AnchorDay, campaigns_of, countdown_of
from beizhan.queries.people import posts_among, posts_by_skill

View = Callable[..., HttpResponseBase]
T = TypeVar("T")
_CHOSEN = "campaign"

PDF, XLSX = "application/pdf", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""What a file is, as `attachment` asks."""


def now() -> datetime:
    """Return the moment: the one clock of all screens."""
    return timezone.now()


def campaign_of(request: HttpRequest) -> Campaign:
    """Return the campaign that the reader is in: the one chosen last, else the newest of the reader's own.

    Raises
    ------
    Http404
        If the reader has a place in no campaign.
    """
    found = _campaign_of(request)
    if found is None:
        raise Http404
    return found


def has_campaign(request: HttpRequest) -> bool:
    """Return whether the reader has a place in any campaign."""
    return _campaign_of(request) is not None


def choose_campaign(request: HttpRequest, campaign: Campaign) -> None:
    """Stay in this campaign from now on."""
    request.session[_CHOSEN] = str(campaign.pk)


def allowed(request: HttpRequest, name: Deed, *, campaign: Campaign | None = None, skill: Skill | None = None) -> bool:
    """Return whether the reader may do a deed here: what decides whether a button is shown."""
    return may(posts_here(request, campaign or _campaign_of(request), skill), name)


def required(request: HttpRequest, name: Deed, *, campaign: Campaign | None = None, skill: Skill | None = None) -> None:
    """Refuse whoever may not see this.

    Raises
    ------
    PermissionDenied
        If no post of the reader allows it.
    """
    if not allowed(request, name, campaign=campaign, skill=skill):
        raise PermissionDenied(name)


def freshly_signed_in(view: View) -> View:
    """Ask for the password or passkey again before an act of two people (MI-13)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "GET":
            return view(request, *args, **kwargs)
        return reauthentication_required(view)(request, *args, **kwargs)

    return guarded


@dataclass(frozen=True, slots=True)
class Line:
    """A fault as a screen shows it."""

    severity: str
    where: str
    sentence: str


def tried(act: Callable[[], T]) -> tuple[T | None, tuple[Fault, ...]]:
    """Do an act and return what came of it, or the faults for which it was refused."""
    try:
        return act(), ()
    except Refused as refused:
        return None, refused.faults


def form_screen(
    request: HttpRequest, form: Form, faults: Iterable[Fault] = (), *, template: str = "form.html", **around: object
) -> HttpResponse:
    """Show a form, again with what was typed and why it was refused if it was sent."""
    shown = {"form": form, "faults": lines_of(faults), "faults_alert": True, **around}
    return render(
        request, template, shown, status=HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    )


def lines_of(faults: Iterable[Fault]) -> list[Line]:
    """Return faults in words for the piece ``_faults.html``."""
    return [
        Line(str(fault.severity), fault.cell or (str(fault.row) if fault.row else ""), sentence_of(fault))
        for fault in faults
    ]


def hints_in_words(hints: Iterable[HintLine]) -> list[dict[str, object]]:
    """Return judges to be asked whether they stand aside, for the piece ``_hints.html``; no word of theirs is in it."""
    return [
        {
            "judge": one.judge,
            "entry": one.entry,
            "assessment": name_of(one),
            "views": one.views,
            "last": one.last,
            "url": reverse("panel", args=[one.assessment]),
        }
        for one in hints
    ]


def attachment(content: bytes, *, name: str, kind: str) -> HttpResponse:
    """Answer with a file to keep, under a name that may be Chinese."""
    response = HttpResponse(content, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def around(request: HttpRequest) -> dict[str, object]:
    """Return what stands around every screen: who reads, in which campaign, and how many days are left.

    Each part is looked up only where it is shown: the answer to a judge's tap shows none.
    """
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"me": None, "campaign": None, "navigation": [], "countdown": []}
    parts = {"me": _me, "campaign": _campaign_named, "navigation": _navigation, "countdown": _countdown}
    return {name: SimpleLazyObject(partial(part, request)) for name, part in parts.items()}


def _me(request: HttpRequest) -> dict[str, object]:
    campaign = _campaign_of(request)
    posts = posts_here(request, campaign) if campaign else frozenset()
    return {"name": request.user.name, "posts": [str(POSTS[post]) for post in sorted(posts)]}


def _campaign_named(request: HttpRequest) -> dict[str, object] | None:
    campaign = _campaign_of(request)
    return {"name": name_of(campaign)} if campaign else None


def _navigation(request: HttpRequest) -> list[dict[str, object]]:
    campaign = _campaign_of(request)
    return navigation_of(request, posts_here(request, campaign)) if campaign else []


def _countdown(request: HttpRequest) -> list[dict[str, object]]:
    campaign = _campaign_of(request)
    return [_header_anchor(one) for one in countdown_of(campaign, at=now())] if campaign else []


def _header_anchor(anchor: AnchorDay) -> dict[str, object]:
    return {
        "name": name_of(anchor),
        "date": anchor.on,
        "days": anchor.days,
        "working_days": anchor.working_days,
    }


def navigation_of(request: HttpRequest, posts: frozenset[Post]) -> list[dict[str, object]]:
    """Return the places a reader can go to."""
    shown = []
    for place in PLACES:
        children = [_link(request, one) for one in place.below if may(posts, one.deed)]
        if children:
            active = any(child["active"] for child in children)
            shown.append({"label": place.label, "icon": place.icon, "active": active, "children": children})
        elif place.name and may(posts, place.deed):
            shown.append(_link(request, place))
    return shown


def _link(request: HttpRequest, place: Place) -> dict[str, object]:
    url = reverse(place.name)
    active = request.path == url or (url != "/" and request.path.startswith(url))
    return {"label": place.label, "icon": place.icon, "url": url, "active": active}


def posts_here(request: HttpRequest, campaign: Campaign | None, skill: Skill | None = None) -> frozenset[Post]:
    """Return the posts of the reader, asked once a request; a deed itself is checked anew at the door."""
    if not hasattr(request, "beizhan_posts"):
        request.beizhan_posts = {}
    key = campaign and campaign.pk
    if key not in request.beizhan_posts:
        request.beizhan_posts[key] = posts_by_skill(request.user, campaign=campaign)
    return posts_among(request.beizhan_posts[key], skill)


def _campaign_of(request: HttpRequest) -> Campaign | None:
    if not hasattr(request, "beizhan_campaign"):
        own = campaigns_of(request.user)
        chosen = request.session.get(_CHOSEN)
        request.beizhan_campaign = next((one for one in own if str(one.pk) == chosen), own[0] if own else None)
    found: Campaign | None = request.beizhan_campaign
    return found
