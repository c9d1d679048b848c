"""Looking at a source (P3): asked politely, compared with the last time, and only what differs lands in the inbox."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from math import inf
from time import monotonic

from django.db import transaction

from beizhan.actions.documents.bringing import original_of
from beizhan.actions.documents.comparing import says_the_same
from beizhan.actions.documents.extracts import extract_of, keep_extract, read_of
from beizhan.actions.documents.landing import is_in_the_house, land, last_part_of
from beizhan.actions.documents.listing import look_at_list, tell_withdrawn
from beizhan.actions.documents.manners import Manners
from beizhan.actions.documents.visits import Visit, known_from
from beizhan.core.documents.watching import Outcome, SourceKind, in_turn
from beizhan.core.faults import Fault, error
from beizhan.files.guard import DOCUMENTS, MAX_BYTES, faults_of_upload
from beizhan.files.media import MEDIA_TYPES, extension_for, extension_of
from beizhan.files.outbound.asking import Answer, Bounds, NoAnswer
from beizhan.models.documents.extracts import Extract
from beizhan.models.documents.watch import Look, Source
from beizhan.models.people import Person
from beizhan.queries.documents.listed import last_asked
from beizhan.queries.documents.sources import last_good_look, sources_due, terms_of

MOST_FILES = 60
"""Files of one list that are asked for in one round; the next round goes on with the others."""
_TYPED = frozenset((".docx", ".pdf", ".xlsx"))
_LISTS = (SourceKind.LIST, SourceKind.FEED)


def look_at_due_sources(manners: Manners, *, at: datetime, seconds: float = 300) -> int:
    """Look at the sources that are due, until the time is over; return how many were looked at. Nobody's deed."""
    until, count = monotonic() + seconds, 0
    for source in sources_due(at=at):
        if monotonic() > until:
            break
        look_at(source, manners, at=at, until=until)
        count += 1
    return count


def look_at(
    source: Source, manners: Manners, *, at: datetime, by: Person | None = None, until: float = inf
) -> list[Look]:
    """Look at a source now, and at the files of its list; what is new lands in the inbox.

    Nobody's deed: it writes nothing but what was found. Whoever presses a button must be let in by ``look_now``.
    Whatever lies there, it is told as a look and raises nothing.

    Parameters
    ----------
    source : Source
        What is watched.
    manners : Manners
        How we behave while going out.
    at : datetime
        Now.
    by : Person or None
        Who wants it looked at; None if it was due.
    until : float
        On the clock of ``time.monotonic``: from then on no further file of a list is asked for. The next round goes on.
    """
    visit = Visit(source, terms_of(source), manners, by, at)
    if SourceKind(source.kind) not in _LISTS:
        return list(visit.safely(source.address, partial(_seen, visit, source.address, source.title)))
    return list(visit.safely(source.address, lambda: _look_at_set(visit, until)))


def _look_at_set(visit: Visit, until: float) -> Iterator[Look]:
    look = look_at_list(visit)
    yield look
    yield from _walk(visit, look, until)
    yield from tell_withdrawn(visit, look)


def _walk(visit: Visit, listing: Look, until: float) -> Iterator[Look]:
    """Look at the files of a list in turn: at one at least, at no more than may be, and at none whose host rests."""
    words, asked = dict(listing.links), 0
    for address in in_turn(words, last_asked(visit.source)):
        if asked == MOST_FILES or (asked and monotonic() > until):
            return
        if not visit.manners.leaves_alone(address):
            asked += 1
            yield from visit.safely(address, partial(_seen, visit, address, words[address]))


def _seen(visit: Visit, address: str, words: str) -> list[Look]:
    return [_look_at_document(visit, address, words)]


def _look_at_document(visit: Visit, address: str, words: str) -> Look:
    """Look at one file or page; land it in the inbox if it says something that it did not say before."""
    before = last_good_look(visit.source, address)
    size = Bounds().size if visit.source.kind == SourceKind.PAGE else MAX_BYTES
    answer = visit.manners.ask(address, known_from(before), size, at=visit.at)
    if answer.is_known and before is not None:
        return _same(visit, before, Outcome.SAME, (before.etag, before.modified))
    name = _name_of(answer, visit.source.kind == SourceKind.PAGE)
    seen = (answer.etag, answer.modified)
    if before is not None and before.original_id == sha256(answer.body).hexdigest():
        return _same(visit, before, Outcome.SAME, seen)
    extract = read_of(answer.body, name)
    if before is not None and _says_the_same(visit, before, extract, name):
        return _same(visit, before, Outcome.NO_DIFFERENCE, seen)
    return _differing(visit, address, before, (answer, extract), {"title": words or name, "name": name})


def _says_the_same(visit: Visit, before: Look, extract: Extract, name: str) -> bool:
    return before.original is not None and says_the_same(extract_of(before.original, name), extract, visit.terms.ignore)


def _differing(
    visit: Visit, address: str, before: Look | None, came: tuple[Answer, Extract], named: dict[str, str]
) -> Look:
    """Keep what came, which says something else than before, and land it."""
    answer, extract = came
    is_baseline = before is None and visit.source.kind == SourceKind.PAGE
    lands = not is_baseline and not is_in_the_house(extract.original_id, visit.source)
    with transaction.atomic():
        original = original_of(answer.body, named["name"])
        keep_extract(original, extract)
        outcome = Outcome.FIRST if before is None else Outcome.NEW
        look = visit.told(address, outcome, etag=answer.etag, modified=answer.modified, original=original)
        if lands:
            land(visit, look, before, **named)
    return look


def _same(visit: Visit, before: Look, outcome: Outcome, told: tuple[str, str]) -> Look:
    """Write down that nothing is new: the next look is measured by the same original."""
    etag, modified = told
    return visit.told(before.address, outcome, etag=etag, modified=modified, original=before.original)


def _name_of(answer: Answer, is_page: bool) -> str:  # noqa: FBT001 - a fact of the source
    """Return what a file is called, with the extension that its content bears out.

    Raises
    ------
    NoAnswer
        If the server calls it otherwise than its content, such as a page that asks to sign in where a PDF was.
    """
    name = last_part_of(answer.address)
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
