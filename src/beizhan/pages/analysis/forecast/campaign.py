"""The forecast of the campaign: how many of ours get through their coming stages, and each skill in one line."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.models.skills import Skill
from beizhan.pages.analysis.forecast.words import (
    basis_chip,
    chance_chip,
    field_in_words,
    number_in_words,
    rule_in_words,
    spread_in_words,
)
from beizhan.pages.kit import campaign_of, now
from beizhan.pages.words import name_of
from beizhan.queries.analysis.forecast.chances import SkillForecast, forecasts_of
from beizhan.queries.analysis.forecast.squads import BodyNumber, SquadNumber, squad_of
from beizhan.queries.marking.duties import duties_of

TITLE = _("Forecast")
Shown = dict[str, Any]
_HOPELESS = 0.0005


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """Show the coming stages of every skill whose gaps the reader may all see."""
    found = forecasts_of(skills_for(request), at=now())
    squad = squad_of(found)
    calibration = {"url": reverse("calibration"), "label": gettext("How good were past chances"), "icon": "scale"}
    around = {
        "title": TITLE,
        "subtitle": gettext("Who passes the coming stage. A chance is what is known today, not a promise."),
        "crumbs": [{"url": reverse("analysis"), "label": gettext("Analysis")}],
        "actions": [calibration],
        "tiles": _tiles(found, squad),
        "chart": number_chart(squad) if squad else None,
        "bodies": [_body(one) for one in squad.bodies] if squad else [],
        "is_fixed": bool(squad and not squad.number.sd),
        "rows": [_row(one) for one in found],
    }
    return render(request, "analysis/forecast/campaign.html", around)


def skills_for(request: HttpRequest) -> list[Skill]:
    """Return the skills whose forecast the reader may see.

    Raises
    ------
    PermissionDenied
        If there is none and no post of the reader would allow any.
    """
    campaign = campaign_of(request)
    duties = duties_of(request.user, campaign)
    if not duties.may_anywhere(Deed.SEE_ALL_GAPS):
        raise PermissionDenied(Deed.SEE_ALL_GAPS)
    rows = Skill.objects.filter(campaign=campaign).select_related("campaign").order_by("number")
    return [row for row in rows if duties.may(Deed.SEE_ALL_GAPS, row.pk)]


def number_chart(squad: SquadNumber) -> Shown | None:
    """Return the law of the number that gets through; nothing where the rules fix it."""
    if not squad.number.sd:
        return None
    laws = {
        gettext("With what ours share"): squad.number.chances.tolist(),
        gettext("If nothing were shared"): squad.apart.chances.tolist(),
    }
    most = _last_likely(squad) + 1
    shares = {name: [round(100 * one, 1) for one in law[:most]] for name, law in laws.items()}
    series: list[Shown] = [{"name": name, "values": values} for name, values in shares.items()]
    series[-1]["state"] = "grey"
    numbers = [str(one) for one in range(most)]
    note = gettext("All of ours are taken to have %(marks)s marks in common, as far as their levels vary together.")
    return {
        "id": "number",
        "title": gettext("How many of ours get through, chance in per cent"),
        "drawing": {"type": "bar", "categories": numbers, "series": series, "unit": "%"},
        "note": note % {"marks": f"{squad.shared_sd:.1f}"},
        "heads": [gettext("Through"), *shares],
        "figures": [[one, *(f"{values[at]:.1f}%" for values in shares.values())] for at, one in enumerate(numbers)],
    }


def _last_likely(squad: SquadNumber) -> int:
    """Return the greatest number that is not hopeless, so that no chart is drawn out to the right."""
    likely = [at for at, one in enumerate(squad.number.chances.tolist()) if one > _HOPELESS]
    return max(likely)


def _tiles(found: list[SkillForecast], squad: SquadNumber | None) -> list[Shown]:
    told = sum(one.field is not None for one in found)
    prior = sum(one.field is not None and one.is_prior for one in found)
    label = ngettext("of %(count)s skill has a forecast", "of %(count)s skills have a forecast", len(found))
    skills = {"label": label % {"count": len(found)}, "value": told, "state": "green" if told else "grey"}
    priors = {"label": gettext("rest in part on a prior"), "value": prior, "state": "grey" if prior else "green"}
    if squad is None:
        return [{"label": gettext("Expected through"), "value": "–", "state": "grey"}, skills]
    value, _space, rest = number_in_words(squad.number, squad.of).partition(" ")
    through = {"label": gettext("Expected through"), "value": value, "unit": rest}
    if not squad.number.sd:
        return [{**through, "label": gettext("Through, fixed by the rules")}, skills, priors]
    apart = gettext("%(spread)s if nothing were shared") % {"spread": spread_in_words(squad.apart)}
    label = gettext("Spread with what ours share")
    return [through, {"label": f"{label} ({apart})", "value": spread_in_words(squad.number)}, skills, priors]


def _body(one: BodyNumber) -> Shown:
    none = float(one.number.chances[0])
    return {
        "name": name_of(one.body),
        "of": one.of,
        "number": number_in_words(one.number, one.of),
        "none": f"{100 * none:.0f}%",
    }


def _row(one: SkillForecast) -> Shown:
    number, coming = one.skill.number, one.coming
    url = reverse("skill_forecast", args=[number])
    return {
        "name": f"{number} {name_of(one.skill)}",
        "url": url,
        "stage": name_of(coming.stage) if coming else "–",
        "on": coming.on if coming and coming.stage.held else None,
        "rule": rule_in_words(coming) if coming else "",
        "field": field_in_words(one),
        "basis": basis_chip(one),
        "is_grey": one.field is None,
        "entries": [
            {"code": each.code, "chip": chance_chip(each), "url": f"{url}#{each.code}"} for each in one.entries
        ],
    }
