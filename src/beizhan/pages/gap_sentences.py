"""What faults of gaps and of allocations say; ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

GAP_SENTENCES: Mapping[str, str | Promise] = {
    "answered_before_found": _("The countermeasure is dated before the gap was found."),
    "chance_out_of_range": _("A chance lies between 1 and 99 per cent, and may be wrong by at most 40 points."),
    "countermeasure_without_owner": _("A countermeasure needs an owner."),
    "countermeasure_without_words": _("Say what is done about the gap."),
    "due_before_answered": _("A countermeasure cannot be due before it is laid down."),
    "efforts_not_ascending": _("The levels of effort must begin with none and rise."),
    "expected_marks_beyond_full": _("More marks are expected than there are to gain."),
    "expected_marks_none": _("Nobody has said how many marks this should give."),
    "floor_below_zero": _('The floor "%(name)s" lies below zero.'),
    "floor_named_twice": _('There are two floors called "%(name)s".'),
    "floor_of_unknown_resource": _('The floor "%(name)s" asks for %(resource)s, of which nothing is said.'),
    "floor_of_unknown_skill": _('The floor "%(name)s" must be for skills of the list, for at least one.'),
    "gap_worth_nothing": _("Where nothing can be gained there is no gap."),
    "in_place_after_due": _("This was in place on %(placed)s, later than its due day %(due)s."),
    "in_place_before_answered": _("A countermeasure cannot be in place before it is laid down."),
    "least_beyond_levels": _("%(name)s must have at least %(least)s, which is no effort between none and %(most)s."),
    "not_above_zero": _("“%(found)s” must lie above zero."),
    "response_out_of_range": _("Marks cannot lie below zero; days and the scatter of a result must lie above it."),
    "resource_below_zero": _('Neither budget nor costs of "%(name)s" can lie below zero, and its step is at least 1.'),
    "resource_named_twice": _('There are two resources called "%(name)s".'),
    "skill_named_twice": _("The skill %(name)s stands here twice."),
}
