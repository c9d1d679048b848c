"""The first screen: what waits for the reader, and the campaign at a glance."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from beizhan.core.access import Deed, may
from beizhan.core.chain import RingState
from beizhan.models.campaign import Campaign
from beizhan.models.people import Person
from beizhan.queries.analysis.owed import Owed, owed_by
from beizhan.queries.campaign import AnchorDay, anchor_days_of, entries_of, stages_of
from beizhan.queries.log import Waiting, open_proposals_of
from beizhan.queries.marking.publishing.own import OwnResults, own_results_of
from beizhan.queries.marking.results import PUBLISHED
from beizhan.queries.marking.todo import Todo, todo_of
from beizhan.queries.people import people_of, posts_of
from beizhan.queries.skills import AssessmentLine, Chain, assessments_of, chains_of
from beizhan.queries.training.news import News, news_for
from beizhan.queries.training.sessions_due import SessionDue, sessions_due


class First(StrEnum):
    """What a young campaign still lacks, in the order in which to do it."""

    DATES = "dates"
    SKILLS = "skills"
    STAGES = "stages"
    BODIES = "bodies"
    POSTS = "posts"
    ENTRIES = "entries"
    SCHEMES = "schemes"


@dataclass(frozen=True, slots=True)
class Gap:
    """A ring of a skill's chain that is broken or thin."""

    skill: str
    name_zh: str
    name_en: str
    broken: int
    thin: int


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much of a campaign is written down."""

    anchors: tuple[AnchorDay, ...]
    skills: int
    entries: int
    stages: int
    bodies: int
    people: int
    posts: int


@dataclass(frozen=True, slots=True)
class Home:
    """All that the first screen tells."""

    todo: tuple[Todo, ...]
    owed: tuple[Owed, ...]
    results: OwnResults
    waiting: tuple[Waiting, ...]
    anchors: tuple[AnchorDay, ...]
    assessments: tuple[AssessmentLine, ...]
    gaps: tuple[Gap, ...]
    skills: int
    entries: int
    lacking: tuple[First, ...]
    news: News | None
    sessions: tuple[SessionDue, ...]


def sizes_of(campaign: Campaign, *, at: datetime) -> Sizes:
    """Return how much of a campaign is written down. Nine queries."""
    return Sizes(
        tuple(anchor_days_of(campaign, at=at)),
        campaign.skills.count(),
        campaign.entries.filter(withdrawal=None).count(),
        campaign.stages.count(),
        campaign.bodies.count(),
        len(people_of(campaign)),
        campaign.appointments.filter(end=None).count(),
    )


def home_of(person: Person, campaign: Campaign, *, at: datetime) -> Home:
    """Return the first screen of somebody.

    Nineteen queries, those of what waits in the marking, of the own results, of what is owed to the analysis, of what
    is new in documents, and of the sessions of one's own entries.
    """
    anchors, chains, assessments = anchor_days_of(campaign, at=at), chains_of(campaign), assessments_of(campaign)
    entries = sum(one.withdrawn_at is None for one in entries_of(campaign))
    posts = posts_of(person, campaign=campaign)
    present = {
        First.DATES: bool(anchors),
        First.SKILLS: bool(chains),
        First.STAGES: bool(stages_of(campaign)),
        First.BODIES: campaign.bodies.count() > 1,
        First.POSTS: campaign.appointments.filter(end=None).count() > 1,
        First.ENTRIES: bool(entries),
    }
    lacking = tuple(first for first, is_there in present.items() if not is_there)
    sees_people = may(posts, Deed.SEE_PEOPLE)
    return Home(
        todo_of(person, campaign, at=at),
        tuple(owed_by(person, campaign, at=at)),
        own_results_of(person, campaign, [one.id for one in assessments if one.step in PUBLISHED]),
        tuple(open_proposals_of(campaign)),
        tuple(anchor for anchor in anchors if anchor.days >= 0),
        tuple(assessments),
        tuple(gap for gap in map(_gap, chains) if gap.broken or gap.thin) if sees_people else (),
        len(chains),
        entries,
        lacking if may(posts, Deed.SET_UP_CAMPAIGN) else (),
        news_for(person, campaign, at=at) if may(posts, Deed.SEE_CHANGES) else None,
        sessions_due(person, campaign, at=at) if may(posts, Deed.SEE_OWN_PLANS) else (),
    )


def _gap(chain: Chain) -> Gap:
    states = [ring.state for ring in chain.rings]
    skill = chain.skill
    return Gap(skill.number, skill.name_zh, skill.name_en, states.count(RingState.RED), states.count(RingState.AMBER))
