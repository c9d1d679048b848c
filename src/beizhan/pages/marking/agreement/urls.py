"""Addresses of the screens where two people agree."""

from django.urls import path

from beizhan.pages.marking.agreement import proposal, proposals

urlpatterns = [
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<uuid:proposal>/", proposal.proposal, name="proposal"),
    path("proposals/<uuid:proposal>/decline/", proposal.proposal_decline, name="proposal_decline"),
]
