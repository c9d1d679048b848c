"""Where every screen is."""

from django.conf import settings
from django.urls import include, path

from beizhan.pages.stylebook import stylebook

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("beizhan.pages.home.urls")),
    path("", include("beizhan.pages.campaign.urls")),
    path("", include("beizhan.pages.people.urls")),
    path("", include("beizhan.pages.skills.urls")),
    path("", include("beizhan.pages.marking.urls")),
    path("", include("beizhan.pages.documents.urls")),
    path("", include("beizhan.pages.analysis.urls")),
    path("", include("beizhan.pages.training.urls")),
]
if settings.DEBUG:
    urlpatterns.append(path("stylebook/", stylebook, name="stylebook"))

handler403 = "beizhan.pages.errors.refused"
handler404 = "beizhan.pages.errors.missing"
handler500 = "beizhan.pages.errors.broken"
