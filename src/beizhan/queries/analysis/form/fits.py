"""What the model of form says of everybody in a skill on one day: fitted once, then kept under the key of its facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from beizhan.core.progress.form import Form, form_of
from beizhan.core.progress.tracking import History, history_of
from beizhan.queries.analysis.form.histories import Known, key_of
from beizhan.queries.analysis.kept import kept

WHOLE = ""
"""Under this name stand all sections together."""

_POINTS = 10
"""How many days a course shows besides those of the tests."""


@dataclass(frozen=True, slots=True)
class Fit:
    """The form of everybody who was ever tested, by code and section; ``days`` are those of the courses."""

    days: tuple[date, ...]
    forms: Mapping[str, Mapping[str, Form]]

    def of(self, entry: str, section: str) -> Form | None:
        """Return the form of an entry in a section; nothing of somebody who never took a test."""
        return self.forms.get(entry, {}).get(section)


def fit_of(known: Known, on: date) -> Fit | None:
    """Return the form of everybody on a day, nothing where no test was published until then.

    At most two queries, for what is kept.
    """
    marks = known.until(on.toordinal())
    if not marks:
        return None
    key = key_of("form", marks, on, sorted(known.worths.items()))
    return kept(key, Fit, lambda: _fit(history_of(marks, at=on.toordinal()), known.worths, on))


def _fit(history: History, worths: Mapping[str, float], on: date) -> Fit:
    days = _days_of(history, on)
    parts = {WHOLE: worths, **{section: {section: worth} for section, worth in worths.items()}}
    forms = {code: form_of(history, code, parts, days=days) for code in history.competitors}
    return Fit(tuple(date.fromordinal(round(day)) for day in days), forms)


def _days_of(history: History, on: date) -> Sequence[float]:
    """Return the days of the tests and some between the first of them and today, whole days only."""
    tested = {one.day for one in history.marks}
    between = np.linspace(min(tested), on.toordinal(), _POINTS).round().tolist()
    return sorted({*tested, *between})
