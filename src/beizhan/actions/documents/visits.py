"""One look at one address of a source, and how what it found is written down."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.documents.manners import Manners
from beizhan.core.documents.watching import Outcome
from beizhan.core.faults import error
from beizhan.files.guard import Unreadable
from beizhan.files.outbound.asking import Known, NoAnswer
from beizhan.files.wire import fault_document
from beizhan.models.documents.watch import Look, Source, SourceTerms
from beizhan.models.people import Person


@dataclass(frozen=True, slots=True)
class Visit:
    """A round at a source: by whom, when, under which terms, with which manners."""

    source: Source
    terms: SourceTerms
    manners: Manners
    by: Person | None
    at: datetime

    def told(self, address: str, outcome: Outcome, **more: object) -> Look:
        """Write down what the look at an address found."""
        return Look.objects.create(
            source=self.source, address=address, by=self.by, at=self.at, outcome=str(outcome), **more
        )

    def failed(self, address: str, refusal: Unreadable) -> Look:
        """Write down why it found nothing."""
        wait = refusal.wait if isinstance(refusal, NoAnswer) else 0
        return self.told(address, Outcome.FAILED, fault=fault_document(refusal.fault), wait=wait)

    def safely(self, address: str, look: Callable[[], Iterable[Look]]) -> Iterator[Look]:
        """Look; why that cannot be, or what makes us stumble, is told as a look that failed and stops nothing else."""
        try:
            yield from look()
        except Unreadable as refusal:
            yield self.failed(address, refusal)
        except Exception as stumble:  # noqa: BLE001 - whatever it is, the next address must be looked at
            yield self.failed(address, Unreadable(error("look_broke", reason=type(stumble).__name__)))


def known_from(before: Look | None) -> Known:
    """Return what a server is told to be known from the last time."""
    return Known(before.etag, before.modified) if before else Known()
