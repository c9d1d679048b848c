"""What each fault says. ``%(name)s`` takes the fact of that name."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, str | Promise] = {
    "already_answered": _("This has been answered already."),
    "already_confirmed": _("This award is confirmed; it must be rejected before it can be entered again."),
    "already_locked": _("This is signed off already."),
    "already_reopened": _("This has been opened again already."),
    "already_revealed": _("All three scores are revealed; a score can only change in another round."),
    "approved_by_oneself": _("Whoever proposes cannot approve: a second person must."),
    "approved_from_the_same_phone": _("Proposer and approver have the same phone number: two people are needed."),
    "award_given_twice": _("The same cell stands here twice."),
    "barred_there": _("You have declared a conflict of interest there."),
    "confirmed_by_enterer": _("Whoever entered an award cannot confirm it: a second person must."),
    "deduction_without_reason": _("A part of a measurement needs a short reason for what was taken off."),
    "entry_of_another_skill": _("This entry stands in another skill."),
    "key_missing": _("The sending has no key."),
    "key_reused": _("This key was used for something else; nothing was recorded."),
    "key_too_long": _("The key of the sending is too long."),
    "locked": _("This is signed off; two people must open it again first."),
    "marks_changed_since_seen": _("Marks have changed since this was proposed; look again and propose again."),
    "no_spread": _("The scores do not lie more than 1 apart."),
    "no_such_cell": _("There is no such competitor or aspect."),
    "no_such_clock": _("There is no such competitor or module."),
    "no_such_sheet": _("There is no such sheet."),
    "not_a_duration": _("Give whole minutes, from 1 to 600."),
    "not_a_mark": _("This is not a mark with at most two decimals."),
    "not_a_score": _("A judgement is 0, 1, 2 or 3."),
    "not_marking": _("Marking is not open."),
    "not_ready_to_confirm": _("This cell is not complete, or disputed."),
    "not_your_seat": _("This is not your seat."),
    "nothing_given": _("Nothing was given."),
    "nothing_seen": _("Nothing on this sheet waits for you."),
    "problem_waits_already": _("You have raised this already; it waits for an answer."),
    "proposal_changed_since_seen": _("What you saw (%(seen)s) is not what is proposed now (%(now)s)."),
    "reason_missing": _("A reason is needed."),
    "reason_too_short": _("The reason has %(found)s characters; it needs at least %(wanted)s."),
    "sealed_is_corrected_not_reopened": _("A sealed result is corrected by a new revision, not opened again."),
    "sheet_of_another_assessment": _("This sheet belongs to another assessment."),
    "sheet_of_another_version": _(
        "This sheet was printed from version %(found)s of the scheme; version %(now)s is in force."
    ),
    "stale": _("Somebody changed this since you saw it; look at the newer value first."),
    "step_out_of_order": _('From "%(now)s" an assessment cannot go to "%(then)s".'),
    "text_missing": _("Words are needed."),
    "timing_goes_back": _("The clock cannot go back."),
    "timing_grant": _("Only a compensation gives time, and it must give some."),
    "timing_out_of_order": _("The clock cannot do this now; somebody may have been quicker."),
    "too_many_sheets_at_once": _(
        "%(found)s sheets are too many for one file; at most %(allowed)s can be printed at once."
    ),
    "value_out_of_range": _("The value lies outside what can be given."),
    "wrong_seat": _("This seat does not exist for this aspect."),
    "wrong_step": _('This cannot be done while the assessment stands at "%(now)s".'),
}
