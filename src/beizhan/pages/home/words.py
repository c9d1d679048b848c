"""Words of the first screen: what waits, and what a young campaign does first."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beizhan.queries.analysis.owed import OwedKind
from beizhan.queries.home import First
from beizhan.queries.marking.todo import TodoKind

TODOS: Mapping[TodoKind, tuple[str, str | Promise]] = {
    TodoKind.PROPOSAL: ("rubber-stamp", _("To approve: %(kind)s, %(subject)s")),
    TodoKind.DECLARATION: ("hand-stop", _("Declare conflicts of interest: %(on)s")),
    TodoKind.SCORING: ("gavel", _("To score in %(on)s: %(count)s aspects")),
    TodoKind.DRAW: ("arrows-shuffle", _("The draw waits for you: %(on)s")),
    TodoKind.START: ("player-play", _("Codes are drawn, marking can start: %(on)s")),
    TodoKind.ENTRY: ("keyboard", _("To enter in %(on)s: %(count)s")),
    TodoKind.OPENING: ("key", _("Marks are locked, the blind codes can be opened: %(on)s")),
    TodoKind.CONFIRMATION: ("checks", _("To confirm in %(on)s: %(count)s")),
    TodoKind.PROBLEM: ("message-report", _("Problems to answer in %(on)s: %(count)s")),
    TodoKind.SPREAD: ("scale", _("Spreads to settle in %(on)s: %(count)s")),
    TodoKind.OBJECTION: ("gavel", _("Objections to rule on in %(on)s: %(count)s")),
    TodoKind.CLOCK: ("hourglass", _("The objection clock runs: %(on)s")),
    TodoKind.SEAL: ("lock", _("The objection clock has ended, the result can be sealed: %(on)s")),
}

OWED: Mapping[OwedKind, tuple[str, str | Promise]] = {
    OwedKind.GAP: ("target", _("Act on a gap: %(on)s")),
    OwedKind.CONTACT: ("send", _("Next step of a contact: %(on)s")),
    OwedKind.REPORT: ("flag", _("File the report: %(on)s")),
    OwedKind.DECISION: ("refresh", _("Decide about changes in documents (%(on)s): %(count)s")),
    OwedKind.COUNTERMEASURE: ("stopwatch", _("Bring a countermeasure into the training plan: %(on)s")),
    OwedKind.ITEM: ("inbox", _("Sort a new document: %(on)s")),
    OwedKind.WITHDRAWN: ("inbox", _("A file has left its list; say what that means: %(on)s")),
    OwedKind.RECUSAL: ("hand-stop", _("Ask whether this judge stands aside: %(on)s")),
}

FIRSTS: Mapping[First, tuple[str, str | Promise, str | Promise]] = {
    First.DATES: ("dates", _("Say the dates"), _("Assessment, departure, opening: all days are counted from them.")),
    First.SKILLS: ("choose_skills", _("Choose the skills"), _("64 come with their facts; others can be added.")),
    First.STAGES: ("stages", _("Set the ladder"), _("How many stand and how many go through, stage by stage.")),
    First.BODIES: ("bodies", _("Name the five parties"), _("Province, cities, bases, expert teams, units.")),
    First.POSTS: ("posts", _("Give the posts"), _("With a deputy for each. Or bring everything in by workbook.")),
    First.ENTRIES: ("entries", _("Enter the competitors"), _("Who is in which skill for whom.")),
    First.SCHEMES: ("skills", _("Import the marking schemes"), _("Skill by skill, from the CIS workbook.")),
}
