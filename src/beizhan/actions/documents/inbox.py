"""The inbox (P3): what is forwarded lands where the watch lands what it finds; its owner says what becomes of it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from beizhan.actions.documents.bringing import (
    DocumentFacts,
    EditionFacts,
    faults_of_content,
    faults_of_title,
    keep_edition,
    original_of,
)
from beizhan.actions.documents.extracts import extract_of
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.models.campaign import Campaign
from beizhan.models.documents.register import Document, Edition
from beizhan.models.documents.watch import Handover, InboxAnswer, InboxItem
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.people import posts_of

LONGEST_REASON = 500
"""Characters in which is said why something is set aside."""


@dataclass(frozen=True, slots=True)
class ForwardFacts:
    """What is forwarded: its name, as which file and from where it came, in which skill, and who shall sort it."""

    title: str
    file_name: str
    found_in: str
    owner: Person
    skill: Skill | None = None


def forward(campaign: Campaign, facts: ForwardFacts, content: bytes, *, by: Person, at: datetime) -> InboxItem:
    """Put a document into the inbox by hand; its clock of 72 hours runs from now.

    Raises
    ------
    Refused
        If the file is empty or too large, has no title, if its owner may not sort it, or if the same bytes are in the
        register or in the inbox already: whoever forwards is told where, as the watch keeps silent then.
    """
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=campaign, skill=facts.skill, on=facts.title, at=at):
        refuse(
            (
                *faults_of_title(facts.title),
                *faults_of_content(content),
                *faults_of_owner(facts.owner, campaign, facts.skill),
                *_faults_of_sameness(campaign, content),
            )
        )
        item = InboxItem.objects.create(
            campaign=campaign,
            skill=facts.skill,
            original=original_of(content, facts.file_name),
            title=facts.title.strip(),
            file_name=facts.file_name[-200:],
            found_in=facts.found_in.strip()[:500],
            owner=facts.owner,
            by=by,
            at=at,
        )
    extract_of(item.original, item.file_name)
    return item


def hand_over(item: InboxItem, owner: Person, *, by: Person, at: datetime) -> Handover:
    """Let somebody else own an item from now on; its clock runs on."""
    on = f"{item.title} → {owner}"
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=item.campaign, skill=item.skill, on=on, at=at):
        refuse((*_faults_of_answering(item), *faults_of_owner(owner, item.campaign, item.skill)))
        return Handover.objects.create(item=item, owner=owner, by=by, at=at)


def file_item(item: InboxItem, document: Document, facts: EditionFacts, *, by: Person, at: datetime) -> Edition:
    """Make an item an edition of a document in the register."""
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=item.campaign, skill=document.skill, on=item.title, at=at):
        return _filed(item, document, facts, by, at)


def file_item_anew(item: InboxItem, what: DocumentFacts, facts: EditionFacts, *, by: Person, at: datetime) -> Edition:
    """Make an item the first edition of a new document."""
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=item.campaign, skill=what.skill, on=item.title, at=at):
        refuse(faults_of_title(what.title))
        document = Document.objects.create(
            campaign=item.campaign,
            skill=what.skill,
            kind=str(what.kind),
            title=what.title.strip(),
            language=str(what.language),
            by=by,
            at=at,
        )
        return _filed(item, document, facts, by, at)


def set_aside(item: InboxItem, *, reason: str, by: Person, at: datetime) -> InboxAnswer:
    """Set an item aside, with the reason."""
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=item.campaign, skill=item.skill, on=f"{item.title} ✗", at=at):
        refuse((*_faults_of_answering(item), *_faults_of_reason(reason.strip())))
        return InboxAnswer.objects.create(item=item, reason=reason.strip(), by=by, at=at)


def _faults_of_reason(reason: str) -> tuple[Fault, ...]:
    if not reason:
        return (error("item_without_reason"),)
    found = len(reason)
    return (error("item_reason_too_long", found=found, most=LONGEST_REASON),) if found > LONGEST_REASON else ()


def faults_of_owner(owner: Person, campaign: Campaign, skill: Skill | None) -> tuple[Fault, ...]:
    """Return why somebody cannot own what lands in the inbox: whoever may not bring documents in there."""
    allowed = owner.is_active and may(posts_of(owner, campaign=campaign, skill=skill), Deed.BRING_IN_DOCUMENT)
    return () if allowed else (error("owner_outside", name=owner.name),)


def _faults_of_sameness(campaign: Campaign, content: bytes) -> tuple[Fault, ...]:
    known = sha256(content).hexdigest()
    edition = Edition.objects.filter(original=known, document__campaign=campaign).select_related("document").first()
    if edition is not None:
        return (error("in_the_register_already", title=edition.document.title, label=edition.label),)
    item = InboxItem.objects.filter(original=known, campaign=campaign, answer=None).first()
    return (error("in_the_inbox_already", title=item.title),) if item is not None else ()


def _faults_of_answering(item: InboxItem) -> tuple[Fault, ...]:
    InboxItem.objects.select_for_update().get(pk=item.pk)
    answered = InboxAnswer.objects.filter(item=item).exists()
    return (error("item_answered"),) if answered else ()


def _filed(item: InboxItem, document: Document, facts: EditionFacts, by: Person, at: datetime) -> Edition:
    refuse(_faults_of_answering(item))
    edition = keep_edition(document, facts, item.original, by=by, at=at)
    InboxAnswer.objects.create(item=item, edition=edition, by=by, at=at)
    return edition
