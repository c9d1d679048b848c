"""Marking schemes: brought in by those who may, fixed by two, never by one (K1, K2)."""

from dataclasses import replace

import pytest

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.assessments import choose_scheme
from beizhan.actions.marking.schemes import approve_freeze, import_scheme, propose_freeze
from beizhan.core.scheme.tree import Section, aspects_of
from beizhan.models.log import LogRow, Proposal
from beizhan.models.marking.schemes import Scheme, SchemeFreeze
from beizhan.queries.marking.schemes import scheme_of, schemes_among
from matrix import counted, who_may

pytestmark = pytest.mark.django_db


@pytest.fixture
def found():
    return hall.hall()


def brought_in(found, scheme=None, who="officer"):
    return import_scheme(found.skill, scheme or hall.small_scheme(), source="demo.xlsx", **found.who(who))


def faults_of(act) -> list[str]:
    before = counted()
    with pytest.raises(Refused) as refusal:
        act()
    assert counted() == before
    return [fault.code for fault in refusal.value.faults]


def faulty():
    return replace(hall.small_scheme(), sections=(Section("1", "Planning", 10_000),))


def test_office_chief_expert_and_experts_bring_schemes_in(found):
    assert who_may(lambda name: brought_in(found, who=name)) == {"director", "officer", "chief", "expert"}


def test_a_scheme_is_kept_as_the_next_version_and_comes_back_as_it_was(found):
    brought_in(found)
    row = brought_in(found)

    kept = scheme_of(row)
    assert (row.version, row.based_on.version) == (2, 1)
    assert [(one.code, one.max_mark, one.section) for one in aspects_of(kept)] == [
        ("A1.01", 4000, "1"),
        ("A1.02", 1000, "1"),
        ("B1.01", 3000, "2"),
        ("B1.02", 2000, "2"),
    ]
    assert LogRow.objects.filter(deed="import_scheme").count() == 2


def test_aspects_keep_their_keys_from_version_to_version(found):
    one, two = brought_in(found), brought_in(found)

    first, second = (schemes_among([one, two])[row.pk] for row in (one, two))
    assert [one.key for one in aspects_of(first)] == [one.key for one in aspects_of(second)]


def test_a_scheme_with_faults_is_kept_as_a_draft_and_cannot_be_frozen(found):
    row = brought_in(found, faulty())

    assert faults_of(lambda: propose_freeze(row, **found.who("officer"))) == ["section_unknown", "section_unknown"]


def test_those_who_bring_schemes_in_propose_to_freeze_them(found):
    row = brought_in(found)

    assert who_may(lambda name: propose_freeze(row, **found.who(name))) == {"director", "officer", "chief", "expert"}


def test_chief_expert_and_director_approve_a_freeze(found):
    row = brought_in(found)
    proposal = propose_freeze(row, **found.who("officer"))

    def approve(name):
        approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who(name))

    assert who_may(approve) == {"chief", "director"}


def test_a_frozen_scheme_carries_the_fingerprint_that_two_people_saw(found):
    row = brought_in(found)
    proposal = propose_freeze(row, **found.who("chief"))
    approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("director"))

    freeze = SchemeFreeze.objects.get(scheme=row)
    assert freeze.proposal == proposal
    assert freeze.fingerprint in proposal.content
    assert list(LogRow.objects.order_by("pk").values_list("deed", flat=True)) == [
        "import_scheme",
        "propose_scheme",
        "approve_scheme",
    ]


def test_whoever_proposed_cannot_approve(found):
    row = brought_in(found)
    proposal = propose_freeze(row, **found.who("chief"))

    act = lambda: approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("chief"))  # noqa: E731 - tried once
    assert faults_of(act) == ["approved_by_oneself"]
    assert not SchemeFreeze.objects.exists()


def test_two_people_with_one_phone_are_one(found):
    row = brought_in(found)
    for name in ("chief", "director"):
        found.people[name].phone = "13800000000"
        found.people[name].save()
    proposal = propose_freeze(row, **found.who("chief"))
    proposal.refresh_from_db()

    act = lambda: approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("director"))  # noqa: E731 - tried once
    assert faults_of(act) == ["approved_from_the_same_phone"]


def test_a_proposal_for_one_version_freezes_no_other(found):
    first, second = brought_in(found), brought_in(found)
    proposal = propose_freeze(first, **found.who("officer"))

    act = lambda: approve_freeze(second, proposal, seen=proposal.fingerprint, **found.who("chief"))  # noqa: E731 - tried once
    assert faults_of(act) == ["proposal_of_something_else"]


def test_the_same_cannot_be_proposed_twice_while_it_waits(found):
    row = brought_in(found)
    propose_freeze(row, **found.who("officer"))

    assert faults_of(lambda: propose_freeze(row, **found.who("expert"))) == ["already_proposed"]
    assert Proposal.objects.count() == 1


def test_a_frozen_version_is_not_frozen_again(found):
    row = brought_in(found)
    proposal = propose_freeze(row, **found.who("officer"))
    approve_freeze(row, proposal, seen=proposal.fingerprint, **found.who("chief"))

    assert faults_of(lambda: propose_freeze(row, **found.who("officer"))) == ["already_frozen"]


def test_only_a_frozen_version_of_the_same_skill_is_marked_by(planned_hall):
    found = planned_hall
    draft = import_scheme(found.skill, hall.small_scheme(), source="d.xlsx", **found.who("officer"))

    assert faults_of(lambda: choose_scheme(found.assessment, draft, **found.who("officer"))) == ["scheme_not_frozen"]


def test_office_and_chief_expert_choose_the_scheme(planned_hall):
    found = planned_hall
    frozen = Scheme.objects.get(skill=found.skill, version=1)

    def choose(name):
        choose_scheme(found.assessment, frozen, **found.who(name))

    assert who_may(choose) == {"director", "officer", "chief"}
