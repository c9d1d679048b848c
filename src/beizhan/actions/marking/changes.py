"""A scheme that changes after codes are drawn: two people approve it with its effect before their eyes (K2)."""

import json
from datetime import datetime

from beizhan.actions.agreement import lay_down, match, sign
from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import require, telling
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.awarding import faults_of_reason
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Assessment, SchemeChoice
from beizhan.models.marking.schemes import Scheme, SchemeFreeze
from beizhan.models.people import Person
from beizhan.queries.marking.assessments import scheme_in_force
from beizhan.queries.marking.effects import effect_document_of
from beizhan.queries.marking.results import tie_faults_of
from beizhan.queries.marking.schemes import scheme_of

CHANGE = "change_scheme"


def propose_change(assessment: Assessment, scheme: Scheme, *, reason: str, by: Person, at: datetime) -> Proposal:
    """Propose to count by a later scheme from now on; the proposal holds what it does to every competitor."""
    with telling(Deed.PROPOSE_SCHEME, assessment, by=by, at=at):
        require(assessment, Step.DRAWN, Step.MARKING)
        refuse(faults_of_reason(reason) + _faults_of_scheme(assessment, scheme))
        content = {"scheme": str(scheme.pk), **effect_document_of(assessment, scheme)}
        return lay_down(assessment.campaign, CHANGE, assessment.pk, content, reason=reason.strip(), by=by, at=at)


def approve_change(assessment: Assessment, proposal: Proposal, *, seen: str, by: Person, at: datetime) -> None:
    """Change the scheme as the second person, if its effect is still the one that was shown."""
    match(proposal, CHANGE, assessment.pk)
    content = json.loads(proposal.content)
    scheme = Scheme.objects.get(pk=content["scheme"], skill=assessment.skill)
    with telling(Deed.APPROVE_SCHEME, assessment, by=by, at=at) as teller:
        require(assessment, Step.DRAWN, Step.MARKING)
        sign(proposal, seen=seen, by=by, at=at)
        unchanged = content == {"scheme": str(scheme.pk), **effect_document_of(assessment, scheme)}
        refuse(_faults_of_scheme(assessment, scheme) if unchanged else (error("marks_changed_since_seen"),))
        body = {
            "scheme": str(scheme.pk),
            "fingerprint": SchemeFreeze.objects.get(scheme=scheme).fingerprint,
            "reason": proposal.reason,
            "proposed_by": str(proposal.by_id),
        }
        teller.tell("scheme", body, SchemeChoice(scheme=scheme))


def _faults_of_scheme(assessment: Assessment, scheme: Scheme) -> tuple[Fault, ...]:
    if scheme.skill_id != assessment.skill_id:
        return (error("scheme_of_another_skill"),)
    if scheme == scheme_in_force(assessment):
        return (error("scheme_in_force_already"),)
    if not SchemeFreeze.objects.filter(scheme=scheme).exists():
        return (error("scheme_not_frozen"),)
    return tie_faults_of(assessment, scheme_of(scheme))
