"""Addresses of the marking domain."""

from django.urls import include, path

urlpatterns = [
    path("", include("beizhan.pages.marking.schemes.urls")),
    path("", include("beizhan.pages.marking.planning.urls")),
    path("", include("beizhan.pages.marking.agreement.urls")),
    path("", include("beizhan.pages.marking.entering.urls")),
    path("", include("beizhan.pages.marking.results.urls")),
    path("", include("beizhan.pages.marking.record.urls")),
]
