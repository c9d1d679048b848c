"""What is of the whole competition: whoever has a say in one skill only brings it in, but does not answer for all."""

from django.core.exceptions import PermissionDenied

from beizhan.core.access import Deed
from beizhan.models.documents.register import Document
from beizhan.models.people import Person
from beizhan.queries.marking.duties import duties_of


def demand_whole(name: Deed, *, by: Person, document: Document) -> None:
    """Refuse whoever may do a deed in one skill only, where a document is of the whole competition."""
    if document.skill_id is None and not duties_of(by, document.campaign).may(name, None):
        raise PermissionDenied(name)
