"""Words and colours of the analysis; colour is never the only sign, for each state has its icon and its words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.analysis.agenda import ItemKind, Verdict
from beizhan.core.analysis.channels import MANNER, Channel, Manner, SpeakerRole
from beizhan.core.analysis.clocks import MissionState
from beizhan.core.analysis.contacts import ContactKind, ContactState
from beizhan.core.analysis.sources import Credibility, Freshness, Reliability, RivalKind, Weight
from beizhan.core.analysis.targets import TargetScope
from beizhan.core.follow_through.links import Stand
from beizhan.pages.analysis.gap_words import GAP_COLOURS, GAP_STATES

Words = Mapping[str, str | Promise]

AGES: Words = {
    Freshness.FRESH: pgettext_lazy("age", "Fresh"),
    Freshness.STALE: pgettext_lazy("age", "Stale"),
    Freshness.GREY: pgettext_lazy("age", "No evidence"),
}
AGE_COLOURS = {Freshness.FRESH: "green", Freshness.STALE: "amber", Freshness.GREY: "grey"}
VIEW_AGES: Words = {
    Freshness.FRESH: pgettext_lazy("view", "Fresh, not used"),
    Freshness.STALE: pgettext_lazy("view", "Stale, not used"),
    Freshness.GREY: pgettext_lazy("view", "Too old to use"),
}
VIEW_COLOURS = {Freshness.FRESH: "amber", Freshness.STALE: "grey", Freshness.GREY: "grey"}
WEIGHTS: Words = {
    Weight.SOLID: pgettext_lazy("weight", "Solid"),
    Weight.USABLE: pgettext_lazy("weight", "Usable"),
    Weight.DOUBTFUL: pgettext_lazy("weight", "Doubtful"),
}
WEIGHT_COLOURS = {Weight.SOLID: "green", Weight.USABLE: "amber", Weight.DOUBTFUL: "grey"}
RELIABILITIES: Words = {
    Reliability.A: _("A – completely reliable"),
    Reliability.B: _("B – usually reliable"),
    Reliability.C: _("C – fairly reliable"),
    Reliability.D: _("D – not usually reliable"),
    Reliability.E: _("E – unreliable"),
    Reliability.F: _("F – cannot be judged"),
}
CREDIBILITIES: Words = {
    Credibility.CONFIRMED: _("1 – confirmed by others"),
    Credibility.PROBABLE: _("2 – probably true"),
    Credibility.POSSIBLE: _("3 – possibly true"),
    Credibility.DOUBTFUL: _("4 – doubtful"),
    Credibility.IMPROBABLE: _("5 – improbable"),
    Credibility.UNKNOWN: _("6 – cannot be judged"),
}
RIVAL_KINDS: Words = {
    RivalKind.PERSON: pgettext_lazy("rival", "Person"),
    RivalKind.PROVINCE: pgettext_lazy("rival", "Province"),
    RivalKind.COUNTRY: pgettext_lazy("rival", "Country or region"),
}
TARGET_SCOPES: Words = {
    TargetScope.TOTAL: pgettext_lazy("target", "All marks"),
    TargetScope.CRITERION: pgettext_lazy("target", "Criterion"),
    TargetScope.SECTION: pgettext_lazy("target", "Section of the standard"),
}
CHANNELS: Words = {
    Channel.FORUM: _("Official forum of the skill"),
    Channel.OFFICIAL_MEETING: _("Official meeting of experts"),
    Channel.EXCHANGE_VISIT: _("Approved exchange visit"),
    Channel.REHEARSAL: _("Joint rehearsal"),
    Channel.FEEDBACK_SESSION: _("Feedback session after publication"),
    Channel.PUBLIC_TALK: _("Public talk, article or course"),
    Channel.THROUGH_OFFICE: _("In writing through the campaign office"),
    Channel.CHANCE_REMARK: _("Chance remark, overheard"),
    Channel.HEARSAY: _("Hearsay"),
    Channel.PRIVATE_CONTACT: _("Private call, message or meal"),
    Channel.FAVOUR: _("For a gift, a fee or a favour"),
    Channel.SECRET_CONTENT: _("Secret content of a test project"),
}
MANNERS: Words = {
    Manner.PERMITTED: pgettext_lazy("channel", "Permitted"),
    Manner.DOUBTFUL: pgettext_lazy("channel", "Doubtful: kept with a warning"),
    Manner.FORBIDDEN: pgettext_lazy("channel", "Forbidden: refused"),
}
SPEAKERS: Words = {
    SpeakerRole.CHIEF_EXPERT: _("Chief expert"),
    SpeakerRole.JUDGE: _("Judge"),
    SpeakerRole.RIVAL_EXPERT: _("Expert of another team"),
    SpeakerRole.ORGANISER: _("Organiser"),
    SpeakerRole.OTHER: pgettext_lazy("speaker", "Somebody else"),
}
CONTACT_KINDS: Words = {
    ContactKind.FORUM_QUESTION: _("Question on the forum"),
    ContactKind.EXCHANGE_VISIT: _("Exchange visit"),
    ContactKind.REHEARSAL: _("Rehearsal"),
    ContactKind.CONSULTATION: _("Open consultation"),
}
CONTACT_STATES: Words = {
    ContactState.OVERDUE: pgettext_lazy("due", "Overdue"),
    ContactState.SOON: pgettext_lazy("due", "Due within three days"),
    ContactState.AHEAD: pgettext_lazy("due", "Planned"),
    ContactState.CLOSED: pgettext_lazy("due", "Closed"),
}
CONTACT_COLOURS = {
    ContactState.OVERDUE: "red",
    ContactState.SOON: "amber",
    ContactState.AHEAD: "green",
    ContactState.CLOSED: "grey",
}
MISSION_STATES: Words = {
    MissionState.AHEAD: pgettext_lazy("mission", "Ahead"),
    MissionState.UNDER_WAY: pgettext_lazy("mission", "Under way"),
    MissionState.DUE: pgettext_lazy("mission", "Report due"),
    MissionState.OVERDUE: pgettext_lazy("mission", "Report overdue"),
    MissionState.FILED: pgettext_lazy("mission", "Reported in time"),
    MissionState.FILED_LATE: pgettext_lazy("mission", "Reported late"),
    MissionState.CANCELLED: pgettext_lazy("mission", "Nobody went"),
}
MISSION_COLOURS = {
    MissionState.AHEAD: "grey",
    MissionState.UNDER_WAY: "grey",
    MissionState.DUE: "amber",
    MissionState.OVERDUE: "red",
    MissionState.FILED: "green",
    MissionState.FILED_LATE: "amber",
    MissionState.CANCELLED: "grey",
}
REPORT_PARTS: Words = {
    "documents": _("Documents studied"),
    "site": _("Site and material check"),
    "meetings": _("Meetings"),
    "marking": _("Details of marking"),
    "competitors": _("Strength of the competitors seen"),
    "equipment": _("Equipment and consumables"),
    "follow_up": _("What must follow"),
}
ITEM_KINDS: Words = {
    ItemKind.CHANGE: pgettext_lazy("agenda", "Changes of documents"),
    ItemKind.GAP: pgettext_lazy("agenda", "Gaps"),
    ItemKind.VIEWS: pgettext_lazy("agenda", "Views of experts and judges"),
    ItemKind.RIVAL: pgettext_lazy("agenda", "Rivals not known freshly"),
    ItemKind.CONTACT: pgettext_lazy("agenda", "Contacts that are late"),
    ItemKind.MISSION: pgettext_lazy("agenda", "Missions without report"),
    ItemKind.OTHER: pgettext_lazy("agenda", "Brought up"),
}
VERDICTS: Words = {
    Verdict.ACT: pgettext_lazy("verdict", "Somebody acts"),
    Verdict.NOTE: pgettext_lazy("verdict", "Noted"),
    Verdict.DEFER: pgettext_lazy("verdict", "Deferred"),
}

CHANGE_STATES: Words = {
    "red": pgettext_lazy("a change", "Waits too long"),
    Stand.FOUND: pgettext_lazy("a change", "Undecided"),
    Stand.DECIDED: pgettext_lazy("a change", "In no plan yet"),
}
CHANGE_COLOURS = {"red": "red", Stand.FOUND: "amber", Stand.DECIDED: "amber"}
_ITEM_STATES: Mapping[ItemKind, tuple[Words, Mapping[str, str]]] = {
    ItemKind.CHANGE: (CHANGE_STATES, CHANGE_COLOURS),
    ItemKind.GAP: (GAP_STATES, GAP_COLOURS),
    ItemKind.VIEWS: (VIEW_AGES, VIEW_COLOURS),
    ItemKind.RIVAL: (AGES, AGE_COLOURS),
    ItemKind.CONTACT: (CONTACT_STATES, CONTACT_COLOURS),
    ItemKind.MISSION: (MISSION_STATES, MISSION_COLOURS),
}


def chip(words: Words, colours: Mapping[str, str], state: str) -> dict[str, str]:
    """Return a state as the piece ``_state.html`` shows it."""
    return {"state": colours[state], "label": str(words[state])}


def chip_of_rival(age: Freshness, weight: Weight) -> dict[str, str]:
    """Return how well a rival is known; what is fresh and doubtful is not green."""
    if age is Freshness.FRESH and weight is Weight.DOUBTFUL:
        return {"state": "amber", "label": str(pgettext_lazy("age", "Fresh, doubtful"))}
    return chip(AGES, AGE_COLOURS, age)


def chip_of_item(kind: str, state: str) -> dict[str, str] | None:
    """Return the state of an item of an agenda; nothing where it has none."""
    known = _ITEM_STATES.get(ItemKind(kind))
    return chip(*known, state) if known and state in known[0] else None


def channels_by_manner() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return every channel under what it is, as a form offers them: the forbidden too, so that nobody must guess."""
    return [
        (str(MANNERS[manner]), [(str(one), str(CHANNELS[one])) for one in Channel if MANNER[one] is manner])
        for manner in Manner
    ]
