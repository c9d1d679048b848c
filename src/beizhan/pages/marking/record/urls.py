"""Addresses of the screens of the record."""

from django.urls import path

from beizhan.pages.marking.record import export, trail

_AT = "assessment/<uuid:assessment>"

urlpatterns = [
    path(f"{_AT}/trail/", trail.trail, name="trail"),
    path(f"{_AT}/export/", export.export, name="export"),
]
