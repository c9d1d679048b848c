"""The campaign opened, dated and staged: what changes, what is logged, who is refused."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

import make
from beizhan.actions.campaign.dates import (
    AnchorFacts,
    add_anchor,
    announce_year,
    move_anchor,
    rename_anchor,
    set_special_days,
)
from beizhan.actions.campaign.opening import Names, open_campaign, rename_campaign
from beizhan.actions.campaign.stages import StageFacts, add_stage, change_stage, drop_stage
from beizhan.actions.door import Refused
from beizhan.core.access import ALLOWED, Deed, Post
from beizhan.files.workdays import AnnouncedDay
from beizhan.models.campaign import AnchorDate, Campaign, SpecialDay, Stage
from beizhan.models.log import LogRow
from beizhan.models.marking.results import SelectionRule
from beizhan.queries.people import posts_of

pytestmark = pytest.mark.django_db
AT = make.AT
OPENING = AnchorFacts("opening", "开幕", "Opening")


@pytest.fixture
def here():
    return make.campaign()


@pytest.fixture
def director(here):
    return make.holder(here, Post.DIRECTOR, "director")


def codes(refused):
    return [fault.code for fault in refused.value.faults]


def log():
    return [(row.by.login, row.deed, row.on) for row in LogRow.objects.order_by("pk")]


def test_anybody_opens_the_first_campaign_and_directs_it():
    who = make.person("first")

    campaign = open_campaign(Names("备战", "Prep", "广西人社厅", "Guangxi"), by=who, at=AT)

    assert posts_of(who, campaign=campaign) == {Post.DIRECTOR}
    assert [(body.party, body.name_zh) for body in campaign.bodies.all()] == [("province", "广西人社厅")]
    assert log() == [("first", "open_campaign", "备战")]


def test_a_new_campaign_knows_the_holidays_of_every_year_announced_from_now_on():
    campaign = open_campaign(Names("备战", ""), by=make.person(), at=AT)

    days = SpecialDay.objects.filter(campaign=campaign)
    assert {day.date.year for day in days} == {2026}
    assert days.get(date=date(2026, 10, 10)).is_workday
    assert not days.get(date=date(2026, 10, 1)).is_workday


def test_a_later_campaign_is_opened_by_a_director_only(here, director):
    with pytest.raises(PermissionDenied):
        open_campaign(Names("第二", ""), by=make.person("stranger"), at=AT)

    open_campaign(Names("第二", ""), by=director, at=AT)

    assert Campaign.objects.count() == 2


def test_a_campaign_without_a_name_leaves_nothing_behind():
    with pytest.raises(Refused) as refused:
        open_campaign(Names(" ", "Prep"), by=make.person(), at=AT)

    assert codes(refused) == ["text_missing"]
    assert (Campaign.objects.count(), SpecialDay.objects.count()) == (0, 0)


def test_an_anchor_moves_with_a_reason_and_remembers_where_it_stood(here, director):
    anchor = add_anchor(here, OPENING, date(2026, 10, 12), by=director, at=AT)

    move_anchor(anchor, date(2027, 9, 22), reason=" 赛事推迟 ", by=director, at=AT)

    assert list(AnchorDate.objects.order_by("pk").values_list("date", "reason")) == [
        (date(2026, 10, 12), ""),
        (date(2027, 9, 22), "赛事推迟"),
    ]
    assert log()[-1] == ("director", "move_anchor", "opening → 2027-09-22")


@pytest.mark.parametrize(
    ("to", "reason", "found"),
    [(date(2026, 10, 12), "x", "anchor_stands_there"), (date(2026, 10, 13), "  ", "reason_missing")],
)
def test_an_anchor_does_not_move_to_where_it_stands_or_without_a_reason(here, director, to, reason, found):
    anchor = add_anchor(here, OPENING, date(2026, 10, 12), by=director, at=AT)

    with pytest.raises(Refused) as refused:
        move_anchor(anchor, to, reason=reason, by=director, at=AT)

    assert codes(refused) == [found]
    assert AnchorDate.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (AnchorFacts("opening", "开幕", ""), "anchor_key_taken"),
        (AnchorFacts("a b", "开幕", ""), "key_malformed"),
        (AnchorFacts("other", " ", ""), "text_missing"),
    ],
)
def test_an_anchor_has_a_key_of_its_own_and_a_name(here, director, facts, found):
    add_anchor(here, OPENING, date(2026, 10, 12), by=director, at=AT)

    with pytest.raises(Refused) as refused:
        add_anchor(here, facts, date(2026, 10, 12), by=director, at=AT)

    assert codes(refused) == [found]


def test_an_anchor_is_renamed_under_its_key(here, director):
    anchor = add_anchor(here, OPENING, date(2026, 10, 12), by=director, at=AT)

    rename_anchor(anchor, AnchorFacts("ignored", "开幕式", "Opening ceremony"), by=director, at=AT)

    anchor.refresh_from_db()
    assert (anchor.key, anchor.name_zh, anchor.name_en) == ("opening", "开幕式", "Opening ceremony")


def test_special_days_of_a_year_are_replaced_whole(here, director):
    announce_year(here, 2026, by=director, at=AT)
    days = [AnnouncedDay(date(2026, 1, 1), is_workday=False, name="元旦")]

    set_special_days(here, 2026, days, by=director, at=AT)

    assert [(day.date, day.name) for day in SpecialDay.objects.all()] == [(date(2026, 1, 1), "元旦")]


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (AnnouncedDay(date(2027, 1, 1), is_workday=False, name=""), ["day_of_another_year"]),
        (AnnouncedDay(date(2026, 11, 23), is_workday=True, name=""), ["make_up_day_is_no_weekend"]),
    ],
)
def test_a_special_day_lies_in_its_year_and_is_worked_only_on_a_weekend(here, director, day, found):
    with pytest.raises(Refused) as refused:
        set_special_days(here, 2026, [day], by=director, at=AT)

    assert codes(refused) == found


def test_a_year_that_is_not_announced_cannot_be_taken_from_the_notice(here, director):
    with pytest.raises(Refused) as refused:
        announce_year(here, 2199, by=director, at=AT)

    assert codes(refused) == ["year_not_announced"]


def test_a_stage_is_added_changed_and_dropped_while_nothing_hangs_on_it(here, director):
    stage = add_stage(here, StageFacts(None, 1, "十进五", "", 10, 5), by=director, at=AT)
    change_stage(stage, StageFacts(None, 1, "十进四", "", 10, 4), by=director, at=AT)
    assert Stage.objects.get().to_m == 4

    drop_stage(stage, by=director, at=AT)

    assert Stage.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ((1, "又一", "", 5, 2), ["stage_position_taken"]),
        ((2, "", "", 5, 2), ["text_missing"]),
        ((2, "五进六", "", 5, 6), ["stage_lets_too_many_through"]),
    ],
)
def test_a_stage_has_a_place_of_its_own_and_lets_no_more_through_than_stand(here, director, facts, found):
    make.stage(here)

    with pytest.raises(Refused) as refused:
        add_stage(here, StageFacts(None, *facts), by=director, at=AT)

    assert codes(refused) == found


def test_a_stage_with_a_rule_keeps_its_numbers_and_stays(here, director):
    stage = make.stage(here)
    SelectionRule.objects.create(
        stage=stage, skill=make.skill(here), version=1, document="{}", fingerprint="0" * 64, by=director, at=AT
    )

    with pytest.raises(Refused) as changed:
        change_stage(stage, StageFacts(None, 1, "十进四", "", 10, 4), by=director, at=AT)
    with pytest.raises(Refused) as dropped:
        drop_stage(stage, by=director, at=AT)
    change_stage(stage, StageFacts(None, 1, "第一次", "", 10, 5), by=director, at=AT)

    assert (codes(changed), codes(dropped)) == (["stage_has_a_rule"], ["stage_in_use"])


@pytest.mark.parametrize("post", list(Post))
def test_each_deed_on_a_campaign_is_refused_to_whoever_may_not(here, director, post):
    anchor = add_anchor(here, OPENING, date(2026, 10, 12), by=director, at=AT)
    who = make.holder(here, post)
    deeds = {
        Deed.OPEN_CAMPAIGN: lambda: open_campaign(Names("第二", ""), by=who, at=AT),
        Deed.SET_UP_CAMPAIGN: lambda: rename_campaign(here, Names("新名", ""), by=who, at=AT),
        Deed.MOVE_ANCHOR: lambda: move_anchor(anchor, date(2027, 1, 1), reason="推迟", by=who, at=AT),
    }

    refused = set()
    for deed, act in deeds.items():
        try:
            act()
        except PermissionDenied:
            refused.add(deed)

    assert refused == {deed for deed in deeds if post not in ALLOWED[deed]}
