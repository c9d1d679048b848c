"""What stands around a review meeting: the skills that the reader may speak of, and the way back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from beizhan.core.access import Deed
from beizhan.models.analysis.meetings import Meeting
from beizhan.models.campaign import Campaign
from beizhan.models.skills import Skill
from beizhan.pages.kit import campaign_of
from beizhan.queries.analysis.meetings import skills_of
from beizhan.queries.marking.duties import Duties, duties_of


@dataclass(frozen=True, slots=True)
class Hall:
    """The skills of which the reader may hear in meetings, and what they may do in each."""

    campaign: Campaign
    duties: Duties
    skills: tuple[Skill, ...]

    def which(self, deed: Deed) -> list[Skill]:
        """Return the skills in which a deed is allowed."""
        return [one for one in self.skills if self.duties.may(deed, one.pk)]

    def may(self, deed: Deed, skills: Iterable[int]) -> bool:
        """Return whether a deed is allowed in every one of some skills."""
        return all(self.duties.may(deed, skill) for skill in skills)


def hall_for(request: HttpRequest, deed: Deed) -> Hall:
    """Return the reader's hall.

    Raises
    ------
    PermissionDenied
        If there is no skill in which the reader may do the deed.
    """
    campaign = campaign_of(request)
    duties = duties_of(request.user, campaign)
    if not duties.may_anywhere(deed):
        raise PermissionDenied(deed)
    rows = Skill.objects.filter(campaign=campaign).order_by("number")
    return Hall(campaign, duties, tuple(row for row in rows if duties.may(Deed.SEE_MEETINGS, row.pk)))


def meeting_in(hall: Hall, key: int) -> tuple[Meeting, list[int]]:
    """Return a meeting and which of its skills the reader may hear of; if none, it is not there."""
    rows = Meeting.objects.select_related("campaign", "chair", "minutes__by")
    meeting = get_object_or_404(rows, campaign=hall.campaign, pk=key)
    own = {one.pk for one in hall.skills}
    heard = [skill for skill in skills_of(meeting) if skill in own]
    if not heard:
        raise Http404
    return meeting, heard


def crumbs_of(meeting: Meeting | None = None) -> list[dict[str, str]]:
    """Return the way back to the meetings, or to one of them."""
    crumbs = [
        {"url": reverse("analysis"), "label": gettext("Analysis")},
        {"url": reverse("meetings"), "label": gettext("Review meetings")},
    ]
    if meeting is not None:
        crumbs.append({"url": reverse("meeting", args=[meeting.pk]), "label": meeting.name})
    return crumbs
