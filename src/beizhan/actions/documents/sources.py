"""The sources that are watched: added, watched otherwise from now on, or no more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from beizhan.actions.documents.inbox import faults_of_owner
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.documents.watching import SourceKind, faults_of_terms
from beizhan.core.faults import Fault, error
from beizhan.files.guard import Unreadable
from beizhan.files.outbound.addresses import target_of
from beizhan.models.campaign import Campaign
from beizhan.models.documents.watch import Source, SourceTerms
from beizhan.models.people import Person
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is watched: what lies there, what it is called, where it is, in which skill."""

    kind: SourceKind
    title: str
    address: str
    skill: Skill | None = None


@dataclass(frozen=True, slots=True)
class TermsFacts:
    """How it is watched: for whom, every how many minutes, what counts for nothing, which links are wanted."""

    owner: Person
    minutes: int
    ignore: tuple[str, ...] = ()
    wanted: str = ""
    is_watched: bool = True


def add_source(  # noqa: PLR0913 - what, how, the hosts that a setting names, who, when
    campaign: Campaign, facts: SourceFacts, terms: TermsFacts, *, named: Collection[str] = (), by: Person, at: datetime
) -> Source:
    """Watch an address from now on.

    Raises
    ------
    Refused
        If it is no address that may be asked, if it is watched already, or if the terms make no sense.
    """
    with deed(Deed.KEEP_SOURCES, by=by, campaign=campaign, skill=facts.skill, on=facts.address, at=at):
        refuse((*_faults_of(campaign, facts, named), *_faults_of_terms(terms, campaign, facts.skill)))
        source = Source.objects.create(
            campaign=campaign,
            skill=facts.skill,
            kind=str(facts.kind),
            title=facts.title.strip(),
            address=facts.address,
            by=by,
            at=at,
        )
        _write(source, terms, by, at)
        return source


def set_terms(source: Source, terms: TermsFacts, *, by: Person, at: datetime) -> SourceTerms:
    """Watch a source otherwise from now on, or no more."""
    with deed(Deed.KEEP_SOURCES, by=by, campaign=source.campaign, skill=source.skill, on=source.title, at=at):
        refuse(_faults_of_terms(terms, source.campaign, source.skill))
        return _write(source, terms, by, at)


def _write(source: Source, terms: TermsFacts, by: Person, at: datetime) -> SourceTerms:
    return SourceTerms.objects.create(
        source=source,
        owner=terms.owner,
        minutes=terms.minutes,
        ignore=list(terms.ignore),
        wanted=terms.wanted,
        is_watched=terms.is_watched,
        by=by,
        at=at,
    )


def _faults_of(campaign: Campaign, facts: SourceFacts, named: Collection[str]) -> tuple[Fault, ...]:
    faults = [] if facts.title.strip() else [error("source_without_title")]
    try:
        target_of(facts.address, named)
    except Unreadable as refusal:
        faults.append(refusal.fault)
    if Source.objects.filter(campaign=campaign, address=facts.address, kind=str(facts.kind)).exists():
        faults.append(error("address_watched"))
    return tuple(faults)


def _faults_of_terms(terms: TermsFacts, campaign: Campaign, skill: Skill | None) -> tuple[Fault, ...]:
    said = faults_of_terms(terms.minutes, terms.ignore, terms.wanted)
    return (*said, *faults_of_owner(terms.owner, campaign, skill))
