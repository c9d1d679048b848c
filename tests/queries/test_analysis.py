"""The analysis as it is asked for: exact values, who sees what, and as many queries for three as for one."""

from copy import copy
from datetime import date, timedelta

import pytest

import knowledge
import make
from beizhan.actions.analysis.gaps import answer_gap
from beizhan.actions.analysis.missions import file_report
from beizhan.actions.analysis.rivals import record_observation, take_back_observation
from beizhan.actions.analysis.targets import TargetFacts, set_target
from beizhan.actions.analysis.views import unname_reader, use_view
from beizhan.core.access import Deed, Post
from beizhan.core.analysis.clocks import MissionState
from beizhan.core.analysis.contacts import ContactState
from beizhan.core.analysis.sources import Freshness, Level, Weight
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.core.gaps.ledger import State
from beizhan.core.gaps.verifying import Verdict as GapVerdict
from beizhan.queries.analysis.agenda import agenda_of
from beizhan.queries.analysis.contacts import contacts_among
from beizhan.queries.analysis.gaps.gaps import gap_for, gaps_among, gaps_for
from beizhan.queries.analysis.hints import hints_of
from beizhan.queries.analysis.holders import holders_for
from beizhan.queries.analysis.hub import hubs_for
from beizhan.queries.analysis.losses import losses_for
from beizhan.queries.analysis.meetings import meeting_page_of, meetings_of
from beizhan.queries.analysis.missions import mission_of, missions_among, seen_on
from beizhan.queries.analysis.owed import OwedKind, owed_by
from beizhan.queries.analysis.rivals import rival_of, rivals_among
from beizhan.queries.analysis.targets import targets_of
from beizhan.queries.analysis.views import ViewCounts, may_read, view_counts_of, view_page_of, views_for

pytestmark = pytest.mark.django_db
TODAY = knowledge.TODAY


@pytest.fixture
def found(known_hall):
    return copy(known_hall)


def seen_gaps(found, who):
    return [one.entry for one in gaps_for(found.people[who], found.campaign, [found.skill.pk], at=found.at)]


def lost_in(found, number, section="2"):
    """Return what an entry lost in a section of the first result, from its pack."""
    entry = found.entries[number - 1].code
    losses = {one.code: one for one in losses_for(found.people["officer"], found.skill)}[entry]
    return next(one.lost for one in losses.sections if one.section == section)


def test_each_party_sees_the_gaps_of_its_own_and_no_more(found):
    for number in (1, 2, 0):
        knowledge.gap(found, "officer", number=number, owner=None)

    def all_see(*people):
        seen = {tuple(seen_gaps(found, who)) for who in people}
        return seen.pop() if len(seen) == 1 else seen

    assert all_see("officer", "director", "expert", "chief") == ("", "17-01", "17-02")
    assert all_see("coach", "manager", "leader") == ("17-01",)
    assert all_see("liaison") == ("17-01", "17-02")
    assert all_see("judge1", "self1", "arbiter", "secretary") == ()


def test_whoever_owns_a_gap_sees_it_only_as_long_as_they_do(found):
    gap = knowledge.gap(found, "officer", number=2, owner=found.people["manager"])

    mine = seen_gaps(found, "manager")
    answer_gap(gap, knowledge.answer(found), **found.who("officer"))

    assert (mine, seen_gaps(found, "manager")) == (["17-02"], [])
    assert gap_for(found.people["manager"], gap, at=found.at) is None


def test_a_gap_carries_what_the_result_that_showed_it_says(found):
    knowledge.gap(found)

    (one,) = gaps_among([found.skill.pk], at=found.at)

    assert (one.entry, one.section, one.section_line.name_en) == ("17-01", "2", "Building")
    assert (one.then.worth, one.lost) == (5000, lost_in(found, 1))
    assert (one.shown_by.code, one.before, one.after, one.rise) == ("K1", None, None, None)
    assert (one.state, one.latest.expected) == (State.ANSWERED, 100)
    assert one.is_owned_by(found.people["coach"].pk)


def test_the_next_published_result_says_what_a_countermeasure_gave(found):
    knowledge.gap(found)
    lost = lost_in(found, 1)
    knowledge.sealed_again(found)

    (one,) = gaps_among([found.skill.pk], at=found.at)

    assert (one.before.code, one.after.code, one.rise) == ("K1", "K2", lost)
    assert one.row.verification.verdict is not GapVerdict.NOT_YET_TESTED


