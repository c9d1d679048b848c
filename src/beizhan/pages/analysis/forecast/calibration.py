"""Calibration: whether what was called likely happened, in the campaign's own stages and in the results that ship."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.forecast.calibration import ENOUGH, Bin
from beizhan.pages.analysis.forecast.campaign import skills_for
from beizhan.queries.analysis.forecast.records import OwnRecord, Record, own_record_of, shipped_record_of

KIND_NAMES = {"gold": _("Gold"), "medal": _("A medal"), "medallion": _("Medallion or better")}
Shown = dict[str, Any]


@require_GET
def calibration(request: HttpRequest) -> HttpResponse:
    """Show how good past chances were: the campaign's own, grey while there are too few, and the shipped history."""
    own = own_record_of(skills_for(request))
    forecast = {"url": reverse("forecast"), "label": gettext("Forecast")}
    shipped = shipped_record_of()
    around = {
        "title": gettext("How good were past chances"),
        "subtitle": gettext("What was called likely beside what happened. On the diagonal both agree."),
        "crumbs": [{"url": reverse("analysis"), "label": gettext("Analysis")}, forecast],
        "own": own_shown(own),
        "records": [{"name": KIND_NAMES[kind], **record_shown(kind, one)} for kind, one in shipped.items()],
    }
    return render(request, "analysis/forecast/calibration.html", around)


def own_shown(own: OwnRecord) -> Shown:
    """Return the record of the campaign, or why it says nothing yet."""
    count = own.record.calibration.count if own.record else 0
    facts = {"decided": own.decided, "forecast": own.forecast, "count": count, "wanted": ENOUGH}
    if own.record is None or not own.record.calibration.enough:
        words = gettext(
            "Decided stages: %(decided)s, of them with a test before: %(forecast)s. Chances to check: %(count)s of at "
            "least %(wanted)s."
        )
        return {"lack": words % facts}
    words = gettext("What today's method would have said on the eve of %(forecast)s of %(decided)s decided stages.")
    return {"words": words % facts, **record_shown("own", own.record)}


def record_shown(key: str, record: Record) -> Shown:
    """Return a record: the verdict, its scores beside the base rate, the diagram and the bins in figures."""
    found = record.calibration
    agreeing, all_ = sum(one.agrees for one in found.bins), len(found.bins)
    facts = {
        "agreeing": agreeing,
        "all": all_,
        "observed": found.total.observed,
        "expected": round(found.total.expected),
    }
    low, high = found.total.interval
    verdict = gettext("%(agreeing)s of %(all)s groups agree; %(observed)s happened, %(expected)s were expected") % facts
    return {
        "count": found.count,
        "verdict": {"state": "green" if low <= found.total.observed <= high else "red", "label": verdict},
        "scores": [
            _score(gettext("Log loss"), found.log_loss, record.base_log_loss),
            _score(gettext("Brier score"), found.brier, record.base_brier),
        ],
        "chart": _chart(key, found.bins),
    }


def _score(name: str, ours: float, base: float) -> Shown:
    state = "green" if ours < base else "red"
    return {"name": name, "ours": f"{ours:.3f}", "base": f"{base:.3f}", "gain": f"{base - ours:+.3f}", "state": state}


def _chart(key: str, bins: tuple[Bin, ...]) -> Shown:
    rows = [_bin(one) for one in bins]
    drawing = {"type": "reliability", "bins": rows, "across": gettext("Said, %"), "up": gettext("Happened, %")}
    return {
        "id": f"reliability-{key}",
        "title": "",
        "drawing": drawing,
        "heads": [
            gettext("Said"),
            gettext("Count"),
            gettext("Mean said"),
            gettext("Happened"),
            gettext("Interval, 95 %"),
        ],
        "figures": [
            [one["span"], one["count"], f"{one['said']:.0f}%", f"{one['happened']:.0f}%", one["interval"]]
            for one in rows
        ],
    }


def _bin(one: Bin) -> Shown:
    low, high = (100 * end for end in one.interval)
    said, happened = 100 * one.predicted, 100 * one.observed
    facts = {"said": f"{said:.0f}", "happened": f"{happened:.0f}", "count": one.count}
    return {
        "said": round(said, 1),
        "happened": round(happened, 1),
        "low": round(low, 1),
        "high": round(high, 1),
        "count": one.count,
        "span": f"{100 * one.low:.0f}–{100 * one.high:.0f}%",
        "interval": f"{low:.0f}–{high:.0f}%",
        "tip": gettext("Said %(said)s%%, happened %(happened)s%% of %(count)s") % facts,
    }
