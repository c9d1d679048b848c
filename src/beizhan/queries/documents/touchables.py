"""What the changes of a skill can touch: the aspects of every version of its scheme, its modules and its sections."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from beizhan.core.follow_through.touching import Touchable
from beizhan.models.marking.schemes import Aspect, Criterion, DeclaredSection, Scheme
from beizhan.models.skills import Skill
from beizhan.queries.skills import SectionLine, sections_of


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be named in a skill now: number or code, and words."""

    sections: tuple[SectionLine, ...]
    criteria: tuple[tuple[str, str], ...]
    aspects: tuple[tuple[str, str], ...]

    def named(self) -> Mapping[str, str]:
        """Return the words of everything by kind and key, as a touch is written."""
        return {
            **{f"section:{one.number}": f"§{one.number} {one.name_zh or one.name_en}" for one in self.sections},
            **{f"criterion:{code}": f"{code} {name}" for code, name in self.criteria},
            **{f"aspect:{key}": words for key, words in self.aspects},
        }


NOTHING_OFFERED = Offered((), (), ())


def touchables_of(skills: Collection[int]) -> dict[str, tuple[Touchable, ...]]:
    """Return the aspects of every version of the schemes of some skills, by number of the skill. One query."""
    found: dict[str, list[Touchable]] = defaultdict(list)
    rows = Aspect.objects.filter(sub_criterion__criterion__scheme__skill__in=skills).values_list(
        "sub_criterion__criterion__scheme__skill__number", "key", "section", "sub_criterion__criterion__code"
    )
    for number, key, section, criterion in rows:
        found[number].append(Touchable(str(key), section, criterion))
    return {number: tuple(some) for number, some in found.items()}


def offered_in(skill: Skill | None) -> Offered:
    """Return what a change of a skill can be said to touch, by the newest version of its scheme. Five queries."""
    if skill is None:
        return NOTHING_OFFERED
    newest = Scheme.objects.filter(skill=skill).order_by("-version").first()
    declared = {
        row.number: SectionLine(row.number, row.name, row.name, row.declared or 0)
        for row in DeclaredSection.objects.filter(scheme=newest).order_by("position")
    }
    own = [one if one.name_zh else declared.get(one.number, one) for one in sections_of(skill)]
    aspects = Aspect.objects.filter(sub_criterion__criterion__scheme=newest)
    ordered = aspects.order_by("sub_criterion__criterion__position", "sub_criterion__position", "position")
    return Offered(
        tuple(own or declared.values()),
        tuple(Criterion.objects.filter(scheme=newest).order_by("position").values_list("code", "name")),
        tuple((str(key), f"{code} {words}") for key, code, words in ordered.values_list("key", "code", "description")),
    )
