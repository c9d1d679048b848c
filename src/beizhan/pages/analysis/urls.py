"""Addresses of the analysis domain."""

from django.urls import path

from beizhan.pages.analysis import members

urlpatterns = [
    path("results/comparison/", members.members, name="members"),
    path("results/comparison/table/", members.members_upload, name="members_upload"),
]
