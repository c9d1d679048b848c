"""The files of a list as they were looked at."""

from datetime import datetime

from django.db.models import F, Max, QuerySet

from beizhan.core.documents.watching import Outcome
from beizhan.models.documents.watch import Look, Source

_RECENT = 20


def looks_at_lists() -> QuerySet[Look]:
    """Return the looks at lists themselves, of whatever source, that found something."""
    return Look.objects.filter(address=F("source__address"), original=None).exclude(outcome=Outcome.FAILED)


def last_look_at_list(source: Source) -> Look | None:
    """Return the latest look at the list itself that found something. One query."""
    return looks_at_lists().filter(source=source).order_by("-at", "-pk").first()


def words_of_file(source: Source, address: str) -> str:
    """Return the words by which a list led to a file when it last did. One query."""
    looks = Look.objects.filter(source=source, address=source.address, outcome__in=(Outcome.FIRST, Outcome.NEW))
    recent = looks.order_by("-pk").values_list("links", flat=True)[:_RECENT]
    return next((words for links in recent for known, words in links if known == address), "")


def last_asked(source: Source) -> dict[str, datetime]:
    """Return when each address of a source was looked at last, whatever was found. One query."""
    looks = Look.objects.filter(source=source).values("address").annotate(last=Max("at"))
    return dict(looks.values_list("address", "last"))


def files_looked_at(source: Source) -> list[Look]:
    """Return the last look that found something at each file of a list, in their order. One query."""
    looks = Look.objects.filter(source=source).exclude(address=source.address).exclude(outcome=Outcome.FAILED)
    last = looks.values("address").annotate(last=Max("pk")).values("last")
    return list(Look.objects.filter(pk__in=last).select_related("original").defer("original__body").order_by("pk"))
