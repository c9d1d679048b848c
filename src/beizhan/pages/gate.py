"""The gate: who comes in, and what must be shown before."""

from collections.abc import Callable
from http import HTTPStatus

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

_FREE = ("/account/", "/language/", "/static/", "/calendar/")


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
