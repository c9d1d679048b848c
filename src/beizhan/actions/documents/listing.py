"""Looking at a page or a feed that lists files (P3): which files are on it, and which have left it."""

from collections.abc import Collection, Iterator
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from django.db import transaction

from beizhan.actions.documents.landing import land_withdrawn
from beizhan.actions.documents.visits import Visit, known_from
from beizhan.core.documents.watching import Outcome, SourceKind
from beizhan.core.faults import error
from beizhan.files.documents.linking import Link, links_in_feed, links_in_page
from beizhan.files.documents.ruling import matching
from beizhan.files.guard import DOCUMENTS
from beizhan.files.media import extension_of
from beizhan.files.outbound.asking import Answer, Bounds, Known, NoAnswer
from beizhan.models.documents.watch import Look
from beizhan.queries.documents.listed import files_looked_at, last_asked, last_look_at_list

_LONGEST = 1000
"""Characters of an address that a look can keep."""


def look_at_list(visit: Visit) -> Look:
    """Look at a page or feed that lists files; the ``links`` of the look say which.

    What was known under other terms is asked for anew, for a server that knows no newer page does not tell what
    is on it that counts now.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If the source does not answer, cannot be read, or lists nothing that counts.
    """
    source = visit.source
    before = last_look_at_list(source)
    is_as_before = before is not None and before.at > visit.terms.at
    answer = visit.manners.ask(
        source.address, known_from(before) if is_as_before else Known(), Bounds().size, at=visit.at
    )
    if answer.is_known and before is not None:
        links = [one for one in before.links if one[0] != source.address]
        return visit.told(source.address, Outcome.SAME, etag=before.etag, modified=before.modified, links=links)
    links = _links_in(visit, answer, before)
    outcome = Outcome.FIRST if before is None else Outcome.SAME if before.links == links else Outcome.NEW
    return visit.told(source.address, outcome, etag=answer.etag, modified=answer.modified, links=links)


def tell_withdrawn(visit: Visit, look: Look) -> Iterator[Look]:
    """Tell of files that were on a list and are no more, once each of those that are on it was looked at.

    A file that lies there under another address now has only moved. What falls out of a feed was not withdrawn.
    """
    present = {address for address, _words in look.links}
    if visit.source.kind == SourceKind.FEED or not present <= set(last_asked(visit.source)):
        return
    latest = files_looked_at(visit.source)
    kept = {one.original_id for one in latest if one.address in present}
    gone = {one.original_id: one for one in latest if one.address not in present and one.original_id}
    left = [one for key, one in gone.items() if key not in kept and one.outcome != Outcome.WITHDRAWN]
    counting = _counting([one.address for one in left], visit)
    for one in left:
        if one.address in counting:
            with transaction.atomic():
                told = visit.told(one.address, Outcome.WITHDRAWN, original=one.original)
                land_withdrawn(visit, told)
            yield told


def _links_in(visit: Visit, answer: Answer, before: Look | None) -> list[list[str]]:
    """Return the files on a page or in a feed that count, each with the words that lead there."""
    found = (links_in_feed if visit.source.kind == SourceKind.FEED else links_in_page)(answer.body)
    words: dict[str, str] = {}
    for link in found:
        if address := _address_of(link, answer.address):
            words.setdefault(address, link.words)
    words = {address: said for address, said in words.items() if address not in (visit.source.address, answer.address)}
    counting = _counting(list(words), visit)
    if not counting:
        had = before is not None and before.links
        raise NoAnswer(error("list_without_files") if had else error("list_leads_nowhere", found=len(words)))
    return [[address, said] for address, said in words.items() if address in counting]


def _address_of(link: Link, page: str) -> str:
    """Return where a link leads; nothing if that is no address of the web."""
    for base in (link.base, ""):
        try:
            address = urldefrag(urljoin(urljoin(page, base), link.address)).url[:_LONGEST]
            is_address = urlsplit(address).scheme in ("http", "https") and bool(urlsplit(address).hostname)
        except ValueError:
            continue
        return address if is_address and "\x00" not in address else ""
    return ""


def _counting(addresses: Collection[str], visit: Visit) -> frozenset[str]:
    """Return the addresses that count: files that can be read, or whatever the terms of the source want."""
    if not addresses:
        return frozenset()
    if visit.terms.wanted:
        return matching(visit.terms.wanted, list(addresses))
    return frozenset(one for one in addresses if visit.source.kind == SourceKind.FEED or _is_file(one))


def _is_file(address: str) -> bool:
    return extension_of(unquote(urlsplit(address).path)) in DOCUMENTS - {".html", ".htm"}
