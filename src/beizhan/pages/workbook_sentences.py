"""What each fault of a roster or award workbook says. ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORKBOOK_SENTENCES: Mapping[str, str | Promise] = {
    "award_above_max": _("More than the full mark, which is %(allowed)s."),
    "award_below_zero": _("A mark cannot be below zero."),
    "award_column_unknown": _("“%(found)s” stands in a column without a blind code; delete it."),
    "award_misplaced": _("A measurement has one agreed mark, in the first cell of the competitor; delete “%(found)s”."),
    "award_not_a_score": _("“%(found)s” is no score; a judgement is 0, 1, 2 or 3."),
    "award_repeated": _("The same award stands in %(first)s already."),
    "award_row_unknown": _("“%(found)s” stands in a row without an aspect; delete it."),
    "cell_unread": _("“%(found)s” stands under no heading that is known; delete it or give it a heading."),
    "choice_unknown": _("%(heading)s: “%(found)s” is not in the list."),
    "column_missing": _("The column %(heading)s is missing."),
    "column_repeated": _("The column %(heading)s stands here twice."),
    "column_unknown": _("There is no column “%(heading)s” on the sheet %(sheet)s."),
    "competitor_twice_in_skill": _("%(found)s stands in two entries of this skill."),
    "digits_lost": _(
        "“%(found)s” was typed as a number and has lost digits; format the cell as text and type it again."
    ),
    "email_unlike": _("“%(found)s” is no e-mail address."),
    "heading_missing": _("No heading that is known stands in the first rows of the sheet %(sheet)s."),
    "no_award_found": _("No award stands in this workbook."),
    "not_a_date": _("%(heading)s: “%(found)s” is no date; write it as 2026-09-22."),
    "not_a_whole_number": _("%(heading)s: “%(found)s” is no whole number."),
    "not_yes_or_no": _("%(heading)s: “%(found)s” is neither yes nor no."),
    "own_deputy": _("Nobody can be their own deputy."),
    "reference_unknown": _("%(heading)s: “%(found)s” stands neither on the sheet %(sheet)s nor in the campaign."),
    "roster_version": _(
        "The workbook is of another version (%(found)s instead of %(wanted)s); look closely at what was read."
    ),
    "row_repeated": _("%(found)s stands in %(first)s already."),
    "same_competitor_twice": _("%(found)s stands twice in this entry."),
    "sheet_missing": _("The sheet %(sheet)s is missing; nothing is read for it."),
    "sheet_repeated": _("The sheet %(sheet)s means the same as %(first)s; put their rows on one."),
    "sheet_unknown": _("The sheet %(sheet)s is not known; delete it or give it a known name."),
    "skill_not_chosen": _("The campaign takes no part in skill %(found)s."),
    "stage_does_not_follow": _("%(found)s take part, but only %(allowed)s come through the stage before."),
    "stage_not_positive": _("%(found)s is too small; it begins with 1."),
    "stage_widens": _("%(found)s cannot come through of %(allowed)s."),
    "superior_circle": _("This body stands above itself by way of %(found)s."),
    "too_many_sheets": _("The workbook has %(found)s sheets; at most %(allowed)s are read."),
    "value_missing": _("%(heading)s is missing."),
}
