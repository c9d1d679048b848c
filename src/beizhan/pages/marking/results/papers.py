"""The result on paper: the sheet to be signed, and what each competitor is told (K13, K15)."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.marking.assessment import Banner, SnapshotKind, Step
from beizhan.core.marking.objections import closes_at
from beizhan.core.scale import DEFAULT
from beizhan.core.selection.outcomes import Status
from beizhan.files.paper.after import outcome_notices, result_sheet
from beizhan.files.paper.forms import Masthead, Signature
from beizhan.files.paper.outcomes import CriterionColumn, OutcomeNotice, ResultLine, ResultSheet, StateLine
from beizhan.pages.kit import PDF, attachment, now
from beizhan.pages.marking.planning.rule_words import sentences_of
from beizhan.pages.marking.results.frame import Room, room_for, unit_of, who_is
from beizhan.pages.marking.results.outcome import noticed_by, outcome_line
from beizhan.pages.marking.results.standing import revision_asked
from beizhan.pages.words import REASONS, name_of
from beizhan.queries.marking.publishing.outcomes import OutcomeLine, OutcomePage, outcomes_in
from beizhan.queries.marking.publishing.revisions import Revision
from beizhan.queries.marking.publishing.standings import StandingLine, published_standing_of
from beizhan.queries.people import province_of
from beizhan.templatetags.figures import moment

_BANNERS = {SnapshotKind.PROVISIONAL: Banner.PROVISIONAL, SnapshotKind.SEALED: Banner.FINAL}


@require_GET
def result_paper(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Hand over a revision of the result as a sheet to be signed."""
    room = room_for(request, assessment, Deed.SEE_RESULT)
    revision = _revision(request, room)
    content = result_sheet(_sheet(room, revision), language=language(), at=localtime(now()))
    name = "-".join([room.assessment.code, gettext("result"), str(revision.number)]) + ".pdf"
    return attachment(content, name=name, kind=PDF)


@require_GET
def notices_paper(request: HttpRequest, assessment: UUID) -> HttpResponse:
    """Hand over the notices of outcome: everybody's to those who name the next posts, to others their own."""
    room = room_for(request, assessment, Deed.SEE_RESULT)
    revision = _revision(request, room)
    page = outcomes_in(room.assessment, revision)
    lines = _own(request, room, page) if page else []
    if page is None or not lines:
        raise Http404
    field = len([one for one in page.lines if one.outcome.rank])
    rule, issuer = tuple(sentences_of(page.rule)), _issuer(room)
    notices = [_notice(room, revision, one, rule, field=field, issuer=issuer) for one in lines]
    content = outcome_notices(notices, language=language(), at=localtime(now()))
    return attachment(content, name="-".join([room.assessment.code, gettext("notices")]) + ".pdf", kind=PDF)


def masthead_of(room: Room, revision: Revision) -> Masthead:
    """Return the head of every paper about a revision."""
    one, scheme = room.assessment, revision.document["scheme"]
    replaced = "" if revision.is_newest else gettext(" (replaced by revision %(number)s)")
    newest = room.newest.number if room.newest else 0
    return Masthead(
        campaign=name_of(one.campaign),
        assessment=name_of(one) + (replaced % {"number": newest} if replaced else ""),
        assessment_key=str(one.pk),
        skill_number=one.skill.number,
        skill_zh=one.skill.name_zh,
        skill_en=one.skill.name_en,
        version=str(scheme["version"]),
        fingerprint=scheme["fingerprint"],
    )


def state_of(revision: Revision) -> StateLine:
    """Return how firm a revision is, in the words of paper."""
    return StateLine(_BANNERS[revision.kind], moment(revision.at), revision.number, revision.reason)


def language() -> str:
    """Return the language in which paper is printed: the reader's."""
    return get_language() or "zh-hans"


def _revision(request: HttpRequest, room: Room) -> Revision:
    revision = revision_asked(request, room)
    if revision is None:
        raise Http404
    return revision


def _own(request: HttpRequest, room: Room, page: OutcomePage) -> list[OutcomeLine]:
    """Return the lines that are asked for and that the reader may be handed as notices.

    Raises
    ------
    PermissionDenied
        If the reader may be handed nobody's.
    """
    asked, noticed = request.GET.get("entry", ""), noticed_by(request, room, page)
    if not noticed:
        raise PermissionDenied
    return [one for one in page.lines if one.outcome.code in noticed and asked in {"", one.outcome.code}]


def _sheet(room: Room, revision: Revision) -> ResultSheet:
    page = published_standing_of(room.assessment, revision, strategy=DEFAULT)
    decided = outcomes_in(room.assessment, revision)
    return ResultSheet(
        masthead=masthead_of(room, revision),
        sheet=f"R-{revision.number}",
        state=state_of(revision),
        criteria=tuple(CriterionColumn(head.code, head.name, head.worth) for head in page.criteria),
        lines=tuple(_line(one) for one in page.lines),
        rule=tuple(sentences_of(decided.rule)) if decided else (),
        result_fingerprint=revision.fingerprint,
        verification=_verification(room, revision),
        signatures=(
            Signature(gettext("Proposed by"), revision.proposed_by),
            Signature(gettext("Approved by"), revision.by),
            Signature(gettext("Chief expert")),
            Signature(gettext("Arbiter")),
        ),
    )


def _verification(room: Room, revision: Revision) -> str:
    """Return what the QR code says: enough to find the result and to compare its fingerprint."""
    return f"BZ1|{room.assessment.pk}|R-{revision.number}|{revision.fingerprint}"


def _line(one: StandingLine) -> ResultLine:
    return ResultLine(
        rank=one.rank,
        tied=one.tied,
        code=one.code,
        name=who_is(one.named, one.entry),
        unit=unit_of(one.named),
        marks=one.criteria,
        total=one.total,
        status=Status(one.status) if one.status else None,
        reason=str(REASONS[one.reason]) if one.reason else "",
    )


def _issuer(room: Room) -> str:
    """Return the authority that issues a notice: the province, never the name of the campaign where there is one."""
    campaign = room.assessment.campaign
    return name_of(province_of(campaign) or campaign)


def _notice(  # noqa: PLR0913 - whose, of which revision, by which rule, among how many, from whom
    room: Room, revision: Revision, line: OutcomeLine, rule: tuple[str, ...], *, field: int, issuer: str
) -> OutcomeNotice:
    words = outcome_line(line)
    blind = {place["entry"]: place["place"] for place in revision.document["places"]}
    return OutcomeNotice(
        masthead=masthead_of(room, revision),
        sheet=f"N-{line.outcome.code}",
        state=state_of(revision),
        name=str(words["who"]),
        unit=str(words["unit"]),
        code=blind.get(line.outcome.code, ""),
        status=line.outcome.status,
        rank=line.outcome.rank,
        field=field,
        total=line.shown,
        rule=rule,
        reason=str(words["reason"]),
        next_post=str(words["next"]),
        next_post_note=line.note,
        objection=_how_to_object(room, revision),
        issued_by=issuer,
        issued_on=f"{localtime(revision.at):%Y-%m-%d}",
        verification=_verification(room, revision),
    )


def _how_to_object(room: Room, revision: Revision) -> str:
    if room.step is not Step.PROVISIONAL:
        return ""
    closes = closes_at(revision.at, room.assessment.objection_minutes)
    words = gettext("Until %(time)s, on the screen Objections of this assessment, or in writing to the arbiters.")
    return words % {"time": moment(closes)}
