"""What stands around each of these screens: who reads, which assessment or scheme, and the ways back."""

from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext

from beizhan.core.access import Deed, Post, may
from beizhan.models.marking.assessments import Assessment
from beizhan.models.marking.schemes import Scheme
from beizhan.models.skills import Skill
from beizhan.pages.kit import campaign_of, posts_here, required
from beizhan.pages.words import in_words, name_of
from beizhan.queries.marking.banners import banner_for
from beizhan.queries.marking.entering.desks import assessment_at

Crumb = dict[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """An assessment, and the posts that the reader holds there."""

    assessment: Assessment
    posts: frozenset[Post]


def desk_for(request: HttpRequest, assessment: UUID, *deeds: Deed) -> Desk:
    """Return an assessment with the reader's posts there, if they allow any of the deeds; with none named, to anybody.

    Raises
    ------
    Http404
        If there is no such assessment.
    PermissionDenied
        If none of the deeds is allowed.
    """
    found = assessment_at(assessment)
    if found is None:
        raise Http404
    required(request, Deed.SEE_CAMPAIGN, campaign=found.campaign)
    posts = posts_here(request, found.campaign, found.skill)
    if deeds and not any(may(posts, deed) for deed in deeds):
        raise PermissionDenied
    return Desk(found, posts)


def skill_for(request: HttpRequest, number: str, deed: Deed) -> Skill:
    """Return a skill of the reader's campaign, if the reader may do a deed in it."""
    skill = get_object_or_404(Skill.objects.select_related("campaign"), campaign=campaign_of(request), number=number)
    required(request, deed, campaign=skill.campaign, skill=skill)
    return skill


def scheme_for(request: HttpRequest, scheme: UUID, deed: Deed) -> Scheme:
    """Return a version of a scheme, if the reader may do a deed in its skill."""
    row = get_object_or_404(Scheme.objects.select_related("skill__campaign"), pk=scheme)
    required(request, deed, campaign=row.skill.campaign, skill=row.skill)
    return row


def frame_of(assessment: Assessment, title: str | Promise, **more: object) -> dict[str, object]:
    """Return what the frame of a screen of an assessment needs, with what the screen itself shows."""
    return {
        "title": title,
        "subtitle": subtitle_of(assessment),
        "crumbs": [assessments_crumb(), {"url": reverse("assessment", args=[assessment.pk]), "label": assessment.code}],
        "banner": in_words(banner_for(assessment)),
        "assessment": assessment,
        **more,
    }


def subtitle_of(assessment: Assessment) -> str:
    """Return what an assessment is called: its name and its skill."""
    return f"{name_of(assessment)} · {skill_words(assessment.skill)}"


def skill_words(skill: object) -> str:
    """Return a skill by number and name."""
    return f"{getattr(skill, 'number', '')} {name_of(skill)}"


def assessments_crumb() -> Crumb:
    """Return the way to the list of assessments."""
    return {"url": reverse("assessments"), "label": gettext("Assessments")}


def schemes_crumbs(number: str) -> list[Crumb]:
    """Return the way to the schemes of a skill."""
    return [
        {"url": reverse("schemes"), "label": gettext("Marking schemes")},
        {
            "url": reverse("skill_schemes", args=[number]),
            "label": pgettext("skill", "No. %(number)s") % {"number": number},
        },
    ]


def address_of(name: str, *refs: object) -> str:
    """Return the address of a screen, or nothing where it is not built yet."""
    try:
        return reverse(name, args=refs)
    except NoReverseMatch:
        return ""
