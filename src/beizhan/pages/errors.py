"""What is shown when a page cannot be: kind words, a way back, and a number that stands in the log beside the cause."""

import logging
from secrets import token_hex

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

log = logging.getLogger(__name__)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer whoever may not do this; the name of the deed stays in the log."""
    return render(request, "403.html", {"error_id": _noted("refused", request, exception)}, status=403)


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer whoever asks for what is not there."""
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer when we failed; nothing around the page is asked, for that may be what broke."""
    said = {"error_id": _noted("broken", request, None), "is_deed": request.method not in ("GET", "HEAD")}
    page = get_template("500.html").render(said)
    return HttpResponse(page, status=500)


def _noted(what: str, request: HttpRequest, exception: Exception | None) -> str:
    number = token_hex(4)
    # Django calls the broken page while it handles the cause, so the log can tell where it broke
    said = (number, what, request.method, request.path, exception or "")
    log.warning("%s %s %s %s %s", *said, exc_info=exception is None)
    return number
