"""What faults of results, objections and tables of results say; ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RESULT_SENTENCES: Mapping[str, str | Promise] = {
    "cell_empty": _("This cell is empty; it must say something."),
    "cells_not_confirmed": _("%(found)s of %(all)s cells are not confirmed yet."),
    "column_absent": _("This column is missing; the table has: %(found)s."),
    "column_twice": _("This column stands in the table twice."),
    "marks_missing": _("Marks of %(found)s competitors are missing; nobody can be ranked."),
    "next_post_too_early": _("No published result puts this entry out or in reserve."),
    "not_a_number": _("“%(found)s” is no number; write it as 527.38."),
    "not_a_text": _("This is no table of text; save it as CSV."),
    "not_your_entry": _("You can object for your own competitors only."),
    "nothing_to_lock": _("There is nothing to sign off."),
    "objection_clock_runs": _("The clock for objections still runs; nothing is sealed before it has run down."),
    "objection_too_late": _("The time for objections is over."),
    "objection_waits_already": _("Just this objection waits for its ruling already."),
    "objections_unanswered": _("%(found)s objections wait for their ruling."),
    "quotes_broken": _("A quotation mark is opened and not closed: %(found)s."),
    "rounds_not_published": _("A round that the rule names is not published."),
    "row_too_long": _("This row has %(found)s cells; the table has %(wanted)s columns."),
    "table_without_rows": _("Under the headings nothing stands in this table."),
}
