"""The register of documents: which there are, their editions, and where words stand in them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.core.documents.searching import Excerpt, excerpts_of, folded_text, holds, searchable, terms_of, texts_in
from beizhan.core.faults import Fault
from beizhan.files.documents.packing import document_in
from beizhan.files.wire import fault_of
from beizhan.models.campaign import Campaign
from beizhan.models.documents.extracts import Extract
from beizhan.models.documents.register import Document, Edition, Original
from beizhan.queries.people import Which

MOST_HITS = 60


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition: what it is called, where and when and by whom it was found, its bytes, and why it is not read."""

    id: int
    label: str
    file_name: str
    found_in: str
    finder: str
    at: datetime
    fingerprint: str
    supersedes: str
    faults: tuple[Fault, ...]
    is_read: bool


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document with its editions, the newest first."""

    id: int
    kind: DocumentKind
    title: str
    language: Tongue
    skill: Which | None
    editions: tuple[EditionLine, ...]

    @property
    def newest(self) -> EditionLine | None:
        """Return the edition that came last."""
        return self.editions[0] if self.editions else None


@dataclass(frozen=True, slots=True)
class Hit:
    """An edition in which every word of a question stands, whether it is the newest, and where they stand."""

    document: DocumentLine
    edition: EditionLine
    is_newest: bool
    excerpts: tuple[Excerpt, ...]


def documents_of(campaign: Campaign, skills: Collection[int], **only: Any) -> list[DocumentLine]:
    """Return the documents of the whole competition and of these skills, by skill and title. Three queries at most."""
    rows = Document.objects.filter(Q(skill=None) | Q(skill__in=skills), campaign=campaign, **only)
    return _lines(list(rows.select_related("skill").order_by("title", "pk")))


def document_line_of(document: Document) -> DocumentLine:
    """Return one document with its editions. Three queries."""
    return _lines([document])[0]


def hits_for(campaign: Campaign, skills: Collection[int], question: str) -> list[Hit]:
    """Return the editions in which a question's words stand, the newest editions first. At most five queries."""
    terms = terms_of(question)
    if not terms:
        return []
    known = [(document, one) for document in documents_of(campaign, skills) for one in document.editions]
    holding = _holding(terms, {edition.fingerprint for _document, edition in known})
    found = [
        (document, edition)
        for document, edition in known
        if edition.fingerprint in holding or holds(folded_text(f"{document.title} {edition.label}"), terms)
    ]
    found.sort(key=lambda one: (one[0].newest != one[1], one[1].fingerprint not in holding))
    excerpts = _excerpts_in(holding & {edition.fingerprint for _document, edition in found[:MOST_HITS]}, terms)
    return [
        Hit(document, edition, document.newest == edition, excerpts.get(edition.fingerprint, ()))
        for document, edition in found[:MOST_HITS]
    ]


def stands_in_reverse(old: Edition, new: Edition) -> bool:
    """Return whether of two editions of one document the one given as the older came after the other. One query.

    What supersedes what decides, over any number of editions; where that is not said, which was brought in later.
    """
    if old.document_id != new.document_id:
        return False
    said = dict(Edition.objects.filter(document=old.document_id).values_list("pk", "supersedes"))
    if old.pk in _superseded_by(new.pk, said):
        return False
    return new.pk in _superseded_by(old.pk, said) or (old.at, old.pk) > (new.at, new.pk)


def original_of(fingerprint: str) -> Original | None:
    """Return an original with its bytes. One query."""
    return Original.objects.filter(pk=fingerprint).first()


def names_of(prints: Collection[str]) -> Mapping[str, str]:
    """Return the title of a document in the register by the fingerprint of one of its originals. One query."""
    rows = Edition.objects.filter(original__in=prints).values_list("original_id", "document__title", "label")
    return {print_: f"{title} {label}" for print_, title, label in rows}


def _superseded_by(key: int, said: Mapping[int, int | None]) -> set[int]:
    """Return the editions that one supersedes, and those that they supersede."""
    found: set[int] = set()
    before = said.get(key)
    while before is not None and before not in found:
        found.add(before)
        before = said.get(before)
    return found


def _holding(terms: Sequence[str], prints: Collection[str]) -> set[str]:
    """Return which originals hold every word. One query."""
    holding = Q()
    for term in terms:
        holding &= Q(text__contains=term)
    return set(Extract.objects.filter(holding, original__in=prints).values_list("original_id", flat=True))


def _excerpts_in(prints: Collection[str], terms: Sequence[str]) -> dict[str, tuple[Excerpt, ...]]:
    """Return where words stand in originals that were read, as they stand there. One query."""
    rows = Extract.objects.filter(original__in=prints).values_list("original_id", "document")
    return {key: excerpts_of(searchable(texts_in(document_in(read))), terms) for key, read in rows.iterator() if read}


def _lines(rows: Sequence[Document]) -> list[DocumentLine]:
    editions: dict[int, list[EditionLine]] = defaultdict(list)
    found = Edition.objects.filter(document__in=rows).select_related("by", "supersedes").order_by("-at", "-pk")
    kept = list(found)
    read = Extract.objects.filter(original__in=[row.original_id for row in kept]).values_list("original_id", "faults")
    faults = dict(read)
    for row in kept:
        editions[row.document_id].append(_edition(row, faults.get(row.original_id)))
    lines = [
        DocumentLine(
            row.pk,
            DocumentKind(row.kind),
            row.title,
            Tongue(row.language),
            Which(row.skill.number, row.skill.name_zh, row.skill.name_en) if row.skill else None,
            tuple(editions[row.pk]),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: (line.skill is not None, line.skill.number if line.skill else ""))


def _edition(row: Edition, faults: Sequence[Any] | None) -> EditionLine:
    return EditionLine(
        row.pk,
        row.label,
        row.file_name,
        row.found_in,
        row.by.name,
        row.at,
        row.original_id,
        row.supersedes.label if row.supersedes else "",
        tuple(fault_of(one) for one in faults or ()),
        faults is not None and not faults,
    )
