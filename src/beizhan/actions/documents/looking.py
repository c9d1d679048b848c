"""Looking at a source (P3): asked politely, compared with the last time, and only what differs lands in the inbox."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from time import monotonic
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.db import transaction

from beizhan.actions.documents.bringing import original_of
from beizhan.actions.documents.comparing import says_the_same
from beizhan.actions.documents.extracts import extract_of
from beizhan.actions.documents.manners import Manners
from beizhan.core.documents.watching import Outcome, SourceKind
from beizhan.core.faults import Fault, error
from beizhan.files.documents.linking import Link, links_in_feed, links_in_page
from beizhan.files.documents.ruling import matching
from beizhan.files.guard import DOCUMENTS, MAX_BYTES, Unreadable, faults_of_upload
from beizhan.files.media import MEDIA_TYPES, extension_for, extension_of
from beizhan.files.outbound.asking import Answer, Bounds, Known, NoAnswer
from beizhan.files.wire import fault_document
from beizhan.models.documents.register import Edition, Original
from beizhan.models.documents.watch import InboxItem, Look, Source, SourceTerms
from beizhan.models.people import Person
from beizhan.queries.documents.sources import last_good_look, sources_due, terms_of

MOST_FILES = 60
"""Files of one list that are asked for in one look."""
_TYPED = frozenset((".docx", ".pdf", ".xlsx"))
_LISTS = (SourceKind.LIST, SourceKind.FEED)


@dataclass(frozen=True, slots=True)
class _Visit:
    """One look at one address of a source: by whom, when, under which terms, with which manners."""

    source: Source
    terms: SourceTerms
    manners: Manners
    by: Person | None
    at: datetime

    def told(self, address: str, outcome: Outcome, **more: object) -> Look:
        """Write down what the look found."""
        return Look.objects.create(
            source=self.source, address=address, by=self.by, at=self.at, outcome=str(outcome), **more
        )

    def failed(self, address: str, refusal: Unreadable) -> Look:
        """Write down why it found nothing."""
        wait = refusal.wait if isinstance(refusal, NoAnswer) else 0
        return self.told(address, Outcome.FAILED, fault=fault_document(refusal.fault), wait=wait)


def look_at_due_sources(manners: Manners, *, at: datetime, seconds: float = 300) -> int:
    """Look at the sources that are due, until the time is over; return how many were looked at. Nobody's deed."""
    until, count = monotonic() + seconds, 0
    for source in sources_due(at=at):
        if monotonic() > until:
            break
        _look_safely(source, manners, at)
        count += 1
    return count


def _look_safely(source: Source, manners: Manners, at: datetime) -> None:
    """Look at a source; one at which we stumble is told as failed, so that it keeps no other waiting."""
    try:
        look_at(source, manners, at=at)
    except Exception as stumble:  # noqa: BLE001 - whatever it is, the next source must be looked at
        refusal = Unreadable(error("look_broke", reason=type(stumble).__name__))
        _Visit(source, terms_of(source), manners, None, at).failed(source.address, refusal)


def look_at(source: Source, manners: Manners, *, at: datetime, by: Person | None = None) -> list[Look]:
    """Look at a source now, and at every file of its list; what is new lands in the inbox.

    Nobody's deed: it writes nothing but what was found. Whoever presses a button must be let in by ``look_now``.
    """
    visit = _Visit(source, terms_of(source), manners, by, at)
    if SourceKind(source.kind) not in _LISTS:
        return [_look_at_document(visit, source.address, source.title)]
    try:
        look, links = _look_at_list(visit)
    except Unreadable as refusal:
        return [visit.failed(source.address, refusal)]
    return [look, *(_look_at_document(visit, address, words) for address, words in links[:MOST_FILES])]


def _look_at_list(visit: _Visit) -> tuple[Look, list[tuple[str, str]]]:
    """Look at a page or feed that lists files; return where it leads, the same as last time if it says nothing new."""
    source = visit.source
    before = last_good_look(source, source.address)
    answer = visit.manners.ask(source.address, _known(before), Bounds().size, at=visit.at)
    if answer.is_known and before is not None:
        links = [(address, words) for address, words in before.links]
        return visit.told(source.address, Outcome.SAME, etag=before.etag, modified=before.modified, links=links), links
    read = links_in_feed if source.kind == SourceKind.FEED else links_in_page
    links = list(_wanted(read(answer.body), answer.address, visit.terms.wanted, source))
    if before is not None and before.links and not links:
        raise NoAnswer(error("list_without_files"))
    listed = [list(one) for one in links]
    outcome = Outcome.FIRST if before is None else Outcome.SAME if before.links == listed else Outcome.NEW
    return visit.told(source.address, outcome, etag=answer.etag, modified=answer.modified, links=listed), links


