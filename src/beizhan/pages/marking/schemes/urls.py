"""Addresses of the screens of marking schemes."""

from django.urls import path

from beizhan.pages.marking.schemes import comparison, scheme, scheme_import, schemes

urlpatterns = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/<str:number>/", schemes.skill_schemes, name="skill_schemes"),
    path("schemes/<str:number>/import/", scheme_import.scheme_import, name="scheme_import"),
    path("schemes/<str:number>/import/<str:upload>/", scheme_import.scheme_preview, name="scheme_preview"),
    path("scheme/<uuid:scheme>/", scheme.scheme, name="scheme"),
    path("scheme/<uuid:scheme>/freeze/", scheme.scheme_freeze, name="scheme_freeze"),
    path("scheme/<uuid:scheme>/workbook/", scheme.scheme_workbook, name="scheme_workbook"),
    path("scheme/<uuid:scheme>/compare/", comparison.scheme_comparison, name="scheme_comparison"),
]
