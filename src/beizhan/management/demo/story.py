"""The demo's story: one assessment sealed, one being marked, one only drawn; told through the deeds of real ones."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from beizhan.actions.campaign.opening import Names, open_campaign
from beizhan.actions.marking.assessments import (
    Plan,
    call_entries,
    choose_scheme,
    plan_assessment,
    seat_judges,
    start_marking,
)
from beizhan.actions.marking.conflicts import declare_conflicts
from beizhan.actions.marking.draw import draw_codes, draw_tags, open_codes
from beizhan.actions.marking.locks import approve_lock, propose_lock
from beizhan.actions.marking.problems import raise_problem
from beizhan.actions.marking.results import approve_publication, approve_seal, propose_publication, propose_seal
from beizhan.actions.marking.rules import name_next_post, set_rule
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.actions.people.persons import PersonFacts, add_person, enrol_first
from beizhan.actions.people.posts import PostFacts, appoint, approve_post
from beizhan.actions.roster.importing import import_roster
from beizhan.core.marking.assessment import LockScope, NextRole
from beizhan.core.scheme.tree import Scheme, numbered
from beizhan.core.selection.outcomes import Status
from beizhan.core.selection.rule import Round, Rule, TieBreak
from beizhan.management.demo.hall import enter_and_confirm, enter_some, score_alone
from beizhan.management.demo.knowledge import efforts, learn, review
from beizhan.management.demo.library import collect
from beizhan.management.demo.people import ACCOUNTS, NETWORKS, WEB, roster_of
from beizhan.management.demo.schemes import network_scheme, web_scheme
from beizhan.management.demo.teller import Teller
from beizhan.management.demo.training import change, change_elsewhere, train, train_own
from beizhan.management.demo.watching import watch
from beizhan.models.campaign import Entry, Stage
from beizhan.models.log import Proposal
from beizhan.models.marking import schemes as rows
from beizhan.models.marking.assessments import Assessment
from beizhan.models.people import Body, Person
from beizhan.models.skills import Skill
from beizhan.queries.marking.results import result_of
from beizhan.queries.marking.schemes import sub_criterion_codes_of

JUDGES = ("judge1", "judge2", "judge3", "judge4")
HALL = ("secretary1", "secretary2", "chief")
"""Who enters, who confirms, who settles what lies apart."""

OBJECTION_MINUTES = 120
MOCK_STRENGTHS = MappingProxyType({"5": 1.3, "3": 0.6})
"""How strong everybody is in the mock, by section."""
ROUND = "R1"
"""Each stage of the demo has one round."""


def tell(now: datetime) -> dict[str, str]:
    """Tell the whole story, ending ``now``; return the keys of the draws, which real key-holders would keep apart."""
    teller = Teller(now - timedelta(days=40))
    _people(teller, now.date())
    web, networks = (_skill(teller, number) for number in (WEB, NETWORKS))
    scheme = _frozen(teller, web, web_scheme())
    _sealed(teller, web, scheme, now)
    found = change(teller, web, _through(teller, web), now)
    watch(teller, web, now)
    learn(teller, web, now)
    _mocked(teller, web, scheme, now)
    train(teller, found, now)
    train_own(found, now)
    change_elsewhere(teller, networks)
    _being_marked(teller, web, scheme, now)
    _only_drawn(teller, networks, _frozen(teller, networks, network_scheme()), now)
    efforts(teller, Skill.objects.filter(campaign=teller.campaign).order_by("number"))
    collect(teller, web, now)
    review(teller, (web, networks), now)
    return teller.keys


def _people(teller: Teller, today: date) -> None:
    enrol_first(PersonFacts("director", ACCOUNTS["director"][0], "director"), at=teller.at)
    names = Names(
        "演示省备战第48届世界技能大赛",
        "Demo Province to the 48th WorldSkills Competition",
        "演示省人社厅",
        "Demo Province",
    )
    teller.campaign = open_campaign(names, **teller.who("director"))
    _appoint_officer(teller)
    import_roster(teller.campaign, roster_of(today), name="demo", **teller.who("officer"))
    for proposal in Proposal.objects.filter(campaign=teller.campaign, approval=None).order_by("at", "pk"):
        approve_post(proposal, seen=proposal.fingerprint, **teller.who("director"))


def _appoint_officer(teller: Teller) -> None:
    campaign = teller.campaign
    name, post, body, _ = ACCOUNTS["officer"]
    province = Body.objects.get(campaign=campaign, code=body)
    officer = add_person(campaign, PersonFacts("officer", name, "officer"), province, **teller.who("director"))
    appoint(campaign, PostFacts(officer, post, province), **teller.who("director"))


def _skill(teller: Teller, number: str) -> Skill:
    return Skill.objects.get(campaign=teller.campaign, number=number)


def _frozen(teller: Teller, skill: Skill, scheme: Scheme) -> rows.Scheme:
    row = import_scheme(skill, numbered(scheme), source="demo.xlsx", **teller.who("officer"))
    proposal = propose_freeze(row, **teller.who("officer"))
    approve_freeze(row, proposal, seen=proposal.fingerprint, **teller.who("director"))
    return row


def _seat(teller: Teller, assessment: Assessment, scheme: rows.Scheme, *, rotating: bool = False) -> None:
    """Choose the scheme, seat one team for everything or another judge in turn aside, and let every judge declare."""
    choose_scheme(assessment, scheme, **teller.who("officer"))
    people = [Person.objects.get(login=login) for login in JUDGES]
    seats = {
        (sub, seat): people[(seat - 1 + turn * rotating) % len(people)]
        for turn, sub in enumerate(sub_criterion_codes_of(scheme))
        for seat in range(1, len(people) + 1)
    }
    seat_judges(assessment, seats, **teller.who("officer"))
    for login in JUDGES:
        declare_conflicts(assessment, [], **teller.who(login))


def _drawn(teller: Teller, assessment: Assessment) -> None:
    code = assessment.code
    teller.keys[f"{code} tags"] = draw_tags(assessment, **teller.who("clerk")).key
    teller.keys[f"{code} codes"] = draw_codes(assessment, **teller.who("secretary1")).key


def _stage(teller: Teller, position: int) -> Stage:
    return Stage.objects.get(campaign=teller.campaign, skill=None, position=position)


def _sealed(teller: Teller, skill: Skill, scheme: rows.Scheme, now: datetime) -> None:
    stage = _stage(teller, 1)
    ties = (TieBreak(ROUND, "largest_criterion_first"),)
    rule = Rule((Round(ROUND, 100),), through=5, of=10, reserves=2, minimum=4000, cap_per_unit=2, ties=ties)
    set_rule(stage, skill, rule, **teller.who("officer"))
    teller.at = now - timedelta(days=30)
    day = teller.at.date()
    plan = Plan(
        skill,
        stage,
        "W1",
        ROUND,
        "网站技术第一阶段考核",
        "Web Technologies, first assessment",
        day,
        OBJECTION_MINUTES,
    )
    _held(teller, plan, scheme)
    assessment = Assessment.objects.get(campaign=teller.campaign, code=plan.code)
    _name_next_posts(teller, assessment, stage)


def _held(
    teller: Teller,
    plan: Plan,
    scheme: rows.Scheme,
    *,
    called: Sequence[Entry] = (),
    strengths: Mapping[str, float] = MappingProxyType({}),
) -> None:
    """Hold an assessment from the draw to the sealed result."""
    assessment = plan_assessment(plan, **teller.who("officer"))
    if called:
        call_entries(assessment, called, **teller.who("officer"))
    _seat(teller, assessment, scheme, rotating=True)
    _drawn(teller, assessment)
    start_marking(assessment, **teller.who("chief"))
    subs = sub_criterion_codes_of(scheme)
    hall = tuple(Person.objects.get(login=login) for login in HALL)
    at = teller.who("secretary1", days=2)["at"]
    enter_and_confirm(assessment, subs, seed=17, by=hall, at=at, strengths=strengths)
    proposal = propose_lock(assessment, LockScope.ASSESSMENT, **teller.who("secretary1"))
    approve_lock(assessment, proposal, seen=proposal.fingerprint, **teller.who("chief"))
    keys = {f"{half}_key": teller.keys.pop(f"{plan.code} {half}s") for half in ("tag", "code")}
    open_codes(assessment, **keys, **teller.who("clerk"))
    proposal = propose_publication(assessment, **teller.who("secretary1"))
    approve_publication(assessment, proposal, seen=proposal.fingerprint, **teller.who("chief"))
    proposal = propose_seal(assessment, **teller.who("secretary1", hours=3))
    approve_seal(assessment, proposal, seen=proposal.fingerprint, **teller.who("director"))


def _mocked(teller: Teller, skill: Skill, scheme: rows.Scheme, now: datetime) -> None:
    """Hold the mock after which the ledger knows more: much better in section 5, and no better in section 3."""
    teller.at = max(teller.at, now - timedelta(days=8))
    name = ("网站技术第一次模拟考核", "Web Technologies, first mock")
    plan = Plan(skill, None, "M1", ROUND, *name, teller.at.date(), OBJECTION_MINUTES)
    _held(teller, plan, scheme, called=_through(teller, skill), strengths=MOCK_STRENGTHS)


def _name_next_posts(teller: Teller, assessment: Assessment, stage: Stage) -> None:
    posts = {Status.RESERVE: NextRole.SPARRING_PARTNER, Status.OUT: NextRole.BACK_TO_UNIT}
    for outcome in result_of(assessment).decision.outcomes:
        if outcome.status in posts:
            entry = Entry.objects.get(campaign=teller.campaign, code=outcome.code)
            name_next_post(entry, stage, posts[outcome.status], **teller.who("officer"))


def _through(teller: Teller, skill: Skill) -> list[Entry]:
    first = Assessment.objects.get(campaign=teller.campaign, skill=skill, code="W1")
    codes = [one.code for one in result_of(first).decision.outcomes if one.status is Status.THROUGH]
    return list(Entry.objects.filter(campaign=teller.campaign, code__in=codes))


def _being_marked(teller: Teller, skill: Skill, scheme: rows.Scheme, now: datetime) -> None:
    stage = _stage(teller, 2)
    set_rule(stage, skill, Rule((Round(ROUND, 100),), through=2, of=5, reserves=1), **teller.who("officer"))
    teller.at = now - timedelta(hours=6)
    plan = Plan(
        skill,
        stage,
        "W2",
        ROUND,
        "网站技术第二阶段考核",
        "Web Technologies, second assessment",
        now.date(),
        OBJECTION_MINUTES,
    )
    assessment = plan_assessment(plan, **teller.who("officer"))
    call_entries(assessment, _through(teller, skill), **teller.who("officer"))
    _seat(teller, assessment, scheme)
    _drawn(teller, assessment)
    start_marking(assessment, **teller.who("chief"))
    by = tuple(Person.objects.get(login=login) for login in HALL)
    enter_and_confirm(assessment, ["A1", "A2"], seed=2, by=by, at=teller.who("secretary1", hours=2)["at"])
    enter_some(assessment, "A3", 3, seed=3, **teller.who("secretary1"))
    judges = [Person.objects.get(login=login) for login in JUDGES]
    place, aspect = score_alone(assessment, "B1", judges, at=teller.who("judge1")["at"])
    raise_problem(assessment, place, aspect, text="动效在平板上是否计入，请裁判长明确", **teller.who("judge2"))


def _only_drawn(teller: Teller, skill: Skill, scheme: rows.Scheme, now: datetime) -> None:
    teller.at = max(teller.at, now - timedelta(hours=2))
    day = now.date() + timedelta(days=2)
    plan = Plan(
        skill,
        _stage(teller, 1),
        "N1",
        ROUND,
        "网络系统管理模拟考核",
        "IT Network Systems Administration, mock",
        day,
        60,
    )
    assessment = plan_assessment(plan, **teller.who("officer"))
    _seat(teller, assessment, scheme)
    _drawn(teller, assessment)
