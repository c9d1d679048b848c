"""How levels, growth and distances are written: whole per cent with their range, grey words where nothing is known."""

from collections.abc import Mapping
from math import floor

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from beizhan.core.analysis.sources import Freshness
from beizhan.core.progress.form import Growth, span_of
from beizhan.core.progress.target import Distance
from beizhan.core.progress.tracking import Change, Lack, Level, NotEnough
from beizhan.pages.analysis.words import AGES
from beizhan.pages.words import name_of
from beizhan.queries.analysis.form.yardsticks import RivalLevel
from beizhan.templatetags.figures import NOTHING

LACKS: Mapping[str, str | Promise] = {
    Lack.TOO_FEW_ASPECTS: _("%(found)s of at least %(wanted)s aspects marked"),
    Lack.TOO_FEW_TESTS: _("%(found)s of at least %(wanted)s tests"),
    Lack.TOO_FEW_DAYS: _("%(found)s of at least %(wanted)s days between tests"),
    Lack.TOO_FEW_EDITIONS: _("%(found)s of at least %(wanted)s past competitions"),
    Lack.NO_LINK: _("no test shared with the others"),
    Lack.UNTESTED_SECTIONS: _("%(found)s of %(wanted)s sections tested"),
}
"""Why nothing is said."""

_ALWAYS = 1000.0
Chip = dict[str, str]


def lack_of(one: NotEnough) -> str:
    """Return why nothing is said."""
    return str(LACKS[one.lack]) % {"found": one.found, "wanted": one.wanted}


def whole(number: float) -> str:
    """Write a per cent as a whole number."""
    return str(floor(number + 0.5))


def signed(number: float) -> str:
    """Write a difference as a whole number with its sign."""
    rounded = floor(number + 0.5)
    return "±0" if rounded == 0 else f"{'+' if rounded > 0 else '−'}{abs(rounded)}"


def range_of(level: Level) -> str:
    """Write between what a level lies nine times of ten."""
    low, high = span_of(level.mean, level.sd)
    return f"{whole(low)}–{whole(high)}"


def level_shown(level: Level | NotEnough) -> dict[str, str]:
    """Return a level with its range, or why there is none."""
    if isinstance(level, NotEnough):
        short = f"{level.found}/{level.wanted}" if level.found else NOTHING
        return {"lack": lack_of(level), "short": short}
    return {"value": whole(level.mean), "range": range_of(level)}


def growth_chip(growth: Growth | NotEnough) -> Chip:
    """Return what is gained in a month: green or red only where the range leaves out nothing at all."""
    if isinstance(growth, NotEnough):
        return {"state": "grey", "label": lack_of(growth)}
    return _between(growth.mean, growth.sd, unsure="grey")


def distance_chip(one: Distance | Change | None) -> Chip | None:
    """Return how far something is above a yardstick: amber where the range holds both sides."""
    return None if one is None else _between(one.mean, one.sd, unsure="amber")


def tests_in_words(level: Level | NotEnough) -> str:
    """Return on how many tests a level rests."""
    if isinstance(level, NotEnough):
        return ""
    return ngettext("%(count)s test", "%(count)s tests", level.tests) % {"count": level.tests}


def rival_in_words(one: RivalLevel) -> str:
    """Return who the best rival is, how good the source, and until when it holds."""
    facts = {
        "name": name_of(one.rival),
        "grade": f"{one.reliability.value}{one.credibility.value}",
        "day": one.expires.isoformat(),
    }
    if one.age is not Freshness.FRESH:
        return gettext("%(name)s · %(grade)s · expired %(day)s") % facts
    return gettext("%(name)s · %(grade)s · holds until %(day)s") % facts


def rival_chip(one: RivalLevel) -> Chip:
    """Return whether what is known of a rival still holds, and whether it is worth anything."""
    if one.is_doubtful:
        return {"state": "grey", "label": gettext("Doubtful source")}
    fresh = one.age is Freshness.FRESH
    return {"state": "green" if fresh else "grey", "label": str(AGES[one.age])}


def _between(mean: float, sd: float, *, unsure: str) -> Chip:
    low, high = span_of(mean, sd, low=-_ALWAYS, high=_ALWAYS)
    state = "green" if low > 0 else "red" if high < 0 else unsure
    return {"state": state, "label": f"{signed(mean)} ({signed(low)} … {signed(high)})"}
