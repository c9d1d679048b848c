"""The standing (K12, K16): by blind code for the hall while marks are made, by name for everybody once published."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.scale import DEFAULT, STRATEGIES
from beizhan.core.selection.outcomes import Status
from beizhan.files.spreadsheet.tables import Heading, write_table
from beizhan.pages.kit import XLSX, attachment
from beizhan.pages.marking.results.frame import Room, frame_of, room_for, unit_of, unpublished, who_is
from beizhan.pages.words import (
    DOUBTS,
    MEDALS,
    SIGNS,
    SNAPSHOTS,
    STATUSES,
    STRATEGY_FORMULAS,
    STRATEGY_NAMES,
    in_words,
    name_of,
)
from beizhan.queries.marking.banners import banner_for
from beizhan.queries.marking.publishing.objections import own_entries_of
from beizhan.queries.marking.publishing.revisions import Revision
from beizhan.queries.marking.publishing.standings import (
    StandingLine,
    StandingPage,
    live_standing_of,
    published_standing_of,
)
from beizhan.templatetags.figures import moment

Shown = dict[str, object]
_MANY, _VERY_MANY = 12, 24


@require_GET
def standing(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Show who stands where, or hand it over as a workbook."""
    room = room_for(request, assessment, Deed.SEE_MARKS, Deed.SEE_RESULT)
    page = _page(request, room)
    if page is None:
        return unpublished(request, room, "standing", _("Standing"))
    if request.GET.get("as") == "xlsx":
        return _workbook(room, page)
    own = own_entries_of(room.assessment, request.user, Deed.SEE_OWN_LOSSES) if page.revision else ()
    mine = {entry.code for entry in own}
    shown = frame_of(
        room,
        "standing",
        _("Standing"),
        page=page,
        lines=[_shown(page, one, mine) for one in page.lines],
        chart=_chart(page),
        revisions=[revision_line(room, one, page.revision) for one in room.revisions],
        **_scale(page),
        **_files(room, page),
    )
    return render(request, "marking/results/standing.html", shown)


def revision_asked(request: HttpRequest, room: Room) -> Revision | None:
    """Return the revision that is asked for, else the newest."""
    asked = request.GET.get("revision", "")
    if not asked:
        return room.newest
    found = next((one for one in room.revisions if str(one.number) == asked), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, room: Room) -> StandingPage | None:
    strategy = request.GET.get("scale", "")
    strategy = strategy if strategy in STRATEGIES else DEFAULT
    is_live = not room.stands and "revision" not in request.GET
    if is_live and room.may(Deed.SEE_MARKS):
        return live_standing_of(room.assessment, strategy=strategy)
    revision = revision_asked(request, room)
    return published_standing_of(room.assessment, revision, strategy=strategy) if revision else None


def _shown(page: StandingPage, line: StandingLine, mine: set[str]) -> Shown:
    status = Status(line.status) if line.status else None
    return {
        "line": line,
        "cells": list(zip(page.criteria, line.criteria, strict=True)),
        "who": who_is(line.named, line.entry or line.code),
        "unit": unit_of(line.named),
        "sign": SIGNS[status] if status else "",
        "status": STATUSES[status] if status else "",
        "medal": MEDALS[line.compared.medal] if line.compared and line.compared.medal else "",
        "is_own": line.entry in mine,
    }


def _chart(page: StandingPage) -> Shown:
    names = [who_is(line.named, line.code) for line in page.lines]
    columns = zip(*(line.criteria for line in page.lines), strict=True)
    series = [
        {"name": f"{head.code} {head.name}".strip(), "values": [(mark or 0) / 100 for mark in column]}
        for head, column in zip(page.criteria, columns, strict=False)
    ]
    drawing = {"type": "bar", "horizontal": True, "stacked": True, "categories": names, "series": series}
    height = "very-tall" if len(names) > _VERY_MANY else "tall" if len(names) > _MANY else ""
    return {"id": "standing-chart", "title": gettext("Totals by criterion"), "drawing": drawing, "height": height}


def _scale(page: StandingPage) -> Shown:
    scale = page.scale
    return {
        "doubt": DOUBTS[scale.doubt] if scale.doubt else "",
        "strategies": [(one, STRATEGY_NAMES[one], one == scale.strategy) for one in STRATEGIES],
        "strategy_name": STRATEGY_NAMES[scale.strategy],
        "formula": STRATEGY_FORMULAS[scale.strategy],
        "has_scores": any(line.compared for line in page.lines),
    }


def revision_line(room: Room, one: Revision, shown: Revision | None) -> Shown:
    """Return a revision as the list of them shows it."""
    url = f"{reverse('standing', args=[room.assessment.pk])}?revision={one.number}"
    is_shown = shown is not None and one.number == shown.number
    return {"one": one, "kind": SNAPSHOTS[one.kind], "url": url, "is_shown": is_shown}


def _files(room: Room, page: StandingPage) -> Shown:
    asked = f"revision={page.revision.number}" if page.revision else ""
    workbook = {"url": f"?{asked}&as=xlsx", "label": gettext("Excel"), "icon": "file-spreadsheet"}
    paper = {
        "url": f"{reverse('result_paper', args=[room.assessment.pk])}?{asked}",
        "label": gettext("Result sheet (PDF)"),
        "icon": "printer",
    }
    return {"actions": [workbook, paper] if page.revision else [workbook]}


def _workbook(room: Room, page: StandingPage) -> HttpResponse:
    heads = [
        Heading(gettext("Rank"), 8),
        Heading(gettext("Code"), 12),
        Heading(gettext("Competitor"), 20),
        Heading(gettext("Competitor's unit"), 26),
        *(Heading(f"{head.code} {head.name}".strip(), marks=True) for head in page.criteria),
        Heading(gettext("Total"), marks=True),
        Heading(gettext("Outcome")),
    ]
    lines = [(one, _shown(page, one, set())) for one in page.lines]
    rows = [
        [
            one.rank,
            one.entry or one.code,
            "、".join(one.named.names),
            unit_of(one.named),
            *one.criteria,
            one.total,
            str(shown["status"]),
        ]
        for one, shown in lines
    ]
    title = f"{name_of(room.assessment)} {gettext('Standing')}"
    content = write_table(title, heads, rows, note=_state(room, page))
    return attachment(content, name=f"{room.assessment.code}-standing.xlsx", kind=XLSX)


def _state(room: Room, page: StandingPage) -> str:
    """Return how firm the marks are, as one line above a table."""
    if page.revision is None:
        banner = in_words(banner_for(room.assessment)) or {}
        return str(banner.get("label", ""))
    one = page.revision
    return " · ".join(
        [
            str(SNAPSHOTS[one.kind]),
            gettext("Revision %(number)s") % {"number": one.number},
            moment(one.at),
            one.fingerprint,
        ]
    )
