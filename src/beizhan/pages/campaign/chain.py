"""The chain of the five parties, skill by skill: who answers, who stands in, and where nobody does (R6, L1)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed, Party
from beizhan.core.chain import RingState
from beizhan.pages.kit import campaign_of, required
from beizhan.pages.words import PARTIES, RING_STATES, name_of
from beizhan.queries.skills import Chain, RingLine, chains_of

_STATES = (RingState.RED, RingState.AMBER, RingState.GREY, RingState.GREEN)


@require_GET
def chain(request: HttpRequest) -> HttpResponse:
    """Show every skill's chain in one table."""
    campaign = campaign_of(request)
    required(request, Deed.SEE_CAMPAIGN)
    chains = chains_of(campaign)
    states = [ring.state for one in chains for ring in one.rings]
    tiles = [{"label": str(RING_STATES[state]), "value": states.count(state), "state": str(state)} for state in _STATES]
    around = {
        "title": gettext("Chain of the five parties"),
        "subtitle": gettext(
            "Responsibility is held ring by ring; a ring without a deputy breaks when one person leaves."
        ),
        "tiles": tiles if chains else [],
        "parties": [str(PARTIES[party]) for party in Party],
        "chains": [_row(one) for one in chains],
    }
    return render(request, "campaign/chain.html", around)


def _row(one: Chain) -> dict[str, Any]:
    by_party = {party: [_ring(ring) for ring in one.rings if ring.party is party] for party in Party}
    return {
        "skill": f"{one.skill.number} {name_of(one.skill)}",
        "url": reverse("skill", args=[one.skill.number]),
        "cells": [{"party": str(PARTIES[party]), "rings": rings} for party, rings in by_party.items()],
    }


def _ring(ring: RingLine) -> dict[str, Any]:
    return {
        "body": name_of(ring.body) if ring.body else "",
        "state": str(ring.state),
        "label": str(RING_STATES[ring.state]),
        "holders": [
            {
                "name": one.holder.name,
                "phone": one.holder.phone,
                "deputy": one.deputy.name if one.deputy else "",
                "deputy_phone": one.deputy.phone if one.deputy else "",
            }
            for one in ring.holders
        ],
    }
