"""How many of ours get through their coming stages, all together and by base or unit, and how surely."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from beizhan import __version__
from beizhan.core.forecast.squad import NumberThrough, Ours, number_through
from beizhan.core.progress.coming import ours_in
from beizhan.queries.analysis.forecast.chances import SkillForecast
from beizhan.queries.analysis.kept import kept
from beizhan.queries.people import Where

SEED = 1
_EDITION = 1


@dataclass(frozen=True, slots=True)
class BodyNumber:
    """How many of a body's own get through, of how many."""

    body: Where
    of: int
    number: NumberThrough


@dataclass(frozen=True, slots=True)
class SquadNumber:
    """How many of ours get through, and how far that would seem to spread if nothing were shared; by body beside it.

    ``shared_sd`` are the marks that all of ours are taken to have in common.
    """

    of: int
    number: NumberThrough
    apart: NumberThrough
    shared_sd: float
    bodies: tuple[BodyNumber, ...]


def squad_of(forecasts: Sequence[SkillForecast]) -> SquadNumber | None:
    """Return how many get through in the skills that have a forecast, nothing where none has. At most two queries."""
    told = [one for one in forecasts if one.field is not None]
    if not told:
        return None
    return kept(f"squad-{_fingerprint(told)}", SquadNumber, lambda: _squad(told))


def _squad(told: Sequence[SkillForecast]) -> SquadNumber:
    fields = [one.field for one in told if one.field]
    shared = min(one.shared_sd for one in fields)
    together = [ours_in(one, shared_sd=shared) for one in fields]
    alone = [ours_in(one, shared_sd=0.0) for one in fields]
    number = number_through(together, shared_sd=shared, seed=SEED)
    apart = number_through(alone, shared_sd=0.0, seed=SEED)
    homes = _homes_of(told)
    bodies = tuple(_body(body, homes, told, alone) for body in sorted(set(homes.values()), key=lambda one: one.name_zh))
    bodies = tuple(sorted(bodies, key=lambda one: -one.number.expected))
    return SquadNumber(sum(len(one.entries) for one in alone), number, apart, shared, bodies)


def _homes_of(told: Sequence[SkillForecast]) -> dict[str, Where]:
    """Return the body that each entry is counted under: its base, or its unit where all train at one base."""
    entries = [each for one in told for each in one.entries]
    several = len({each.base for each in entries}) > 1
    return {each.code: each.base if several and each.base else each.unit for each in entries}


def _body(body: Where, homes: Mapping[str, Where], told: Sequence[SkillForecast], squad: Sequence[Ours]) -> BodyNumber:
    """Return the number of one body: of all who stand in the stages only its own are counted."""
    own = []
    for one, ours in zip(told, squad, strict=True):
        codes = one.field.ours if one.field else ()
        places = tuple(at for at, code in enumerate(codes) if homes[code] == body)
        own += [replace(ours, entries=places)] if places else []
    return BodyNumber(body, sum(len(one.entries) for one in own), number_through(own, shared_sd=0.0, seed=SEED))


def _fingerprint(told: Sequence[SkillForecast]) -> str:
    digest = sha256(f"{__version__}-{_EDITION}".encode())
    for one in told:
        assert one.field is not None
        stage = one.field.stage
        for column in (stage.means, stage.sds, stage.loadings):
            digest.update(b"-" if column is None else column.tobytes())
        homes = [(each.code, each.base, each.unit) for each in one.entries]
        rule = (stage.through, stage.minimum, stage.gap, one.field.ours, one.field.shared_sd, one.field.unknown)
        digest.update(repr((rule, homes)).encode())
    return digest.hexdigest()