def test_a_planned_or_unsealed_assessment_is_no_test_of_a_gap(found):
    knowledge.gap(found, due=TODAY + timedelta(days=5))
    knowledge.planned_again(found)

    (one,) = gaps_among([found.skill.pk], at=found.at)

    assert (one.after, one.rise, one.state) == (None, None, State.OVERDUE)


def test_a_gap_of_the_whole_skill_belongs_to_no_entry_and_no_result_showed_it(found):
    knowledge.gap(found, "officer", number=0, section="2", owner=None, expected=0)
    knowledge.sealed_again(found)

    (one,) = gaps_among([found.skill.pk], at=found.at)

    assert (one.entry, one.team, one.then, one.lost, one.rise) == ("", (), None, None, None)


def test_the_losses_a_gap_begins_with_are_those_of_the_last_sealed_result_the_greatest_first(found):
    mine = losses_for(found.people["coach"], found.skill)

    (one,) = mine
    assert (one.code, one.sealing.code, one.coach.id) == ("17-01", "K1", found.people["coach"].pk)
    assert [loss.lost for loss in one.sections] == sorted((loss.lost for loss in one.sections), reverse=True)
    assert {loss.section: (loss.name, loss.worth) for loss in one.sections} == {
        "1": ("Planning", 5000), "2": ("Building", 5000),
    }  # fmt: skip
    assert len(losses_for(found.people["officer"], found.skill)) == 4


def test_a_rival_is_as_fresh_as_the_best_that_stands_and_speaks_with_it(found):
    rival = knowledge.rival(found)
    old = knowledge.observation(seen_on=TODAY - timedelta(days=100), expires_on=TODAY - timedelta(days=10))
    record_observation(rival, old, **found.who("expert"))
    new = record_observation(rival, knowledge.observation(), **found.who("expert"))

    known = rival_of(rival, at=found.at)
    take_back_observation(new, reason="看错", **found.who("expert"))
    left = rival_of(rival, at=found.at)

    assert (known.age, known.weight, known.last_seen) == (Freshness.FRESH, Weight.SOLID, TODAY)
    assert {section: one.level for section, one in known.picture.items()} == {
        "": Level("", 84, 74, 94), "2": Level("2", 90, 80, 100),
    }  # fmt: skip
    assert (left.age, left.last_seen) == (Freshness.STALE, TODAY - timedelta(days=100))
    assert [one.stands for one in left.observations] == [False, False, True]


def test_a_target_is_held_against_our_best_of_the_newest_sealed_result(found):
    share = Share(9000, 10_000)
    for scope, ref in ((TargetScope.TOTAL, ""), (TargetScope.SECTION, "1"), (TargetScope.CRITERION, "Z")):
        facts = TargetFacts(Target(scope, ref, share, None, 2024), "大赛", "成绩册")
        set_target(found.skill, facts, **found.who("expert"))

    lines = targets_of(found.skill)

    whole, criterion, section = lines.lines
    assert lines.sealing.code == "K1"
    assert whole.distance == 9000 - whole.ours.mark
    assert (criterion.ours, criterion.distance) == (None, None)
    assert section.distance == 9000 - 2 * section.ours.mark


def test_a_view_is_open_to_its_writer_and_those_named_and_to_nobody_else(found):
    view = knowledge.view(found, "expert", ("chief", "coach"))
    unname_reader(view, found.people["coach"], **found.who("expert"))

    assert {name for name in found.people if may_read(found.people[name], view)} == {"expert", "chief"}
    listed = {name for name in found.people if views_for(found.people[name], [found.skill.pk], at=found.at)}
    assert listed == {"expert", "chief"}


def test_leaders_are_told_how_many_views_there_are_and_no_word_of_them(found):
    knowledge.view(found, heard_on=TODAY - timedelta(days=100))
    fresh = knowledge.view(found)
    knowledge.view(found)
    use_view(fresh, knowledge.meeting(found), **found.who("chief"))

    assert view_counts_of([found.skill.pk], at=found.at) == {"17": ViewCounts(3, 1, 1)}


