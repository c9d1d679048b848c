"""The forecast of a skill: the chance of each entry in the coming stage, what drives it, what a test may move."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.pages.analysis.forecast.campaign import TITLE, number_chart
from beizhan.pages.analysis.forecast.words import (
    basis_chip,
    chance,
    chance_chip,
    field_in_words,
    number_in_words,
    points,
    rule_in_words,
)
from beizhan.pages.analysis.form.words import rival_chip, rival_in_words, whole
from beizhan.pages.analysis.frame import frame_of, room_for
from beizhan.pages.kit import now
from beizhan.pages.words import name_of
from beizhan.queries.analysis.forecast.chances import EntryChance, SkillForecast, forecast_in
from beizhan.queries.analysis.forecast.squads import SquadNumber, squad_of

RIVALS = 2
"""How many of the field are named as those whose points matter most to an entry."""

Shown = dict[str, Any]


@require_GET
def skill_forecast(request: HttpRequest, number: str) -> HttpResponse:
    """Show the coming stage of a skill."""
    room = room_for(request, number, Deed.SEE_ALL_GAPS)
    found = forecast_in(room.skill, at=now())
    squad = squad_of([found])
    around = frame_of(
        room,
        "skill_forecast",
        TITLE,
        subtitle=_subtitle(found),
        basis=basis_chip(found),
        is_prior=found.field is not None and found.is_prior,
        has_field=found.field is not None,
        has_stage=found.coming is not None,
        tiles=_tiles(found, squad),
        rows=[_row(number, found, one) for one in found.entries],
        chart=number_chart(squad) if squad else None,
        bars=chances_chart(found),
        rivals=[_rival(number, one) for one in found.rivals],
    )
    return render(request, "analysis/forecast/skill.html", around)


def chances_chart(found: SkillForecast) -> Shown | None:
    """Return the chances of ours as bars, the best first."""
    if not found.entries:
        return None
    names = [f"{one.code} {'、'.join(one.team)}" for one in found.entries]
    through = [round(100 * one.through) for one in found.entries]
    reserve = [round(100 * one.reserve) for one in found.entries]
    series = [{"name": gettext("Through"), "values": through}]
    if any(reserve):
        series.append({"name": gettext("In reserve"), "values": reserve})
    drawing = {"type": "bar", "horizontal": True, "stacked": True, "categories": names, "series": series, "max": 100}
    return {
        "id": "chances",
        "title": gettext("Chance of each, per cent"),
        "drawing": {**drawing, "min": 0},
        "height": "tall" if len(names) > 6 else "",
        "note": gettext("Not known to the per cent: read it in steps of five."),
        "heads": [gettext("Entry"), gettext("Through"), gettext("In reserve")],
        "figures": [
            [name, chance(one.through), chance(one.reserve)] for name, one in zip(names, found.entries, strict=True)
        ],
    }


def _subtitle(found: SkillForecast) -> str:
    if found.coming is None:
        return ""
    return f"{name_of(found.coming.stage)} · {rule_in_words(found.coming)} · {field_in_words(found)}"


def _tiles(found: SkillForecast, squad: SquadNumber | None) -> list[Shown]:
    if squad is None or not found.entries:
        return []
    best, cut = found.entries[0], found.entries[0].drivers
    value, _space, rest = number_in_words(squad.number, squad.of).partition(" ")
    tiles = [
        {"label": gettext("Expected through"), "value": value, "unit": rest},
        {"label": gettext("Best chance: %(code)s") % {"code": best.code}, "value": chance(best.through)},
    ]
    if cut:
        tiles.append({"label": gettext("Marks where the last place is won, about"), "value": whole(cut.cut)})
    return tiles


def _row(number: str, found: SkillForecast, one: EntryChance) -> Shown:
    drivers, after = one.drivers, one.after
    moved = f"{chance(after.low)} – {chance(after.high)}" if after else "–"
    return {
        "code": one.code,
        "who": "、".join(one.team),
        "url": reverse("entry_form", args=[number, one.code]),
        "chip": chance_chip(one),
        "reserve": chance(one.reserve) if _keeps_reserves(found) else "",
        "expected": f"{whole(one.mean)} ± {whole(one.sd)}",
        "from_mean": points(drivers.from_mean) if drivers else "–",
        "from_uncertainty": points(drivers.from_uncertainty) if drivers else "–",
        "per_point": points(drivers.per_point) if drivers else "–",
        "rivals": _rivals_of(found, one),
        "after": moved,
        "moves": points(after.expected_move).lstrip("+") if after else "–",
    }


def _keeps_reserves(found: SkillForecast) -> bool:
    return bool(found.coming and found.coming.terms.reserves)


def _rivals_of(found: SkillForecast, one: EntryChance) -> list[str]:
    """Return whose points matter most, by name."""
    if not one.drivers or not found.field:
        return []
    ours = list(found.field.ours)
    names = [*ours, *(name_of(each.rival) for each in found.rivals)]
    others = [each.entry for each in one.drivers.rivals[:RIVALS]]
    return [names[at] if at < len(names) else gettext("unknown (prior)") for at in others]


def _rival(number: str, one: Any) -> Shown:
    url = reverse("rival", args=[number, one.rival.id])
    return {"words": rival_in_words(one), "chip": rival_chip(one), "level": whole(one.level.mean), "url": url}
