"""Rivals as they are known: what was seen of each, what still holds, and which sighting speaks for each section."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from beizhan.core.analysis.sources import (
    Credibility,
    Freshness,
    Level,
    Reliability,
    RivalKind,
    Sighting,
    Weight,
    freshest_of,
    freshness_of,
    heaviest_of,
    picture_of,
    weight_of,
)
from beizhan.models.analysis.rivals import Observation, Rival, Strength


@dataclass(frozen=True, slots=True)
class ObservationFact:
    """What was seen of a rival once; ``stands`` unless a later one replaced it or took it back."""

    id: int
    source: str
    reliability: Reliability
    credibility: Credibility
    weight: Weight
    seen_on: date
    expires_on: date
    age: Freshness
    equipment: str
    method: str
    levels: tuple[Level, ...]
    mission: str
    by: str
    at: datetime
    stands: bool
    is_taken_back: bool
    reason: str


@dataclass(frozen=True, slots=True)
class RivalFact:
    """A rival with everything that stands of it: its age, what its freshest evidence weighs, its picture by section."""

    id: int
    skill: str
    kind: RivalKind
    name_zh: str
    name_en: str
    origin: str
    age: Freshness
    weight: Weight
    picture: Mapping[str, Sighting]
    last_seen: date | None
    observations: tuple[ObservationFact, ...]


def rivals_among(skills: Collection[int], *, at: datetime) -> list[RivalFact]:
    """Return the rivals of some skills with every observation, newest first, by name. Three queries."""
    rows = Rival.objects.filter(skill__in=skills).select_related("skill").order_by("skill__number", "kind", "name_zh")
    return _facts(list(rows), timezone.localdate(at))


def rival_of(rival: Rival, *, at: datetime) -> RivalFact:
    """Return one rival. Two queries."""
    return _facts([rival], timezone.localdate(at))[0]


def _facts(rivals: list[Rival], today: date) -> list[RivalFact]:
    seen: dict[int, list[ObservationFact]] = defaultdict(list)
    rows = Observation.objects.filter(rival__in=rivals).select_related("by", "mission", "replaced_by").order_by("-pk")
    observed = list(rows)
    levels: dict[int, list[Level]] = defaultdict(list)
    for one in Strength.objects.filter(observation__rival__in=rivals).order_by("pk"):
        levels[one.observation_id].append(Level(one.section, one.level, one.low, one.high))
    for row in observed:
        seen[row.rival_id].append(_observation(row, tuple(levels[row.pk]), today))
    return [_fact(row, seen[row.pk], today) for row in rivals]


def _fact(row: Rival, seen: Iterable[ObservationFact], today: date) -> RivalFact:
    every = tuple(sorted(seen, key=lambda one: (one.seen_on, one.id), reverse=True))
    standing = [one for one in every if one.stands]
    sightings = [
        Sighting(one.id, level, one.seen_on, one.expires_on, one.weight) for one in standing for level in one.levels
    ]
    age = freshest_of(one.age for one in standing)
    return RivalFact(
        row.pk,
        row.skill.number,
        RivalKind(row.kind),
        row.name_zh,
        row.name_en,
        row.origin,
        age,
        heaviest_of(one.weight for one in standing if one.age is age),
        picture_of(sightings, at=today),
        standing[0].seen_on if standing else None,
        every,
    )


def _observation(row: Observation, levels: tuple[Level, ...], today: date) -> ObservationFact:
    reliability, credibility = Reliability(row.reliability), Credibility(row.credibility)
    return ObservationFact(
        row.pk,
        row.source,
        reliability,
        credibility,
        weight_of(reliability, credibility),
        row.seen_on,
        row.expires_on,
        freshness_of(row.seen_on, row.expires_on, at=today),
        row.equipment,
        row.method,
        levels,
        row.mission.name if row.mission else "",
        row.by.name,
        row.at,
        not row.is_taken_back and not hasattr(row, "replaced_by"),
        row.is_taken_back,
        row.reason,
    )
