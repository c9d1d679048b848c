"""Comparing two editions (A2), and taking up the changes that somebody must decide about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.db.models import Max

from beizhan.actions.documents.extracts import VERSION, extract_of
from beizhan.actions.documents.whole import demand_whole
from beizhan.actions.door import deed, refuse
from beizhan.core.access import Deed
from beizhan.core.documents.taking_up import ChangeFacts, facts_of, keys_of, left_of
from beizhan.core.faults import Fault, error
from beizhan.core.scheme.document import scheme_of
from beizhan.core.textdiff import changes as differences
from beizhan.core.textdiff.scheme_changes import scheme_changes_of
from beizhan.core.textdiff.uncompared import Uncompared, is_empty, uncompared_in, unread_in
from beizhan.core.textdiff.wording.volatile import Rules
from beizhan.files.documents.packing import document_in
from beizhan.files.documents.ruling import without
from beizhan.files.wire import fault_of
from beizhan.models.documents.changes import Change
from beizhan.models.documents.extracts import Extract
from beizhan.models.documents.register import Document, Edition
from beizhan.models.people import Person
from beizhan.queries.documents.changes import taken_up_of
from beizhan.queries.documents.register import stands_in_reverse

_DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Compared:
    """What comparing two originals found; ``refused`` says why either could not be read, and then nothing was found."""

    changes: tuple[differences.Change, ...] = ()
    uncompared: tuple[Uncompared, ...] = ()
    are_schemes: bool = False
    refused: tuple[tuple[str, Fault], ...] = ()


def compared(old: Edition, new: Edition) -> Compared:
    """Compare two editions, or remember what comparing the same bytes found: nobody's deed."""
    key = f"compared:{VERSION}:{old.original_id}:{new.original_id}"
    known: Compared | None = cache.get(key)
    if known is None:
        sides = [(one.label, extract_of(one.original, one.file_name)) for one in (old, new)]
        refused = tuple((label, fault_of(fault)) for label, extract in sides for fault in extract.faults)
        known = Compared(refused=refused) if refused else compared_extracts(sides[0][1], sides[1][1])
        if not refused:
            cache.set(key, known, _DAY)
    return known


def compared_extracts(old: Extract, new: Extract) -> Compared:
    """Compare what was read of two originals: aspect by aspect if both are marking schemes."""
    assert old.document is not None
    assert new.document is not None
    one, two, rules = document_in(old.document), document_in(new.document), Rules()
    if old.scheme and new.scheme:
        changes = scheme_changes_of(scheme_of(old.scheme), scheme_of(new.scheme))
        return Compared(changes, unread_in(one, two), are_schemes=True)
    return Compared(differences.changes_of(one, two, rules), uncompared_in(one, two, rules))


def says_the_same(old: Extract, new: Extract, ignore: Collection[str] = ()) -> bool:
    """Return whether the difference is empty: nothing differs but what counts for nothing, no picture either.

    Raises
    ------
    beizhan.files.guard.Unreadable
        If the rules of what counts for nothing take too long.
    """
    if old.faults or new.faults or old.document is None or new.document is None:
        return False
    if not ignore or (old.scheme and new.scheme):
        found = compared_extracts(old, new)
        return is_empty(found.changes, found.uncompared)
    one, two = without([old.document, new.document], ignore)
    return is_empty(differences.changes_of(one, two, Rules()), uncompared_in(one, two, Rules()))


def take_up_changes(
    old: Edition, new: Edition, keys: Collection[str] | None = None, *, by: Person, at: datetime
) -> tuple[Change, ...]:
    """Take up the changes between two editions, all or those named by their keys; return the rows that are new.

    What was taken up before is left as it is, so that doing it twice does no harm.

    Raises
    ------
    Refused
        If one of the editions cannot be read, if the older one came after the newer one, or if a key names no change.
    """
    document, found = new.document, compared(old, new)
    on = f"{old.label} → {new.label}"
    with deed(Deed.TAKE_UP_CHANGES, by=by, campaign=document.campaign, skill=document.skill, on=on, at=at):
        demand_whole(Deed.TAKE_UP_CHANGES, by=by, document=document)
        reverse = (error("editions_in_reverse", old=old.label, new=new.label),) if stands_in_reverse(old, new) else ()
        refuse((*reverse, *(fault for _label, fault in found.refused)))
        chosen = _chosen([facts_of(one) for one in found.changes], keys)
        Document.objects.select_for_update().get(pk=document.pk)
        left = left_of(chosen, taken_up_of(old, new))
        last = Change.objects.filter(new=new).aggregate(last=Max("number"))["last"] or 0
        return tuple(_write(old, new, number, facts, by, at) for number, facts in enumerate(left, last + 1))


def _chosen(changes: list[ChangeFacts], keys: Collection[str] | None) -> tuple[ChangeFacts, ...]:
    if keys is None:
        return tuple(changes)
    known = dict(zip(keys_of(changes), changes, strict=True))
    refuse(() if set(keys) <= set(known) else (error("change_not_found"),))
    return tuple(change for key, change in known.items() if key in keys)


def _write(  # noqa: PLR0913, PLR0917 - the fields of a row
    old: Edition, new: Edition, number: int, facts: ChangeFacts, by: Person, at: datetime
) -> Change:
    return Change.objects.create(
        old=old,
        new=new,
        number=number,
        kind=facts.kind,
        where=facts.where,
        old_text=facts.old_text,
        new_text=facts.new_text,
        at_stake=facts.at_stake,
        by=by,
        at=at,
    )
