"""What the screens before marking ask: exact values, and no more questions for three than for one."""

from dataclasses import replace

import pytest
from django.core.cache import cache

import hall
from beizhan.actions.marking.assessments import Plan, plan_assessment
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.locks import approve_reopening, propose_lock, propose_reopening
from beizhan.actions.marking.rules import set_rule
from beizhan.actions.marking.schemes import import_scheme
from beizhan.core.marking.assessment import Banner, LockScope, Step
from beizhan.core.scheme.tree import Section
from beizhan.core.selection.rule import Round, Rule
from beizhan.models.marking.awards import Lock
from beizhan.queries.marking.banners import BannerLine, banner_for
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.marking.planning.assessment_pages import Need, assessments_in, steps_of
from beizhan.queries.marking.planning.declarations import declaration_page_of
from beizhan.queries.marking.planning.draws import draw_page_of, links_in
from beizhan.queries.marking.planning.hub import hub_of
from beizhan.queries.marking.planning.panels import panel_page_of
from beizhan.queries.marking.planning.rule_pages import rule_page_of
from beizhan.queries.marking.planning.scheme_pages import schemes_of
from beizhan.queries.marking.progress import Progress, progress_of
from beizhan.queries.marking.proposals import proposals_for
from beizhan.queries.people import posts_of

pytestmark = pytest.mark.django_db


def plan_more(found, count):
    for number in range(count):
        plan = Plan(found.skill, found.stage, f"X{number}", f"x{number}", "模拟", "", found.assessment.first_day, 60)
        plan_assessment(plan, **found.who("officer"))


def faulty():
    return replace(hall.small_scheme(), sections=(Section("1", "Planning", 10_000),))


def test_a_draft_is_listed_with_its_faults_and_a_frozen_version_with_its_fingerprint(planned_hall):
    import_scheme(planned_hall.skill, faulty(), source="d.xlsx", reason="试", **planned_hall.who("expert"))

    (skill,) = schemes_of(planned_hall.campaign)

    draft, frozen = skill.schemes
    assert (draft.version, draft.errors, draft.frozen_at, draft.used_by, draft.reason) == (2, 2, None, (), "试")
    assert (frozen.version, frozen.aspects, frozen.judgements, frozen.total) == (1, 4, 2, 10_000)
    assert (len(frozen.fingerprint), frozen.used_by) == (64, ("K1",))


@pytest.mark.parametrize("versions", [1, 3])
def test_the_list_of_schemes_asks_the_same_for_many(planned_hall, versions, django_assert_num_queries):
    for _ in range(versions):
        import_scheme(planned_hall.skill, hall.small_scheme(), source="d.xlsx", **planned_hall.who("expert"))

    with django_assert_num_queries(8):
        schemes_of(planned_hall.campaign)


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_of_assessments_asks_the_same_for_many(declared_hall, more, django_assert_num_queries):
    plan_more(declared_hall, more)

    with django_assert_num_queries(6):
        rows = assessments_in(declared_hall.campaign, at=declared_hall.at)

    assert len(rows) == more + 1


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_of_proposals_asks_the_same_for_many(planned_hall, more, django_assert_num_queries):
    found = planned_hall
    for _ in range(more):
        row = import_scheme(found.skill, hall.small_scheme(), source="d.xlsx", **found.who("expert"))
        hall.propose_freeze(row, **found.who("expert"))

    with django_assert_num_queries(7):
        lists = proposals_for(found.people["chief"], found.campaign)

    assert len(lists.to_approve) == more


def test_each_step_has_its_need():
    found = hall.planned()

    def need(step):
        step()
        (row,) = assessments_in(found.campaign, at=found.at)
        return row.need

    def declare():
        for seat in (1, 2, 3, 4):
            hall.declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))

    keys = found.keys
    walked = [
        need(lambda: None),
        need(declare),
        need(lambda: keys.update(tags=hall.draw_tags(found.assessment, **found.who("clerk")).key)),
        need(lambda: keys.update(codes=hall.draw_codes(found.assessment, **found.who("secretary")).key)),
        need(lambda: hall.start_marking(found.assessment, **found.who("chief"))),
        need(lambda: hall.marked(found)),
        need(lambda: hall.locked(found)),
        need(lambda: hall.opened(found)),
        need(lambda: hall.published(found)),
        need(lambda: found.later(hours=2)),
        need(lambda: hall.sealed(found)),
    ]
    assert walked == [
        Need.DECLARATIONS,
        Need.FIRST_DRAW,
        Need.SECOND_DRAW,
        Need.START,
        Need.MARKS,
        Need.LOCK,
        Need.OPENING,
        Need.PUBLICATION,
        Need.OBJECTIONS,
        Need.SEAL,
        Need.NOTHING,
    ]


