"""Who tells the demo's story, and when: time only moves on."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from beizhan.models.campaign import Campaign
from beizhan.models.people import Person


@dataclass
class Teller:
    """Tells the story in the order in which it happened; ``at`` only moves on."""

    at: datetime
    campaign: Campaign | None = None
    keys: dict[str, str] = field(default_factory=dict)

    def who(self, login: str, **lapse: int) -> dict[str, object]:
        """Say who does the next deed, and when: a minute later unless said otherwise."""
        self.at += timedelta(**(lapse or {"minutes": 1}))
        return {"by": Person.objects.get(login=login), "at": self.at}
