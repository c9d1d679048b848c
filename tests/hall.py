"""An assessment hall: a small campaign with everybody it takes, at whichever step a test wants it.

Four entries, three judges with a fourth to supervise, two secretaries, and a scheme of four aspects over two days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from beizhan.actions.marking.assessments import Plan, choose_scheme, plan_assessment, seat_judges, start_marking
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import Seen, confirm_awards
from beizhan.actions.marking.conflicts import declare_conflicts
from beizhan.actions.marking.draw import draw_codes, draw_tags, open_codes
from beizhan.actions.marking.locks import approve_lock, propose_lock
from beizhan.actions.marking.results import approve_publication, approve_seal, propose_publication, propose_seal
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.access import PARTY_OF, Post
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import AGREED, SEATS, seen_of
from beizhan.core.scheme.tree import Aspect, Criterion, Descriptor, Kind, Scheme, Section, SubCriterion, aspects_of
from beizhan.models.campaign import Campaign, Competitor, Entry, Stage
from beizhan.models.marking.assessments import Assessment
from beizhan.models.people import Appointment, Body, Person
from beizhan.models.skills import Skill
from beizhan.queries.marking.grids import grid_of
from once import once

AT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
WEB = ("17", "网站技术", "Web Technologies")
LEVELS = tuple(Descriptor(score, f"level {score}") for score in range(4))
POSTS = {
    "director": Post.DIRECTOR,
    "officer": Post.OFFICER,
    "clerk": Post.DRAW_CLERK,
    "secretary": Post.SECRETARY,
    "second": Post.SECRETARY,
    "arbiter": Post.ARBITER,
    "chief": Post.CHIEF_EXPERT,
    "judge1": Post.JUDGE,
    "judge2": Post.JUDGE,
    "judge3": Post.JUDGE,
    "judge4": Post.JUDGE,
    "liaison": Post.LIAISON,
    "manager": Post.BASE_MANAGER,
    "expert": Post.EXPERT,
    "coach": Post.COACH,
    "leader": Post.UNIT_LEADER,
}


def small_scheme() -> Scheme:
    """100 marks: on day 1 a judgement of 40 and a measurement of 10, on day 2 one of 30 and one of 20."""
    one = SubCriterion("A1", "Plan", 1, (aspect("J", 4000, "1"), aspect("M", 1000, "1", "dimension")))
    two = SubCriterion("B1", "Build", 2, (aspect("J", 3000, "2", "finish"), aspect("M", 2000, "2", "function")))
    sections = (Section("1", "Planning", 5000), Section("2", "Building", 5000))
    return Scheme("17", sections, (Criterion("A", "Plan", 5000, (one,)), Criterion("B", "Build", 5000, (two,))))


def aspect(kind: str, best: int, section: str, words: str = "plan") -> Aspect:
    levels = LEVELS if kind == "J" else ()
    return Aspect("", "", Kind(kind), words, section=section, max_mark=best, descriptors=levels)


@dataclass
class Hall:
    """Everybody and everything of one assessment; ``at`` moves on by hand."""

    campaign: Campaign
    skill: Skill
    stage: Stage
    people: dict[str, Person]
    entries: list[Entry]
    at: datetime = AT
    assessment: Assessment | None = None
    keys: dict[str, str] = field(default_factory=dict)

    def later(self, **lapse: int) -> datetime:
        self.at += timedelta(**(lapse or {"minutes": 1}))
        return self.at

    def who(self, name: str) -> dict[str, object]:
        """Say who does the next deed, and when."""
        return {"by": self.people[name], "at": self.later()}


def person(login: str) -> Person:
    return Person.objects.create(login=login, name=f"演示{login}")


@once
def hall(entries: int = 4, *, opened: datetime = AT, skilled: tuple[str, str, str] = WEB) -> Hall:
    campaign = Campaign.objects.create(name_zh="演示备战", name_en="Demo campaign", at=opened)
    number, name_zh, name_en = skilled
    skill = Skill.objects.create(campaign=campaign, number=number, name_zh=name_zh, name_en=name_en)
    people = {name: person(f"{name}-{uuid4().hex[:6]}") for name in POSTS}
    body_of = {party: _body(campaign, party) for party in set(PARTY_OF.values())}
    for name, post in POSTS.items():
        appoint(campaign, people[name], post, body_of[PARTY_OF[post]], by=people["director"])
    stage = Stage.objects.create(campaign=campaign, position=1, name_zh="十进五", from_n=10, to_m=5)
    found = Hall(campaign, skill, stage, people, [], opened)
    for place in range(1, entries + 1):
        found.entries.append(_entry(found, place))
    return found


def appoint(campaign: Campaign, who: Person, post: Post, body: Body, *, by: Person) -> Appointment:
    return Appointment.objects.create(campaign=campaign, person=who, post=post, body=body, by=by, at=AT)


@once
def planned(entries: int = 4, scheme: Scheme | None = None, found: Hall | None = None) -> Hall:
    """A frozen scheme, an assessment on the plan, seated teams, everybody declared."""
    found = found or hall(entries)
    row = import_scheme(found.skill, scheme or small_scheme(), source="demo.xlsx", **found.who("officer"))
    proposal = propose_freeze(row, **found.who("officer"))
    approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("chief"))
    plan = Plan(found.skill, found.stage, "K1", "camp", "集中考核", "Camp assessment", found.at.date(), 60)
    found.assessment = plan_assessment(plan, **found.who("officer"))
    choose_scheme(found.assessment, row, **found.who("officer"))
    subs = {sub.code for criterion in (scheme or small_scheme()).criteria for sub in criterion.sub_criteria}
    team = {seat: found.people[f"judge{seat}"] for seat in (1, 2, 3, 4)}
    seats = {(sub, seat): judge for sub in subs for seat, judge in team.items()}
    seat_judges(found.assessment, seats, **found.who("chief"))
    return found


@once
def declared(entries: int = 4, scheme: Scheme | None = None, found: Hall | None = None) -> Hall:
    found = planned(entries, scheme, found)
    for seat in (1, 2, 3, 4):
        declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))
    return found


@once
def marking(entries: int = 4, scheme: Scheme | None = None, found: Hall | None = None) -> Hall:
    """Codes drawn under two keys, marking open."""
    found = found or declared(entries, scheme)
    found.keys["tags"] = draw_tags(found.assessment, **found.who("clerk")).key
    found.keys["codes"] = draw_codes(found.assessment, **found.who("secretary")).key
    start_marking(found.assessment, **found.who("chief"))
    return found


def rows_of(found: Hall, value: int = 2) -> list[AwardRow]:
    """An award for every cell that is blank: each judge gives ``value``, each measurement is full."""
    grid = grid_of(found.assessment)
    rows = []
    for place in grid.places:
        for one in aspects_of(grid.scheme):
            if (place.pk, UUID(one.key)) in grid.cells:
                continue
            seats = SEATS if one.kind is Kind.JUDGEMENT else (AGREED,)
            given = value if one.kind is Kind.JUDGEMENT else one.max_mark
            rows += [AwardRow(place.code, one.key, seat, given, 0) for seat in seats]
    return rows


def seen_cells(found: Hall) -> list[Seen]:
    grid = grid_of(found.assessment)
    codes = {place.pk: place.code for place in grid.places}
    return [Seen(codes[place], str(key), seen_of(cell)) for (place, key), cell in grid.cells.items()]


@once
def marked(found: Hall | None = None, rows: list[AwardRow] | None = None) -> Hall:
    """Everything entered by one secretary and confirmed by the other."""
    found = found or marking()
    record_awards(found.assessment, rows or rows_of(found), key=uuid4().hex, **found.who("secretary"))
    confirm_awards(found.assessment, seen_cells(found), **found.who("second"))
    return found


@once
def locked(found: Hall | None = None) -> Hall:
    found = found or marked()
    proposal = propose_lock(found.assessment, LockScope.ASSESSMENT, **found.who("secretary"))
    approve_lock(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))
    return found


@once
def opened(found: Hall | None = None) -> Hall:
    found = found or locked()
    keys = {"tag_key": found.keys["tags"], "code_key": found.keys["codes"]}
    open_codes(found.assessment, **keys, **found.who("clerk"))
    return found


@once
def published(found: Hall | None = None) -> Hall:
    found = found or opened()
    proposal = propose_publication(found.assessment, **found.who("secretary"))
    approve_publication(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))
    return found


@once
def sealed(found: Hall | None = None) -> Hall:
    """Published, the objection clock run down, sealed."""
    found = found or published()
    found.later(hours=2)
    proposal = propose_seal(found.assessment, **found.who("secretary"))
    approve_seal(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))
    return found


def _body(campaign: Campaign, party: str) -> Body:
    return Body.objects.create(campaign=campaign, code=party, party=party, name_zh=f"演示{party}")


def _entry(found: Hall, number: int) -> Entry:
    """Enter somebody; the first entry is of the unit that has the leader, trained at the base, with the coach."""
    city, base, unit = (Body.objects.get(campaign=found.campaign, code=code) for code in ("city", "base", "unit"))
    own = {"unit": unit, "base": base, "coach": found.people["coach"]}
    if number > 1:
        own = {
            "unit": Body.objects.create(
                campaign=found.campaign, code=f"U{number}", party="unit", name_zh=f"演示学校{number}"
            )
        }
    Body.objects.filter(pk=own["unit"].pk).update(superior=city)
    code, by = f"{found.skill.number}-{number:02d}", found.people["officer"]
    entry = Entry.objects.create(campaign=found.campaign, skill=found.skill, code=code, by=by, at=AT, **own)
    Competitor.objects.create(entry=entry, person=person(f"选手{number}-{uuid4().hex[:6]}"))
    return entry
