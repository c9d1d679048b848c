"""Skills chosen from the 64 of WorldSkills Shanghai 2026."""

from collections.abc import Collection
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from beizhan.actions.skills import choose_skills
from beizhan.core.access import Deed
from beizhan.files.catalogue import SkillFact, skills_of_2026
from beizhan.pages.kit import campaign_of, lines_of, now, required, tried
from beizhan.pages.words import name_of
from beizhan.queries.skills import skills_of


@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the catalogue; what is in the campaign already is ticked and stays."""
    campaign = campaign_of(request)
    required(request, Deed.SET_UP_CAMPAIGN)
    have = {one.which.number for one in skills_of(campaign)}
    faults = ()
    if request.method == "POST":
        wanted = sorted(set(request.POST.getlist("skill")) - have)
        _done, faults = tried(lambda: choose_skills(campaign, wanted, by=request.user, at=now()))
        if not faults:
            words = ngettext("%(count)s skill added.", "%(count)s skills added.", len(wanted))
            messages.success(request, words % {"count": len(wanted)})
            return redirect("skills")
    around = {
        "title": gettext("Choose skills"),
        "subtitle": gettext(
            "The 64 skills of WorldSkills Shanghai 2026, with team size, age limit and section weights."
        ),
        "crumbs": [{"url": reverse("skills"), "label": gettext("Skills")}],
        "facts": [_row(fact, have) for fact in skills_of_2026()],
        "faults": lines_of(faults),
    }
    return render(request, "skills/choosing.html", around, status=422 if faults else 200)


def _row(fact: SkillFact, have: Collection[str]) -> dict[str, Any]:
    is_chinese = name_of(fact) == fact.name_zh
    return {
        "number": fact.number,
        "name": name_of(fact),
        "other_name": fact.name_en if is_chinese else fact.name_zh,
        "other_tongue": "en" if is_chinese else "zh-Hans",
        "team": fact.competitors_per_entry,
        "age_limit": fact.age_limit,
        "is_there": fact.number in have,
    }
