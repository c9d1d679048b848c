"""How forecasts are written: chances in steps of five per cent, numbers with their spread, priors labelled."""

from django.utils.translation import gettext, ngettext, pgettext

from beizhan.core.forecast.official import Basis
from beizhan.core.forecast.squad import NumberThrough
from beizhan.core.rounding import Side, shown_chance
from beizhan.core.selection.rule import AtCut
from beizhan.queries.analysis.forecast.chances import EntryChance, SkillForecast
from beizhan.queries.analysis.forecast.stages import ComingStage

Chip = dict[str, str]
_SIDES = {Side.ABOUT: "{}%", Side.BELOW: "<{}%", Side.ABOVE: ">{}%"}
_LIKELY, _UNLIKELY = 0.75, 0.25


def chance(value: float) -> str:
    """Write a chance in steps of five per cent: it is not known any better."""
    shown = shown_chance(min(max(value, 0.0), 1.0))
    return _SIDES[shown.side].format(shown.percent)


def points(value: float) -> str:
    """Write by how many per cent points a chance is moved, whole and with its sign."""
    rounded = round(100 * value)
    return "±0" if rounded == 0 else f"{'+' if rounded > 0 else '−'}{abs(rounded)}"


def chance_chip(one: EntryChance) -> Chip:
    """Return the chance of an entry; grey where nothing but the prior is known of it."""
    if one.basis is Basis.PRIOR:
        return {"state": "grey", "label": gettext("%(chance)s, prior") % {"chance": chance(one.through)}}
    state = "green" if one.through >= _LIKELY else "red" if one.through < _UNLIKELY else "amber"
    return {"state": state, "label": chance(one.through)}


def basis_chip(found: SkillForecast) -> Chip:
    """Return what a forecast rests on: our own tests, or in part the prior; grey where there is no evidence."""
    if found.coming is None:
        return {"state": "grey", "label": gettext("No stage is coming")}
    if found.field is None:
        return {"state": "grey", "label": gettext("No evidence: no published test")}
    if found.is_prior:
        return {"state": "grey", "label": gettext("In part a prior")}
    return {"state": "green", "label": gettext("From our own tests")}


def field_in_words(found: SkillForecast) -> str:
    """Return who stands in the stage: ours, rivals who were seen, and the unknown."""
    coming = found.coming
    if coming is None:
        return ""
    said = [ngettext("%(count)s of ours", "%(count)s of ours", len(coming.ours)) % {"count": len(coming.ours)}]
    if found.rivals:
        count = len(found.rivals)
        said.append(ngettext("%(count)s rival seen", "%(count)s rivals seen", count) % {"count": count})
    if unknown := coming.others - len(found.rivals):
        said.append(ngettext("%(count)s unknown (prior)", "%(count)s unknown (prior)", unknown) % {"count": unknown})
    return " + ".join(said)


def rule_in_words(coming: ComingStage) -> str:
    """Return how many go through, and what of the rule is forecast with it."""
    stage, rule = coming.stage, coming.stage.rule
    size = len(coming.ours) + coming.others
    said = [gettext("%(through)s of %(of)s go through") % {"through": stage.through, "of": size}]
    if rule is None:
        return " · ".join((*said, gettext("by the ladder; no rule is written yet")))
    if rule.minimum is not None:
        said.append(gettext("at least %(marks)s marks") % {"marks": f"{rule.minimum / 100:.2f}"})
    if rule.tie_stands is AtCut.TIE_STANDS:
        said.append(gettext("a tie stands"))
    if rule.cap_per_unit is not None:
        said.append(gettext("the cap of a unit is not forecast"))
    return " · ".join(said)


def number_in_words(number: NumberThrough, of: int) -> str:
    """Return how many get through, with the range that holds nine of ten outcomes."""
    low, high = range_of(number)
    if low == high:
        return gettext("%(number)s of %(of)s") % {"number": low, "of": of}
    facts = {"number": f"{number.expected:.1f}", "of": of, "low": low, "high": high}
    return gettext("%(number)s of %(of)s (%(low)s–%(high)s)") % facts


def range_of(number: NumberThrough) -> tuple[int, int]:
    """Return between what the number lies nine times of ten."""
    reached = number.chances.cumsum()
    low, high = (int((reached < share - 1e-9).sum()) for share in (0.05, 0.95))
    return low, high


def spread_in_words(number: NumberThrough) -> str:
    """Return the standard deviation of a number."""
    return pgettext("standard deviation", "± %(sd)s") % {"sd": f"{number.sd:.1f}"}
