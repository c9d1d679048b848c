"""After the seal: a correction is a new revision, with its reason, by two people; the old one stays."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from beizhan.actions.agreement import lay_down, match, sign
from beizhan.actions.door import refuse
from beizhan.actions.marking.awards import write_awards
from beizhan.actions.marking.chain import salted
from beizhan.actions.marking.confirmations import Seen, write_verdict
from beizhan.actions.marking.results import document_to_sign, faults_of_result, keep_snapshot
from beizhan.actions.marking.telling import Teller, require, telling
from beizhan.core.access import Deed
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.assessment import SnapshotKind, Step
from beizhan.core.marking.awarding import AwardRow, faults_of_awards, faults_of_reason, faults_of_sending
from beizhan.core.marking.cells import seen_of
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.awards import Submission
from beizhan.models.people import Person
from beizhan.queries.marking.targets import aims_of

CORRECTION = "correct_result"


def propose_correction(
    assessment: Assessment, rows: Sequence[AwardRow], *, reason: str, by: Person, at: datetime
) -> Proposal:
    """Propose other awards for a sealed result, and say why."""
    with telling(Deed.PROPOSE_CORRECTION, assessment, by=by, at=at):
        require(assessment, Step.SEALED)
        refuse(faults_of_reason(reason) + faults_of_sending(rows, CORRECTION))
        refuse(faults_of_awards(rows, aims_of(assessment, rows).targets, correcting=True))
        content = {"rows": [asdict(row) for row in rows], "reason": reason.strip()}
        return lay_down(assessment.campaign, CORRECTION, assessment.pk, content, reason=reason.strip(), by=by, at=at)


def approve_correction(assessment: Assessment, proposal: Proposal, *, seen: str, by: Person, at: datetime) -> None:
    """Correct a sealed result as the second person: new awards, confirmed, and a new revision of the result."""
    match(proposal, CORRECTION, assessment.pk)
    rows = [AwardRow(**row) for row in json.loads(proposal.content)["rows"]]
    with telling(Deed.APPROVE_CORRECTION, assessment, by=by, at=at) as teller:
        require(assessment, Step.SEALED)
        sign(proposal, seen=seen, by=by, at=at)
        _correct(teller, rows, proposal)
        document = document_to_sign(assessment, SnapshotKind.SEALED)
        refuse(faults_of_result(document))
        keep_snapshot(teller, proposal, document, reason=proposal.reason)


def _correct(teller: Teller, rows: Sequence[AwardRow], proposal: Proposal) -> None:
    aims = aims_of(teller.assessment, rows)
    refuse(faults_of_awards(rows, aims.targets, correcting=True))
    content = fingerprint_of([asdict(row) for row in rows])
    said = {"rows": content, "reason": proposal.reason, "proposed_by": str(proposal.by_id)}
    teller.tell("correction", salted(said))
    submission = Submission(by=teller.by, key=f"correction {proposal.pk}", fingerprint=content, at=teller.at)
    write_awards(teller.assessment, rows, aims, submission)
    after = aims_of(teller.assessment, rows)
    cells = [Seen(*where, seen_of(target.cell)) for where, target in after.targets.items()]
    write_verdict(teller, cells, after, confirmed=True, reason=proposal.reason)
