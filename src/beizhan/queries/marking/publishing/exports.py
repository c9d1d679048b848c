"""What is exported of an assessment: its chain, and everything needed to recount its results."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Max

from beizhan import __version__
from beizhan.core.fingerprint import GENESIS, canonical, instant
from beizhan.core.scheme.document import document_of
from beizhan.files.export_pack import Record
from beizhan.models.marking.assessments import Assessment, Event, SchemeChoice
from beizhan.models.marking.results import SelectionRule, Snapshot
from beizhan.models.marking.schemes import Scheme
from beizhan.queries.marking.schemes import scheme_of


def assessments_called(name: str) -> tuple[Assessment, ...]:
    """Return the assessment of this id, or those of this code in all campaigns. At most two queries."""
    try:
        found = Assessment.objects.filter(pk=UUID(name))
    except (ValueError, ValidationError):
        found = Assessment.objects.filter(code=name)
    return tuple(found.select_related("campaign", "skill", "stage").order_by("pk"))


def record_of(assessment: Assessment) -> Record:
    """Return the whole record as it stands at one event: what is appended meanwhile is left out.

    Five queries and four a scheme.
    """
    last = Event.objects.filter(assessment=assessment).aggregate(seq=Max("seq"))["seq"] or 0
    events = Event.objects.filter(assessment=assessment, seq__lte=last).order_by("seq")
    return Record(
        assessment={"id": str(assessment.pk), "code": assessment.code, "round": assessment.round},
        software=__version__,
        events=tuple(_lines(assessment, last)),
        head=events.filter(seq=last).values_list("hash", flat=True).first() or GENESIS,
        schemes=_schemes(assessment, last),
        rules=tuple(_rules(assessment)),
        results=tuple(_results(assessment, last)),
    )


def _lines(assessment: Assessment, last: int) -> Iterator[str]:
    """Write the canonical text of each event around the text of its body, which is kept word for word."""
    rows = Event.objects.filter(assessment=assessment, seq__lte=last).order_by("seq")
    names = ("seq", "kind", "body", "by_id", "at", "previous", "hash")
    for seq, kind, body, by, at, previous, own in rows.values_list(*names).iterator(2_000):
        yield (
            f'{{"at":"{instant(at)}","body":{body},"by":"{by}","hash":"{own}","kind":{canonical(kind)},'
            f'"previous":"{previous}","seq":{seq},"stream":"{assessment.pk}"}}'
        )


def _schemes(assessment: Assessment, last: int) -> dict[str, Any]:
    chosen = SchemeChoice.objects.filter(assessment=assessment, event__seq__lte=last).values_list("scheme", flat=True)
    return {
        str(row.pk): {"version": row.version, "document": document_of(scheme_of(row))}
        for row in Scheme.objects.filter(pk__in=set(chosen)).order_by("version")
    }


def _rules(assessment: Assessment) -> Iterator[dict[str, Any]]:
    rows = SelectionRule.objects.filter(stage=assessment.stage_id, skill=assessment.skill_id).order_by("version")
    for row in rows if assessment.stage_id else ():
        yield {
            "version": row.version,
            "fingerprint": row.fingerprint,
            "reason": row.reason,
            "at": instant(row.at),
            "document": json.loads(row.document),
        }


def _results(assessment: Assessment, last: int) -> Iterator[dict[str, Any]]:
    rows = Snapshot.objects.filter(assessment=assessment, event__seq__lte=last).order_by("revision")
    for row in rows:
        yield {
            "revision": row.revision,
            "kind": row.kind,
            "fingerprint": row.fingerprint,
            "software": row.software,
            "reason": row.reason,
            "document": json.loads(row.document),
        }
