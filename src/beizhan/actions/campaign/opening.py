"""A campaign opened, and named otherwise."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from beizhan.actions.door import deed, demand, refuse
from beizhan.core.access import Deed, Party, Post
from beizhan.core.faults import error
from beizhan.files.workdays import announced_days, announced_years
from beizhan.models.campaign import Campaign, SpecialDay
from beizhan.models.people import Appointment, Body, Membership, Person


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a campaign, and of the province that runs it."""

    name_zh: str
    name_en: str
    province_zh: str = ""
    province_en: str = ""


def open_campaign(names: Names, *, by: Person, at: datetime) -> Campaign:
    """Open a campaign; who opens it becomes its director, at the province that is written down with it.

    The first campaign of all may be opened by anybody who can sign in, a later one by a director of another.
    The holidays of every year already announced come with it.
    """
    with transaction.atomic():
        if Campaign.objects.exists():
            demand(Deed.OPEN_CAMPAIGN, by=by, campaign=None)
        refuse(() if names.name_zh.strip() else (error("text_missing"),))
        campaign = Campaign.objects.create(name_zh=names.name_zh.strip(), name_en=names.name_en.strip(), at=at)
        province = Body.objects.create(
            campaign=campaign,
            code="P",
            party=Party.PROVINCE,
            name_zh=names.province_zh.strip() or names.name_zh.strip(),
            name_en=names.province_en.strip(),
        )
        Membership.objects.create(person=by, body=province)
        Appointment.objects.create(
            campaign=campaign, person=by, post=Post.DIRECTOR, body=province, skill=None, deputy=None, by=by, at=at
        )
        with deed(Deed.OPEN_CAMPAIGN, by=by, campaign=campaign, on=campaign, at=at):
            SpecialDay.objects.bulk_create(_special_days(campaign, at.year))
    return campaign


def rename_campaign(campaign: Campaign, names: Names, *, by: Person, at: datetime) -> None:
    """Give a campaign other names."""
    with deed(Deed.SET_UP_CAMPAIGN, by=by, campaign=campaign, on=f"{campaign} → {names.name_zh}", at=at):
        refuse(() if names.name_zh.strip() else (error("text_missing"),))
        campaign.name_zh, campaign.name_en = names.name_zh.strip(), names.name_en.strip()
        campaign.save(update_fields=["name_zh", "name_en"])


def _special_days(campaign: Campaign, since: int) -> list[SpecialDay]:
    years = [year for year in announced_years() if year >= since]
    days = [day for year in years for day in announced_days(year)]
    return [SpecialDay(campaign=campaign, date=day.on, is_workday=day.is_workday, name=day.name) for day in days]
