"""What forms offer to choose from: the skills, bodies and people of a campaign."""

from collections.abc import Collection

from beizhan.core.access import Party
from beizhan.models.campaign import Campaign
from beizhan.models.people import Body, Person
from beizhan.models.skills import Skill
from beizhan.pages.words import PARTIES, name_of
from beizhan.queries.people import bodies_of, people_of

Choices = list[tuple[str, str]]
NOBODY = ("", "–")


def skill_choices(campaign: Campaign, *, empty: str = "–") -> Choices:
    """Return the skills by number, after an empty choice."""
    skills = Skill.objects.filter(campaign=campaign).order_by("number")
    return [("", empty), *((skill.number, f"{skill.number} {name_of(skill)}") for skill in skills)]


def body_choices(campaign: Campaign, parties: Collection[Party] = tuple(Party)) -> list[tuple[str, str | Choices]]:
    """Return the bodies in groups by party, after an empty choice."""
    groups: dict[Party, Choices] = {party: [] for party in Party if party in parties}
    for line in bodies_of(campaign):
        if line.where.party in groups:
            groups[line.where.party].append((line.where.code, f"{name_of(line.where)} · {line.where.code}"))
    offered = [(str(PARTIES[party]), choices) for party, choices in groups.items() if choices]
    return [NOBODY, *offered]


def person_choices(campaign: Campaign) -> Choices:
    """Return the people by name, with the login that tells two of one name apart, after an empty choice."""
    people = [line.who for line in people_of(campaign) if line.is_active]
    return [NOBODY, *((who.login, f"{who.name} · {who.login}") for who in people)]


def skill_in(campaign: Campaign, number: str) -> Skill | None:
    """Return the skill that was chosen, or nothing."""
    return Skill.objects.get(campaign=campaign, number=number) if number else None


def body_in(campaign: Campaign, code: str) -> Body | None:
    """Return the body that was chosen, or nothing."""
    return Body.objects.get(campaign=campaign, code=code) if code else None


def person_in(login: str) -> Person | None:
    """Return the person who was chosen, or nothing."""
    return Person.objects.get(login=login) if login else None
