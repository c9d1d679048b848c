"""Codes become words here, and nowhere else; a test walks every code and demands its words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from beizhan.core.access import Party, Post
from beizhan.core.assessment import Banner, Ground, Kin, LockScope, NextRole, SnapshotKind, Step
from beizhan.core.cells import CellState
from beizhan.core.faults import Fault
from beizhan.core.scheme import Kind
from beizhan.pages.sentences import SENTENCES
from beizhan.queries.marking.banners import BannerLine

Words = Mapping[str, str | Promise]

PARTIES: Words = {
    Party.PROVINCE: _("Province"),
    Party.CITY: _("City"),
    Party.BASE: _("Training base"),
    Party.EXPERT_TEAM: _("Expert team"),
    Party.UNIT: _("Competitor's unit"),
}
POSTS: Words = {
    Post.DIRECTOR: _("Campaign director"),
    Post.OFFICER: _("Campaign officer"),
    Post.DRAW_CLERK: _("Draw clerk"),
    Post.SECRETARY: _("Marking secretary"),
    Post.ARBITER: _("Arbiter"),
    Post.LIAISON: _("Liaison officer"),
    Post.BASE_MANAGER: _("Base manager"),
    Post.CHIEF_EXPERT: _("Chief expert"),
    Post.JUDGE: _("Judge"),
    Post.EXPERT: _("Expert"),
    Post.COACH: _("Coach"),
    Post.UNIT_LEADER: _("Unit leader"),
    Post.COMPETITOR: _("Competitor"),
}
STEPS: Words = {
    Step.PLANNED: pgettext_lazy("step", "Planned"),
    Step.TAGGED: pgettext_lazy("step", "First draw done"),
    Step.DRAWN: pgettext_lazy("step", "Drawn"),
    Step.MARKING: pgettext_lazy("step", "Marking"),
    Step.LOCKED: pgettext_lazy("step", "Locked"),
    Step.OPENED: pgettext_lazy("step", "Codes opened"),
    Step.PROVISIONAL: pgettext_lazy("step", "Provisional"),
    Step.SEALED: pgettext_lazy("step", "Sealed"),
}
BANNERS: Words = {
    Banner.OPEN: _("Marking in progress: nothing here is a result"),
    Banner.FROZEN: _("Frozen: marks are locked, not yet published"),
    Banner.PROVISIONAL: _("Provisional: objections are possible"),
    Banner.FINAL: _("Final: sealed"),
}
CELL_STATES: Words = {
    CellState.BLANK: pgettext_lazy("cell", "Blank"),
    CellState.PARTIAL: pgettext_lazy("cell", "Partly entered"),
    CellState.ENTERED: pgettext_lazy("cell", "Entered"),
    CellState.DISPUTED: pgettext_lazy("cell", "Disputed"),
    CellState.REJECTED: pgettext_lazy("cell", "Rejected"),
    CellState.CONFIRMED: pgettext_lazy("cell", "Confirmed"),
}
KINDS: Words = {Kind.MEASUREMENT: _("Measurement"), Kind.JUDGEMENT: _("Judgement")}
KIN: Words = {
    Kin.SAME_UNIT: _("Same unit"),
    Kin.OWN_TRAINEE: _("Own trainee"),
    Kin.SAME_BASE: _("Same training base"),
    Kin.RELATIVE: _("Relative"),
    Kin.OTHER: pgettext_lazy("conflict", "Other"),
}
SCOPES: Words = {
    LockScope.SUB_CRITERION: _("Sub-criterion"),
    LockScope.DAY: pgettext_lazy("lock", "Day"),
    LockScope.ASSESSMENT: _("Whole assessment"),
}
GROUNDS: Words = {
    Ground.MARK: pgettext_lazy("objection", "A mark"),
    Ground.PROCEDURE: pgettext_lazy("objection", "The procedure"),
    Ground.ELIGIBILITY: pgettext_lazy("objection", "Eligibility"),
}
NEXT_ROLES: Words = {
    NextRole.SPARRING_PARTNER: _("Sparring partner"),
    NextRole.RESERVE: pgettext_lazy("next post", "Reserve"),
    NextRole.ASSISTANT_COACH: _("Assistant coach"),
    NextRole.BACK_TO_UNIT: _("Back to the unit"),
}
SNAPSHOTS: Words = {
    SnapshotKind.PROVISIONAL: pgettext_lazy("snapshot", "Provisional"),
    SnapshotKind.SEALED: pgettext_lazy("snapshot", "Sealed"),
}


def sentence_of(fault: Fault) -> str:
    """Return what a fault says, in the reader's language."""
    words = SENTENCES.get(fault.code)
    if words is None:
        return gettext("Refused: %(code)s") % {"code": fault.code}
    return str(words) % {name: str(value) for name, value in fault.facts.items()}


def in_words(banner: BannerLine | None) -> dict[str, object] | None:
    """Return a banner as the piece ``_banner.html`` shows it."""
    if banner is None:
        return None
    until = banner.until
    return {
        "state": "marking" if banner.state is Banner.OPEN else str(banner.state),
        "label": BANNERS[banner.state],
        "detail": _("Objections until %(time)s") % {"time": f"{localtime(until):%m-%d %H:%M}"} if until else "",
        "as_of": banner.as_of,
        "revision": banner.revision,
    }


def name_of(row: object) -> str:
    """Return the name of something that has one in each language, in the reader's language."""
    zh, en = getattr(row, "name_zh", ""), getattr(row, "name_en", "")
    return (zh or en) if (get_language() or "zh").startswith("zh") else (en or zh)
