"""The dates a campaign hangs on: anchors that can move, holidays, and weekend days that are worked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.files.workdays import AnnouncedDay, announced_days
from beizhan.models.campaign import Anchor, AnchorDate, Campaign, SpecialDay
from beizhan.models.people import Person

_KEY = re.compile(r"[\w.-]{1,32}")
_WEEKEND = 5


@dataclass(frozen=True, slots=True)
class AnchorFacts:
    """An anchor as somebody wants it written down."""

    key: str
    name_zh: str
    name_en: str


def add_anchor(campaign: Campaign, facts: AnchorFacts, on: date, *, by: Person, at: datetime) -> Anchor:
    """Write down a named date."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=campaign, on=f"{facts.key} {on}", at=at):
        refuse(_faults_of(campaign, facts))
        anchor = Anchor.objects.create(
            campaign=campaign, key=facts.key, name_zh=facts.name_zh.strip(), name_en=facts.name_en.strip()
        )
        AnchorDate.objects.create(anchor=anchor, date=on, reason="", by=by, at=at)
        return anchor


def rename_anchor(anchor: Anchor, facts: AnchorFacts, *, by: Person, at: datetime) -> None:
    """Give an anchor other names; its key stays."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=anchor.campaign, on=anchor, at=at):
        refuse(() if facts.name_zh.strip() else (error("text_missing"),))
        anchor.name_zh, anchor.name_en = facts.name_zh.strip(), facts.name_en.strip()
        anchor.save(update_fields=["name_zh", "name_en"])


def move_anchor(anchor: Anchor, to: date, *, reason: str, by: Person, at: datetime) -> None:
    """Move an anchor to another day, with the reason; the days it stood on before stay in its history."""
    with deed(Deed.MOVE_ANCHOR, by=by, campaign=anchor.campaign, on=f"{anchor.key} → {to}", at=at):
        stands = AnchorDate.objects.filter(anchor=anchor).order_by("-pk").first()
        refuse((error("anchor_stands_there"),) if stands and stands.date == to else ())
        refuse(() if reason.strip() else (error("reason_missing"),))
        AnchorDate.objects.create(anchor=anchor, date=to, reason=reason.strip(), by=by, at=at)


def announce_year(campaign: Campaign, year: int, *, by: Person, at: datetime) -> None:
    """Take the holidays and make-up days of a year from what was announced, in place of what stood there."""
    known = announced_days(year)
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=campaign, on=year, at=at):
        refuse(() if known else (error("year_not_announced", year=year),))
        _replace(campaign, year, known)


def set_special_days(campaign: Campaign, year: int, days: Sequence[AnnouncedDay], *, by: Person, at: datetime) -> None:
    """Write down the holidays and make-up days of a year by hand, in place of what stood there."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=campaign, on=year, at=at):
        refuse(_faults_of_days(year, days))
        _replace(campaign, year, days)


def _replace(campaign: Campaign, year: int, days: Sequence[AnnouncedDay]) -> None:
    SpecialDay.objects.filter(campaign=campaign, date__year=year).delete()
    SpecialDay.objects.bulk_create(
        SpecialDay(campaign=campaign, date=day.on, is_workday=day.is_workday, name=day.name) for day in days
    )


def _faults_of(campaign: Campaign, facts: AnchorFacts) -> tuple[Fault, ...]:
    if not facts.name_zh.strip():
        return (error("text_missing"),)
    if not _KEY.fullmatch(facts.key):
        return (error("key_malformed", found=facts.key),)
    taken = Anchor.objects.filter(campaign=campaign, key=facts.key).exists()
    return (error("anchor_key_taken", found=facts.key),) if taken else ()


def _faults_of_days(year: int, days: Sequence[AnnouncedDay]) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    for row, day in enumerate(days, 1):
        if day.on.year != year:
            faults.append(error("day_of_another_year", row=row, day=day.on.isoformat(), year=year))
        if day.is_workday and day.on.weekday() < _WEEKEND:
            faults.append(error("make_up_day_is_no_weekend", row=row, day=day.on.isoformat()))
    if len({day.on for day in days}) < len(days):
        faults.append(error("day_twice"))
    return tuple(faults)
