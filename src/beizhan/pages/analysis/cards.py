"""The cards of a skill's analysis: each a colour, a figure in words, and the lines that press most."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext

from beizhan.core.access import Deed
from beizhan.core.analysis.clocks import MissionState
from beizhan.core.analysis.contacts import ContactState
from beizhan.core.analysis.sources import Freshness
from beizhan.core.gaps.ledger import PRESSING, SETTLED, Light, State, sums_of
from beizhan.pages.analysis.gap_words import chip_of_gap
from beizhan.pages.analysis.words import (
    AGES,
    CONTACT_COLOURS,
    CONTACT_STATES,
    MISSION_COLOURS,
    MISSION_STATES,
    chip,
    chip_of_rival,
)
from beizhan.pages.words import name_of
from beizhan.queries.analysis.agenda import title_of
from beizhan.queries.analysis.hub import SkillHub
from beizhan.templatetags.figures import day

LINES = 3
"""How many lines a card shows: the most pressing ones."""

_AGE_ORDER = (Freshness.STALE, Freshness.GREY, Freshness.FRESH)

Line = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Card:
    """One room of a skill's analysis at a glance; ``records`` is the deed that adds to it, and its screen."""

    label: str
    url: str
    icon: str
    colour: str
    figure: str
    brief: str
    lines: tuple[Line, ...] = ()
    records: tuple[Deed, str, str] | None = None

    @property
    def record_url(self) -> str:
        """Where something is added to it."""
        return self.records[1] if self.records else ""

    @property
    def record_label(self) -> str:
        """What the way there says."""
        return self.records[2] if self.records else ""


def cards_of(hub: SkillHub) -> list[Card | None]:
    """Return the six cards of a skill, in one order; what is not for the reader is nothing."""
    return [make(hub) for make in (_gaps, _rivals, _views, _contacts, _missions, _meetings)]


def allowed_only(cards: Iterable[Card | None], is_allowed: Callable[[Deed], bool]) -> Iterator[Card]:
    """Return the cards that are there, each with a way to add something only where that is allowed."""
    for one in cards:
        if one is not None and one.records and not is_allowed(one.records[0]):
            yield replace(one, records=None)
        elif one is not None:
            yield one


def _gaps(hub: SkillHub) -> Card | None:
    if hub.gaps is None:
        return None
    number, states = hub.skill.number, hub.gap_states
    pressing = sorted(hub.gaps, key=lambda one: PRESSING.index(one.state))
    lines = [
        _line(title_of(one), reverse("gap", args=[number, one.id]), chip_of_gap(one))
        for one in pressing
        if one.state not in SETTLED
    ]
    waiting = sum(count for state, count in states.items() if state not in SETTLED)
    red = sum(one.light is Light.RED for one in hub.gaps)
    said = [ngettext("%(count)s open", "%(count)s open", waiting) % {"count": waiting}]
    if red:
        said.append(ngettext("%(count)s of it red", "%(count)s of them red", red) % {"count": red})
    if won := states.get(State.VERIFIED, 0):
        said.append(gettext("%(count)s verified") % {"count": won})
    figure = " · ".join(said) if hub.gaps else _nothing()
    records = (Deed.RECORD_GAP, reverse("add_gap", args=[number]), gettext("Record a gap"))
    url, colour = reverse("gaps", args=[number]), sums_of("", [one.row for one in hub.gaps]).light
    brief = said[1] if red else said[0] if hub.gaps else figure
    return Card(gettext("Gaps"), url, "target", colour, figure, brief, tuple(lines[:LINES]), records)


def _rivals(hub: SkillHub) -> Card | None:
    if hub.rivals is None:
        return None
    number, ages = hub.skill.number, hub.rival_ages
    lines = [
        _line(name_of(one), reverse("rival", args=[number, one.id]), chip_of_rival(one.age, one.weight))
        for one in sorted(hub.rivals, key=lambda one: _AGE_ORDER.index(one.age))
    ]
    said = [f"{ages[age]} {AGES[age]}" for age in Freshness if ages.get(age)]
    colours = {line["chip"]["state"] for line in lines}
    colour = next((one for one in ("amber", "grey", "green") if one in colours), "grey")
    brief = gettext("%(fresh)s of %(all)s fresh") % {"fresh": ages.get(Freshness.FRESH, 0), "all": len(hub.rivals)}
    brief = brief if hub.rivals else _nothing()
    records = (Deed.RECORD_RIVAL, reverse("add_rival", args=[number]), gettext("Add a rival"))
    url, figure = reverse("rivals", args=[number]), " · ".join(said) or _nothing()
    return Card(gettext("Rivals"), url, "users-group", colour, figure, brief, tuple(lines[:LINES]), records)


