"""What an assessment needs next, in words, with the screen where it is done."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beizhan.core.access import Deed
from beizhan.queries.marking.planning.assessment_pages import Need

Words = str | Promise

NEEDS: Mapping[Need, tuple[Words, str, Words]] = {
    Need.SCHEME: (_("Choose the marking scheme: a frozen version."), "", ""),
    Need.TEAMS: (_("Seat the marking teams: three judges for every sub-criterion."), "panel", _("Seat judges")),
    Need.DECLARATIONS: (
        _("Every judge declares conflicts of interest before anything is drawn."),
        "declaration",
        _("Declare"),
    ),
    Need.FIRST_DRAW: (_("The draw clerk holds the first draw."), "draw", _("To the draw")),
    Need.SECOND_DRAW: (_("The marking secretary holds the second draw."), "draw", _("To the draw")),
    Need.START: (_("Codes are drawn: marking can start."), "", ""),
    Need.MARKS: (_("Marks are entered and confirmed."), "board", _("To the board")),
    Need.LOCK: (_("Every mark is confirmed: sign off the whole assessment."), "locks", _("To the locks")),
    Need.OPENING: (_("Marks are locked: open the blind codes with both keys."), "open_codes", _("Open the codes")),
    Need.PUBLICATION: (_("Codes are open: publish the provisional result."), "publish", _("To publication")),
    Need.OBJECTIONS: (_("Objections are possible, or wait for a ruling."), "objections", _("To the objections")),
    Need.SEAL: (_("Nobody may object any more: seal the result."), "publish", _("To the seal")),
    Need.NOTHING: (_("The result is sealed."), "outcome", _("To the outcome")),
}
"""A sentence, the screen that meets the need (empty: this page does), and what its button says."""
MARKERS: tuple[tuple[Deed, str, Words], ...] = (
    (Deed.RECORD_AWARDS, "enter_awards", _("Enter awards")),
    (Deed.SCORE_ALONE, "judge", _("My sheets")),
)
"""Where those who give the marks do so, in place of the board."""
