"""Mark-loss packs (K18): while a result stands, each competitor's lost marks against best and median, with charts."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.losses import Loss
from beizhan.core.marking.assessment import Step
from beizhan.pages.marking.results.frame import Room, frame_of, room_for, unit_of, unpublished, who_is
from beizhan.pages.words import KINDS
from beizhan.queries.marking.publishing.objections import own_entries_of
from beizhan.queries.marking.publishing.packs import Pack, Packs, packs_of
from beizhan.templatetags.figures import mark, signed_mark

Shown = dict[str, object]
SHOWN = 20
"""How many aspects a pack shows: those with the greatest losses."""

_TITLE = _("Lost marks")
_FEWEST_RAYS = 3
_TALL = 6


@require_GET
def losses(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show the packs one may see; whoever has only one goes there at once."""
    room = room_for(request, assessment, Deed.SEE_ALL_LOSSES, Deed.SEE_OWN_LOSSES)
    if not room.revisions:
        return unpublished(request, room, "losses", _TITLE)
    packs = visible_packs(request, room)
    if len(packs.packs) == 1 and not room.may(Deed.SEE_ALL_LOSSES):
        return redirect("pack", assessment, packs.packs[0].entry)
    url = reverse("packs_paper", args=[room.assessment.pk])
    paper = {"url": url, "label": gettext("All packs (PDF)"), "icon": "printer"}
    lines = [_line(one) for one in packs.packs]
    chart = _lost_by_section(packs) if lines else None
    shown = frame_of(room, "losses", _TITLE, lines=lines, chart=chart, actions=[paper] if lines else [])
    return render(request, "marking/results/losses.html", shown)


@require_GET
def pack(request: HttpRequest, assessment: UUID, entry: str) -> HttpResponse:
    """Show where one competitor lost marks."""
    room = room_for(request, assessment, Deed.SEE_ALL_LOSSES, Deed.SEE_OWN_LOSSES)
    packs = visible_packs(request, room)
    found = next((one for one in packs.packs if one.entry == entry), None)
    if found is None:
        raise Http404
    url = reverse("pack_paper", args=[room.assessment.pk, entry])
    lost = [_aspect(packs, one) for one in found.losses.by_aspect if one.lost]
    shown = frame_of(
        room,
        "losses",
        who_is(found.named, entry),
        pack=found,
        unit=unit_of(found.named),
        tiles=_tiles(found),
        charts=_charts(packs, found),
        aspects=lost[:SHOWN],
        more=len(lost) - SHOWN,
        may_object=_may_object(request, room, entry),
        actions=[{"url": url, "label": gettext("PDF"), "icon": "printer"}],
    )
    return render(request, "marking/results/pack.html", shown)


def visible_packs(request: HttpRequest, room: Room) -> Packs:
    """Return the packs of everybody, or only those that the reader may speak for; none while marks are open again."""
    if room.newest is None:
        raise Http404
    packs = packs_of(room.assessment, room.newest)
    if room.may(Deed.SEE_ALL_LOSSES):
        return packs
    own = own_entries_of(room.assessment, request.user, Deed.SEE_OWN_LOSSES)
    return packs.among({entry.code for entry in own})


def _line(one: Pack) -> Shown:
    most = [loss for loss in one.losses.by_sub_criterion if loss.lost][:3]
    who, behind = who_is(one.named, one.entry), one.best - one.total
    return {"one": one, "who": who, "unit": unit_of(one.named), "behind": behind, "most": most}


