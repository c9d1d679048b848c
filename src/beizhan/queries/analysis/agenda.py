"""The agenda of a review meeting: everything that is open in its skills, gathered from what is already recorded."""

from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from beizhan.core.analysis.agenda import Item, ItemKind, ordered
from beizhan.core.analysis.clocks import MissionState
from beizhan.core.analysis.contacts import ContactState
from beizhan.core.analysis.sources import Freshness
from beizhan.core.follow_through.links import Lamp, Stand
from beizhan.core.gaps.ledger import PRESSING, SETTLED
from beizhan.core.textdiff.gist import gist_in_signs
from beizhan.models.campaign import Campaign
from beizhan.queries.analysis.contacts import contacts_among
from beizhan.queries.analysis.gaps.gaps import GapFact, gaps_among
from beizhan.queries.analysis.missions import missions_among
from beizhan.queries.analysis.rivals import rivals_among
from beizhan.queries.analysis.views import view_counts_of
from beizhan.queries.documents.following import changes_among, standing_without_tests

Source = Callable[[Collection[int], datetime], Iterator[Item]]

LONGEST_TITLE = 200
_AGES = tuple(Freshness)
_OWED = (MissionState.OVERDUE, MissionState.DUE)
_OPEN_STANDS = (Stand.FOUND, Stand.DECIDED)


def agenda_of(skills: Collection[int], *, at: datetime) -> tuple[Item, ...]:
    """Return what is open in some skills, as a meeting takes it.

    Twenty-two queries, and fourteen for each sealed assessment that showed or tested a gap.
    """
    return ordered(item for source in SOURCES for item in source(skills, at))


def title_of(gap: GapFact) -> str:
    """Return what people call a gap: whose, in which section, in which words."""
    words = (gap.entry, f"§{gap.section}" if gap.section else "", gap.latest.text)
    return " · ".join(word for word in words if word)[:LONGEST_TITLE]


def _gaps(skills: Collection[int], at: datetime) -> Iterator[Item]:
    for one in gaps_among(skills, at=at):
        if one.state not in SETTLED:
            place = PRESSING.index(one.state)
            yield Item(ItemKind.GAP, str(one.id), one.skill, title_of(one), str(one.state), rank=place)


def _views(skills: Collection[int], at: datetime) -> Iterator[Item]:
    """Tell only how many views wait in a skill: whose they are and what they say is for those named."""
    for skill, counts in view_counts_of(skills, at=at).items():
        if waiting := counts.fresh + counts.stale:
            age = Freshness.FRESH if counts.fresh else Freshness.STALE
            yield Item(ItemKind.VIEWS, skill, skill, "", str(age), count=waiting)


def _rivals(skills: Collection[int], at: datetime) -> Iterator[Item]:
    for one in rivals_among(skills, at=at):
        if one.age is not Freshness.FRESH:
            yield Item(ItemKind.RIVAL, str(one.id), one.skill, one.name_zh, str(one.age), rank=_AGES.index(one.age))


def _contacts(skills: Collection[int], at: datetime) -> Iterator[Item]:
    for one in contacts_among(skills, at=at):
        if one.state is ContactState.OVERDUE:
            title = f"{one.with_whom} · {one.subject}"[:LONGEST_TITLE]
            yield Item(ItemKind.CONTACT, str(one.id), one.skill, title, str(one.state))


def _missions(skills: Collection[int], at: datetime) -> Iterator[Item]:
    for one in missions_among(skills, at=at):
        if one.state in _OWED:
            yield Item(ItemKind.MISSION, str(one.id), one.skill, one.name, str(one.state), rank=_OWED.index(one.state))


def _changes(skills: Collection[int], at: datetime) -> Iterator[Item]:
    """Tell which changes are undecided, or decided and in no plan yet; what waits for a test needs no meeting."""
    for campaign in Campaign.objects.filter(skills__in=skills).distinct():
        for one in changes_among(campaign, skills):
            found = standing_without_tests(one, at=at)
            if found.stand in _OPEN_STANDS:
                place = len(_OPEN_STANDS) * (found.lamp is not Lamp.RED) + _OPEN_STANDS.index(found.stand)
                gist = " ".join(gist_in_signs(one.old_text, one.new_text).split())
                title = f"{one.where} · {gist} · {one.document} {one.edition}"[:LONGEST_TITLE]
                state = "red" if found.lamp is Lamp.RED else str(found.stand)
                yield Item(ItemKind.CHANGE, str(one.id), one.skill, title, state, rank=place)


SOURCES: tuple[Source, ...] = (_changes, _gaps, _views, _rivals, _contacts, _missions)
"""Where the agenda comes from."""
