"""One's sessions on one's own telephone: a secret address that a calendar reads, opened and closed by oneself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from beizhan.actions.training.calendars import close_calendar, fingerprint_of_secret, open_calendar
from beizhan.core.access import Deed
from beizhan.files.calendar_feed import CalendarEvent, write_calendar
from beizhan.pages.kit import campaign_of, now, required
from beizhan.pages.training.plans.week import load_words
from beizhan.queries.training.calendars import Feed, feed_behind, open_since

_BACK = timedelta(days=60)
"""So far back the calendar reaches."""


@require_http_methods(["GET", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Show whether an address is open; on request open a new one, show it once, and close the one before."""
    required(request, Deed.OPEN_CALENDAR)
    campaign, shown = campaign_of(request), ""
    if request.method == "POST":
        secret = open_calendar(campaign, by=request.user, at=now())
        shown = request.build_absolute_uri(reverse("calendar_feed", args=[secret]))
    around = {
        "title": gettext("Calendar on the telephone"),
        "crumbs": [{"url": reverse("trainings"), "label": gettext("Training")}],
        "address": shown,
        "since": open_since(request.user, campaign),
    }
    return render(request, "training/plans/address.html", around)


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Close one's address: whoever has it reads nothing any more."""
    required(request, Deed.OPEN_CALENDAR)
    close_calendar(campaign_of(request), by=request.user, at=now())
    return redirect("calendar_address")


@require_GET
def feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """Give the calendar behind an address; who knows the address needs no sign-in, and nobody else can find it."""
    found = feed_behind(fingerprint_of_secret(secret))
    if found is None:
        raise Http404
    content = write_calendar(found.campaign, _events(found, now()), at=now())
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )


def _events(found: Feed, at: datetime) -> Iterator[CalendarEvent]:
    """Yield the sessions that count, of the last two months and all that lies ahead; no word on health is in them."""
    since, zone = timezone.localdate(at) - _BACK, timezone.get_current_timezone()
    several = len(found.trainings) > 1
    for training in found.trainings:
        for one in training.planned:
            session = one.session
            if session.day >= since:
                begins = datetime.combine(session.day, session.begins, tzinfo=zone)
                title = f"{training.entry} {session.title}" if several else session.title
                words = load_words(session.minutes, session.effort)
                ends = begins + timedelta(minutes=session.minutes)
                yield CalendarEvent(f"{training.entry}-{one.id}", begins, ends, title, words)