def _tiles(one: Pack) -> list[Shown]:
    worth = sum(loss.worth for loss in one.losses.by_sub_criterion)
    return [
        {"label": gettext("Total"), "value": mark(one.total), "unit": f"/ {mark(worth)}"},
        {"label": gettext("Rank"), "value": one.rank, "unit": f"/ {one.field}"},
        {"label": pgettext("lost marks", "Lost"), "value": mark(worth - one.total)},
        {"label": gettext("Behind the best"), "value": mark(one.best - one.total)},
        {"label": gettext("Against the median"), "value": signed_mark((2 * one.total - one.twice_median) // 2)},
    ]


def _may_object(request: HttpRequest, room: Room, entry: str) -> bool:
    if room.step is not Step.PROVISIONAL:
        return False
    own = own_entries_of(room.assessment, request.user, Deed.LODGE_OBJECTION)
    return entry in {one.code for one in own}


def _charts(packs: Packs, found: Pack) -> list[Shown]:
    sections = sorted(found.losses.by_section, key=lambda loss: (len(loss.name), loss.name))
    subs = sorted(found.losses.by_sub_criterion, key=lambda loss: loss.name)
    named = _named(packs, sections)
    charts = [
        {**_bars(sections, named), "id": "sections", "title": gettext("By section of the standards (WSOS)")},
        {
            **_bars(subs, [f"{one.name} {packs.sub_criterion_name(one.name)}" for one in subs]),
            "id": "sub-criteria",
            "title": gettext("By sub-criterion"),
        },
    ]
    if len(sections) >= _FEWEST_RAYS:
        charts.insert(0, _radar(sections, named))
    return charts


def _lost_by_section(packs: Packs) -> Shown:
    """Return how much of each section was lost: on average by those listed, by the median and by the best of all."""
    sections = sorted(packs.packs[0].losses.by_section, key=lambda loss: (len(loss.name), loss.name))
    lost = [
        [loss.lost for one in packs.packs for loss in one.losses.by_section if loss.name == section.name]
        for section in sections
    ]
    columns = {
        pgettext("lost marks", "Lost by those listed, on average"): [sum(own) / len(own) / 100 for own in lost],
        pgettext("lost marks", "Lost at the median"): [one.worth / 100 - one.twice_median / 200 for one in sections],
        pgettext("lost marks", "Lost by the best"): [(one.worth - one.best) / 100 for one in sections],
    }
    title = gettext("Marks lost by section of the standards (WSOS)")
    return {**_drawn(columns, _named(packs, sections)), "id": "lost-sections", "title": title}


def _columns(lines: list[Loss]) -> dict[str, list[float]]:
    return {
        pgettext("lost marks", "Own"): [one.mark / 100 for one in lines],
        pgettext("lost marks", "Median"): [one.twice_median / 200 for one in lines],
        pgettext("lost marks", "Best"): [one.best / 100 for one in lines],
        pgettext("lost marks", "Full"): [one.worth / 100 for one in lines],
    }


def _named(packs: Packs, sections: list[Loss]) -> list[str]:
    return [f"{one.name} {packs.section_name(one.name)}".strip() or gettext("No section") for one in sections]


def _bars(lines: list[Loss], names: list[str]) -> Shown:
    return _drawn(_columns(lines), names)


def _drawn(columns: dict[str, list[float]], names: list[str]) -> Shown:
    """Return bars and the same in figures; the last of the columns, the yardstick, stands back in grey."""
    series: list[dict[str, object]] = [{"name": name, "values": values} for name, values in columns.items()]
    series[-1]["state"] = "grey"
    return {
        "drawing": {"type": "bar", "horizontal": True, "categories": names, "series": series},
        "height": "very-tall" if len(names) > 2 * _TALL else "tall" if len(names) > _TALL else "",
        "heads": ["", *columns],
        "figures": [
            [name, *(f"{values[number]:.2f}" for values in columns.values())] for number, name in enumerate(names)
        ],
    }


def _radar(lines: list[Loss], names: list[str]) -> Shown:
    """Return the same sections as a shape, each axis ending at the full mark."""
    axes = [{"name": name[:24], "max": one.worth / 100} for one, name in zip(lines, names, strict=True)]
    series = [{"name": name, "values": values} for name, values in list(_columns(lines).items())[:3]]
    drawing = {"type": "radar", "axes": axes, "series": series}
    return {"id": "shape", "title": gettext("Shape: each axis ends at the full mark"), "drawing": drawing}


def _aspect(packs: Packs, loss: Loss) -> Shown:
    aspect = packs.aspect(loss.name)
    return {"loss": loss, "aspect": aspect, "kind": KINDS[aspect.kind], "median": loss.twice_median // 2}
