"""From locked marks to a result: published, objected to, sealed, and if need be corrected (K13)."""

import json
from datetime import datetime

from beizhan import __version__
from beizhan.actions.agreement import lay_down, match, sign
from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import Teller, require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.fingerprint import canonical, fingerprint_of
from beizhan.core.marking.assessment import Ground, SnapshotKind, Step
from beizhan.core.marking.objections import faults_of_objection, faults_of_seal
from beizhan.core.scheme.tree import aspects_of
from beizhan.models.campaign import Entry
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.results import Objection, Ruling, Snapshot
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.publishing.objections import own_entries_of
from beizhan.queries.marking.results import Document, latest_snapshot_of, result_document_of, result_of
from beizhan.queries.marking.schemes import scheme_of

PUBLICATION, SEAL = "publish_result", "seal_result"


def propose_publication(assessment: Assessment, *, by: Person, at: datetime) -> Proposal:
    """Propose to publish the result as it stands; the objection clock starts when it is approved."""
    with telling(Deed.PROPOSE_PUBLICATION, assessment, by=by, at=at):
        require(assessment, Step.OPENED)
        document = document_to_sign(assessment, SnapshotKind.PROVISIONAL)
        refuse(faults_of_result(document))
        return lay_down(assessment.campaign, PUBLICATION, assessment.pk, document, reason="", by=by, at=at)


def approve_publication(assessment: Assessment, proposal: Proposal, *, seen: str, by: Person, at: datetime) -> None:
    """Publish the result as the second person."""
    with telling(Deed.APPROVE_PUBLICATION, assessment, by=by, at=at) as teller:
        require(assessment, Step.OPENED)
        _seal_as(teller, proposal, SnapshotKind.PROVISIONAL, seen)
        teller.step(Step.PROVISIONAL)


def lodge_objection(  # noqa: PLR0913 - about what, for whom, by whom
    assessment: Assessment,
    entry: Entry,
    ground: Ground,
    text: str,
    *,
    aspect: str | None = None,
    by: Person,
    at: datetime,
) -> Objection:
    """Object to a provisional result, in time."""
    with telling(Deed.LODGE_OBJECTION, assessment, by=by, at=at) as teller:
        require(assessment, Step.PROVISIONAL)
        published = _published_at(assessment)
        refuse(() if entry in own_entries_of(assessment, by, Deed.LODGE_OBJECTION) else (error("not_your_entry"),))
        refuse(faults_of_objection(published, assessment.objection_minutes, at=at) + _faults_of_text(text))
        row = Objection(entry=entry, ground=ground, aspect_key=aspect, text=text.strip())
        refuse(_faults_of_objection(row, assessment))
        body = {"entry": entry.code, "ground": str(ground), "aspect": aspect, "text": text.strip()}
        teller.tell("objection", body, row)
        return row


def rule_on_objection(objection: Objection, *, is_upheld: bool, text: str, by: Person, at: datetime) -> None:
    """Rule on an objection, once; upholding one about a mark is followed by a reopening."""
    with telling(Deed.RULE_ON_OBJECTION, objection.assessment, by=by, at=at) as teller:
        ruled = Ruling.objects.filter(objection=objection).exists()
        refuse((error("already_answered"),) if ruled else _faults_of_text(text))
        body = {"objection": objection.pk, "upheld": is_upheld, "text": text.strip()}
        teller.tell("ruling", body, Ruling(objection=objection, is_upheld=is_upheld, text=text.strip()))


def propose_seal(assessment: Assessment, *, by: Person, at: datetime) -> Proposal:
    """Propose to seal the result for good, once nobody may object and every objection is ruled on."""
    with telling(Deed.PROPOSE_SEAL, assessment, by=by, at=at):
        refuse(_faults_of_seal(assessment, at))
        document = document_to_sign(assessment, SnapshotKind.SEALED)
        return lay_down(assessment.campaign, SEAL, assessment.pk, document, reason="", by=by, at=at)


