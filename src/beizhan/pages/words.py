"""Codes become words here, and nowhere else; a test walks every code and demands its words."""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from beizhan.core.access import Deed, Party, Post
from beizhan.core.agreement import ProposalKind
from beizhan.core.chain import RingState
from beizhan.core.faults import Fault
from beizhan.core.marking.assessment import Banner, Ground, Kin, LockScope, NextRole, SnapshotKind, Step
from beizhan.core.marking.cells import CellState
from beizhan.core.marking.timekeeping import Phase, Signal
from beizhan.core.medals import Medal
from beizhan.core.scale import Doubt
from beizhan.core.scheme.differences import Difference
from beizhan.core.scheme.tree import Kind
from beizhan.core.selection.outcomes import Reason, Status
from beizhan.core.selection.rule import AtCut
from beizhan.core.textdiff.blocks import Unread
from beizhan.core.textdiff.changes import ChangeKind
from beizhan.core.textdiff.wording.measures import FigureKind
from beizhan.pages.file_sentences import SCHEME_SENTENCES
from beizhan.pages.sentences import SENTENCES
from beizhan.queries.marking.banners import BannerLine

Words = Mapping[str, str | Promise]
_TABLE = re.compile(r"(?:(?<=› )|^)#(\d+)(?= ›| ·|$)")
"""A table in the way to a place, as ``beizhan.core.textdiff.places.way_of`` writes it."""

