"""How good chances were: those of the campaign's own past stages, and those of the official results that ship."""

from collections.abc import Sequence
from dataclasses import dataclass

from beizhan.core.forecast.calibration import Calibration, calibration_of
from beizhan.core.forecast.stages import chances_of
from beizhan.core.progress.coming import Others, coming_of
from beizhan.core.progress.tracking import history_of
from beizhan.files.catalogue import forecast_of_2009
from beizhan.models.skills import Skill
from beizhan.queries.analysis.forecast.stages import PastStage, past_in, stages_in
from beizhan.queries.analysis.form.histories import Known, key_of, known_in
from beizhan.queries.analysis.gaps.readings import tests_of
from beizhan.queries.analysis.kept import kept

KINDS = ("gold", "medal", "medallion")
_BEFORE = 0.5
"""Of a day: what was known on the eve of a stage."""


@dataclass(frozen=True, slots=True)
class Record:
    """Past chances beside what happened; ``base_brier`` and ``base_log_loss`` are those of a plain base rate."""

    calibration: Calibration
    base_brier: float
    base_log_loss: float


@dataclass(frozen=True, slots=True)
class OwnRecord:
    """The stages of the campaign that were decided, those that could have been forecast, and how that would have done.

    ``record`` is nothing where no stage had a test before it.
    """

    decided: int
    forecast: int
    record: Record | None


def own_record_of(skills: Sequence[Skill]) -> OwnRecord:
    """Return how today's method would have done on the eve of each decided stage.

    Five queries, twelve for each skill, one for each decided stage, and those of its assessments not counted before.
    """
    tests = tests_of([one.pk for one in skills])
    decided, told = 0, list[tuple[float, bool]]()
    forecast = 0
    for skill in skills:
        known = known_in(skill, tests)
        for stage in past_in(stages_in(skill, tests)):
            found = _chances_before(known, stage)
            decided, forecast = decided + 1, forecast + bool(found)
            told += found
    return OwnRecord(decided, forecast, _record_of(told) if told else None)


def shipped_record_of() -> dict[str, Record]:
    """Return how the forecast of 2009 from the results of 2007 did, by kind, beside the base rate of 2007."""
    rows = forecast_of_2009()
    found = {}
    for kind in KINDS:
        won = [one.won[kind] for one in rows]
        ours = calibration_of([one.ours[kind] for one in rows], won)
        base = calibration_of([one.base_rate[kind] for one in rows], won)
        found[kind] = Record(ours, base.brier, base.log_loss)
    return found


def _chances_before(known: Known, stage: PastStage) -> list[tuple[float, bool]]:
    """Return what would have been said on the eve of a stage, and what happened; nothing where nobody was tested."""
    eve = stage.on.toordinal() - _BEFORE
    marks = known.until(eve)
    if not marks:
        return []
    key = key_of("eve", marks, stage.on, sorted(known.worths.items()), tuple(stage.through), stage.terms)

    def reckoned() -> tuple[float, ...]:
        history, ours = history_of(marks, at=eve), tuple(stage.through)
        field = coming_of(history, ours, known.worths, terms=stage.terms, others=Others(), day=eve + _BEFORE)
        return tuple(chances_of([field.stage])[0].through.tolist())

    chances: tuple[float, ...] = kept(key, tuple, reckoned)
    return list(zip(chances, stage.through.values(), strict=True))


def _record_of(told: Sequence[tuple[float, bool]]) -> Record:
    """Return a record beside one chance for everybody: the share that went through."""
    found = calibration_of([chance for chance, _ in told], [through for _, through in told])
    share = found.total.observed / found.count
    return Record(found, share * (1 - share), found.base_log_loss)
