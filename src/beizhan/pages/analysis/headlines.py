"""Three figures at the head of a skill: our best level, the best chance, how well the judges are told apart.

Only what was reckoned before is read: a fit takes seconds, and this screen is read in ten.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from beizhan.core.access import Deed
from beizhan.core.forecast.official import Basis
from beizhan.core.progress.tracking import Level
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.pages.analysis.forecast.words import chance
from beizhan.pages.analysis.form.words import range_of, whole
from beizhan.pages.analysis.frame import GAPS, Room
from beizhan.pages.judging.screen import reliability_tile
from beizhan.pages.words import name_of
from beizhan.queries.analysis.forecast.chances import forecast_in
from beizhan.queries.analysis.form.forms import forms_for
from beizhan.queries.analysis.judging.judgements import MarkRound, published_judgements_of
from beizhan.queries.analysis.judging.reports import bench_of
from beizhan.queries.analysis.kept import NotKept, sparing

Tile = dict[str, Any]


def headlines_of(person: Person, room: Room, *, at: datetime) -> list[Tile]:
    """Return the figures that a reader may see, each with the way to the screen it comes from."""
    skill = room.skill
    asked = (
        ("form", gettext("Best of ours"), GAPS, partial(_level, person, skill, at)),
        ("skill_forecast", gettext("Best chance"), (Deed.SEE_ALL_GAPS,), partial(_chance, skill, at)),
        ("skill_judges", gettext("Judges' reliability"), (Deed.SEE_JUDGES_MAP,), partial(_judges, skill)),
    )
    return [
        {"url": reverse(name, args=[skill.number]), **_told(label, ask)}
        for name, label, deeds, ask in asked
        if room.may(*deeds)
    ]


def _told(label: str, ask: Callable[[str], Tile]) -> Tile:
    try:
        with sparing():
            return ask(label)
    except NotKept:
        return _grey(label, gettext("not worked out yet today: open it"))


def _level(person: Person, skill: Skill, at: datetime, label: str) -> Tile:
    for one in forms_for(person, skill, at=at).entries:
        if isinstance(level := one.whole.level, Level):
            return {"label": f"{label} · {one.code}", "value": whole(level.mean), "unit": f"% ({range_of(level)})"}
    return _grey(label, gettext("no evidence"))


def _chance(skill: Skill, at: datetime, label: str) -> Tile:
    found = forecast_in(skill, at=at)
    if found.coming is None:
        return _grey(label, gettext("no stage is coming"))
    if not found.entries:
        return _grey(label, gettext("no evidence"))
    best = found.entries[0]
    is_prior = best.basis is Basis.PRIOR
    words = gettext("prior only") if is_prior else name_of(found.coming.stage)
    return {
        "label": f"{label} · {best.code} · {words}",
        "value": chance(best.through),
        "state": "grey" if is_prior else "",
    }


def _judges(skill: Skill, label: str) -> Tile:
    judgements = published_judgements_of(skill, MarkRound.FIRST)
    found = bench_of(judgements).report.map if judgements.marks else None
    if not found or not found.separation:
        return _grey(label, gettext("not enough data"))
    return {**reliability_tile(found), "label": label}


def _grey(label: str, words: str) -> Tile:
    return {"label": f"{label}: {words}", "value": "–", "state": "grey"}
