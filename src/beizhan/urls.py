"""Where every screen is."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
    path("language/", include("django.conf.urls.i18n")),
    path("", include("beizhan.pages.home.urls")),
    path("", include("beizhan.pages.campaign.urls")),
    path("", include("beizhan.pages.people.urls")),
    path("", include("beizhan.pages.skills.urls")),
    path("", include("beizhan.pages.marking.urls")),
]
