"""Who may do what: the five parties, their posts, and one table of deeds.

The door (``actions/door``) asks :func:`may` before anything is written, pages ask the same function before
a button is shown, and the permission page of the documentation is printed from :data:`ALLOWED`.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType


class Party(StrEnum):
    """One of the five parties (五方) that share the responsibility."""

    PROVINCE = "province"
    CITY = "city"
    BASE = "base"
    EXPERT_TEAM = "expert_team"
    UNIT = "unit"


class Post(StrEnum):
    """A place in the chain that a person, and a deputy, can hold."""

    DIRECTOR = "director"
    OFFICER = "officer"
    DRAW_CLERK = "draw_clerk"
    SECRETARY = "secretary"
    ARBITER = "arbiter"
    LIAISON = "liaison"
    BASE_MANAGER = "base_manager"
    CHIEF_EXPERT = "chief_expert"
    JUDGE = "judge"
    EXPERT = "expert"
    COACH = "coach"
    UNIT_LEADER = "unit_leader"
    COMPETITOR = "competitor"


PARTY_OF: Mapping[Post, Party] = MappingProxyType(
    {
        Post.DIRECTOR: Party.PROVINCE,
        Post.OFFICER: Party.PROVINCE,
        Post.DRAW_CLERK: Party.PROVINCE,
        Post.SECRETARY: Party.PROVINCE,
        Post.ARBITER: Party.PROVINCE,
        Post.LIAISON: Party.CITY,
        Post.BASE_MANAGER: Party.BASE,
        Post.CHIEF_EXPERT: Party.EXPERT_TEAM,
        Post.JUDGE: Party.EXPERT_TEAM,
        Post.EXPERT: Party.EXPERT_TEAM,
        Post.COACH: Party.EXPERT_TEAM,
        Post.UNIT_LEADER: Party.UNIT,
        Post.COMPETITOR: Party.UNIT,
    }
)
"""The party to which each post belongs."""

MARKING_POSTS = frozenset({Post.DIRECTOR, Post.DRAW_CLERK, Post.SECRETARY, Post.ARBITER, Post.CHIEF_EXPERT, Post.JUDGE})
"""Posts that touch marks, see them or approve what is done with them: two people grant them."""


class Deed(StrEnum):
    """Something that can be done or looked at; the name is *verb_noun*."""

    OPEN_CAMPAIGN = "open_campaign"
    SET_UP_CAMPAIGN = "set_up_campaign"
    MOVE_ANCHOR = "move_anchor"
    KEEP_PEOPLE = "keep_people"
    APPOINT = "appoint"
    APPOINT_MARKING = "appoint_marking"
    APPROVE_MARKING_POST = "approve_marking_post"
    ENTER_COMPETITORS = "enter_competitors"
    IMPORT_ROSTER = "import_roster"
    IMPORT_SCHEME = "import_scheme"
    PROPOSE_SCHEME = "propose_scheme"
    APPROVE_SCHEME = "approve_scheme"
    PLAN_ASSESSMENT = "plan_assessment"
    SET_RULE = "set_rule"
    DECLARE_CONFLICT = "declare_conflict"
    DRAW_TAGS = "draw_tags"
    DRAW_CODES = "draw_codes"
    OPEN_CODES = "open_codes"
    START_MARKING = "start_marking"
    RECORD_AWARDS = "record_awards"
    SCORE_ALONE = "score_alone"
    CONFIRM_AWARDS = "confirm_awards"
    SETTLE_SPREAD = "settle_spread"
    RAISE_PROBLEM = "raise_problem"
    ANSWER_PROBLEM = "answer_problem"
    KEEP_TIME = "keep_time"
    PROPOSE_LOCK = "propose_lock"
    APPROVE_LOCK = "approve_lock"
    PROPOSE_REOPENING = "propose_reopening"
    APPROVE_REOPENING = "approve_reopening"
    PROPOSE_PUBLICATION = "propose_publication"
    APPROVE_PUBLICATION = "approve_publication"
    LODGE_OBJECTION = "lodge_objection"
    RULE_ON_OBJECTION = "rule_on_objection"
    PROPOSE_SEAL = "propose_seal"
    APPROVE_SEAL = "approve_seal"
    PROPOSE_CORRECTION = "propose_correction"
    APPROVE_CORRECTION = "approve_correction"
    NAME_NEXT_POST = "name_next_post"
    TRY_RULE = "try_rule"
    RECORD_RIVAL = "record_rival"
    SET_TARGET = "set_target"
    RECORD_GAP = "record_gap"
    ANSWER_GAP = "answer_gap"
    RECORD_VIEW = "record_view"
    PLAN_CONTACT = "plan_contact"
    DECLARE_MISSION = "declare_mission"
    REPORT_MISSION = "report_mission"
    SET_EFFORT = "set_effort"
    CALL_MEETING = "call_meeting"
    DECIDE_ITEM = "decide_item"
    CLOSE_MEETING = "close_meeting"
    BRING_IN_DOCUMENT = "bring_in_document"
    TAKE_UP_CHANGES = "take_up_changes"
    KEEP_SOURCES = "keep_sources"
    WEIGH_CHANGE = "weigh_change"
    DECIDE_CHANGE = "decide_change"
    PLAN_TRAINING = "plan_training"
    LOG_TRAINING = "log_training"
    OPEN_CALENDAR = "open_calendar"
    KEEP_TERMS = "keep_terms"
    SEE_CAMPAIGN = "see_campaign"
    SEE_PEOPLE = "see_people"
    SEE_SCHEME = "see_scheme"
    SEE_BOARD = "see_board"
    SEE_MARKS = "see_marks"
    SEE_RESULT = "see_result"
    SEE_ALL_LOSSES = "see_all_losses"
    SEE_OWN_LOSSES = "see_own_losses"
    SEE_ALLOCATION = "see_allocation"
    SEE_ANALYSIS = "see_analysis"
    SEE_RIVALS = "see_rivals"
    SEE_ALL_GAPS = "see_all_gaps"
    SEE_OWN_GAPS = "see_own_gaps"
    SEE_VIEWS = "see_views"
    SEE_VIEW_COUNTS = "see_view_counts"
    SEE_RECUSAL_HINTS = "see_recusal_hints"
    SEE_JUDGES_MAP = "see_judges_map"
    WATCH_JUDGES = "watch_judges"
    SEE_CONTACTS = "see_contacts"
    SEE_MISSIONS = "see_missions"
    SEE_MEETINGS = "see_meetings"
    SEE_DOCUMENTS = "see_documents"
    SEE_CHANGES = "see_changes"
    SEE_TRAINING = "see_training"
    SEE_ALL_PLANS = "see_all_plans"
    SEE_OWN_PLANS = "see_own_plans"
    SEE_HEALTH_WORDS = "see_health_words"
    SEE_TERMS = "see_terms"
    SEE_LOG = "see_log"
    PRINT_SHEETS = "print_sheets"
    EXPORT_ASSESSMENT = "export_assessment"


_EVERYONE = frozenset(Post)
_OFFICE = frozenset({Post.DIRECTOR, Post.OFFICER})
_DIRECTOR = frozenset({Post.DIRECTOR})
_SECRETARY = frozenset({Post.SECRETARY})
_CHIEF = frozenset({Post.CHIEF_EXPERT})
_HALL = frozenset({Post.CHIEF_EXPERT, Post.SECRETARY})
_EXPERTS = frozenset({Post.CHIEF_EXPERT, Post.EXPERT})
_ANALYSTS = _OFFICE | _EXPERTS | {Post.COACH}
_TRAINERS = frozenset({Post.COACH, Post.UNIT_LEADER, Post.BASE_MANAGER, Post.LIAISON})
_AT_THE_BENCH = frozenset({Post.COACH, Post.BASE_MANAGER, Post.COMPETITOR})

ALLOWED: Mapping[Deed, frozenset[Post]] = MappingProxyType(
    {
        Deed.OPEN_CAMPAIGN: _DIRECTOR,
        Deed.SET_UP_CAMPAIGN: _OFFICE,
        Deed.MOVE_ANCHOR: _DIRECTOR,
        Deed.KEEP_PEOPLE: _OFFICE,
        Deed.APPOINT: _OFFICE,
        Deed.APPOINT_MARKING: _OFFICE,
        Deed.APPROVE_MARKING_POST: _DIRECTOR,
        Deed.ENTER_COMPETITORS: _OFFICE,
        Deed.IMPORT_ROSTER: _OFFICE,
        Deed.IMPORT_SCHEME: _OFFICE | _EXPERTS,
        Deed.PROPOSE_SCHEME: _OFFICE | _EXPERTS,
        Deed.APPROVE_SCHEME: _CHIEF | _DIRECTOR,
        Deed.PLAN_ASSESSMENT: _OFFICE | _CHIEF,
        Deed.SET_RULE: _OFFICE,
        Deed.DECLARE_CONFLICT: frozenset({Post.CHIEF_EXPERT, Post.JUDGE}),
        Deed.DRAW_TAGS: frozenset({Post.DRAW_CLERK}),
        Deed.DRAW_CODES: _SECRETARY,
        Deed.OPEN_CODES: frozenset({Post.DRAW_CLERK}) | _SECRETARY,
        Deed.START_MARKING: _HALL,
        Deed.RECORD_AWARDS: _SECRETARY,
        Deed.SCORE_ALONE: frozenset({Post.JUDGE}),
        Deed.CONFIRM_AWARDS: _HALL,
        Deed.SETTLE_SPREAD: _CHIEF,
        Deed.RAISE_PROBLEM: _HALL | {Post.JUDGE},
        Deed.ANSWER_PROBLEM: _HALL,
        Deed.KEEP_TIME: _HALL | {Post.JUDGE},
        Deed.PROPOSE_LOCK: _HALL,
        Deed.APPROVE_LOCK: _CHIEF | _DIRECTOR,
        Deed.PROPOSE_REOPENING: _HALL | {Post.ARBITER},
        Deed.APPROVE_REOPENING: _CHIEF | _DIRECTOR,
        Deed.PROPOSE_PUBLICATION: _HALL,
        Deed.APPROVE_PUBLICATION: _CHIEF | _DIRECTOR,
        Deed.LODGE_OBJECTION: frozenset({Post.COMPETITOR, Post.COACH, Post.UNIT_LEADER, Post.LIAISON}),
        Deed.RULE_ON_OBJECTION: frozenset({Post.ARBITER}),
        Deed.PROPOSE_SEAL: _HALL,
        Deed.APPROVE_SEAL: _CHIEF | _DIRECTOR,
        Deed.PROPOSE_CORRECTION: _HALL | {Post.ARBITER},
        Deed.APPROVE_CORRECTION: _DIRECTOR,
        Deed.NAME_NEXT_POST: _OFFICE,
        Deed.TRY_RULE: _OFFICE,
        Deed.RECORD_RIVAL: _ANALYSTS,
        Deed.SET_TARGET: _OFFICE | _EXPERTS,
        Deed.RECORD_GAP: _ANALYSTS,
        Deed.ANSWER_GAP: _ANALYSTS | _TRAINERS,
        Deed.RECORD_VIEW: _ANALYSTS,
        Deed.PLAN_CONTACT: _ANALYSTS,
        Deed.DECLARE_MISSION: _OFFICE | _EXPERTS,
        Deed.REPORT_MISSION: _ANALYSTS,
        Deed.SET_EFFORT: _OFFICE,
        Deed.CALL_MEETING: _OFFICE | _CHIEF,
        Deed.DECIDE_ITEM: _OFFICE | _CHIEF,
        Deed.CLOSE_MEETING: _OFFICE | _CHIEF,
        Deed.BRING_IN_DOCUMENT: _ANALYSTS,
        Deed.TAKE_UP_CHANGES: _OFFICE | _EXPERTS,
        Deed.KEEP_SOURCES: _OFFICE | _EXPERTS,
        Deed.WEIGH_CHANGE: _OFFICE | _EXPERTS,
        Deed.DECIDE_CHANGE: _OFFICE | _EXPERTS,
        Deed.PLAN_TRAINING: _EXPERTS | {Post.COACH},
        Deed.LOG_TRAINING: _EXPERTS | _AT_THE_BENCH,
        Deed.OPEN_CALENDAR: _AT_THE_BENCH,
        Deed.KEEP_TERMS: _OFFICE | _EXPERTS | {Post.COACH},
        Deed.SEE_CAMPAIGN: _EVERYONE,
        Deed.SEE_PEOPLE: _EVERYONE - {Post.COMPETITOR},
        Deed.SEE_SCHEME: _EVERYONE - {Post.COMPETITOR, Post.UNIT_LEADER},
        Deed.SEE_BOARD: _HALL | _OFFICE | {Post.ARBITER},
        Deed.SEE_MARKS: _HALL | {Post.ARBITER},
        Deed.SEE_RESULT: _EVERYONE,
        Deed.SEE_ALL_LOSSES: _OFFICE | _EXPERTS | {Post.ARBITER},
        Deed.SEE_OWN_LOSSES: frozenset(
            {Post.COMPETITOR, Post.COACH, Post.UNIT_LEADER, Post.BASE_MANAGER, Post.LIAISON}
        ),
        Deed.SEE_ALLOCATION: _OFFICE,
        Deed.SEE_ANALYSIS: _ANALYSTS | _TRAINERS,
        Deed.SEE_RIVALS: _ANALYSTS,
        Deed.SEE_ALL_GAPS: _OFFICE | _EXPERTS,
        Deed.SEE_OWN_GAPS: _TRAINERS,
        Deed.SEE_VIEWS: _ANALYSTS,
        Deed.SEE_VIEW_COUNTS: _OFFICE | _CHIEF,
        Deed.SEE_RECUSAL_HINTS: _OFFICE | _CHIEF,
        Deed.SEE_JUDGES_MAP: _OFFICE | _CHIEF | {Post.ARBITER},
        Deed.WATCH_JUDGES: _CHIEF | {Post.ARBITER},
        Deed.SEE_CONTACTS: _ANALYSTS,
        Deed.SEE_MISSIONS: _ANALYSTS,
        Deed.SEE_MEETINGS: _OFFICE | _EXPERTS,
        Deed.SEE_DOCUMENTS: _EVERYONE - {Post.COMPETITOR, Post.UNIT_LEADER},
        Deed.SEE_CHANGES: _ANALYSTS | {Post.BASE_MANAGER, Post.LIAISON},
        Deed.SEE_TRAINING: _OFFICE | _EXPERTS | _AT_THE_BENCH,
        Deed.SEE_ALL_PLANS: _OFFICE | _EXPERTS,
        Deed.SEE_OWN_PLANS: _AT_THE_BENCH,
        Deed.SEE_HEALTH_WORDS: _EXPERTS | {Post.COACH, Post.COMPETITOR},
        Deed.SEE_TERMS: _EVERYONE,
        Deed.SEE_LOG: _OFFICE | _CHIEF | {Post.ARBITER},
        Deed.PRINT_SHEETS: _HALL,
        Deed.EXPORT_ASSESSMENT: _OFFICE | _HALL | {Post.ARBITER},
    }
)
"""The whole of the permissions: no other check of a post exists anywhere."""


def may(posts: Collection[Post], deed: Deed) -> bool:
    """Return whether somebody who holds ``posts`` may do ``deed``."""
    return not ALLOWED[deed].isdisjoint(posts)
