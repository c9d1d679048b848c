"""Form and level of a skill: everybody by section beside what wins and the best rival; and one competitor alone."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.progress.tracking import Level
from beizhan.pages.analysis.form.charts import MOST, course_chart
from beizhan.pages.analysis.form.rows import entry_rows, section_named, section_rows, test_rows, yardstick_rows
from beizhan.pages.analysis.form.words import distance_chip, growth_chip, range_of, rival_in_words, whole
from beizhan.pages.analysis.frame import GAPS, Room, action, frame_of, room_for
from beizhan.pages.kit import now
from beizhan.queries.analysis.form.fits import WHOLE
from beizhan.queries.analysis.form.forms import EntryForm, SkillForm, forms_for

_TITLE = _("Form and level")
_SUBTITLE = _("Per cent of full marks on a test of ordinary difficulty, with the range nine times of ten.")
Tile = dict[str, Any]


@require_GET
def form(request: HttpRequest, number: str) -> HttpResponse:
    """Show the competitors that the reader may see, the best first."""
    room = room_for(request, number, *GAPS)
    found = forms_for(request.user, room.skill, at=now())
    around = frame_of(
        room,
        "form",
        _TITLE,
        subtitle=_SUBTITLE,
        actions=_ways(room),
        tiles=_skill_tiles(number, found),
        rows=entry_rows(number, found),
        yardsticks=yardstick_rows(number, found),
        sections=[section_named(one) for one in found.sections],
        sees_rivals=found.sees_rivals,
        chart=course_chart(found, found.entries),
        most=MOST if len(found.entries) > MOST else 0,
    )
    return render(request, "analysis/form/form.html", around)


@require_GET
def entry_form(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Show one competitor: every section, every test, and the course of one section or of all."""
    room = room_for(request, number, *GAPS)
    found = forms_for(request.user, room.skill, at=now())
    entry, section = found.entry(code), request.GET.get("section", WHOLE)
    if entry is None or section not in entry.standings:
        raise Http404
    named = {one.number: section_named(one) for one in found.sections}
    around = frame_of(
        room,
        "form",
        f"{code} {'、'.join(entry.team)}",
        subtitle=_SUBTITLE,
        tiles=_entry_tiles(number, found, entry),
        rows=section_rows(number, found, entry),
        tests=test_rows(found, entry),
        numbers=[f"§{one}" for one in named],
        section=named.get(section, gettext("All sections")),
        sees_rivals=found.sees_rivals,
        chart=course_chart(found, [entry], section),
    )
    around["crumbs"] = [*around["crumbs"], {"url": reverse("form", args=[number]), "label": _TITLE}]  # type: ignore[misc]  # what a frame holds is only known as objects - a list here
    return render(request, "analysis/form/entry.html", around)


def _ways(room: Room) -> list[dict[str, Any]]:
    if not room.may(Deed.SEE_ALL_GAPS):
        return []
    return [action("skill_forecast", gettext("Forecast"), "chart-bar", room.skill.number, primary=False)]


def _skill_tiles(number: str, found: SkillForm) -> list[Tile]:
    told = [one for one in found.entries if isinstance(one.whole.level, Level)]
    tests = {one.test.id for entry in found.entries for one in entry.tests}
    words = ngettext("%(count)s test counted", "%(count)s tests counted", len(tests)) % {"count": len(tests)}
    tiles = [_level_tile(told[0], gettext("Best of ours: %(code)s") % {"code": told[0].code})] if told else []
    known = {"value": len(told), "unit": f"/ {len(found.entries)}", "state": "green" if told else "grey"}
    label = gettext("With a level")
    return [*tiles, *_yardstick_tiles(number, found), {"label": f"{label} · {words}", **known}]


def _entry_tiles(number: str, found: SkillForm, entry: EntryForm) -> list[Tile]:
    growth, to_target = growth_chip(entry.whole.growth), distance_chip(entry.whole.to_target)
    tiles = [_level_tile(entry, gettext("Level now")), _chip_tile(gettext("Growth in a month"), growth)]
    if to_target:
        tiles.append(_chip_tile(gettext("Against the target line"), to_target, reverse("targets", args=[number])))
    rival, to_rival = found.rivals.get(WHOLE), distance_chip(entry.whole.to_rival)
    if rival and to_rival:
        label = gettext("Against the best rival")
        tiles.append(
            _chip_tile(f"{label}: {rival_in_words(rival)}", to_rival, reverse("rival", args=[number, rival.rival.id]))
        )
    return tiles


def _yardstick_tiles(number: str, found: SkillForm) -> list[Tile]:
    tiles, target, rival = [], found.targets.get(WHOLE), found.rivals.get(WHOLE)
    if target:
        url = reverse("targets", args=[number])
        tiles.append({"label": gettext("Target line"), "value": whole(target.mean), "unit": "%", "url": url})
    if rival:
        url, words = reverse("rival", args=[number, rival.rival.id]), rival_in_words(rival)
        tile = {"label": words, "value": whole(rival.level.mean), "unit": f"% ({range_of(rival.level)})", "url": url}
        tiles.append({**tile, "state": "grey" if rival.is_doubtful else ""})
    return tiles


def _level_tile(entry: EntryForm, label: str) -> Tile:
    level = entry.whole.level
    if not isinstance(level, Level):
        return {"label": label, "value": "–", "state": "grey"}
    return {"label": label, "value": whole(level.mean), "unit": f"% ({range_of(level)})"}


def _chip_tile(label: str, chip: dict[str, str], url: str = "") -> Tile:
    value, _space, unit = chip["label"].partition(" ")
    if "(" not in unit:
        value, unit = "–", chip["label"]
    return {"label": label, "value": value, "unit": unit, "state": chip["state"], "url": url}
