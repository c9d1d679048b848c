"""Words for what is said of documents, in both languages, and the colours of how things stand."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.documents.inbox import ItemState
from beizhan.core.documents.register import DocumentKind, Tongue
from beizhan.core.documents.watching import Outcome, SourceKind, SourceState

Words = Mapping[str, str | Promise]

DOCUMENT_KINDS: Words = {
    DocumentKind.RULES: _("Competition rules"),
    DocumentKind.TECHNICAL_DESCRIPTION: _("Technical description"),
    DocumentKind.STANDARDS: _("Occupational standards (WSOS)"),
    DocumentKind.MARKING_SCHEME: _("Marking scheme"),
    DocumentKind.TEST_PROJECT: _("Test project"),
    DocumentKind.INFRASTRUCTURE: _("Infrastructure list"),
    DocumentKind.SAFETY: _("Health and safety"),
    DocumentKind.NOTICE: pgettext_lazy("document", "Notice"),
    DocumentKind.OTHER: pgettext_lazy("document", "Other"),
}
TONGUES: Words = {
    Tongue.CHINESE: _("Chinese"),
    Tongue.ENGLISH: _("English"),
    Tongue.BOTH: _("Chinese and English"),
    Tongue.OTHER: _("Another language"),
}
SOURCE_KINDS: Words = {
    SourceKind.PAGE: _("A page whose words are watched"),
    SourceKind.FEED: _("A feed"),
    SourceKind.FILE: _("One file"),
    SourceKind.LIST: _("A page that lists files, watched as a set"),
}
OUTCOMES: Words = {
    Outcome.FIRST: _("Seen for the first time"),
    Outcome.NEW: pgettext_lazy("look", "Something new"),
    Outcome.SAME: pgettext_lazy("look", "Nothing new"),
    Outcome.NO_DIFFERENCE: _("Other bytes that say the same"),
    Outcome.WITHDRAWN: _("No longer on the list"),
    Outcome.FAILED: pgettext_lazy("look", "Failed"),
}
SOURCE_STATES: Words = {
    SourceState.GOOD: pgettext_lazy("source", "Answers"),
    SourceState.PARTLY: _("Some of its files fail"),
    SourceState.UNDERWAY: _("Not all of its files looked at yet"),
    SourceState.FAILING: pgettext_lazy("source", "Fails"),
    SourceState.OVERDUE: _("Not looked at for long"),
    SourceState.NEVER: _("Not looked at yet"),
    SourceState.STOPPED: _("Not watched"),
}
SOURCE_COLOURS: Mapping[str, str] = {
    SourceState.GOOD: "green",
    SourceState.PARTLY: "amber",
    SourceState.UNDERWAY: "amber",
    SourceState.FAILING: "red",
    SourceState.OVERDUE: "red",
    SourceState.NEVER: "grey",
    SourceState.STOPPED: "grey",
}
ITEM_STATES: Words = {
    ItemState.WAITING: _("Waits"),
    ItemState.SOON: _("Due within a day"),
    ItemState.LATE: _("Over 72 hours"),
    ItemState.KEPT: _("In the register"),
    ItemState.SET_ASIDE: pgettext_lazy("inbox", "Set aside"),
}
ITEM_COLOURS: Mapping[str, str] = {
    ItemState.WAITING: "grey",
    ItemState.SOON: "amber",
    ItemState.LATE: "red",
    ItemState.KEPT: "green",
    ItemState.SET_ASIDE: "grey",
}


def chip(words: Words, colours: Mapping[str, str], state: str) -> dict[str, str]:
    """Return a state as a coloured word."""
    return {"state": colours[state], "label": str(words[state])}
