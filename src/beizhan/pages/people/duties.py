"""What each post answers for, in words for its duty card (R2)."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beizhan.core.access import Post

DUTIES: Mapping[Post, tuple[str | Promise, ...]] = {
    Post.DIRECTOR: (
        _("Answers for the whole campaign; approves what two people must agree on."),
        _("Moves dates when the competition moves, and says why."),
    ),
    Post.OFFICER: (
        _("Sets up the campaign: dates, stages, skills, bodies, people and entries."),
        _("Proposes those who will touch marks; another person approves."),
    ),
    Post.DRAW_CLERK: (
        _("Holds the first draw and keeps its key; never shows it to the marking secretary."),
        _("Turns the key when the codes are opened."),
    ),
    Post.SECRETARY: (
        _("Holds the second draw and keeps its key; prints the sheets and gets every one back."),
        _("Enters awards, or confirms what another entered; never both."),
    ),
    Post.ARBITER: (
        _("Watches that the rules are kept; rules on objections by the rules, with reason and evidence."),
        _("Sees everything and changes nothing."),
    ),
    Post.LIAISON: (
        _("Is the one voice of the city: passes on what is asked, and carries worries upwards."),
        _("Sees that policy, people and money of the city reach bases and units."),
    ),
    Post.BASE_MANAGER: (
        _("Makes the assessment the first priority of the base: experts, coaches, service, safety."),
        _("Has stations, equipment and consumables ready one week ahead."),
    ),
    Post.CHIEF_EXPERT: (
        _("Answers for the marking scheme and for how it is applied; leads the marking teams."),
        _("Settles spreads, locks sub-criteria and days, and signs for them."),
    ),
    Post.JUDGE: (
        _("Declares every conflict of interest before anything is seen; steps down from whoever is near."),
        _("Marks by the descriptors, alone and by number only; never ranks competitors."),
    ),
    Post.EXPERT: (
        _("Prepares the marking scheme and the test; keeps up with changes in rules and technical documents."),
        _("Advises coaches from what was learnt in assessments."),
    ),
    Post.COACH: (
        _("Trains the competitors by plan, and works on what each test showed to be missing."),
        _("Does not judge their own trainees."),
    ),
    Post.UNIT_LEADER: (
        _("Follows how the unit's competitors do, and takes worries off them: leave, pay, study, insurance."),
        _("Hands in the papers that eligibility needs, in time."),
    ),
    Post.COMPETITOR: (
        _("Trains, competes, and speaks up when something hurts, breaks or is unfair."),
        _("May see where their own marks were lost, and object within the time allowed."),
    ),
}
