"""Where a roster is brought in: the campaign, who does it, and when."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

from beizhan.models.campaign import Campaign
from beizhan.models.people import Body, Person
from beizhan.models.skills import Skill


class MissingError(Exception):
    """A row leans on another that was refused; what is wrong is told there."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The campaign that a roster is brought into, by whom and when; ``seen`` remembers what was looked up."""

    campaign: Campaign
    by: Person
    at: datetime
    seen: dict[tuple[type[Model], str], Any] = field(default_factory=dict)

    @property
    def who(self) -> dict[str, Any]:
        """Say who does a deed, and when."""
        return {"by": self.by, "at": self.at}

    def skill(self, number: str) -> Skill | None:
        """Return the skill that a row names, if it names one."""
        found: Skill | None = self._there(Skill, number, campaign=self.campaign, number=number)
        return found

    def body(self, code: str) -> Body | None:
        """Return the body that a row names, if it names one."""
        found: Body | None = self._there(Body, code, campaign=self.campaign, code=code)
        return found

    def person(self, login: str) -> Person | None:
        """Return the person whom a row names, if it names one."""
        found: Person | None = self._there(Person, login, login=login)
        return found

    def _there(self, model: type[Model], name: str, **by: Any) -> Any:
        if not name:
            return None
        if (model, name) not in self.seen:
            row = model._default_manager.filter(**by).first()  # noqa: SLF001 - Django's documented name for it
            if row is None:
                raise MissingError
            self.seen[model, name] = row
        return self.seen[model, name]
