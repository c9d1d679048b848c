"""What is new in documents and how far it has come, at a glance: for the first screen and the page of a skill."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.access import Deed
from beizhan.core.follow_through.funnel import Funnel
from beizhan.models.campaign import Campaign
from beizhan.models.documents.changes import Change
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.documents.backlog import Backlog, backlog_of
from beizhan.queries.marking.duties import Duties, duties_of
from beizhan.queries.training.ways import funnels_over, ways_among


@dataclass(frozen=True, slots=True)
class News:
    """What waits in the inbox, and the funnel of changes; neither where it is not for the reader.

    ``funnel`` is None too where no document has changed.
    """

    backlog: Backlog | None
    funnel: Funnel | None
    sees_changes: bool


def news_for(person: Person, campaign: Campaign, *, skill: Skill | None = None, at: datetime) -> News:
    """Return what is new for somebody, in all of the campaign that is theirs to see or in one skill.

    Seven queries at most, and those of the ways of changes where there are any.
    """
    duties = duties_of(person, campaign)
    skills = [skill.pk] if skill else list(Skill.objects.filter(campaign=campaign).values_list("pk", flat=True))
    sorts, sees = (_reach(duties, deed, skills) for deed in (Deed.BRING_IN_DOCUMENT, Deed.SEE_CHANGES))
    whole_sorts = skill is None and duties.may(Deed.BRING_IN_DOCUMENT, None)
    whole_sees = skill is None and duties.may_of(Deed.SEE_CHANGES, None)
    return News(
        backlog_of(campaign, sorts, general=whole_sorts, at=at) if sorts or whole_sorts else None,
        _funnel(campaign, sees, general=whole_sees, at=at) if sees or whole_sees else None,
        bool(sees) or whole_sees,
    )


def _reach(duties: Duties, deed: Deed, skills: list[int]) -> list[int]:
    return [pk for pk in skills if duties.may(deed, pk)]


def _funnel(campaign: Campaign, skills: list[int], *, general: bool, at: datetime) -> Funnel | None:
    if not Change.objects.filter(new__document__campaign=campaign).exists():
        return None
    ways = ways_among(campaign, skills, general=general, at=at)
    return funnels_over(ways, at=at)[-1] if ways else None