def test_an_opened_view_tells_its_words_and_who_else_may_read_it(found):
    view = knowledge.view(found, answer="已安排评审", place="讲评会")

    page = view_page_of(view, found.people["chief"], at=found.at)

    assert (page.words, page.answer, page.place) == ("注释太少", "已安排评审", "讲评会")
    assert [who.id for who in page.readers] == [found.people["chief"].pk]
    assert (page.line.is_mine, page.line.speaker) == (False, found.people["judge1"].name)


def test_a_judge_who_spoke_and_will_mark_is_hinted_at_until_the_conflict_is_declared(found):
    knowledge.view(found)
    before = hints_of([found.skill.pk])
    knowledge.planned_again(found)

    (hint,) = hints_of([found.skill.pk])

    assert before == []
    assert (hint.judge, hint.entry, hint.code, hint.views) == (found.people["judge1"].name, "17-01", "K2", 1)
    assert [one.kind for one in owed_by(found.people["chief"], found.campaign, at=found.at)] == [OwedKind.RECUSAL]
    assert owed_by(found.people["expert"], found.campaign, at=found.at) == []


def test_somebody_named_only_in_words_is_hinted_at_too(found):
    name = found.people["judge2"].name
    knowledge.view(found, speaker=None, speaker_name=f" {name} ")
    knowledge.planned_again(found)

    assert [one.judge for one in hints_of([found.skill.pk])] == [name]


def test_contacts_and_missions_that_are_late_stand_first(found):
    for days in (20, -1, 2):
        knowledge.contact(found, due=TODAY + timedelta(days=days))
    for days in (0, -30, 30):
        knowledge.mission(found, ends=TODAY + timedelta(days=days))

    contacts = contacts_among([found.skill.pk], at=found.at)
    missions = missions_among([found.skill.pk], at=found.at)

    assert [one.state for one in contacts] == [ContactState.OVERDUE, ContactState.SOON, ContactState.AHEAD]
    assert [one.state for one in missions] == [MissionState.OVERDUE, MissionState.UNDER_WAY, MissionState.AHEAD]


def test_a_mission_knows_its_reports_and_whom_it_saw(found):
    mission, rival = knowledge.mission(found), knowledge.rival(found)
    file_report(mission, {"site": "一"}, [(rival, knowledge.observation())], **found.who("coach"))
    file_report(mission, {"site": "二"}, **found.who("coach"))

    fact = mission_of(mission, at=found.at)

    assert [report.parts["site"] for report in fact.reports] == ["二", "一"]
    assert (fact.state, fact.due) == (MissionState.FILED, TODAY + timedelta(days=3))
    assert [(one.name_zh, one.levels[0].level) for one in seen_on(mission)] == [("示例省乙", 84)]


def test_the_agenda_gathers_everything_that_is_open_in_its_order(found):
    knowledge.gap(found, due=TODAY + timedelta(days=1))
    knowledge.gap(found, "officer", number=2, owner=None)
    knowledge.view(found)
    knowledge.rival(found)
    knowledge.contact(found, due=TODAY - timedelta(days=1))
    knowledge.mission(found, ends=TODAY - timedelta(days=9))

    items = agenda_of([found.skill.pk], at=found.at + timedelta(days=2))

    assert [(str(one.kind), one.state) for one in items] == [
        ("gap", "overdue"), ("gap", "open"), ("views", "fresh"), ("rival", "grey"), ("contact", "overdue"),
        ("mission", "overdue"),
    ]  # fmt: skip


def test_somebody_is_owed_what_is_near_or_late_and_what_is_late_stands_first(found):
    knowledge.gap(found, due=TODAY + timedelta(days=3))
    knowledge.gap(found, due=TODAY + timedelta(days=30))
    knowledge.contact(found, "coach", due=TODAY - timedelta(days=1))
    knowledge.mission(found, "coach", ends=TODAY - timedelta(days=1))

    owed = owed_by(found.people["coach"], found.campaign, at=found.at)

    assert [(one.kind, one.is_overdue) for one in owed] == [
        (OwedKind.CONTACT, True), (OwedKind.REPORT, False), (OwedKind.GAP, False),
    ]  # fmt: skip
    assert owed_by(found.people["judge1"], found.campaign, at=found.at) == []


