"""Section by section: ours now, our best, the best rival and full, with the colour, the gaps and the evidence."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, pgettext

from beizhan.core.gaps.ledger import State
from beizhan.core.gaps.readings import Evidence, SectionLine
from beizhan.pages.analysis.gap_words import CAUSES, GAP_STATES, chip_of_gap
from beizhan.pages.words import name_of
from beizhan.queries.analysis.gaps.gaps import GapFact
from beizhan.queries.analysis.gaps.lines import EntryLines, LineFact, SkillLines
from beizhan.templatetags.figures import mark

_TALL = 4
_LIGHTS = {"red", "amber"}


def entries_of(request: HttpRequest, found: SkillLines) -> list[dict[str, Any]]:
    """Return the entries one can look at, with the one that is chosen: that of the address, else the first with gaps.

    Lights count the sections of an entry that are red or amber.
    """
    asked = request.GET.get("entry", "")
    first = next((one.code for one in found.entries if any(line.gaps for line in one.lines)), "")
    first = first or (found.entries[0].code if found.entries else "")
    chosen = asked if any(one.code == asked for one in found.entries) else first
    return [
        {
            "code": one.code,
            "who": "、".join(one.team),
            "chosen": one.code == chosen,
            "pressing": sum(line.light in _LIGHTS for line in one.lines),
            "entry": one,
        }
        for one in found.entries
    ]


def lines_of(number: str, entry: EntryLines, found: SkillLines) -> list[dict[str, Any]]:
    """Return the sections of an entry as rows, the whole first, every figure with the way to its evidence."""
    return [_row(number, entry, one, found) for one in entry.lines]


def chart_of(entry: EntryLines, *, sees_rivals: bool) -> dict[str, Any] | None:
    """Return the bars "now, best, rival, full" of the sections; nothing where no section is known."""
    lines = [one for one in entry.lines if one.section.number]
    if not lines:
        return None
    columns = {
        gettext("Ours now"): [_bar(one.line.now) for one in lines],
        gettext("Our best"): [_bar(one.line.our_best) for one in lines],
        gettext("Best rival"): [_bar(one.line.best_rival) for one in lines],
        gettext("Full marks"): [one.line.full / 100 for one in lines],
    }
    if not sees_rivals:
        del columns[gettext("Best rival")]
    series: list[dict[str, Any]] = [{"name": name, "values": values} for name, values in columns.items()]
    series[-1]["state"] = "grey"
    names = [section_named(one) for one in lines]
    return {
        "id": "section-lines",
        "title": f"{entry.code} {'、'.join(entry.team)}",
        "drawing": {"type": "bar", "horizontal": True, "categories": names, "series": series},
        "height": "tall" if len(lines) > _TALL else "",
    }


def section_named(one: LineFact) -> str:
    """Return a section by number and name."""
    if not one.section.number:
        return gettext("All sections")
    return f"§{one.section.number} {name_of(one.section)}".strip()


def _row(number: str, entry: EntryLines, one: LineFact, found: SkillLines) -> dict[str, Any]:
    line = one.line
    return {
        "section": section_named(one),
        "full": line.full,
        "now": _figure(line.now, "pack", found, entry.code),
        "our_best": _figure(line.our_best, "losses", found),
        "best_rival": _rival(number, line.best_rival, found),
        "light": {"state": one.light, "label": _words_of(one)},
        "gaps": [_gap(number, gap) for gap in one.gaps],
    }


def _figure(one: Evidence | None, screen: str, found: SkillLines, *more: str) -> dict[str, Any] | None:
    if one is None:
        return None
    sealing = found.assessments[one.source]
    return {
        "marks": one.marks,
        "url": reverse(screen, args=[sealing.id, *more]),
        "from": name_of(sealing),
        "on": one.on,
    }


def _rival(number: str, one: Evidence | None, found: SkillLines) -> dict[str, Any] | None:
    if one is None:
        return None
    rival = found.rivals[one.source]
    return {"marks": one.marks, "url": reverse("rival", args=[number, rival.id]), "from": name_of(rival), "on": one.on}


def _words_of(one: LineFact) -> str:
    """Return what the colour of a section means."""
    states = [gap.state for gap in one.gaps if gap.light == one.light]
    if states and one.light in _LIGHTS:
        return str(GAP_STATES[states[0]])
    match one.light:
        case "green":
            return pgettext("section", "Not behind")
        case "amber":
            return pgettext("section", "Behind, no gap recorded")
        case _ if set(states) == {State.DROPPED}:
            return str(GAP_STATES[State.DROPPED])
        case _:
            return _missing_in(one.line)


def _missing_in(line: SectionLine) -> str:
    """Return what a section lacks to be told of."""
    if line.now is None:
        return pgettext("section", "Not tested")
    return pgettext("section", "Nothing to compare with") if line.best_rival is None else gettext("No evidence")


def _gap(number: str, gap: GapFact) -> dict[str, Any]:
    return {
        "gap": gap,
        "cause": CAUSES[gap.latest.cause],
        "url": reverse("gap", args=[number, gap.id]),
        "chip": chip_of_gap(gap),
    }


def _bar(one: Evidence | None) -> float | None:
    return None if one is None else round(one.marks) / 100


def figure_or_dash(marks: int | None) -> str:
    """Return marks, or a dash where nothing is known: not tested is not nothing."""
    return "–" if marks is None else mark(marks)