_AMOUNTS = frozenset({"found", "wanted", "declared", "actual", "allowed"})

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
DEEDS: Words = {
    Deed.OPEN_CAMPAIGN: _("Open a campaign"),
    Deed.SET_UP_CAMPAIGN: _("Set up the campaign"),
    Deed.MOVE_ANCHOR: _("Move a date"),
    Deed.KEEP_PEOPLE: _("Keep people and bodies"),
    Deed.APPOINT: _("Give and end posts"),
    Deed.APPOINT_MARKING: _("Propose and end posts that two people grant"),
    Deed.APPROVE_MARKING_POST: _("Approve posts that two people grant"),
    Deed.ENTER_COMPETITORS: _("Enter and withdraw competitors"),
    Deed.IMPORT_ROSTER: _("Import the Excel workbook"),
    Deed.IMPORT_SCHEME: _("Import a marking scheme"),
    Deed.PROPOSE_SCHEME: _("Propose to freeze or change a marking scheme"),
    Deed.APPROVE_SCHEME: _("Approve a marking scheme"),
    Deed.PLAN_ASSESSMENT: _("Plan an assessment"),
    Deed.SET_RULE: _("Set the rule of selection"),
    Deed.DECLARE_CONFLICT: _("Declare conflicts of interest"),
    Deed.DRAW_TAGS: _("Hold the first draw"),
    Deed.DRAW_CODES: _("Hold the second draw"),
    Deed.OPEN_CODES: _("Open the blind codes"),
    Deed.START_MARKING: _("Start marking"),
    Deed.RECORD_AWARDS: _("Enter awards"),
    Deed.SCORE_ALONE: _("Score alone as a judge"),
    Deed.CONFIRM_AWARDS: _("Confirm or reject awards"),
    Deed.SETTLE_SPREAD: _("Settle a spread"),
    Deed.RAISE_PROBLEM: _("Raise a problem"),
    Deed.ANSWER_PROBLEM: _("Answer a problem"),
    Deed.KEEP_TIME: _("Keep time"),
    Deed.PROPOSE_LOCK: _("Propose a lock"),
    Deed.APPROVE_LOCK: _("Approve a lock"),
    Deed.PROPOSE_REOPENING: _("Propose to open a lock again"),
    Deed.APPROVE_REOPENING: _("Approve opening a lock again"),
    Deed.PROPOSE_PUBLICATION: _("Propose to publish a provisional result"),
    Deed.APPROVE_PUBLICATION: _("Approve a provisional result"),
    Deed.LODGE_OBJECTION: _("Lodge an objection"),
    Deed.RULE_ON_OBJECTION: _("Rule on an objection"),
    Deed.PROPOSE_SEAL: _("Propose to seal a result"),
    Deed.APPROVE_SEAL: _("Approve the seal of a result"),
    Deed.PROPOSE_CORRECTION: _("Propose to correct a sealed result"),
    Deed.APPROVE_CORRECTION: _("Approve a correction"),
    Deed.NAME_NEXT_POST: _("Name the next post of those who are out"),
    Deed.TRY_RULE: _("Try another rule on published marks"),
    Deed.RECORD_RIVAL: _("Record rivals and what was seen of them"),
    Deed.SET_TARGET: _("Set target lines"),
    Deed.RECORD_GAP: _("Record gaps"),
    Deed.ANSWER_GAP: _("Answer gaps"),
    Deed.RECORD_VIEW: _("Record what an expert or judge thinks"),
    Deed.PLAN_CONTACT: _("Plan contacts with experts"),
    Deed.DECLARE_MISSION: _("Declare a mission"),
    Deed.REPORT_MISSION: _("File the report of a mission"),
    Deed.SET_EFFORT: _("Say what effort brings, and what there is"),
    Deed.CALL_MEETING: _("Call a review meeting"),
    Deed.DECIDE_ITEM: _("Decide an item of a review meeting"),
    Deed.CLOSE_MEETING: _("Close a review meeting into minutes"),
    Deed.BRING_IN_DOCUMENT: _("Bring a document in"),
    Deed.TAKE_UP_CHANGES: _("Take up changes between editions"),
    Deed.KEEP_SOURCES: _("Keep the sources that are watched"),
    Deed.WEIGH_CHANGE: _("Say how much a change weighs"),
    Deed.DECIDE_CHANGE: _("Decide about a change"),
    Deed.PLAN_TRAINING: _("Plan training"),
    Deed.LOG_TRAINING: _("Log training"),
    Deed.OPEN_CALENDAR: _("Open a calendar to one's telephone"),
    Deed.KEEP_TERMS: _("Keep the terms of a skill"),
    Deed.SEE_CAMPAIGN: _("See the campaign"),
    Deed.SEE_PEOPLE: _("See people and entries"),
    Deed.SEE_SCHEME: _("See marking schemes"),
    Deed.SEE_BOARD: _("See the board"),
    Deed.SEE_MARKS: _("See marks before they are published"),
    Deed.SEE_RESULT: _("See published results"),
    Deed.SEE_ALL_LOSSES: _("See where everybody lost marks"),
    Deed.SEE_OWN_LOSSES: _("See where one's own competitors lost marks"),
    Deed.SEE_ALLOCATION: _("See where effort pays"),
    Deed.SEE_ANALYSIS: _("See the analysis"),
    Deed.SEE_RIVALS: _("See rivals"),
    Deed.SEE_ALL_GAPS: _("See everybody's gaps"),
    Deed.SEE_OWN_GAPS: _("See the gaps of one's own competitors"),
    Deed.SEE_VIEWS: _("See the views that name one as a reader"),
    Deed.SEE_VIEW_COUNTS: _("See how many views there are"),
    Deed.SEE_RECUSAL_HINTS: _("See hints that a judge should stand aside"),
    Deed.SEE_JUDGES_MAP: _("See the judges' map"),
    Deed.WATCH_JUDGES: _("See the judges' map before the result is published"),
    Deed.SEE_CONTACTS: _("See the contact plan"),
    Deed.SEE_MISSIONS: _("See missions and their reports"),
    Deed.SEE_MEETINGS: _("See review meetings and minutes"),
    Deed.SEE_DOCUMENTS: _("See documents, their changes and the inbox"),
    Deed.SEE_CHANGES: _("See changes of documents and what became of them"),
    Deed.SEE_TRAINING: _("See training"),
    Deed.SEE_ALL_PLANS: _("See all training plans"),
    Deed.SEE_OWN_PLANS: _("See the training plans of one's own entries"),
    Deed.SEE_HEALTH_WORDS: _("Read what is said of health in a training plan"),
    Deed.SEE_TERMS: _("See the terms of a skill"),
    Deed.SEE_LOG: _("See the log"),
    Deed.PRINT_SHEETS: _("Print sheets"),
    Deed.EXPORT_ASSESSMENT: _("Export an assessment"),
}
RING_STATES: Words = {
    RingState.GREEN: pgettext_lazy("chain", "Held, with deputy"),
    RingState.AMBER: pgettext_lazy("chain", "No deputy"),
    RingState.RED: pgettext_lazy("chain", "Nobody"),
    RingState.GREY: pgettext_lazy("chain", "Nobody to expect yet"),
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
STEP_STATES: Mapping[Step, str] = {
    Step.PLANNED: "planned",
    Step.TAGGED: "drawn",
    Step.DRAWN: "drawn",
    Step.MARKING: "marking",
    Step.LOCKED: "locked",
    Step.OPENED: "locked",
    Step.PROVISIONAL: "provisional",
    Step.SEALED: "sealed",
}
"""The look of a step, the same on every screen."""
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
PHASES: Words = {
    Phase.WAITING: pgettext_lazy("clock", "Not started"),
    Phase.RUNNING: pgettext_lazy("clock", "Running"),
    Phase.PAUSED: pgettext_lazy("clock", "Paused"),
    Phase.FINISHED: pgettext_lazy("clock", "Finished"),
}
SIGNALS: Words = {
    Signal.START: pgettext_lazy("clock", "Start"),
    Signal.PAUSE: pgettext_lazy("clock", "Pause"),
    Signal.RESUME: pgettext_lazy("clock", "Resume"),
    Signal.FINISH: pgettext_lazy("clock", "Finish"),
    Signal.COMPENSATION: pgettext_lazy("clock", "Time given back"),
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
PROPOSALS: Words = {
    ProposalKind.MARKING_POST: _("Give a post that touches marks"),
    ProposalKind.NEW_PASSWORD: _("Give a new password"),
    ProposalKind.FREEZE: _("Freeze a marking scheme"),
    ProposalKind.CHANGE: _("Change the marking scheme"),
    ProposalKind.LOCK: _("Sign off marks"),
    ProposalKind.REOPENING: _("Open a lock again"),
    ProposalKind.PUBLICATION: _("Publish the provisional result"),
    ProposalKind.SEAL: _("Seal the result"),
    ProposalKind.CORRECTION: _("Correct the sealed result"),
}
DIFFERENCES: Words = {
    Difference.MARK: pgettext_lazy("difference", "Mark"),
    Difference.METHOD: pgettext_lazy("difference", "Method"),
    Difference.SECTION: pgettext_lazy("difference", "Section"),
    Difference.PLACE: pgettext_lazy("difference", "Position"),
    Difference.WORDS: pgettext_lazy("difference", "Wording"),
}
CHANGE_KINDS: Words = {
    ChangeKind.ADDED: pgettext_lazy("a clause", "Added"),
    ChangeKind.REMOVED: pgettext_lazy("a clause", "Removed"),
    ChangeKind.CHANGED: pgettext_lazy("a clause", "Changed"),
    ChangeKind.MOVED: pgettext_lazy("a clause", "Moved"),
    ChangeKind.RENUMBERED: pgettext_lazy("a clause", "Renumbered"),
}
FIGURE_KINDS: Words = {
    FigureKind.TOLERANCE: pgettext_lazy("a figure", "Tolerance"),
    FigureKind.WEIGHT: pgettext_lazy("a figure", "Weight"),
    FigureKind.PERCENT: pgettext_lazy("a figure", "Share"),
    FigureKind.MARKS: pgettext_lazy("a figure", "Marks"),
    FigureKind.AGE: pgettext_lazy("a figure", "Age"),
    FigureKind.TIME: pgettext_lazy("a figure", "Duration"),
    FigureKind.CLOCK: pgettext_lazy("a figure", "Time of day"),
    FigureKind.DATE: pgettext_lazy("a figure", "Date"),
    FigureKind.DAY: pgettext_lazy("a figure", "Competition day"),
    FigureKind.MEASURE: pgettext_lazy("a figure", "Measure"),
    FigureKind.MONEY: pgettext_lazy("a figure", "Money"),
    FigureKind.CLAUSE: pgettext_lazy("a figure", "Reference to a clause"),
    FigureKind.COUNT: pgettext_lazy("a figure", "Number"),
    FigureKind.CODE: pgettext_lazy("a figure", "Code"),
}
UNREAD: Words = {
    Unread.IMAGE: _("Picture"),
    Unread.CHART: _("Chart"),
    Unread.DIAGRAM: _("Diagram"),
    Unread.EMBEDDED: _("Embedded object"),
    Unread.SCANNED_PAGE: _("Scanned page without text"),
    Unread.GARBLED_PAGE: _("Page whose letters cannot be told"),
    Unread.FORM: _("Form to be filled in"),
    Unread.COMMENT: _("Comment in the margin"),
    Unread.REVISION: _("Tracked change, read as accepted"),
    Unread.RUNNING: _("Running head or foot"),
    Unread.CONTENTS: _("Table of contents"),
    Unread.VOLATILE: _("Date of print or page number"),
    Unread.HIDDEN: _("Hidden text"),
    Unread.STRUCK: _("Text that is struck out"),
    Unread.LINK: _("Where links lead"),
    Unread.ENCODING: _("Encoding that had to be guessed"),
}
AT_CUT: Words = {
    AtCut.EXTRA_TASK: _("An extra task decides"),
    AtCut.TIE_STANDS: _("The tie stands: all of them have the better place"),
}
STATUSES: Words = {
    Status.THROUGH: pgettext_lazy("outcome", "Through"),
    Status.RESERVE: pgettext_lazy("outcome", "Reserve"),
    Status.OUT: pgettext_lazy("outcome", "Out"),
    Status.UNDECIDED: pgettext_lazy("outcome", "Undecided"),
}
SIGNS = {Status.THROUGH: "green", Status.RESERVE: "amber", Status.OUT: "out", Status.UNDECIDED: "red"}
"""The colour of each outcome."""
REASONS: Words = {
    Reason.RANK: _("By rank"),
    Reason.TIE_STANDS: _("Tied at the cut; the tie stands"),
    Reason.BELOW_MINIMUM: _("Below the least marks"),
    Reason.UNIT_CAP: _("The unit has all the places it may have"),
    Reason.TIE_AT_CUT: _("Tied at the cut; an extra task decides"),
    Reason.TIE_AT_CAP: _("Tied within the unit; an extra task decides"),
    Reason.INCOMPLETE: _("Marks are missing"),
    Reason.WITHDRAWN: _("Withdrawn"),
}
DOUBTS: Words = {
    Doubt.TOO_FEW: _("fewer than five competitors"),
    Doubt.MORE_THAN_HALF_EQUAL: _("more than half of the totals are equal"),
}
STRATEGY_NAMES: Words = {
    "median-mad-700": _("Median at 700, spread by the median absolute deviation"),
    "median-sd-700": _("Median at 700, spread by the standard deviation"),
    "mean-sd-500": _("Mean at 500, spread by the standard deviation"),
}
STRATEGY_FORMULAS: Words = {
    "median-mad-700": _("700 + 30 × (x − median) ÷ (1.4826 × median absolute deviation)"),
    "median-sd-700": _("700 + 30 × (x − median) ÷ standard deviation"),
    "mean-sd-500": _("500 + 30 × (x − mean) ÷ standard deviation"),
}
MEDALS: Words = {
    Medal.GOLD: pgettext_lazy("medal", "Gold"),
    Medal.SILVER: pgettext_lazy("medal", "Silver"),
    Medal.BRONZE: pgettext_lazy("medal", "Bronze"),
    Medal.MEDALLION: pgettext_lazy("medal", "Medallion for Excellence"),
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
    return str(words) % {"row": fault.row, **{name: _told(fault, name) for name in fault.facts}}


def way_in_words(way: str) -> str:
    """Return the way to a place in a document with its tables in words: ``5.2 Modules › table 3 › Joints``."""
    return _TABLE.sub(lambda found: gettext("table %(number)s") % {"number": found[1]}, way)


def with_minus(figures: str) -> str:
    """Return figures with the sign of minus that is printed."""
    return figures.replace("-", "−")


def _told(fault: Fault, name: str) -> str:
    """Return a fact as it is read: amounts of a scheme as marks, steps in words, several things one after another."""
    value = fault.facts[name]
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if fault.code in SCHEME_SENTENCES and name in _AMOUNTS and isinstance(value, int):
        return f"{value / 100:.2f}"
    return str(STEPS[Step(value)]) if value in set(Step) else str(value)


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
    return either(getattr(row, "name_zh", ""), getattr(row, "name_en", ""))


def either(zh: str, en: str) -> str:
    """Return what is said in each language in the reader's; where that is missing, in the other."""
    return (zh or en) if (get_language() or "zh").startswith("zh") else (en or zh)
