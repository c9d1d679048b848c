"""A roster brought in: whole or not at all, the same twice, each refusal beside its cell."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

import make
from beizhan.actions.campaign.entries import withdraw_entry
from beizhan.actions.campaign.opening import Names, open_campaign
from beizhan.actions.door import Refused
from beizhan.actions.roster.importing import import_roster
from beizhan.core.access import ALLOWED, Deed, Post
from beizhan.files.roster.reading import read_roster
from beizhan.files.roster.rows import (
    AnchorRow,
    AppointmentRow,
    BodyRow,
    EntryRow,
    Origin,
    PersonRow,
    Roster,
    SkillRow,
    StageRow,
)
from beizhan.files.roster.writing import write_roster
from beizhan.models.campaign import Anchor, Entry, Stage
from beizhan.models.log import LogRow, Proposal
from beizhan.models.people import Appointment, Body, Person
from beizhan.models.skills import Skill
from beizhan.queries.roster import empty_roster_of, roster_of

pytestmark = pytest.mark.django_db
AT = make.AT
TABLES = (Skill, Stage, Anchor, Body, Person, Appointment, Entry, Proposal, LogRow)


@pytest.fixture
def director():
    return make.person("director")


@pytest.fixture
def here(director):
    return open_campaign(Names("备战", "Prep", "广西人社厅"), by=director, at=AT)


def whole():
    """Return one row of each kind and a little more, as a workbook would bring it."""

    def at(sheet, row):
        return Origin(sheet, row)

    return Roster(
        skills=(SkillRow("17", "", "", chosen=True, origin=at("skills", 2)),),
        stages=(StageRow("十进五", "Ten to five", 1, "", 10, 5, at("stages", 2)),),
        anchors=(AnchorRow("opening", "开幕", "Opening", date(2027, 9, 22), at("anchors", 2)),),
        bodies=(
            BodyRow("U1", "演示学校", "", "unit", "NN", at("bodies", 2)),
            BodyRow("NN", "南宁市", "Nanning", "city", "P", at("bodies", 3)),
            BodyRow("E1", "专家组", "", "expert_team", "P", at("bodies", 4)),
        ),
        people=(
            PersonRow("wei", "演示选手01", "wei xiaolan", "", "", "U1", at("people", 2)),
            PersonRow("nong", "农大伟", "nong dawei", "139", "", "E1", at("people", 3)),
        ),
        appointments=(
            AppointmentRow("nong", "coach", "E1", "17", "", at("appointments", 2)),
            AppointmentRow("nong", "judge", "E1", "17", "", at("appointments", 3)),
        ),
        entries=(EntryRow("17", "17-01", "U1", "", "wei", "", "nong", at("entries", 2)),),
    )


def counts():
    return [table.objects.count() for table in TABLES]


def bring(here, roster, by):
    return import_roster(here, roster, name="roster.xlsx", by=by, at=AT)


def refusals(here, roster, by):
    with pytest.raises(Refused) as refused:
        bring(here, roster, by)
    return [(fault.code, fault.cell) for fault in refused.value.faults if fault.severity == "error"]


def test_every_row_is_brought_in_and_a_body_may_name_a_superior_that_stands_below_it(here, director):
    imported = bring(here, whole(), director)

    assert dict(imported.changed) == {
        "skills": 1, "stages": 1, "anchors": 1, "bodies": 3, "people": 2, "entries": 1, "appointments": 1,
    }  # fmt: skip
    assert Body.objects.get(code="U1").superior.code == "NN"
    assert Entry.objects.get().coach.login == "nong"
    assert LogRow.objects.filter(deed=Deed.IMPORT_ROSTER, on="roster.xlsx").count() == 1


def test_a_post_that_two_people_grant_is_only_proposed(here, director):
    imported = bring(here, whole(), director)

    assert imported.proposed == 1
    assert Proposal.objects.get().content.count("judge") == 1
    assert not Appointment.objects.filter(post=Post.JUDGE).exists()


def test_the_same_workbook_again_changes_nothing_and_proposes_nothing_twice(here, director):
    bring(here, whole(), director)
    before = counts()[:-1]

    again = bring(here, whole(), director)

    assert set(again.changed.values()) | {again.proposed} == {0}
    assert counts()[:-1] == before


def test_what_the_campaign_gives_out_comes_back_as_it_was(here, director):
    bring(here, whole(), director)

    again = bring(here, read_roster(write_roster(roster_of(here))), director)

    assert set(again.changed.values()) | {again.proposed} == {0}


def test_the_empty_workbook_can_be_brought_in_as_it_is(here, director):
    again = bring(here, read_roster(write_roster(empty_roster_of(here))), director)

    assert set(again.changed.values()) == {0}


def test_corrections_change_what_stands_and_leave_the_rest_alone(here, director):
    bring(here, whole(), director)
    roster = Roster(people=(PersonRow("nong", "农大伟", "nong dawei", "138", "", "", Origin("people", 2)),))

    imported = bring(here, roster, director)

    assert Person.objects.get(login="nong").phone == "138"
    assert (imported.changed["people"], Person.objects.count()) == (1, 3)


def test_another_deputy_hands_the_post_over_and_keeps_its_history(here, director):
    bring(here, whole(), director)
    roster = replace(
        Roster(), appointments=(AppointmentRow("nong", "coach", "E1", "17", "wei", Origin("appointments", 2)),)
    )

    bring(here, roster, director)

    rows = Appointment.objects.filter(post=Post.COACH).order_by("pk")
    assert [(row.deputy and row.deputy.login, hasattr(row, "end")) for row in rows] == [(None, True), ("wei", False)]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (
            {"appointments": (AppointmentRow("nong", "liaison", "E1", "", "", Origin("appointments", 2)),)},
            [("post_of_another_party", "任职 Appointments!D2")],
        ),
        (
            {"appointments": (AppointmentRow("wei", "competitor", "U1", "", "", Origin("appointments", 5)),)},
            [("competitor_is_entered", "任职 Appointments!C5")],
        ),
        (
            {"entries": (EntryRow("17", "17-01", "E1", "", "wei", "", "", Origin("entries", 2)),)},
            [("entry_unit_is_none", "报名 Entries!D2")],
        ),
        (
            {"entries": (EntryRow("17", "17-01", "U1", "", "wei", "nong", "", Origin("entries", 2)),)},
            [("entry_overfull", "报名 Entries!G2")],
        ),
        (
            {"people": (*whole().people, PersonRow("new", "新人", "", "", "", "", Origin("people", 9)))},
            [("person_without_body", "人员 People!G9")],
        ),
        (
            {"skills": (*whole().skills, SkillRow("99", "", "", chosen=True, origin=Origin("skills", 70)))},
            [("text_missing", "项目 Skills!B70")],
        ),
    ],
)
def test_one_wrong_row_leaves_nothing_behind_and_is_told_at_its_cell(here, director, changes, found):
    before = counts()

    assert refusals(here, replace(whole(), **changes), director) == found
    assert counts() == before


def test_every_refusal_is_told_at_once_and_rows_that_lean_on_a_refused_one_say_so(here, director):
    make.person("double", name="另一人")
    people = (*whole().people, PersonRow("double", "重名", "", "", "", "U1", Origin("people", 9)))
    entries = (EntryRow("17", "17-09", "U1", "", "double", "", "", Origin("entries", 9)),)

    found = refusals(here, replace(whole(), people=people, entries=entries), director)

    assert found == [("login_taken", "人员 People!B9"), ("person_of_another_campaign", "报名 Entries!C9")]


def test_a_date_is_not_moved_by_a_workbook(here, director):
    bring(here, whole(), director)
    moved = replace(whole(), anchors=(AnchorRow("opening", "开幕", "", date(2027, 10, 1), Origin("anchors", 2)),))

    assert refusals(here, moved, director) == [("anchor_moves_on_its_screen", "日期 Dates!E2")]


def test_a_withdrawn_entry_is_not_brought_back_by_a_change(here, director):
    bring(here, whole(), director)
    withdraw_entry(Entry.objects.get(), reason="伤病", by=director, at=AT)
    changed = replace(whole(), entries=(EntryRow("17", "17-01", "U1", "", "nong", "", "", Origin("entries", 2)),))

    assert refusals(here, changed, director) == [("entry_withdrawn", "报名 Entries!C2")]


def test_faults_of_shape_are_told_before_anything_is_tried(here, director):
    dangling = replace(whole(), entries=(EntryRow("17", "17-01", "NOWHERE", "", "wei", "", "", Origin("entries", 2)),))

    assert [code for code, _ in refusals(here, dangling, director)] == ["reference_unknown"]


@pytest.mark.parametrize("post", list(Post))
def test_only_the_office_brings_a_roster_in(here, post):
    who = make.holder(here, post)

    try:
        bring(here, whole(), who)
    except PermissionDenied:
        was_refused = True
    else:
        was_refused = False

    assert was_refused == (post not in ALLOWED[Deed.IMPORT_ROSTER])
    assert Entry.objects.filter(code="17-01").exists() != was_refused
