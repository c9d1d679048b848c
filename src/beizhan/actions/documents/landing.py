"""What a look found lands in the inbox (P3), where it waits for its owner."""

from urllib.parse import unquote, urlsplit

from beizhan.actions.documents.visits import Visit
from beizhan.core.documents.watching import Outcome
from beizhan.files.media import MEDIA_TYPES, extension_for, extension_of
from beizhan.models.documents.register import Edition
from beizhan.models.documents.watch import InboxItem, Look, Source
from beizhan.queries.documents.listed import words_of_file


def land(visit: Visit, look: Look, before: Look | None, *, title: str, name: str) -> InboxItem:
    """Land what a look found, beside the original by which it was measured."""
    assert look.original is not None
    return InboxItem.objects.create(
        campaign=visit.source.campaign,
        skill=visit.source.skill,
        look=look,
        original=look.original,
        earlier=before.original if before else None,
        title=title[:200],
        file_name=name,
        found_in=look.address[:500],
        owner=visit.terms.owner,
        by=None,
        at=visit.at,
    )


def land_withdrawn(visit: Visit, look: Look) -> None:
    """Land that a file is no more on its list; not twice while its owner has said nothing."""
    waiting = InboxItem.objects.filter(answer=None, campaign=visit.source.campaign, original=look.original)
    if waiting.filter(look__outcome=Outcome.WITHDRAWN).exists():
        return
    landed = InboxItem.objects.filter(look__source=visit.source, look__address=look.address).order_by("-pk").first()
    name = landed.file_name if landed else _name_of(look)
    land(
        visit,
        look,
        None,
        title=landed.title if landed else words_of_file(visit.source, look.address) or name,
        name=name,
    )


def is_in_the_house(fingerprint: str, source: Source) -> bool:
    """Return whether the same bytes are in the register, or in the inbox, already."""
    return (
        Edition.objects.filter(original=fingerprint, document__campaign=source.campaign).exists()
        or InboxItem.objects.filter(original=fingerprint, campaign=source.campaign).exists()
    )


def last_part_of(address: str) -> str:
    """Return what a file is called by its address."""
    return unquote(urlsplit(address).path.rpartition("/")[2])[-160:] or "index"


def _name_of(look: Look) -> str:
    assert look.original is not None
    name = last_part_of(look.address)
    return name if extension_of(name) in MEDIA_TYPES else f"{name}{extension_for(look.original.media_type)}"
