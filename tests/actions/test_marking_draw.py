"""The draw under two keys: neither holder can link a code to a name, and both together can, once (K3)."""

import json

import pytest

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.assessments import Plan, plan_assessment, start_marking
from beizhan.actions.marking.conflicts import Declared, declare_conflicts
from beizhan.actions.marking.draw import draw_codes, draw_tags, open_codes, show_half
from beizhan.core.access import Post
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.marking.assessment import Kin, Step
from beizhan.core.marking.draw import blind_codes_of, draw_of
from beizhan.files.envelope import new_key
from beizhan.models.campaign import Entry, Withdrawal
from beizhan.models.marking.assessments import Draw, Event, Link, Place
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.bars import barred_places
from matrix import counted, who_may

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def tagged(declared_hall):
    """The first half is drawn; made once for this file."""
    declared_hall.keys["tags"] = draw_tags(declared_hall.assessment, **declared_hall.who("clerk")).key
    return declared_hall


def faults_of(act) -> list[str]:
    before = counted()
    with pytest.raises(Refused) as refusal:
        act()
    assert counted() == before
    return [fault.code for fault in refusal.value.faults]


def pairs_of(half) -> dict[str, str]:
    return dict(half.pairs)


def test_the_draw_clerk_alone_holds_the_first_draw():
    found = hall.declared()

    assert who_may(lambda name: draw_tags(found.assessment, **found.who(name))) == {"clerk"}


def test_the_secretaries_hold_the_second_draw(tagged):
    assert who_may(lambda name: draw_codes(tagged.assessment, **tagged.who(name))) == {"secretary", "second"}


def test_nothing_is_drawn_before_every_judge_has_declared(planned_hall):
    act = lambda: draw_tags(planned_hall.assessment, **planned_hall.who("clerk"))  # noqa: E731 - tried once

    assert faults_of(act) == ["judges_silent"]


def test_nothing_is_drawn_without_a_scheme_and_teams():
    found = hall.hall()
    plan = Plan(found.skill, None, "K9", "drill", "测试", "", found.at.date(), 60)
    found.assessment = plan_assessment(plan, **found.who("officer"))

    assert faults_of(lambda: draw_tags(found.assessment, **found.who("clerk"))) == ["no_scheme_chosen"]


def test_each_holder_sees_the_own_half_only(tagged):
    first = show_half(tagged.assessment, 1, key=tagged.keys["tags"], **tagged.who("clerk"))
    second = draw_codes(tagged.assessment, **tagged.who("secretary"))

    assert [name.partition(" ")[0] for name, _ in first.pairs] == ["17-01", "17-02", "17-03", "17-04"]
    assert {lot for _, lot in first.pairs} == {lot for lot, _ in second.pairs} == {"L01", "L02", "L03", "L04"}
    assert {code.partition(" ")[0] for _, code in second.pairs} == set(
        Place.objects.filter(assessment=tagged.assessment).values_list("code", flat=True)
    )


def test_a_half_is_sealed_under_the_key_that_was_written_down(tagged):
    key = new_key()

    assert draw_codes(tagged.assessment, key=key, **tagged.who("secretary")).key == key


def test_a_made_up_key_is_refused(tagged):
    act = lambda: draw_codes(tagged.assessment, key="1234", **tagged.who("secretary"))  # noqa: E731 - tried once

    assert faults_of(act) == ["key_irregular"]


def test_neither_key_nor_pairs_stand_anywhere_in_clear(tagged):
    second = draw_codes(tagged.assessment, **tagged.who("secretary"))
    lots = {lot: code.partition(" ")[0] for lot, code in second.pairs}

    clear = " ".join(
        str(value)
        for model in (Draw, Event, Place)
        for row in model.objects.values_list()
        for value in row
        if isinstance(value, str)
    )
    assert tagged.keys["tags"] not in clear
    assert second.key not in clear
    assert not any(f'["{lot}","{code}"]' in clear for lot, code in lots.items())


def test_an_envelope_is_shown_again_to_its_holder_with_the_key_and_the_chain_says_so(tagged):
    show_half(tagged.assessment, 1, key=tagged.keys["tags"], **tagged.who("clerk"))

    told = Event.objects.filter(assessment=tagged.assessment).order_by("-seq").first()
    assert (told.kind, json.loads(told.body), told.by) == ("half_shown", {"half": 1}, tagged.people["clerk"])


def test_an_envelope_is_shown_to_nobody_else_and_not_without_the_key(tagged):
    draw_codes(tagged.assessment, **tagged.who("secretary"))
    again = lambda half, key, who: lambda: show_half(tagged.assessment, half, key=key, **tagged.who(who))  # noqa: E731 - tried thrice

    assert faults_of(again(1, new_key(), "clerk")) == ["wrong_key"]
    assert faults_of(again(2, new_key(), "second")) == ["not_your_half"]
    assert who_may(lambda name: again(1, tagged.keys["tags"], name)()) == {"clerk"}


