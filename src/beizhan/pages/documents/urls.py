"""Addresses of the documents domain."""

from django.urls import path

from beizhan.pages.documents import bringing, comparison, document, inbox, item, register, source, sources

urlpatterns = [
    path("documents/", register.documents, name="documents"),
    path("documents/search/", register.search, name="document_search"),
    path("documents/add/", bringing.add, name="add_document"),
    path("documents/compare/", comparison.compare, name="compare"),
    path("documents/compare/take-up/", comparison.take_up, name="take_up_changes"),
    path("documents/<int:key>/", document.document, name="document"),
    path("documents/<int:key>/add/", bringing.add_another, name="add_edition"),
    path("documents/editions/<int:key>/original/", document.original, name="original"),
    path("documents/inbox/", inbox.inbox, name="inbox"),
    path("documents/inbox/forward/", inbox.forwarding, name="forward"),
    path("documents/inbox/<int:key>/", item.item, name="inbox_item"),
    path("documents/inbox/<int:key>/original/", item.item_original, name="item_original"),
    path("documents/inbox/<int:key>/file/", item.file_under, name="file_item"),
    path("documents/inbox/<int:key>/file/new/", item.file_anew, name="file_item_anew"),
    path("documents/inbox/<int:key>/set-aside/", item.aside, name="set_item_aside"),
    path("documents/inbox/<int:key>/hand-over/", item.handing_over, name="hand_item_over"),
    path("documents/sources/", sources.sources, name="sources"),
    path("documents/sources/add/", sources.add, name="add_source"),
    path("documents/sources/<int:key>/", source.source, name="source"),
    path("documents/sources/<int:key>/look/", source.look, name="look_now"),
    path("documents/sources/<int:key>/terms/", source.terms, name="source_terms"),
]
