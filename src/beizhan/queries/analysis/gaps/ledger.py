"""The gaps of all skills that somebody may see as a whole, with the skills and bases they are summed by."""

from dataclasses import dataclass
from datetime import datetime

from beizhan.core.access import Deed, Party
from beizhan.models.campaign import Campaign
from beizhan.models.people import Body, Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.gaps.gaps import GapFact, gaps_among
from beizhan.queries.campaign import which_of
from beizhan.queries.marking.duties import duties_of
from beizhan.queries.people import Where, Which, where_of


@dataclass(frozen=True, slots=True)
class Ledger:
    """Skills by number, bases by code, and the gaps of those skills."""

    skills: tuple[Which, ...]
    bases: tuple[Where, ...]
    gaps: tuple[GapFact, ...]


def ledger_for(person: Person, campaign: Campaign, *, at: datetime) -> Ledger:
    """Return the ledger of every skill in which somebody sees all gaps. Three queries, and those of the gaps."""
    duties = duties_of(person, campaign)
    skills = Skill.objects.filter(campaign=campaign).order_by("number")
    rows = [one for one in skills if duties.may(Deed.SEE_ALL_GAPS, one.pk)]
    bases = Body.objects.filter(campaign=campaign, party=Party.BASE).order_by("code")
    return Ledger(
        tuple(which_of(one) for one in rows),
        tuple(where_of(one) for one in bases),
        tuple(gaps_among([one.pk for one in rows], at=at)),
    )