def _wanted(found: Collection[Link], page: str, wanted: str, source: Source) -> Iterator[tuple[str, str]]:
    """Yield the addresses that are watched: files that can be read, or whatever the terms of the source want."""
    words: dict[str, str] = {}
    for link in found:
        address = urldefrag(urljoin(urljoin(page, link.base), link.address)).url[:1000]
        if address.startswith(("http://", "https://")):
            words.setdefault(address, link.words)
    if wanted:
        chosen = matching(wanted, list(words)) if words else frozenset()
    else:
        chosen = frozenset(one for one in words if source.kind == SourceKind.FEED or _is_file(one))
    yield from (one for one in words.items() if one[0] in chosen)


def _is_file(address: str) -> bool:
    return extension_of(urlsplit(address).path) in DOCUMENTS - {".html", ".htm"}


def _look_at_document(visit: _Visit, address: str, words: str) -> Look:
    """Look at one file or page; land it in the inbox if it says something that it did not say before."""
    before = last_good_look(visit.source, address)
    size = Bounds().size if visit.source.kind == SourceKind.PAGE else MAX_BYTES
    try:
        answer = visit.manners.ask(address, _known(before), size, at=visit.at)
        if answer.is_known and before is not None:
            return _same(visit, address, before, Outcome.SAME, before.etag, before.modified)
        name = _name_of(answer, visit.source.kind == SourceKind.PAGE)
    except Unreadable as refusal:
        return visit.failed(address, refusal)
    if before is not None and before.original_id == sha256(answer.body).hexdigest():
        return _same(visit, address, before, Outcome.SAME, answer.etag, answer.modified)
    return _differing(visit, address, words, before, (answer, name))


def _differing(visit: _Visit, address: str, words: str, before: Look | None, came: tuple[Answer, str]) -> Look:
    answer, name = came
    original = original_of(answer.body, name)
    extract = extract_of(original, name)
    earlier = before.original if before else None
    try:
        is_same = earlier is not None and says_the_same(extract_of(earlier, name), extract, visit.terms.ignore)
    except Unreadable as refusal:
        return visit.failed(address, refusal)
    if before is not None and is_same:
        return _same(visit, address, before, Outcome.NO_DIFFERENCE, answer.etag, answer.modified)
    outcome = Outcome.FIRST if before is None else Outcome.NEW
    is_baseline = before is None and visit.source.kind == SourceKind.PAGE
    lands = not (is_baseline or _is_in_the_house(original, visit.source))
    with transaction.atomic():
        look = visit.told(address, outcome, etag=answer.etag, modified=answer.modified, original=original)
        if lands:
            _land(visit, look, original, (words or name, name))
    return look


def _same(visit: _Visit, address: str, before: Look, outcome: Outcome, etag: str, modified: str) -> Look:  # noqa: PLR0913, PLR0917 - the facts of a look
    """Write down that nothing is new: the next look is measured by the same original."""
    kept = {"etag": etag, "modified": modified, "original": before.original}
    return visit.told(address, outcome, **kept)


def _land(visit: _Visit, look: Look, original: Original, named: tuple[str, str]) -> None:
    title, name = named
    earlier = last_good_look(visit.source, look.address, before=look)
    InboxItem.objects.create(
        campaign=visit.source.campaign,
        skill=visit.source.skill,
        look=look,
        original=original,
        earlier=earlier.original if earlier else None,
        title=title[:200],
        file_name=name,
        found_in=look.address[:500],
        owner=visit.terms.owner,
        by=None,
        at=visit.at,
    )


def _known(before: Look | None) -> Known:
    return Known(before.etag, before.modified) if before else Known()


def _is_in_the_house(original: Original, source: Source) -> bool:
    """Return whether the same bytes are in the register, or in the inbox, already."""
    return (
        Edition.objects.filter(original=original, document__campaign=source.campaign).exists()
        or InboxItem.objects.filter(original=original, campaign=source.campaign).exists()
    )


def _name_of(answer: Answer, is_page: bool) -> str:  # noqa: FBT001 - a fact of the source
    """Return what a file is called, with the extension that its content bears out.

    Raises
    ------
    NoAnswer
        If the server calls it otherwise than its content, such as a page that asks to sign in where a PDF was.
    """
    name = unquote(urlsplit(answer.address).path.rpartition("/")[2])[-160:] or "index"
    said = extension_for(answer.media_type)
    asked = ".html" if is_page else extension_of(name) if extension_of(name) in MEDIA_TYPES else said
    extension = asked if asked in DOCUMENTS else ""
    if not extension or (extension in _TYPED and said in (".html", ".xml")):
        raise NoAnswer(error("kind_not_told", kind=answer.media_type[:80] or "?"))
    refused = [one for one in faults_of_upload(answer.body, f"x{extension}", DOCUMENTS) if _is_lie(one)]
    if refused:
        raise NoAnswer(refused[0])
    return name if extension_of(name) == extension else f"{name}{extension}"


def _is_lie(fault: Fault) -> bool:
    return fault.code in ("content_differs", "file_empty", "file_too_large")
