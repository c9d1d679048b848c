"""One rival on one page: its picture by section beside our own best, and everything that was seen of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.analysis.sources import Freshness, Sighting, freshness_of
from beizhan.core.analysis.targets import TargetScope
from beizhan.models.analysis.rivals import Rival
from beizhan.pages.analysis.frame import Room, action, frame_of, room_for
from beizhan.pages.analysis.words import (
    AGE_COLOURS,
    AGES,
    CREDIBILITIES,
    RELIABILITIES,
    RIVAL_KINDS,
    WEIGHT_COLOURS,
    WEIGHTS,
    chip,
    chip_of_rival,
)
from beizhan.pages.kit import now
from beizhan.pages.words import name_of
from beizhan.queries.analysis.rivals import ObservationFact, RivalFact, rival_of
from beizhan.queries.analysis.sections import sections_known_in
from beizhan.queries.analysis.shares import WHOLE, Tested, newest_tested_in
from beizhan.queries.skills import SectionLine


@require_GET
def rival(request: HttpRequest, number: str, key: int) -> HttpResponse:
    """Show a rival."""
    room = room_for(request, number, Deed.SEE_RIVALS)
    row = get_object_or_404(Rival.objects.select_related("skill"), skill=room.skill, pk=key)
    found, tested = rival_of(row, at=now()), newest_tested_in(room.skill)
    sections = {one.number: one for one in sections_known_in(room.skill)}
    around = frame_of(
        room,
        "rivals",
        name_of(found),
        subtitle=" · ".join(filter(None, (str(RIVAL_KINDS[found.kind]), found.origin))),
        actions=_actions(room, found),
        chip=chip_of_rival(found.age, found.weight),
        parts=_parts(found, sections, tested),
        sealing=name_of(tested.sealing) if tested else "",
        observations=[_observation(number, one, sections) for one in found.observations],
        records=room.may(Deed.RECORD_RIVAL),
        rival=found,
    )
    return render(request, "analysis/rivals/rival.html", around)


def _actions(room: Room, found: RivalFact) -> list[dict[str, Any]]:
    if not room.may(Deed.RECORD_RIVAL):
        return []
    number = room.skill.number
    return [
        action("add_observation", gettext("Record what was seen"), "plus", number, found.id),
        action("rename_rival", gettext("Change"), "pencil", number, found.id, primary=False),
    ]


def _parts(found: RivalFact, sections: dict[str, SectionLine], tested: Tested | None) -> list[dict[str, Any]]:
    """Return the whole and every section: what speaks for the rival there, and our best; grey where nobody knows."""
    seen = [*sections, *(section for section in found.picture if section and section not in sections)]
    rows = []
    for section in ("", *seen):
        ours = tested.share("", (TargetScope.SECTION, section) if section else WHOLE) if tested else None
        sighting = found.picture.get(section)
        rows.append(
            {
                "label": _label(section, sections),
                "level": sighting.level if sighting else None,
                "width": sighting.level.high - sighting.level.low if sighting else 0,
                "chip": _age(sighting),
                "weight": chip(WEIGHTS, WEIGHT_COLOURS, sighting.weight) if sighting else None,
                "is_stale": sighting is not None and _age_of(sighting) is not Freshness.FRESH,
                "ours": round(100 * ours.mark / ours.worth) if ours and ours.worth else None,
            }
        )
    return rows


def _label(section: str, sections: dict[str, SectionLine]) -> str:
    if not section:
        return gettext("All marks")
    return f"§{section} {name_of(sections[section])}".strip() if section in sections else f"§{section}"


def _age_of(sighting: Sighting) -> Freshness:
    return freshness_of(sighting.seen, sighting.expires, at=localdate(now()))


def _age(sighting: Sighting | None) -> dict[str, str]:
    return chip(AGES, AGE_COLOURS, _age_of(sighting) if sighting else Freshness.GREY)


def _observation(number: str, one: ObservationFact, sections: dict[str, SectionLine]) -> dict[str, Any]:
    return {
        "one": one,
        "chip": chip(AGES, AGE_COLOURS, one.age),
        "weight": chip(WEIGHTS, WEIGHT_COLOURS, one.weight),
        "rating": f"{one.reliability}{one.credibility}",
        "rating_words": f"{RELIABILITIES[one.reliability]} · {CREDIBILITIES[one.credibility]}",
        "levels": [{"label": _label(level.section, sections), "level": level} for level in one.levels],
        "correct_url": reverse("correct_observation", args=[number, one.id]),
        "take_back_url": reverse("take_back_observation", args=[number, one.id]),
    }
