"""Addresses of these screens."""

urlpatterns: list[object] = []
