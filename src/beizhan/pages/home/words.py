"""Words of the first screen: what is proposed, and what a young campaign does first."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beizhan.queries.home import First

KINDS_OF_PROPOSAL: Mapping[str, str | Promise] = {
    "marking_post": _("a post that two people grant:"),
    "new_password": _("a new password for"),
    "freeze_scheme": _("a marking scheme to freeze"),
    "change_scheme": _("a change of a marking scheme"),
    "lock": _("a lock"),
    "reopening": _("a reopening"),
    "publication": _("a provisional result"),
    "seal": _("a result to seal"),
    "correction": _("a correction of a sealed result"),
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
