"""Changes with everything that was said about them: how much each weighs, what was decided, which plans took it up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone

from beizhan.core.follow_through.facts import Absorption, Answer, Decision, Found, Severity
from beizhan.core.follow_through.links import Standing, Thread, standing_of
from beizhan.core.follow_through.touching import Touch, touch_of
from beizhan.core.textdiff.changes import ChangeKind
from beizhan.models.campaign import Campaign
from beizhan.models.documents.changes import Change, ChangeDecision, ChangeWeight
from beizhan.queries.people import Who, who_of

GENERAL = "*"
"""In the place of a skill's number: a change in a document of the whole competition."""

PlanReasons = Mapping[int, tuple[Absorption, ...]]


@dataclass(frozen=True, slots=True)
class WeightFact:
    """How much somebody said that a change weighs, and what it touches."""

    severity: Severity
    touches: tuple[Touch, ...]
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """What somebody signed about a change."""

    answer: Answer
    words: str
    owner: Who | None
    due: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """A change with what was said about it, latest first; ``skill`` is ``GENERAL`` where it is of no one skill."""

    id: int
    skill: str
    document: str
    language: str
    edition: str
    number: int
    kind: ChangeKind
    where: str
    old_text: str
    new_text: str
    at_stake: int | None
    at: datetime
    by: str
    weights: tuple[WeightFact, ...]
    decisions: tuple[DecisionFact, ...]
    absorptions: tuple[Absorption, ...]

    @property
    def weight(self) -> WeightFact | None:
        """How much it weighs by what was said last."""
        return self.weights[0] if self.weights else None

    @property
    def decision(self) -> DecisionFact | None:
        """What counts now."""
        return self.decisions[0] if self.decisions else None

    @property
    def touches(self) -> tuple[Touch, ...]:
        """What it touches by what was said last."""
        return self.weights[0].touches if self.weights else ()

    def is_owned_by(self, person: object) -> bool:
        """Return whether somebody is to act on it now."""
        latest = self.decision
        return latest is not None and latest.owner is not None and latest.owner.id == person


def changes_among(campaign: Campaign, skills: Collection[int], *, general: bool = False) -> list[ChangeFact]:
    """Return the changes of some skills, and if asked those of the whole competition, in the order found.

    Four queries.
    """
    of_skill = Q(new__document__skill__in=skills)
    whole = Q(new__document__skill=None) if general else Q(pk__in=())
    rows = Change.objects.filter(of_skill | whole, new__document__campaign=campaign)
    return _facts(list(rows.select_related("new__document__skill", "by").order_by("at", "number", "pk")))


def change_fact_of(change: Change) -> ChangeFact:
    """Return one change. Four queries."""
    return _facts([change])[0]


def next_undecided(change: Change) -> int | None:
    """Return the next change of the same skill that nobody has decided about, after the last the first. One query."""
    document = change.new.document
    rows = Change.objects.filter(new__document__campaign=document.campaign_id, new__document__skill=document.skill_id)
    waiting = list(rows.filter(decisions=None).exclude(pk=change.pk).values_list("at", "number", "pk"))
    here = (change.at, change.number, change.pk)
    return min(waiting, key=lambda one: (one < here, one), default=(None,))[-1]


def thread_of(fact: ChangeFact) -> Thread:
    """Return a change as the follow-through takes it, without the tests."""
    severity = fact.weight.severity if fact.weight else Severity.MEDIUM
    found = Found(str(fact.id), fact.skill, fact.at, severity, tuple(map(str, fact.touches)))
    decisions = tuple(
        Decision(str(fact.id), one.answer, one.by, one.at, one.words, one.owner.name if one.owner else "", one.due)
        for one in reversed(fact.decisions)
    )
    return Thread(found, decisions, fact.absorptions)


def standing_without_tests(fact: ChangeFact, *, at: datetime) -> Standing:
    """Return how far a change has come, up to the plan that took it up."""
    return standing_of(thread_of(fact), timezone.localtime(at))


def _facts(rows: list[Change]) -> list[ChangeFact]:
    keys = [row.pk for row in rows]
    weights, decisions, absorptions = _weights_of(keys), _decisions_of(keys), _absorptions_of(keys)
    return [_fact(row, weights[row.pk], decisions[row.pk], absorptions.get(row.pk, ())) for row in rows]


def _fact(
    row: Change, weights: Iterable[WeightFact], decisions: Iterable[DecisionFact], absorptions: tuple[Absorption, ...]
) -> ChangeFact:
    document = row.new.document
    return ChangeFact(
        row.pk,
        document.skill.number if document.skill else GENERAL,
        document.title,
        document.language,
        row.new.label,
        row.number,
        ChangeKind(row.kind),
        row.where,
        row.old_text,
        row.new_text,
        row.at_stake,
        row.at,
        row.by.name,
        tuple(weights),
        tuple(decisions),
        absorptions,
    )


def _weights_of(keys: Collection[int]) -> dict[int, list[WeightFact]]:
    found: dict[int, list[WeightFact]] = defaultdict(list)
    for row in ChangeWeight.objects.filter(change__in=keys).select_related("by").order_by("-pk"):
        touches = tuple(map(touch_of, row.touches))
        found[row.change_id].append(WeightFact(Severity(row.severity), touches, row.by.name, row.at))
    return found


def _decisions_of(keys: Collection[int]) -> dict[int, list[DecisionFact]]:
    found: dict[int, list[DecisionFact]] = defaultdict(list)
    for row in ChangeDecision.objects.filter(change__in=keys).select_related("by", "owner").order_by("-pk"):
        owner = who_of(row.owner) if row.owner else None
        said = DecisionFact(Answer(row.answer), row.words, owner, row.due, row.by.name, row.at)
        found[row.change_id].append(said)
    return found


def _absorptions_of(keys: Collection[int]) -> PlanReasons:
    """Return which versions of plans name a change among their reasons; a plan is named by its entry."""
    found: dict[int, list[Absorption]] = defaultdict(list)
    rows = Change.objects.filter(pk__in=keys, reasons__isnull=False).order_by("reasons__version__at")
    for key, entry, number, at in rows.values_list(
        "pk", "reasons__version__plan__entry__code", "reasons__version__number", "reasons__version__at"
    ):
        found[key].append(Absorption(str(key), entry, number, at))
    return {key: tuple(some) for key, some in found.items()}
