"""Items and decisions as screens show them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from beizhan.core.analysis.agenda import Item, ItemKind, Verdict
from beizhan.pages.analysis.words import ITEM_KINDS, VERDICTS, chip_of_item
from beizhan.pages.words import way_in_words
from beizhan.queries.analysis.meetings import DecisionFact, ItemLine

_SCREENS = {ItemKind.GAP: "gap", ItemKind.RIVAL: "rival", ItemKind.CONTACT: "contact", ItemKind.MISSION: "mission"}
VERDICT_ICONS = {Verdict.ACT: "player-play", Verdict.NOTE: "check", Verdict.DEFER: "hourglass"}


def line_of(one: ItemLine, meeting: int, *, decides: bool) -> dict[str, Any]:
    """Return an item of an open meeting with its decision, and the way to decide it."""
    item = one.item
    return {
        "anchor": f"{item.kind}-{item.ref}",
        "kind": ITEM_KINDS[item.kind],
        "is_views": item.kind is ItemKind.VIEWS,
        "title": title_of(item.kind, item.title, item.count),
        "url": _address(item),
        "chip": chip_of_item(item.kind, item.state),
        "decision": told(one.decision),
        "earlier": told(one.earlier),
        "decide_url": reverse("meeting_item", args=[meeting, item.kind, item.ref]) if decides else "",
    }


def minuted_of(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item of closed minutes, from their own words."""
    due = date.fromisoformat(one["due"]) if one["due"] else None
    return {
        "kind": ITEM_KINDS[ItemKind(one["kind"])],
        "title": title_of(one["kind"], one["title"], one["count"]),
        "chip": chip_of_item(one["kind"], one["state"]),
        "verdict": VERDICTS[Verdict(one["verdict"])],
        "icon": VERDICT_ICONS[Verdict(one["verdict"])],
        "words": one["words"],
        "owner": one["owner"],
        "due": due,
    }


def title_of(kind: str, title: str, count: int) -> str:
    """Return what an item is called; of views only how many there are is told."""
    if kind == ItemKind.VIEWS:
        words = ngettext("%(count)s view waits to be used", "%(count)s views wait to be used", count)
        return words % {"count": count}
    return way_in_words(title) or gettext("Without words")


def told(fact: DecisionFact | None) -> dict[str, Any] | None:
    """Return a decision as it is shown."""
    if fact is None:
        return None
    return {
        "fact": fact,
        "verdict": VERDICTS[fact.decided.verdict],
        "icon": VERDICT_ICONS[fact.decided.verdict],
    }


def _address(item: Item) -> str:
    if item.kind is ItemKind.CHANGE:
        return reverse("change_way", args=[int(item.ref)])
    screen = _SCREENS.get(item.kind)
    if screen:
        return reverse(screen, args=[item.skill, int(item.ref)])
    return reverse("views", args=[item.skill]) if item.kind is ItemKind.VIEWS else ""
