"""Addresses of the documents domain."""

from django.urls import path

from beizhan.pages.documents import bringing, comparison, document, register

urlpatterns = [
    path("documents/", register.documents, name="documents"),
    path("documents/search/", register.search, name="document_search"),
    path("documents/add/", bringing.add, name="add_document"),
    path("documents/compare/", comparison.compare, name="compare"),
    path("documents/compare/take-up/", comparison.take_up, name="take_up_changes"),
    path("documents/<int:key>/", document.document, name="document"),
    path("documents/<int:key>/add/", bringing.add_another, name="add_edition"),
    path("documents/editions/<int:key>/original/", document.original, name="original"),
]
