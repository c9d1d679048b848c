"""The guard on views: which channels are open, who may not be listened to now, who is to be asked to stand aside."""

from datetime import date, timedelta

import pytest

from beizhan.core.analysis.channels import (
    MANNER,
    MARKED_NOW,
    Channel,
    Hint,
    Manner,
    Seat,
    Statement,
    age_of_view,
    faults_of_statement,
    hints_among,
    is_speaker,
)
from beizhan.core.analysis.sources import Freshness
from beizhan.core.faults import errors_among
from beizhan.core.marking.assessment import Step

TODAY = date(2026, 11, 22)


def statement(key=1, **otherwise):
    said = {"person": "wei", "name": "", "entry": "17-01", "heard": TODAY, "channel": Channel.FORUM}
    return Statement(key, **said | otherwise)


def seat(person="wei", *, step=Step.PLANNED, judges=("17-01", "17-02"), name="韦明远", assessment="K1"):
    return Seat(assessment, step, person, name, frozenset(judges))


def codes(found):
    return [fault.code for fault in found]


def test_every_channel_is_declared_as_one_of_three():
    assert set(MANNER) == set(Channel)
    assert [channel for channel in Channel if MANNER[channel] is Manner.FORBIDDEN] == [
        Channel.PRIVATE_CONTACT, Channel.FAVOUR, Channel.SECRET_CONTENT,
    ]  # fmt: skip


@pytest.mark.parametrize("channel", list(Channel))
def test_a_forbidden_channel_is_refused_a_doubtful_one_is_warned_of_and_an_open_one_passes(channel):
    found = faults_of_statement(statement(channel=channel), (), at=TODAY)

    wanted = {Manner.PERMITTED: [], Manner.DOUBTFUL: ["channel_doubtful"], Manner.FORBIDDEN: ["channel_forbidden"]}
    assert codes(found) == wanted[MANNER[channel]]
    assert bool(errors_among(found)) == (MANNER[channel] is Manner.FORBIDDEN)


@pytest.mark.parametrize("step", list(Step))
def test_whoever_is_marking_an_entry_now_is_not_listened_to_about_it(step):
    found = faults_of_statement(statement(), [seat(step=step)], at=TODAY)

    assert codes(found) == (["speaker_is_marking"] if step in MARKED_NOW else ["speaker_will_mark"])
    assert bool(errors_among(found)) == (step in MARKED_NOW)


@pytest.mark.parametrize(
    ("said", "sitting", "found", "why"),
    [
        (statement(entry=""), seat(step=Step.MARKING), ["speaker_will_mark"], "a method is nobody's marks"),
        (statement(entry="17-09"), seat(step=Step.MARKING), ["speaker_will_mark"], "another entry"),
        (statement(), seat(step=Step.MARKING, judges=("17-02",)), ["speaker_will_mark"], "barred from this entry"),
        (statement(), seat("mo", step=Step.MARKING), [], "somebody else sits there"),
        (statement(person=""), seat("mo", step=Step.MARKING), ["speaker_missing"], "nobody spoke"),
        (statement(heard=TODAY + timedelta(days=1)), seat("mo"), ["heard_in_the_future"], "not heard yet"),
    ],
)
def test_the_guard_looks_at_who_spoke_of_whom(said, sitting, found, why):
    assert codes(faults_of_statement(said, [sitting], at=TODAY)) == found, why


@pytest.mark.parametrize(
    ("name", "same"), [("韦明远", True), (" 韦 明远 ", True), ("WEI Mingyuan", False), ("韦明", False), ("", False)]
)
def test_somebody_known_by_name_only_is_found_however_the_name_is_written(name, same):
    assert is_speaker(statement(person="", name=name), seat("other")) == same


def test_width_and_case_of_a_name_do_not_matter():
    assert is_speaker(statement(person="", name="ＷＥＩ mingyuan"), seat("other", name="Wei Mingyuan"))


def test_somebody_known_is_not_mistaken_for_another_of_the_same_name():
    assert not is_speaker(statement(person="mo", name="韦明远"), seat("wei"))


def test_a_judge_who_has_spoken_of_an_entry_they_will_judge_is_hinted_at_once_with_how_often_and_when_last():
    said = [statement(1, heard=TODAY - timedelta(days=9)), statement(2), statement(3, entry="17-02", person="mo")]

    found = hints_among(said, [seat(), seat("lan")])

    assert found == (Hint("K1", "wei", "17-01", 2, TODAY),)


@pytest.mark.parametrize(
    ("said", "sitting", "why"),
    [
        (statement(entry=""), seat(), "a method"),
        (statement(), seat(judges=("17-02",)), "barred already, or not called"),
        (statement(person="mo"), seat(), "somebody else spoke"),
    ],
)
def test_nobody_is_hinted_at_without_cause(said, sitting, why):
    assert hints_among([said], [sitting]) == (), why


def test_a_hint_carries_neither_words_nor_channel_nor_writer():
    assert set(Hint.__slots__) == {"assessment", "person", "entry", "views", "last"}


@pytest.mark.parametrize(
    ("days", "used", "age"),
    [
        (0, False, Freshness.FRESH),
        (90, False, Freshness.FRESH),
        (91, False, Freshness.STALE),
        (180, False, Freshness.STALE),
        (181, False, Freshness.GREY),
        (0, True, Freshness.GREY),
    ],
)
def test_a_view_waits_ninety_days_freshly_and_ninety_more(days, used, age):
    assert age_of_view(TODAY - timedelta(days=days), is_used=used, at=TODAY) == age
