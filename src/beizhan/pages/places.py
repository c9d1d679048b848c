"""The places a reader can go to, in the order of the menu; a place appears only to whom its deed is allowed."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from beizhan.core.access import Deed


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the menu: the name of its screen, or the places below it."""

    name: str
    label: str | Promise
    icon: str
    deed: Deed = Deed.SEE_CAMPAIGN
    below: tuple["Place", ...] = ()


PLACES = (
    Place("home", pgettext_lazy("menu", "Home"), "home"),
    Place("assessments", pgettext_lazy("menu", "Assessments"), "clipboard-check"),
    Place("analysis", pgettext_lazy("menu", "Analysis"), "chart-radar", Deed.SEE_ANALYSIS),
    Place("documents", pgettext_lazy("menu", "Documents"), "file-text", Deed.SEE_DOCUMENTS),
    Place("changes", pgettext_lazy("menu", "Changes"), "refresh", Deed.SEE_CHANGES),
    Place("trainings", pgettext_lazy("menu", "Training"), "stopwatch", Deed.SEE_TRAINING),
    Place("skills", pgettext_lazy("menu", "Skills"), "tool"),
    Place("entries", pgettext_lazy("menu", "Entries"), "id-badge", Deed.SEE_PEOPLE),
    Place("schemes", pgettext_lazy("menu", "Marking schemes"), "clipboard-list", Deed.SEE_SCHEME),
    Place("members", pgettext_lazy("menu", "Comparison"), "trophy"),
    Place("proposals", pgettext_lazy("menu", "Proposals"), "rubber-stamp", Deed.SEE_PEOPLE),
    Place(
        "",
        pgettext_lazy("menu", "Campaign"),
        "flag",
        below=(
            Place("campaign", _("Overview"), "layout-dashboard"),
            Place("dates", _("Dates"), "calendar-event"),
            Place("stages", _("Stages"), "arrows-shuffle"),
            Place("chain", _("Chain of the five parties"), "link"),
            Place("bodies", _("Bodies"), "building"),
            Place("people", _("People"), "users", Deed.SEE_PEOPLE),
            Place("posts", _("Posts"), "id-badge"),
            Place("workbook", _("Excel workbook"), "file-spreadsheet", Deed.IMPORT_ROSTER),
            Place("log", pgettext_lazy("menu", "Log"), "history", Deed.SEE_LOG),
        ),
    ),
)
