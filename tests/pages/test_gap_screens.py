"""The gap ledger and where effort pays, on the screen and at the door."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

import hall
from beizhan.actions.analysis.efforts import set_budget, set_effort
from beizhan.actions.door import Refused
from beizhan.core.allocation.inputs import Purse, SkillInput
from beizhan.models.analysis.efforts import SkillEffort
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db

SAID = SkillInput("17", 40, 10, 600, 10, 30, 500, least=8)


@pytest.fixture(scope="module")
def sealed(open_hall):
    """A result is sealed; made once for this file."""
    return hall.sealed(hall.published(hall.opened(hall.locked(hall.marked(open_hall)))))


def believed(found, purse: Purse) -> None:
    set_effort(found.skill, SAID, source="coach", **found.who("officer"))
    set_budget(found.campaign, purse, **found.who("officer"))


def test_the_ledger_of_all_skills_lets_those_in_who_see_all_gaps(sealed):
    assert welcome(sealed, reverse("ledger")) == {"director", "officer", "chief", "expert"}


def test_where_effort_pays_is_for_the_office(sealed):
    assert welcome(sealed, reverse("allocation")) == {"director", "officer"}


def test_the_ledger_of_a_skill_puts_the_sections_beside_one_another(sealed):
    page = reader(sealed, "expert").get(reverse("gaps", args=[sealed.skill.number]))

    assert page.context["chart"]["drawing"]["series"][-1]["state"] == "grey"
    assert all(line["now"]["url"] for line in page.context["lines"])
    assert {line["light"]["label"] for line in page.context["lines"]} == {"Nothing to compare with"}


def test_a_plan_that_is_not_clear_is_not_shown_only_its_verdict(sealed):
    believed(sealed, Purse(days=20))

    page = reader(sealed, "officer").get(reverse("allocation"))

    assert page.context["advice"]["shares"] == []
    assert "No plan is shown" in words_of(page)


def test_conditions_that_contradict_each_other_are_named(sealed):
    believed(sealed, Purse(days=3))

    page = reader(sealed, "officer").get(reverse("allocation"))

    assert page.context["conflict"] == ["Expert-days", "The least days of the skills"]


def test_only_the_office_says_what_effort_brings(sealed):
    with pytest.raises(PermissionDenied):
        set_effort(sealed.skill, SAID, source="coach", **sealed.who("coach"))


def test_a_belief_needs_somebody_who_says_so(sealed):
    with pytest.raises(Refused):
        set_effort(sealed.skill, SAID, source=" ", **sealed.who("officer"))


def test_what_was_believed_is_never_changed(sealed):
    believed(sealed, Purse(days=3))

    with pytest.raises(DatabaseError), transaction.atomic():
        SkillEffort.objects.update(chance=99)


def test_a_typed_belief_is_kept_in_hundredths(sealed):
    typed = {"chance": 40, "give_or_take": 10, "reach": "6.50", "pace": 10, "doubt": 30, "noise": "5", "cost": 0}
    address = reverse("set_effort", args=[sealed.skill.number])

    answer = reader(sealed, "officer").post(address, {**typed, "places": 1, "least": 0, "source": "coach"})

    assert answer.status_code == 302
    assert SkillEffort.objects.get().reach == 650