def test_the_hub_holds_nothing_where_one_may_not_look_and_an_empty_room_where_one_may(found):
    knowledge.gap(found)
    knowledge.view(found)

    hubs = {name: hubs_for(found.people[name], found.campaign, at=found.at) for name in ("officer", "coach", "liaison")}

    officer, coach, liaison = (hubs[name][0] for name in ("officer", "coach", "liaison"))
    assert (len(officer.gaps), officer.views, officer.view_counts, officer.rivals) == (1, (), ViewCounts(1, 1, 0), ())
    assert (len(coach.gaps), coach.view_counts, coach.meetings, coach.hints) == (1, None, None, ())
    assert (len(liaison.gaps), liaison.rivals, liaison.views, liaison.contacts, liaison.missions) == (1, *[None] * 4)
    assert hubs_for(found.people["judge1"], found.campaign, at=found.at) == []
    assert hubs_for(found.people["self1"], found.campaign, at=found.at) == []


def test_a_post_for_one_skill_opens_the_hub_of_that_skill_only(found):
    other = make.skill(found.campaign, "39")
    body = found.campaign.bodies.get(code="expert_team")
    who = make.person("only39")
    found.campaign.appointments.create(person=who, post=Post.EXPERT, body=body, skill=other, by=who, at=found.at)

    assert [hub.skill.number for hub in hubs_for(who, found.campaign, at=found.at)] == ["39"]
    assert [hub.skill.number for hub in hubs_for(found.people["expert"], found.campaign, at=found.at)] == ["17", "39"]


def test_only_those_who_could_see_it_are_offered_as_owners(found):
    gaps = holders_for(found.skill, Deed.SEE_OWN_GAPS)

    assert {one.id for one in gaps} == {found.people[name].pk for name in ("coach", "leader", "manager", "liaison")}


def three(found, count):
    for number in range(count):
        knowledge.gap(found, "officer", number=number + 1)
        rival = knowledge.rival(found, f"示例省{number}")
        record_observation(rival, knowledge.observation(), **found.who("expert"))
        knowledge.view(found)
        knowledge.contact(found)
        knowledge.mission(found, ends=date(2026, 11, 1))


QUESTIONS = {
    "gaps": (8, lambda found: gaps_among([found.skill.pk], at=found.at)),
    "gaps for somebody": (11, lambda found: seen_gaps(found, "coach")),
    "losses": (20, lambda found: losses_for(found.people["officer"], found.skill)),
    "rivals": (3, lambda found: rivals_among([found.skill.pk], at=found.at)),
    "contacts": (2, lambda found: contacts_among([found.skill.pk], at=found.at)),
    "missions": (3, lambda found: missions_among([found.skill.pk], at=found.at)),
    "views": (4, lambda found: views_for(found.people["expert"], [found.skill.pk], at=found.at)),
    "counts": (2, lambda found: view_counts_of([found.skill.pk], at=found.at)),
    "hints": (2, lambda found: hints_of([found.skill.pk])),
    "agenda": (20, lambda found: agenda_of([found.skill.pk], at=found.at)),
    "hub": (28, lambda found: hubs_for(found.people["officer"], found.campaign, at=found.at)),
    "owed": (9, lambda found: owed_by(found.people["officer"], found.campaign, at=found.at)),
}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_takes_as_many_queries_for_three_as_for_one(found, name, count, django_assert_num_queries):
    most, ask = QUESTIONS[name]
    three(found, count)
    ask(found)  # a published assessment is counted once

    with django_assert_num_queries(most):
        ask(found)


@pytest.mark.parametrize("count", [1, 3])
def test_hints_take_as_many_queries_for_three_views_as_for_one(found, count, django_assert_num_queries):
    three(found, count)
    knowledge.planned_again(found)

    with django_assert_num_queries(17):
        (hint,) = hints_of([found.skill.pk])

    assert hint.views == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_meeting_takes_as_many_queries_for_three_items_as_for_one(found, count, django_assert_num_queries):
    three(found, count)
    meeting = knowledge.meeting(found)
    meeting_page_of(meeting, [found.skill.pk], at=found.at)

    with django_assert_num_queries(25):
        page = meeting_page_of(meeting, [found.skill.pk], at=found.at)

    assert page.left == len(page.items) == 2 * count + 1
    assert [line.id for line in meetings_of(found.campaign, [found.skill.pk])] == [meeting.pk]
