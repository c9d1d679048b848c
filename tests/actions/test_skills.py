"""Skills: chosen from the catalogue, written down by hand, taken out while nothing hangs on them."""

import pytest
from django.core.exceptions import PermissionDenied

import make
from beizhan.actions.door import Refused
from beizhan.actions.skills import (
    SectionFacts,
    SkillFacts,
    add_skill,
    change_skill,
    choose_skills,
    drop_skill,
    set_sections,
)
from beizhan.core.access import ALLOWED, Deed, Post
from beizhan.models.log import LogRow
from beizhan.models.skills import Section, Skill

pytestmark = pytest.mark.django_db
AT = make.AT


@pytest.fixture
def here():
    return make.campaign()


@pytest.fixture
def officer(here):
    return make.holder(here, Post.OFFICER, "officer")


def codes(refused):
    return [fault.code for fault in refused.value.faults]


def test_skills_of_the_catalogue_come_with_their_facts_and_weights(here, officer):
    choose_skills(here, ["17", "23"], by=officer, at=AT)

    web, robots = Skill.objects.order_by("number")
    assert (web.name_zh, web.name_en, web.competitors_per_entry, web.age_limit) == (
        "网站技术",
        "Web Technologies",
        1,
        22,
    )
    assert (robots.competitors_per_entry, robots.age_limit) == (2, 22)
    assert list(web.sections.order_by("number").values_list("weight", flat=True)) == [500, 500, 2500, 2500, 4000]
    assert LogRow.objects.get().on == "17 23"


def test_a_skill_chosen_again_stays_as_it_is(here, officer):
    choose_skills(here, ["17"], by=officer, at=AT)
    change_skill(Skill.objects.get(), SkillFacts("17", "网站", "Web", 1, 25), by=officer, at=AT)

    choose_skills(here, ["17", "23"], by=officer, at=AT)

    assert list(Skill.objects.order_by("number").values_list("name_en", flat=True)) == [
        "Web",
        "Autonomous Mobile Robotics",
    ]


def test_an_unknown_skill_leaves_none_of_those_chosen_with_it(here, officer):
    with pytest.raises(Refused) as refused:
        choose_skills(here, ["17", "99"], by=officer, at=AT)

    assert codes(refused) == ["skill_unknown"]
    assert Skill.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (SkillFacts("17", "又一", "", 1, None), ["skill_number_taken"]),
        (SkillFacts("", "无号", "", 1, None), ["text_missing"]),
        (SkillFacts("P1", " ", "", 1, None), ["text_missing"]),
    ],
)
def test_a_skill_by_hand_has_a_number_of_its_own_and_a_name(here, officer, facts, found):
    make.skill(here, "17")

    with pytest.raises(Refused) as refused:
        add_skill(here, facts, by=officer, at=AT)

    assert codes(refused) == found


def test_a_skill_is_dropped_only_while_nothing_hangs_on_it(here, officer):
    choose_skills(here, ["17"], by=officer, at=AT)
    skill = Skill.objects.get()
    stage = make.stage(here, which=skill)

    with pytest.raises(Refused) as refused:
        drop_skill(skill, by=officer, at=AT)
    stage.delete()
    drop_skill(skill, by=officer, at=AT)

    assert codes(refused) == ["skill_in_use"]
    assert (Skill.objects.count(), Section.objects.count()) == (0, 0)


def test_sections_are_replaced_whole_and_weights_that_make_no_whole_are_warned_of(here, officer):
    skill = make.skill(here)
    half = SectionFacts("1", "", "Planning", 5000)

    looks = set_sections(skill, [half], by=officer, at=AT)
    none = set_sections(skill, [half, SectionFacts("2", "", "Doing", 5000)], by=officer, at=AT)

    assert ([fault.code for fault in looks], none) == (["weights_not_whole"], ())
    assert list(skill.sections.order_by("number").values_list("number", "weight")) == [("1", 5000), ("2", 5000)]


def test_a_section_stands_once(here, officer):
    half = SectionFacts("1", "", "Planning", 5000)

    with pytest.raises(Refused) as refused:
        set_sections(make.skill(here), [half, half], by=officer, at=AT)

    assert codes(refused) == ["section_twice"]
    assert Section.objects.count() == 0


@pytest.mark.parametrize("post", list(Post))
def test_only_the_office_keeps_skills(here, post):
    who = make.holder(here, post)

    try:
        choose_skills(here, ["17"], by=who, at=AT)
    except PermissionDenied:
        was_refused = True
    else:
        was_refused = False

    assert was_refused == (post not in ALLOWED[Deed.SET_UP_CAMPAIGN])
    assert Skill.objects.filter(number="17").exists() != was_refused
