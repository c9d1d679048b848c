"""The view log: for each reader only what names them, for leaders counts, and for nobody the words without opening."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from beizhan.core.access import Deed, may
from beizhan.core.analysis.channels import Channel, SpeakerRole, age_of_view
from beizhan.core.analysis.sources import Freshness
from beizhan.models.analysis.views import View, ViewReader, ViewUse
from beizhan.models.people import Person
from beizhan.queries.people import Who, posts_of, who_of


@dataclass(frozen=True, slots=True)
class ViewLine:
    """A view in the list, without its words."""

    id: int
    skill: str
    entry: str
    subject: str
    speaker: str
    role: SpeakerRole
    channel: Channel
    heard_on: date
    age: Freshness
    is_used: bool
    is_mine: bool
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ViewPage:
    """A view that was opened: its words, our answer, who may read it, what it replaced and what replaced it."""

    line: ViewLine
    place: str
    words: str
    answer: str
    readers: tuple[Who, ...]
    replaces: int | None
    replaced_by: int | None
    is_taken_back: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ViewCounts:
    """How many views of a skill stand, and how many of them wait to be used."""

    all: int
    fresh: int
    stale: int


NO_VIEWS = ViewCounts(0, 0, 0)


def views_for(person: Person, skills: Collection[int], *, at: datetime) -> list[ViewLine]:
    """Return the views of some skills that stand and that somebody wrote or is named in, latest first. Four queries.

    Ask first in which skills they may see views at all.
    """
    return _lines(View.objects.filter(standing(), skill__in=skills, pk__in=_open_to(person)), person, at)


def view_counts_of(skills: Collection[int], *, at: datetime) -> dict[str, ViewCounts]:
    """Return how many views each skill has, by its number; nothing else is told of them. Two queries."""
    rows = View.objects.filter(standing(), skill__in=skills).values_list("pk", "skill__number", "heard_on")
    used = set(ViewUse.objects.filter(view__skill__in=skills).values_list("view_id", flat=True))
    today, found = timezone.localdate(at), dict[str, Counter[Freshness]]()
    for key, skill, heard in rows:
        found.setdefault(skill, Counter())[age_of_view(heard, is_used=key in used, at=today)] += 1
    return {
        skill: ViewCounts(ages.total(), ages[Freshness.FRESH], ages[Freshness.STALE]) for skill, ages in found.items()
    }


def may_read(person: Person, view: View) -> bool:
    """Return whether a view is open to somebody: they wrote it or its writer names them, and a post lets them read.

    Four queries.
    """
    posts = posts_of(person, campaign=view.skill.campaign, skill=view.skill)
    return may(posts, Deed.SEE_VIEWS) and (view.by_id == person.pk or view.pk in _open_to(person))


def view_page_of(view: View, person: Person, *, at: datetime) -> ViewPage:
    """Return a view with its words, once it was opened. Seven queries."""
    later = View.objects.filter(replaces=view).values_list("pk", flat=True).first()
    return ViewPage(
        _lines(View.objects.filter(pk=view.pk), person, at)[0],
        view.place,
        view.words,
        view.answer,
        tuple(who_of(one) for one in readers_of(view)),
        view.replaces_id,
        later,
        view.is_taken_back,
        view.reason,
    )


def readers_of(view: View) -> list[Person]:
    """Return whom the writer of a view names now, by name. Two queries."""
    latest = dict(ViewReader.objects.filter(view=view).order_by("pk").values_list("person_id", "is_named"))
    named = [person for person, is_named in latest.items() if is_named]
    return list(Person.objects.filter(pk__in=named).order_by("sort_key", "name"))


def standing() -> Q:
    """Return which views stand: nothing replaced them, and they are not taken back."""
    return Q(replaced_by=None, is_taken_back=False)


def _open_to(person: Person) -> set[int]:
    """Return the views that somebody wrote or is named in. Two queries."""
    named = ViewReader.objects.filter(person=person).order_by("pk").values_list("view_id", "is_named")
    written = View.objects.filter(by=person).values_list("pk", flat=True)
    return {view for view, is_named in dict(named).items() if is_named} | set(written)


def _lines(rows: QuerySet[View], person: Person, at: datetime) -> list[ViewLine]:
    found = list(rows.select_related("skill", "entry", "speaker", "by").order_by("-heard_on", "-pk"))
    used: set[int] = set(ViewUse.objects.filter(view__in=found).values_list("view_id", flat=True))
    today = timezone.localdate(at)
    return [_line(row, person.pk, row.pk in used, today) for row in found]


def _line(row: View, reader: UUID, is_used: bool, today: date) -> ViewLine:  # noqa: FBT001 - one fact of four
    return ViewLine(
        row.pk,
        row.skill.number,
        row.entry.code if row.entry else "",
        row.subject,
        row.speaker.name if row.speaker else row.speaker_name,
        SpeakerRole(row.role),
        Channel(row.channel),
        row.heard_on,
        age_of_view(row.heard_on, is_used=is_used, at=today),
        is_used,
        row.by_id == reader,
        row.by.name,
        row.at,
    )
