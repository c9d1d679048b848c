"""Where a roster is brought in: the campaign, who does it, and when."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from beizhan.models.campaign import Campaign
from beizhan.models.people import Body, Person
from beizhan.models.skills import Skill


class MissingError(Exception):
    """A row leans on another that was refused; what is wrong is told there."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The campaign that a roster is brought into, by whom and when."""

    campaign: Campaign
    by: Person
    at: datetime

    @property
    def who(self) -> dict[str, Any]:
        """Say who does a deed, and when."""
        return {"by": self.by, "at": self.at}

    def skill(self, number: str) -> Skill | None:
        """Return the skill that a row names, if it names one."""
        return _there(Skill.objects.filter(campaign=self.campaign, number=number).first()) if number else None

    def body(self, code: str) -> Body | None:
        """Return the body that a row names, if it names one."""
        return _there(Body.objects.filter(campaign=self.campaign, code=code).first()) if code else None

    def person(self, login: str) -> Person | None:
        """Return the person whom a row names, if it names one."""
        return _there(Person.objects.filter(login=login).first()) if login else None


def _there(row: Any) -> Any:
    if row is None:
        raise MissingError
    return row
