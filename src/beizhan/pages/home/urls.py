"""Where the first screen is."""

from django.urls import path

from beizhan.pages.home import home

urlpatterns = [path("", home.home, name="home")]
