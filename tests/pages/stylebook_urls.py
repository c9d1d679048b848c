"""The product's addresses, and the style book with somewhere to send to."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from beizhan.pages.stylebook import stylebook
from beizhan.urls import urlpatterns as product

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
    *product,
]
