"""Mark-loss packs on paper (K18): one competitor's, or those of everybody whom the reader may see."""

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.losses import Loss as CoreLoss
from beizhan.files.paper.after import loss_packs
from beizhan.files.paper.outcomes import Loss, LossPack
from beizhan.pages.kit import PDF, attachment, now
from beizhan.pages.marking.results.frame import Room, room_for, who_is
from beizhan.pages.marking.results.losses import SHOWN, visible_packs
from beizhan.pages.marking.results.papers import language, masthead_of, state_of
from beizhan.queries.marking.publishing.packs import Pack, Packs

_LOSSES = (Deed.SEE_ALL_LOSSES, Deed.SEE_OWN_LOSSES)


@require_GET
def pack_paper(request: HttpRequest, assessment: UUID, entry: str) -> HttpResponse:
    """Hand over one competitor's pack."""
    room = room_for(request, assessment, *_LOSSES)
    return _pressed(room, visible_packs(request, room).among({entry}), f"{room.assessment.code}-{entry}")


@require_GET
def packs_paper(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Hand over the packs that the reader may see."""
    room = room_for(request, assessment, *_LOSSES)
    return _pressed(room, visible_packs(request, room), room.assessment.code)


def _pressed(room: Room, packs: Packs, name: str) -> HttpResponse:
    if not packs.packs:
        raise Http404
    content = loss_packs([_pack(room, packs, one) for one in packs.packs], language=language(), at=localtime(now()))
    return attachment(content, name="-".join([name, gettext("lost marks")]) + ".pdf", kind=PDF)


def _pack(room: Room, packs: Packs, one: Pack) -> LossPack:
    assert room.newest is not None
    losses = one.losses
    worth = sum(loss.worth for loss in losses.by_sub_criterion)
    sections = [_loss(loss, packs.section_name(loss.name)) for loss in _ordered(losses.by_section)]
    subs = [_loss(loss, packs.sub_criterion_name(loss.name)) for loss in _ordered(losses.by_sub_criterion)]
    lost = [loss for loss in losses.by_aspect if loss.lost][:SHOWN]
    aspects = ((loss, packs.aspect(loss.name)) for loss in lost)
    return LossPack(
        masthead=masthead_of(room, room.newest),
        sheet=f"L-{one.entry}",
        state=state_of(room.newest),
        name=who_is(one.named, one.entry),
        code=one.place,
        rank=one.rank,
        field=one.field,
        total=Loss("", gettext("Total"), worth, one.total, one.twice_median // 2, one.best),
        sections=tuple(sections),
        criteria=tuple(subs),
        aspects=tuple(_loss(loss, aspect.description, aspect.section or "") for loss, aspect in aspects),
    )


def _ordered(losses: Sequence[CoreLoss]) -> list[CoreLoss]:
    return sorted(losses, key=lambda loss: (len(loss.name), loss.name))


def _loss(loss: CoreLoss, name: str, section: str = "") -> Loss:
    return Loss(loss.name, name, loss.worth, loss.mark, loss.twice_median // 2, loss.best, section)
