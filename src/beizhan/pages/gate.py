"""The gate: who comes in, and what must be shown before."""

from collections.abc import Callable
from http import HTTPStatus
from time import monotonic

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

_FREE = ("/account/", "/language/", "/static/", "/calendar/")
_SEEN_EVERY = 300
"""Seconds between two times that a session is written down as seen."""
_MOST_SEEN = 10_000


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs themselves up: the campaign office keeps the people."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Return that it is not."""
        return False


class SignedInMiddleware:
    """Ask everybody to sign in, and for a second factor where the setting demands one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what comes next."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or send to the sign-in."""
        if request.path.startswith(_FREE):
            return self.get_response(request)
        if not request.user.is_authenticated:
            if request.headers.get("HX-Request"):
                return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if settings.SECOND_FACTOR_REQUIRED and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        response: HttpResponse = self.get_response(request)
        response.setdefault("Cache-Control", "no-store")
        return response


class SeenMiddleware:
    """Write down when and from where a session was seen: at once from a new place or browser, else every five minutes.

    Written at every request, as allauth's own middleware does, it would cost each judge's tap a second durable write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep what comes next; nobody has been seen yet."""
        self.get_response = get_response
        self.seen: dict[tuple[str | None, str, str], float] = {}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Write it down where it is time to, and go on."""
        if request.user.is_authenticated:
            self._see(request)
        return self.get_response(request)

    def _see(self, request: HttpRequest) -> None:
        address = get_adapter(request).get_client_ip(request)
        sight = (request.session.session_key, address, request.headers.get("User-Agent", ""))
        now = monotonic()
        if now - self.seen.get(sight, -_SEEN_EVERY) < _SEEN_EVERY:
            return
        if len(self.seen) >= _MOST_SEEN:
            self.seen.clear()
        self.seen[sight] = now
        UserSession.objects.create_from_request(request)
