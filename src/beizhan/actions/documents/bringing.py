"""Bringing documents in (A1): every edition with its original, byte for byte, even if nobody can read it."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from beizhan.actions.documents.extracts import extract_of
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.documents.register import DocumentKind, Tongue, faults_of_edition
from beizhan.core.faults import Fault, error
from beizhan.files.guard import MAX_BYTES
from beizhan.files.media import media_type_of
from beizhan.models.campaign import Campaign
from beizhan.models.documents.register import Document, Edition, Original
from beizhan.models.people import Person
from beizhan.models.skills import Skill


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What a document is, in which skill (none: of the whole competition), what it is called, in which language."""

    kind: DocumentKind
    title: str
    language: Tongue
    skill: Skill | None = None


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What an edition is called, where it was found, as which file it came, and which edition it supersedes."""

    label: str
    found_in: str
    file_name: str
    supersedes: Edition | None = None


def add_document(  # noqa: PLR0913 - what it is, its first edition, its bytes, who, when
    campaign: Campaign, facts: DocumentFacts, edition: EditionFacts, content: bytes, *, by: Person, at: datetime
) -> Edition:
    """Register a document with its first edition.

    Raises
    ------
    Refused
        If the file is empty or too large, or if what is said of it lacks something.
    """
    with deed(Deed.BRING_IN_DOCUMENT, by=by, campaign=campaign, skill=facts.skill, on=facts.title, at=at):
        refuse((*faults_of_title(facts.title), *faults_of_content(content)))
        row = Document.objects.create(
            campaign=campaign,
            skill=facts.skill,
            kind=str(facts.kind),
            title=facts.title.strip(),
            language=str(facts.language),
            by=by,
            at=at,
        )
        found = _write(row, edition, original_of(content, edition.file_name), by, at)
    extract_of(found.original, found.file_name)
    return found


def add_edition(document: Document, facts: EditionFacts, content: bytes, *, by: Person, at: datetime) -> Edition:
    """Register another edition of a document.

    Raises
    ------
    Refused
        If the same bytes are an edition already, or if what is said of it lacks something.
    """
    with deed(
        Deed.BRING_IN_DOCUMENT, by=by, campaign=document.campaign, skill=document.skill, on=document.title, at=at
    ):
        refuse(faults_of_content(content))
        found = _write(document, facts, original_of(content, facts.file_name), by, at)
    extract_of(found.original, found.file_name)
    return found


def keep_edition(document: Document, facts: EditionFacts, original: Original, *, by: Person, at: datetime) -> Edition:
    """Write an edition of an original that is kept already: a part of a deed whose door is open."""
    return _write(document, facts, original, by, at)


def original_of(content: bytes, name: str) -> Original:
    """Return the original of these bytes, kept now if nobody has brought them yet."""
    row, _ = Original.objects.get_or_create(
        fingerprint=sha256(content).hexdigest(), defaults={"media_type": media_type_of(name), "body": content}
    )
    return row


def faults_of_content(content: bytes) -> tuple[Fault, ...]:
    """Return why bytes are not even kept."""
    if not content:
        return (error("file_empty"),)
    if len(content) > MAX_BYTES:
        return (error("file_too_large", found=len(content), allowed=MAX_BYTES),)
    return ()


def faults_of_title(title: str) -> tuple[Fault, ...]:
    """Return that a document has no title."""
    return () if title.strip() else (error("document_without_title"),)


def _write(document: Document, facts: EditionFacts, original: Original, by: Person, at: datetime) -> Edition:
    Document.objects.select_for_update().get(pk=document.pk)
    known = list(Edition.objects.filter(document=document).values_list("label", "original_id"))
    refuse(faults_of_edition(facts.label, facts.found_in, known=[label for label, _ in known]))
    refuse(tuple(error("edition_known", label=label) for label, print_ in known if print_ == original.pk))
    refuse(() if _is_own(facts.supersedes, document) else (error("supersedes_another_document"),))
    return Edition.objects.create(
        document=document,
        label=facts.label.strip(),
        file_name=facts.file_name[-200:],
        original=original,
        found_in=facts.found_in.strip()[:500],
        supersedes=facts.supersedes,
        by=by,
        at=at,
    )


def _is_own(edition: Edition | None, document: Document) -> bool:
    return edition is None or edition.document_id == document.pk