def test_a_fresh_assessment_needs_its_scheme_first(planned_hall):
    plan_more(planned_hall, 1)

    (row,) = [one for one in assessments_in(planned_hall.campaign, at=planned_hall.at) if one.code == "X0"]

    assert (row.step, row.need) == (Step.PLANNED, Need.SCHEME)


def test_the_banner_says_how_firm_marks_are_and_there_is_none_before_there_are_marks(declared_hall):
    assert banner_for(declared_hall.assessment) is None
    found = hall.published()
    at = found.at

    assert banner_for(found.assessment) == BannerLine(Banner.PROVISIONAL, at, 1, at.replace(hour=at.hour + 1))


def test_progress_is_counted_again_only_when_the_chain_has_grown(open_hall, django_assert_num_queries):
    found = open_hall
    cache.clear()
    assert progress_of(found.assessment) == Progress(blank=16)

    with django_assert_num_queries(2):
        progress_of(found.assessment)
    record_awards(found.assessment, hall.rows_of(found), key="k", **found.who("secretary"))

    assert progress_of(found.assessment) == Progress(entered=16)


def test_the_hub_gathers_what_waits(open_hall):
    found = hall.marked(open_hall)
    proposal = propose_lock(found.assessment, LockScope.DAY, "1", **found.who("secretary"))
    set_rule(
        found.stage,
        found.skill,
        Rule((Round("camp", 100),), 2),
        reason="名额已由组委会书面确认",
        **found.who("officer"),
    )

    hub = hub_of(found.assessment, at=found.at)

    assert (hub.row.step, hub.row.need, hub.entries, hub.places) == (Step.MARKING, Need.LOCK, 4, 4)
    assert ([one.id for one in hub.proposals], hub.rule.version) == ([proposal.pk], 1)
    assert [len(one.seats) for one in hub.judges] == [2, 2, 2, 2]


def test_steps_that_a_reopening_took_back_are_not_shown_as_done():
    found = hall.locked()
    before = list(steps_of(found.assessment))
    lock = Lock.objects.get(assessment=found.assessment)
    proposal = propose_reopening(lock, reason="A1 的一张评分表录错了选手", **found.who("secretary"))
    approve_reopening(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))

    assert before == [Step.PLANNED, Step.TAGGED, Step.DRAWN, Step.MARKING, Step.LOCKED]
    assert list(steps_of(found.assessment)) == before[:-1]


def test_the_panel_shows_every_team_and_everybody_who_could_sit(planned_hall):
    page = panel_page_of(planned_hall.assessment)

    people = planned_hall.people
    assert [team.code for team in page.teams] == ["A1", "B1"]
    assert page.teams[0].seats == tuple(people[f"judge{seat}"].pk for seat in (1, 2, 3, 4))
    assert {one.id for one in page.judges} == {people[n].pk for n in ("judge1", "judge2", "judge3", "judge4", "chief")}


def test_names_are_asked_for_a_declaration_only_before_the_draw(planned_hall, open_hall):
    before = declaration_page_of(planned_hall.assessment, planned_hall.people["judge1"])
    after = declaration_page_of(open_hall.assessment, open_hall.people["judge1"])

    assert [one.code for one in before.entries] == ["17-01", "17-02", "17-03", "17-04"]
    assert after.entries == ()


def test_nobody_can_ask_whose_code_it_is_before_both_keys_turned(open_hall):
    page = draw_page_of(open_hall.assessment)

    assert links_in(open_hall.assessment) == ()
    assert [(one.half, one.seed) for one in page.halves] == [(1, ""), (2, "")]
    assert [station for station, _ in page.places] == ["01", "02", "03", "04"]


def test_duties_say_the_same_as_posts_in_every_skill(planned_hall):
    found = planned_hall
    for person in found.people.values():
        duties = duties_of(person, found.campaign)
        posts = duties.posts.get(None, frozenset()) | duties.posts.get(found.skill.pk, frozenset())
        assert posts == posts_of(person, campaign=found.campaign, skill=found.skill)


def test_a_rule_page_offers_the_groups_of_each_rounds_scheme(planned_hall):
    page = rule_page_of(planned_hall.stage, planned_hall.skill)

    (camp,) = page.rounds
    assert (camp.name, camp.criteria) == ("camp", (("A", "Plan"), ("B", "Build")))
    assert camp.sections == (("1", "Planning"), ("2", "Building"))
