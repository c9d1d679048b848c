"""What experts and judges think: by which way it may be heard, who may not be listened to now, who should stand aside.

The guard does not judge people. It refuses to keep what must not be known, it warns where a careful reader would ask,
and it reminds the chief expert and the officer of a judge who has already said what they think of a competitor.
"""

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from beizhan.core.analysis.sources import Freshness
from beizhan.core.faults import Fault, error, warning
from beizhan.core.marking.assessment import Step

FRESH_DAYS = timedelta(days=90)
"""A view that nobody used is fresh for so long, and stale for as long again."""


class Channel(StrEnum):
    """By which way a view was heard."""

    FORUM = "forum"
    OFFICIAL_MEETING = "official_meeting"
    EXCHANGE_VISIT = "exchange_visit"
    REHEARSAL = "rehearsal"
    FEEDBACK_SESSION = "feedback_session"
    PUBLIC_TALK = "public_talk"
    THROUGH_OFFICE = "through_office"
    CHANCE_REMARK = "chance_remark"
    HEARSAY = "hearsay"
    PRIVATE_CONTACT = "private_contact"
    FAVOUR = "favour"
    SECRET_CONTENT = "secret_content"  # noqa: S105 - a way of hearing, not a password


class Manner(StrEnum):
    """What a channel is: permitted, doubtful (kept, with a warning), forbidden (refused)."""

    PERMITTED = "permitted"
    DOUBTFUL = "doubtful"
    FORBIDDEN = "forbidden"


MANNER: Mapping[Channel, Manner] = MappingProxyType(
    dict.fromkeys(Channel, Manner.PERMITTED)
    | dict.fromkeys((Channel.CHANCE_REMARK, Channel.HEARSAY), Manner.DOUBTFUL)
    | dict.fromkeys((Channel.PRIVATE_CONTACT, Channel.FAVOUR, Channel.SECRET_CONTENT), Manner.FORBIDDEN)
)
"""The declared list of channels: every view must name one of them."""


class SpeakerRole(StrEnum):
    """As what somebody spoke."""

    CHIEF_EXPERT = "chief_expert"
    JUDGE = "judge"
    RIVAL_EXPERT = "rival_expert"
    ORGANISER = "organiser"
    OTHER = "other"


MARKED_NOW = frozenset({Step.TAGGED, Step.DRAWN, Step.MARKING, Step.LOCKED, Step.OPENED})
"""From the first draw to the publication a judge of an assessment is not to be asked about those who are judged."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody sits in a marking team of an assessment that is not sealed, and is to judge some entries."""

    assessment: str
    step: Step
    person: str
    name: str
    judges: frozenset[str]


@dataclass(frozen=True, slots=True)
class Statement:
    """A view, without its words: who spoke (known, or by name only), of which entry, and by which way."""

    key: int
    person: str
    name: str
    entry: str
    heard: date
    channel: Channel


@dataclass(frozen=True, slots=True)
class Hint:
    """A judge who will mark has said what they think of a competitor: so often, last on that day."""

    assessment: str
    person: str
    entry: str
    views: int
    last: date


def faults_of_statement(one: Statement, seats: Iterable[Seat], *, at: date) -> tuple[Fault, ...]:
    """Return what forbids to keep a view, and what only wants a look.

    Parameters
    ----------
    one : Statement
        The view as it would be kept.
    seats : iterable of Seat
        Who sits in the marking teams of the skill's open assessments.
    at : date
        Today.
    """
    faults = list(_faults_of_channel(one.channel))
    if not (one.person or one.name.strip()):
        faults.append(error("speaker_missing"))
    if one.heard > at:
        faults.append(error("heard_in_the_future", day=one.heard.isoformat()))
    sitting = [seat for seat in seats if is_speaker(one, seat)]
    if one.entry and any(seat.step in MARKED_NOW and one.entry in seat.judges for seat in sitting):
        faults.append(error("speaker_is_marking"))
    elif sitting:
        faults.append(warning("speaker_will_mark"))
    return tuple(faults)


def hints_among(statements: Iterable[Statement], seats: Collection[Seat]) -> tuple[Hint, ...]:
    """Return whom to ask whether they should stand aside, by assessment, judge and entry.

    Whoever is barred from the entry already does not judge it and is not asked again. Views of methods concern
    nobody's marks.

    Parameters
    ----------
    statements : iterable of Statement
        Every view that stands.
    seats : collection of Seat
        Who sits in the marking teams of open assessments.
    """
    found: dict[tuple[str, str, str], list[date]] = {}
    for one in statements:
        for seat in seats:
            if one.entry in seat.judges and is_speaker(one, seat):
                found.setdefault((seat.assessment, seat.person, one.entry), []).append(one.heard)
    return tuple(Hint(*key, len(days), max(days)) for key, days in sorted(found.items()))


def is_speaker(one: Statement, seat: Seat) -> bool:
    """Return whether who spoke is who sits: the same person, else the same name however it is written."""
    if one.person:
        return one.person == seat.person
    return bool(_plain(one.name)) and _plain(one.name) == _plain(seat.name)


def age_of_view(heard: date, *, is_used: bool, at: date) -> Freshness:
    """Return whether a view still waits to be used: fresh for ninety days, stale for ninety more; used is grey."""
    if is_used or at - heard > 2 * FRESH_DAYS:
        return Freshness.GREY
    return Freshness.FRESH if at - heard <= FRESH_DAYS else Freshness.STALE


def _faults_of_channel(channel: Channel) -> tuple[Fault, ...]:
    manner = MANNER[channel]
    if manner is Manner.FORBIDDEN:
        return (error("channel_forbidden"),)
    return (warning("channel_doubtful"),) if manner is Manner.DOUBTFUL else ()


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