def approve_seal(assessment: Assessment, proposal: Proposal, *, seen: str, by: Person, at: datetime) -> None:
    """Seal the result as the second person."""
    with telling(Deed.APPROVE_SEAL, assessment, by=by, at=at) as teller:
        refuse(_faults_of_seal(assessment, at))
        _seal_as(teller, proposal, SnapshotKind.SEALED, seen)
        teller.step(Step.SEALED)


def document_to_sign(assessment: Assessment, kind: SnapshotKind) -> Document:
    """Return the next result document, as the marks stand."""
    latest = latest_snapshot_of(assessment)
    revision = latest.revision + 1 if latest else 1
    return result_document_of(assessment, result_of(assessment), kind=kind, revision=revision)


def keep_snapshot(teller: Teller, proposal: Proposal, document: Document, *, reason: str = "") -> None:
    """Keep a result document for ever, and tell its fingerprint in the chain."""
    snapshot = Snapshot(
        revision=document["revision"],
        kind=document["kind"],
        document=canonical(document),
        fingerprint=fingerprint_of(document),
        software=__version__,
        reason=reason,
        proposal=proposal,
    )
    body = {
        "revision": snapshot.revision,
        "kind": snapshot.kind,
        "fingerprint": snapshot.fingerprint,
        "reason": reason,
        "proposed_by": str(proposal.by_id),
    }
    teller.tell("snapshot", body, snapshot)


def _seal_as(teller: Teller, proposal: Proposal, kind: SnapshotKind, seen: str) -> None:
    """Sign a result document, if it is still what the marks give, and keep it."""
    match(proposal, PUBLICATION if kind is SnapshotKind.PROVISIONAL else SEAL, teller.assessment.pk)
    sign(proposal, seen=seen, by=teller.by, at=teller.at)
    now = document_to_sign(teller.assessment, kind)
    refuse(() if _same_result(now, json.loads(proposal.content)) else (error("marks_changed_since_seen"),))
    keep_snapshot(teller, proposal, now)


def _same_result(now: Document, proposed: Document) -> bool:
    """Return whether two documents differ in nothing but how long the chain was when they were made."""
    return {**now, "events": None} == {**proposed, "events": None}


def _published_at(assessment: Assessment) -> datetime:
    latest = latest_snapshot_of(assessment)
    assert latest is not None
    return latest.at


def faults_of_result(document: Document) -> tuple[Fault, ...]:
    """Return what keeps a result from being published: places that have no rank, for marks are missing."""
    gone = set(document["withdrawn"])
    blank = [place for place in document["places"] if place["rank"] is None and place["entry"] not in gone]
    return (error("marks_missing", found=len(blank)),) if blank else ()


def _faults_of_seal(assessment: Assessment, at: datetime) -> tuple[Fault, ...]:
    require(assessment, Step.PROVISIONAL)
    unanswered = Objection.objects.filter(assessment=assessment, ruling=None).count()
    return faults_of_seal(_published_at(assessment), assessment.objection_minutes, unanswered=unanswered, at=at)


def _faults_of_objection(row: Objection, assessment: Assessment) -> tuple[Fault, ...]:
    """Return whether it names an aspect that there is not, or says what waits for its ruling already."""
    chosen = scheme_in_force(assessment)
    known = {aspect.key for aspect in aspects_of(scheme_of(chosen))} if chosen else set()
    if row.aspect_key is not None and row.aspect_key not in known:
        return (error("no_such_cell"),)
    said = {"entry": row.entry, "ground": row.ground, "aspect_key": row.aspect_key, "text": row.text}
    twice = Objection.objects.filter(assessment=assessment, ruling=None, **said).exists()
    return (error("objection_waits_already"),) if twice else ()


def _faults_of_text(text: str) -> tuple[Fault, ...]:
    return () if text.strip() else (error("text_missing"),)
