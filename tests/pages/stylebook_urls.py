"""The style book with somewhere to send to, and what the frame of a page links to."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from beizhan.pages.stylebook import stylebook

received: list[tuple[str, str]] = []
refusals: list[int] = []


def receive(request: HttpRequest) -> HttpResponse:
    """Keep what came, and answer as the test has asked."""
    received.append((request.POST["key"], request.POST["score"]))
    status = refusals.pop(0) if refusals else 204
    return HttpResponse(status=status, headers={"X-Saved-Seq": "812"} if status == 204 else {})


# under /account/ the gate lets pass whoever is not signed in
urlpatterns = [
    path("account/stylebook/", stylebook),
    path("account/stylebook/send/", receive),
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
]