def _views(hub: SkillHub) -> Card | None:
    """Tell leaders how many there are, and everybody only what names them."""
    if hub.views is None:
        return None
    number, counts, said = hub.skill.number, hub.view_counts, []
    if counts and counts.all:
        said.append(ngettext("%(count)s in all", "%(count)s in all", counts.all) % {"count": counts.all})
        if waiting := counts.fresh + counts.stale:
            said.append(gettext("%(count)s not used yet") % {"count": waiting})
    if hub.views:
        said.append(gettext("%(count)s open to you") % {"count": len(hub.views)})
    waits = any(not one.is_used for one in hub.views) or bool(counts and counts.fresh + counts.stale)
    colour = "grey" if not said else "amber" if waits else "green"
    lines = [
        _line(" · ".join(filter(None, (one.entry or one.subject, one.speaker))), reverse("view", args=[number, one.id]))
        for one in hub.views
    ]
    records = (Deed.RECORD_VIEW, reverse("add_view", args=[number]), gettext("Record a view"))
    url, figure = reverse("views", args=[number]), " · ".join(said) or _nothing()
    brief = said[-1] if said else figure
    return Card(gettext("Views"), url, "message-report", colour, figure, brief, tuple(lines[:LINES]), records)


def _contacts(hub: SkillHub) -> Card | None:
    if hub.contacts is None:
        return None
    number, states = hub.skill.number, hub.contact_states
    lines = [
        _line(
            f"{one.with_whom} · {one.latest.text}",
            reverse("contact", args=[number, one.id]),
            chip(CONTACT_STATES, CONTACT_COLOURS, one.state),
        )
        for one in hub.contacts
        if one.state is not ContactState.CLOSED
    ]
    said = [f"{states[state]} {CONTACT_STATES[state]}" for state in ContactState if states.get(state)]
    colour = _worst(CONTACT_COLOURS, states)
    records = (Deed.PLAN_CONTACT, reverse("add_contact", args=[number]), gettext("Plan a contact"))
    url, figure = reverse("contacts", args=[number]), " · ".join(said) or _nothing()
    brief = said[0] if said else figure
    return Card(gettext("Contact plan"), url, "send", colour, figure, brief, tuple(lines[:LINES]), records)


def _missions(hub: SkillHub) -> Card | None:
    if hub.missions is None:
        return None
    number, states = hub.skill.number, hub.mission_states
    lines = [
        _line(
            f"{one.name} · {one.traveller.name}",
            reverse("mission", args=[number, one.id]),
            chip(MISSION_STATES, MISSION_COLOURS, one.state),
        )
        for one in hub.missions
    ]
    said = [f"{states[state]} {MISSION_STATES[state]}" for state in MissionState if states.get(state)]
    colour = _worst(MISSION_COLOURS, states)
    records = (Deed.DECLARE_MISSION, reverse("add_mission", args=[number]), gettext("Declare a mission"))
    url, figure = reverse("missions", args=[number]), " · ".join(said) or _nothing()
    brief = said[0] if said else figure
    return Card(gettext("Missions"), url, "flag", colour, figure, brief, tuple(lines[:LINES]), records)


def _meetings(hub: SkillHub) -> Card | None:
    if hub.meetings is None:
        return None
    open_now, closed = chip_of_meeting(is_closed=False), chip_of_meeting(is_closed=True)
    lines = [
        _line(f"{one.held_on} · {one.name}", reverse("meeting", args=[one.id]), closed if one.closed_at else open_now)
        for one in hub.meetings
    ]
    colour = lines[0]["chip"]["state"] if lines else "grey"
    figure = gettext("last on %(day)s") % {"day": day(hub.meetings[0].held_on)} if hub.meetings else _nothing()
    records = (Deed.CALL_MEETING, reverse("call_meeting"), gettext("Call a review meeting"))
    url = f"{reverse('meetings')}?skill={hub.skill.number}"
    brief = f"{hub.meetings[0].held_on:%m-%d}" if hub.meetings else figure
    return Card(gettext("Review meetings"), url, "gavel", colour, figure, brief, tuple(lines[:LINES]), records)


def chip_of_meeting(*, is_closed: bool) -> dict[str, str]:
    """Return whether a meeting still takes decisions."""
    if is_closed:
        return {"state": "green", "label": pgettext("meeting", "Minutes closed")}
    return {"state": "amber", "label": pgettext("meeting", "Open")}


def _line(words: str, url: str, chip_: dict[str, str] | None = None) -> Line:
    return {"words": words, "url": url, "chip": chip_}


def _nothing() -> str:
    return gettext("Nothing recorded yet")


def _worst(
    colours: Mapping[Any, str], counts: Mapping[Any, int], *, order: tuple[str, ...] = ("red", "amber", "green", "grey")
) -> str:
    """Return the colour that counts: the worst of those that are there, grey where there is nothing."""
    there = {colours[state] for state, count in counts.items() if count}
    return next((colour for colour in order if colour in there), "grey")
