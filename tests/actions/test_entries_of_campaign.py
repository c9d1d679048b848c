"""Entries: entered, changed while nothing is drawn, withdrawn with a reason."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

import hall
import make
from beizhan.actions.campaign.entries import EntryFacts, change_entry, enter_competitors, faults_of, withdraw_entry
from beizhan.actions.door import Refused
from beizhan.core.access import ALLOWED, Deed, Party, Post
from beizhan.models.campaign import Competitor, Entry, Withdrawal
from beizhan.models.log import LogRow
from beizhan.models.people import Body

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def here():
    return make.campaign()


@pytest.fixture
def officer(here):
    return make.holder(here, Post.OFFICER, "officer")


def member(here, login, party=Party.UNIT):
    who = make.person(login)
    where = Body.objects.filter(campaign=here, party=party).first() or make.body(here, party)
    make.membership(who, where)
    return who


def facts(here, *team, code="17-01", skill=None, born=None):
    which = skill or make.skill(here)
    unit = Body.objects.filter(campaign=here, party=Party.UNIT).first()
    return EntryFacts(which, code, unit, None, None, tuple((who, born) for who in team))


def codes(refused):
    return [fault.code for fault in refused.value.faults]


def test_a_competitor_is_entered_for_a_unit_and_it_is_logged(here, officer):
    wei = member(here, "wei")

    entry = enter_competitors(here, facts(here, wei, born=date(2006, 5, 1)), by=officer, at=AT)

    assert [(one.person, one.born, one.position) for one in entry.competitors.all()] == [(wei, date(2006, 5, 1), 1)]
    assert [(row.deed, row.on) for row in LogRow.objects.all()] == [("enter_competitors", "17-01")]


def test_a_person_competes_once_in_a_skill_and_a_code_is_had_once(here, officer):
    wei, mo, skill = member(here, "wei"), member(here, "mo"), make.skill(here)
    enter_competitors(here, facts(here, wei, skill=skill), by=officer, at=AT)

    with pytest.raises(Refused) as twice:
        enter_competitors(here, facts(here, wei, code="17-02", skill=skill), by=officer, at=AT)
    with pytest.raises(Refused) as taken:
        enter_competitors(here, facts(here, mo, skill=skill), by=officer, at=AT)

    assert (codes(twice), codes(taken)) == (["competes_already"], ["entry_code_taken"])
    assert Entry.objects.count() == 1


def test_a_withdrawn_competitor_may_be_entered_again(here, officer):
    wei, skill = member(here, "wei"), make.skill(here)
    first = enter_competitors(here, facts(here, wei, skill=skill), by=officer, at=AT)
    withdraw_entry(first, reason="伤病", by=officer, at=AT)

    enter_competitors(here, facts(here, wei, code="17-02", skill=skill), by=officer, at=AT)

    assert Entry.objects.count() == 2


def test_nobody_from_outside_the_campaign_is_entered(here, officer):
    make.body(here, Party.UNIT)

    with pytest.raises(Refused) as refused:
        enter_competitors(here, facts(here, make.person("stranger")), by=officer, at=AT)

    assert codes(refused) == ["person_of_another_campaign"]


def test_a_competitor_who_is_too_old_is_entered_and_warned_of(here, officer):
    make.anchor(here, "opening", date(2026, 9, 22), officer)
    old = facts(here, member(here, "wei"), born=date(2003, 12, 31))

    enter_competitors(here, old, by=officer, at=AT)

    assert [fault.code for fault in faults_of(here, old)] == ["competitor_too_old"]


def test_a_team_changes_while_nothing_is_drawn(here, officer):
    wei, mo, skill = member(here, "wei"), member(here, "mo"), make.skill(here)
    entry = enter_competitors(here, facts(here, wei, skill=skill), by=officer, at=AT)

    change_entry(entry, facts(here, mo, skill=skill), by=officer, at=AT)

    assert [one.person for one in Competitor.objects.filter(entry=entry)] == [mo]


def test_once_drawn_a_code_belongs_to_its_team_and_nobody_is_entered_any_more():
    found = hall.marking()
    entry, officer = found.entries[0], found.people["officer"]
    team = tuple((one.person, None) for one in entry.competitors.all())
    coach = found.people["coach"]
    other = found.entries[1].competitors.get().person

    change_entry(entry, EntryFacts(found.skill, entry.code, entry.unit, None, coach, team), by=officer, at=AT)
    with pytest.raises(Refused) as changed:
        change_entry(
            entry, EntryFacts(found.skill, entry.code, entry.unit, None, coach, ((other, None),)), by=officer, at=AT
        )
    with pytest.raises(Refused) as entered:
        enter_competitors(
            found.campaign,
            EntryFacts(found.skill, "17-99", entry.unit, None, None, ((coach, None),)),
            by=officer,
            at=AT,
        )

    assert "entry_is_drawn" in codes(changed)
    assert codes(entered) == ["skill_is_under_codes"]


def test_an_entry_is_withdrawn_once_and_with_a_reason(here, officer):
    entry = enter_competitors(here, facts(here, member(here, "wei")), by=officer, at=AT)
    with pytest.raises(Refused) as silent:
        withdraw_entry(entry, reason=" ", by=officer, at=AT)
    withdraw_entry(entry, reason="伤病", by=officer, at=AT)

    with pytest.raises(Refused) as again:
        withdraw_entry(entry, reason="又一次", by=officer, at=AT)

    assert (codes(silent), codes(again)) == (["reason_missing"], ["entry_withdrawn"])
    assert Withdrawal.objects.get().reason == "伤病"


@pytest.mark.parametrize("post", list(Post))
def test_only_the_office_enters_and_withdraws(here, officer, post):
    entry = enter_competitors(here, facts(here, member(here, "wei")), by=officer, at=AT)
    who = make.holder(here, post)

    try:
        withdraw_entry(entry, reason="伤病", by=who, at=AT)
    except PermissionDenied:
        was_refused = True
    else:
        was_refused = False

    assert was_refused == (post not in ALLOWED[Deed.ENTER_COMPETITORS])
    assert Withdrawal.objects.exists() != was_refused
