"""Recording awards: one transaction holds the key, the versions, the award, its event and the log row (MI-02)."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from beizhan.actions.door import deed, refuse
from beizhan.actions.marking.chain import hold, salted, tell
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import canonical, fingerprint_of
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.awarding import AwardRow, best_of, faults_of_awards, faults_of_sending
from beizhan.core.marking.cells import round_of
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.awards import Award, Submission
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.targets import Aims, aims_of
from beizhan.queries.people import posts_of


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to awards that are safe: the number of their event, the head of the chain, their new versions."""

    seq: int
    head: str
    versions: tuple[int, ...]


def record_awards(assessment: Assessment, rows: Sequence[AwardRow], *, key: str, by: Person, at: datetime) -> Receipt:
    """Record awards, all or none; the same ``key`` with the same rows changes nothing and answers the same.

    Excel, the keyboard and the phone all come here; a tap on the phone is a list of one row. A marking secretary
    may key in every seat of a signed sheet, a judge only the own seat.

    Raises
    ------
    Refused
        With ``key_reused`` if the key came with other rows, ``stale`` if a version is no longer current, and
        whatever else `faults_of_awards` finds.
    PermissionDenied
        If ``by`` is neither secretary nor judge there.
    """
    alone = not may(posts_of(by, campaign=assessment.campaign, skill=assessment.skill), Deed.RECORD_AWARDS)
    name = Deed.SCORE_ALONE if alone else Deed.RECORD_AWARDS
    refuse(faults_of_sending(rows, key))
    content = fingerprint_of([str(assessment.pk), [asdict(row) for row in rows]])
    submission = Submission(by=by, key=key, fingerprint=content, at=at)
    try:
        with transaction.atomic():
            hold(assessment)
            return _again(submission) or _first(assessment, rows, name, submission)
    except IntegrityError:
        # the same account used the key elsewhere at this very moment, or the commit stands and only its answer was lost
        receipt = _again(submission)
        if receipt is None:
            raise
        return receipt


def _again(submission: Submission) -> Receipt | None:
    """Return the answer that was given when this key came before, if it did: also to who lost the post meanwhile."""
    earlier = Submission.objects.filter(by=submission.by, key=submission.key).first()
    if earlier is None:
        return None
    refuse(() if earlier.fingerprint == submission.fingerprint else (error("key_reused"),))
    return _receipt(earlier.answer)


def _first(assessment: Assessment, rows: Sequence[AwardRow], name: Deed, submission: Submission) -> Receipt:
    by, at = submission.by, submission.at
    with deed(name, by=by, campaign=assessment.campaign, skill=assessment.skill, on=assessment, at=at):
        aims = aims_of(assessment, rows, alone=by.pk if name is Deed.SCORE_ALONE else None)
        refuse(_faults_of_time(assessment) or faults_of_awards(rows, aims.targets))
        return write_awards(assessment, rows, aims, submission)


def _faults_of_time(assessment: Assessment) -> tuple[Fault, ...]:
    step = step_of(assessment)
    return () if step is Step.MARKING else (error("not_marking", step=str(step)),)


def write_awards(assessment: Assessment, rows: Sequence[AwardRow], aims: Aims, submission: Submission) -> Receipt:
    """Write awards that nothing speaks against; call it inside a deed that holds the assessment."""
    versions = tuple(row.based_on + 1 for row in rows)
    said = [_said(row, aims, version) for row, version in zip(rows, versions, strict=True)]
    event = tell(assessment, "awards", salted({"rows": said}), by=submission.by, at=submission.at)
    submission.answer = canonical({"seq": event.seq, "head": event.hash, "versions": list(versions)})
    submission.save(force_insert=True)
    Award.objects.bulk_create(
        _award(row, words, aims, event, submission) for row, words in zip(rows, said, strict=True)
    )
    return _receipt(submission.answer)


def _said(row: AwardRow, aims: Aims, version: int) -> dict[str, Any]:
    target = aims.targets[row.place, row.aspect]
    return {
        "place": row.place,
        "aspect": row.aspect,
        "code": aims.aspects[row.aspect].code,
        "seat": row.seat,
        "round": round_of(target.cell),
        "version": version,
        "value": row.value,
        "out_of": best_of(target.cell),
        "alone": target.is_alone,
        "note": row.note,
    }


def _award(row: AwardRow, said: dict[str, Any], aims: Aims, event: Event, submission: Submission) -> Award:
    return Award(
        event=event,
        assessment_id=event.assessment_id,
        by=submission.by,
        at=submission.at,
        submission=submission,
        scheme=aims.scheme,
        place=aims.places[row.place],
        aspect_key=row.aspect,
        seat=row.seat,
        round=said["round"],
        version=said["version"],
        value=row.value,
        out_of=said["out_of"],
        is_alone=said["alone"],
        note=row.note,
    )


def _receipt(answer: str) -> Receipt:
    found = json.loads(answer)
    return Receipt(found["seq"], found["head"], tuple(found["versions"]))
