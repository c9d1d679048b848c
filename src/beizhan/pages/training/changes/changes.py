"""Every change of every document: how far each has come, and how many are learnt (the number)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from beizhan.core.access import Deed
from beizhan.core.follow_through.funnel import Funnel, has_passed
from beizhan.core.follow_through.links import Stand
from beizhan.pages.kit import campaign_of, now, required
from beizhan.pages.training.changes.lines import chart_of, links_of, rows_of, sums_of, waiting_of
from beizhan.pages.training.words import STANDS
from beizhan.pages.words import name_of
from beizhan.queries.documents.following import GENERAL
from beizhan.queries.skills import skills_of
from beizhan.queries.training.ways import funnels_over, ways_for


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """Show the funnel, where changes wait, and each of them, what presses first."""
    campaign, at = campaign_of(request), now()
    required(request, Deed.SEE_CHANGES)
    ways = ways_for(request.user, campaign, at=at)
    skill, stand, reached = (request.GET.get(name, "") for name in ("skill", "stand", "reached"))
    names = {one.which.number: f"{one.which.number} {name_of(one.which)}" for one in skills_of(campaign)}
    if skill not in {"", GENERAL, *names}:
        raise Http404
    of_skill = [one for one in ways if skill in ("", one.change.skill)]
    shown = [one for one in of_skill if _is_asked(one.standing.stand, stand, reached)]
    funnels, own = funnels_over(ways, at=at), funnels_over(of_skill, at=at)[-1]
    around = {
        "title": gettext("Changes"),
        "subtitle": gettext("Found, decided, trained, tested, learnt. Silence is never green."),
        "rows": rows_of(shown, at),
        "skills": sums_of(funnels, names),
        "chart": chart_of(own) if of_skill else None,
        "waiting": waiting_of(own, skill if of_skill else ""),
        "only": " · ".join(filter(None, (names.get(skill, skill), str(STANDS.get(stand, "")), _passed(own, reached)))),
    }
    return render(request, "training/changes/changes.html", around)


def _is_asked(found: Stand, stand: str, reached: str) -> bool:
    """Return whether a change stands where was asked for, and has passed the link of the funnel that was."""
    return stand in ("", found) and (not reached or has_passed(found, reached))


def _passed(found: Funnel, reached: str) -> str:
    """Return a link of the funnel by which changes were asked for, in words."""
    links = links_of(found)
    return gettext("at least “%(link)s”") % {"link": links[reached][0]} if reached in links else ""