def test_a_half_that_is_not_drawn_is_not_shown(tagged):
    act = lambda: show_half(tagged.assessment, 2, key=new_key(), **tagged.who("secretary"))  # noqa: E731 - tried once

    assert faults_of(act) == ["not_drawn_yet"]


def test_nobody_holds_both_halves(tagged):
    clerk, secretary = tagged.people["clerk"], tagged.people["secretary"]
    appointment = secretary.appointments.get()
    hall.appoint(tagged.campaign, clerk, Post.SECRETARY, appointment.body, by=tagged.people["director"])

    assert faults_of(lambda: draw_codes(tagged.assessment, **tagged.who("clerk"))) == ["both_halves_by_one"]


def test_an_entry_that_withdraws_between_the_draws_keeps_its_lot(tagged):
    Withdrawal.objects.create(entry=tagged.entries[0], reason="受伤", by=tagged.people["officer"], at=tagged.at)

    half = draw_codes(tagged.assessment, **tagged.who("secretary"))

    assert len(half.pairs) == 4


def test_a_judge_is_barred_from_the_code_of_the_entry_that_was_declared():
    found = hall.planned()
    for name in ("judge1", "judge2", "judge3", "judge4"):
        conflicts = [Declared(found.entries[2], Kin.RELATIVE)] if name == "judge3" else []
        declare_conflicts(found.assessment, conflicts, **found.who(name))
    first = pairs_of(draw_tags(found.assessment, **found.who("clerk")))
    second = pairs_of(draw_codes(found.assessment, **found.who("secretary")))

    (lot,) = (lot for name, lot in first.items() if name.startswith("17-03"))
    code = second[lot].partition(" ")[0]
    places = list(Place.objects.filter(assessment=found.assessment))
    barred = barred_places(found.assessment, found.people["judge3"].pk, places)
    assert barred == {place.pk for place in places if place.code == code}
    assert barred_places(found.assessment, found.people["judge1"].pk, places) == frozenset()


def test_steps_are_taken_in_their_order(tagged):
    assert faults_of(lambda: draw_tags(tagged.assessment, **tagged.who("clerk"))) == ["wrong_step"]
    assert faults_of(lambda: start_marking(tagged.assessment, **tagged.who("chief"))) == ["step_out_of_order"]


def test_chief_expert_and_secretaries_start_marking(tagged):
    draw_codes(tagged.assessment, **tagged.who("secretary"))

    assert who_may(lambda name: start_marking(tagged.assessment, **tagged.who(name))) == {
        "chief",
        "secretary",
        "second",
    }


def test_codes_are_opened_with_both_keys_after_the_lock():
    found = hall.locked()
    keys = {"tag_key": found.keys["tags"], "code_key": found.keys["codes"]}
    wrong = lambda **other: lambda: open_codes(found.assessment, **keys | other, **found.who("clerk"))  # noqa: E731 - tried twice

    assert faults_of(wrong(tag_key=new_key())) == ["wrong_key"]
    assert faults_of(wrong(code_key=new_key())) == ["wrong_key"]
    assert who_may(lambda name: open_codes(found.assessment, **keys, **found.who(name))) == {
        "clerk",
        "secretary",
        "second",
    }
    open_codes(found.assessment, **keys, **found.who("clerk"))

    assert step_of(found.assessment) is Step.OPENED
    links = Link.objects.filter(assessment=found.assessment)
    assert set(links.values_list("entry__code", flat=True)) == {"17-01", "17-02", "17-03", "17-04"}


def test_codes_stay_closed_while_marks_can_still_change(open_hall):
    keys = {"tag_key": open_hall.keys["tags"], "code_key": open_hall.keys["codes"]}

    assert faults_of(lambda: open_codes(open_hall.assessment, **keys, **open_hall.who("clerk"))) == ["wrong_step"]


def test_anybody_can_recompute_both_draws_from_what_the_opening_tells():
    found = hall.opened()

    bodies = {one.kind: json.loads(one.body) for one in Event.objects.filter(assessment=found.assessment, kind="links")}
    drawn = [json.loads(one.event.body) for one in Draw.objects.filter(assessment=found.assessment).order_by("half")]
    tags, codes = bodies["links"]["halves"]
    assert fingerprint_of({"seed": tags["seed"], "pairs": tags["pairs"]}) == drawn[0]["commitment"]
    assert fingerprint_of({"seed": codes["seed"], "pairs": codes["pairs"]}) == drawn[1]["commitment"]
    entries = [str(entry.pk) for entry in Entry.objects.filter(skill=found.skill)]
    again = [[one.name, one.place] for one in draw_of(entries, drawn[0]["lots"], tags["seed"])]
    assert again == tags["pairs"]
    assert [[one.name, one.place] for one in blind_codes_of(drawn[0]["lots"], codes["seed"])] == codes["pairs"]
