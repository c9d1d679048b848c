"""Marking schemes: brought in, fixed by two people, and followed by later versions."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from beizhan.actions.agreement import lay_down, match, sign
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.faults import Fault, error, errors_among
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.scheme.document import document_of
from beizhan.core.scheme.faults import faults_of
from beizhan.core.scheme.matching import keys_carried
from beizhan.core.scheme.tree import Aspect, Scheme, SubCriterion, numbered
from beizhan.models.log import Proposal
from beizhan.models.marking import schemes as rows
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.marking.schemes import scheme_of

FREEZE = "freeze_scheme"


def import_scheme(  # noqa: PLR0913 - what, from where, who, when
    skill: Skill, scheme: Scheme, *, source: str, reason: str = "", by: Person, at: datetime
) -> rows.Scheme:
    """Keep a scheme as the next version of a skill's; its aspects keep the keys of those they continue.

    A scheme with faults is kept as a draft; only one without errors can be frozen.
    """
    with deed(Deed.IMPORT_SCHEME, by=by, campaign=skill.campaign, skill=skill, on=skill, at=at):
        Skill.objects.select_for_update().get(pk=skill.pk)
        latest = rows.Scheme.objects.filter(skill=skill).order_by("-version").first()
        keyed = _keyed(numbered(scheme), scheme_of(latest) if latest else None)
        row = rows.Scheme.objects.create(
            skill=skill,
            version=latest.version + 1 if latest else 1,
            title=keyed.title[:200],
            source_name=source[:200],
            based_on=latest,
            reason=reason,
            by=by,
            at=at,
        )
        _write(row, keyed)
        return row


def propose_freeze(scheme: rows.Scheme, *, by: Person, at: datetime) -> Proposal:
    """Propose to fix a scheme by its fingerprint.

    Raises
    ------
    Refused
        With everything that is wrong in the scheme, or if it is frozen already.
    """
    with deed(Deed.PROPOSE_SCHEME, by=by, campaign=scheme.skill.campaign, skill=scheme.skill, on=scheme, at=at):
        refuse(_faults_of_freeze(scheme))
        content = {"scheme": str(scheme.pk), "fingerprint": scheme_fingerprint(scheme)}
        return lay_down(scheme.skill.campaign, FREEZE, scheme.pk, content, reason="", by=by, at=at)


def approve_freeze(scheme: rows.Scheme, proposal: Proposal, *, seen: str, by: Person, at: datetime) -> None:
    """Fix a scheme as the second person."""
    with deed(Deed.APPROVE_SCHEME, by=by, campaign=scheme.skill.campaign, skill=scheme.skill, on=scheme, at=at):
        match(proposal, FREEZE, scheme.pk)
        refuse(_faults_of_freeze(scheme))
        sign(proposal, seen=seen, by=by, at=at)
        print_ = json.loads(proposal.content)["fingerprint"]
        refuse(() if print_ == scheme_fingerprint(scheme) else (error("scheme_changed_since_seen"),))
        rows.SchemeFreeze.objects.create(scheme=scheme, fingerprint=print_, proposal=proposal, at=at)


def scheme_fingerprint(scheme: rows.Scheme) -> str:
    """Return the fingerprint of a scheme as it stands in the database."""
    return fingerprint_of(document_of(scheme_of(scheme)))


def _faults_of_freeze(scheme: rows.Scheme) -> tuple[Fault, ...]:
    if rows.SchemeFreeze.objects.filter(scheme=scheme).exists():
        return (error("already_frozen"),)
    return errors_among(faults_of(scheme_of(scheme)))


def _keyed(scheme: Scheme, earlier: Scheme | None) -> Scheme:
    keys = keys_carried(scheme, earlier) if earlier else {}
    return replace(
        scheme,
        criteria=tuple(
            replace(
                criterion,
                sub_criteria=tuple(
                    replace(
                        sub, aspects=tuple(replace(one, key=keys.get(one.code) or str(uuid4())) for one in sub.aspects)
                    )
                    for sub in criterion.sub_criteria
                ),
            )
            for criterion in scheme.criteria
        ),
    )


def _write(row: rows.Scheme, scheme: Scheme) -> None:
    rows.DeclaredSection.objects.bulk_create(
        rows.DeclaredSection(scheme=row, position=place, number=one.number, name=one.name, declared=one.declared)
        for place, one in enumerate(scheme.sections, 1)
    )
    for place, criterion in enumerate(scheme.criteria, 1):
        kept = rows.Criterion.objects.create(
            scheme=row, position=place, code=criterion.code, name=criterion.name, mark=criterion.mark
        )
        for number, sub in enumerate(criterion.sub_criteria, 1):
            form = rows.SubCriterion.objects.create(
                criterion=kept, position=number, code=sub.code, name=sub.name, day=sub.day
            )
            rows.Aspect.objects.bulk_create(_aspects(form, sub))


def _aspects(form: rows.SubCriterion, sub: SubCriterion) -> Iterable[rows.Aspect]:
    return (_aspect(form, place, aspect) for place, aspect in enumerate(sub.aspects, 1))


def _aspect(form: rows.SubCriterion, place: int, aspect: Aspect) -> rows.Aspect:
    how = aspect.calculation
    return rows.Aspect(
        sub_criterion=form,
        key=aspect.key,
        position=place,
        code=aspect.code,
        kind=str(aspect.kind),
        description=aspect.description,
        extra=aspect.extra,
        requirement=aspect.requirement,
        section=aspect.section or "",
        max_mark=aspect.max_mark,
        descriptors=[[one.score, one.text] for one in aspect.descriptors],
        calculation=[how.name, how.code, how.named, how.parameters] if how else None,
    )
