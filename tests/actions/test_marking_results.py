import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

import hall
from beizhan.actions.door import Refused
from beizhan.actions.marking.awards import record_awards
from beizhan.actions.marking.confirmations import confirm_awards, reject_awards
from beizhan.actions.marking.corrections import approve_correction, propose_correction
from beizhan.actions.marking.results import (
    approve_publication,
    lodge_objection,
    propose_publication,
    propose_seal,
    rule_on_objection,
)
from beizhan.actions.marking.rules import name_next_post, set_rule, try_rule
from beizhan.core.access import ALLOWED, Deed
from beizhan.core.marking.assessment import Ground, NextRole, Step
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.scheme.tree import aspects_of
from beizhan.core.selection.outcomes import Status
from beizhan.core.selection.rule import Round, Rule
from beizhan.files.export_pack import packed
from beizhan.files.verifier import verify
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Award
from beizhan.models.marking.results import NextPost, Objection, Ruling, Snapshot
from beizhan.queries.marking.assessments import step_of
from beizhan.queries.marking.grids import grid_of
from beizhan.queries.marking.publishing.exports import record_of
from beizhan.queries.marking.results import result_of
from podium import WHY, order_of, ranked, reopened, withdrawn

pytestmark = pytest.mark.django_db


def codes(refusal):
    return [fault.code for fault in refusal.value.faults]


def faults_of(act):
    try:
        act()
    except Refused as refusal:
        return [fault.code for fault in refusal.faults]
    return []


def object_to(found, who="leader", text="A1.02 is full", **more):
    return lodge_objection(found.assessment, found.entries[0], Ground.MARK, text, **more, **found.who(who))


def correct(found, value=0, **who):
    """Propose to take the first competitor's measurement away."""
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.code == "A1.02")
    row = AwardRow(grid.places[0].code, aspect.key, 0, value, 1, note="taken back")
    return propose_correction(found.assessment, [row], reason=WHY, **(who or found.who("arbiter")))


def test_a_published_result_starts_the_clock_and_says_who_proposed_and_who_approved():
    found = hall.published()

    (kept,) = Snapshot.objects.all()
    assert step_of(found.assessment) is Step.PROVISIONAL
    assert (kept.revision, kept.kind, kept.at) == (1, "provisional", found.at)
    assert (kept.proposal.by, kept.by) == (found.people["secretary"], found.people["chief"])


def test_whoever_proposes_a_result_cannot_approve_it():
    found = hall.opened()
    proposal = propose_publication(found.assessment, **found.who("chief"))

    with pytest.raises(Refused) as refusal:
        approve_publication(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))

    assert codes(refusal) == ["approved_by_oneself"]
    assert (Snapshot.objects.count(), step_of(found.assessment)) == (0, Step.OPENED)


def test_what_was_withdrawn_between_proposal_and_approval_makes_the_proposal_stale():
    found = ranked()
    proposal = propose_publication(found.assessment, **found.who("secretary"))
    withdrawn(found, "17-02")

    with pytest.raises(Refused) as refusal:
        approve_publication(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))

    assert codes(refusal) == ["marks_changed_since_seen"]


def test_an_objection_in_time_is_kept_word_for_word_and_told_in_the_chain():
    found = hall.published()
    row = object_to(found, text="  A1.02 满分未给  ")

    event = json.loads(row.event.body)
    assert (row.text, row.entry, row.by) == ("A1.02 满分未给", found.entries[0], found.people["leader"])
    assert (row.event.kind, event["text"]) == ("objection", "A1.02 满分未给")


@pytest.mark.parametrize(("minutes", "is_late"), [(59, False), (60, True), (61, True)])
def test_the_clock_of_sixty_minutes_ends_exactly_after_sixty_minutes(minutes, is_late):
    found = hall.published()
    at = found.at + timedelta(minutes=minutes)

    try:
        lodge_objection(found.assessment, found.entries[0], Ground.MARK, "x", by=found.people["leader"], at=at)
        refused = []
    except Refused as refusal:
        refused = [fault.code for fault in refusal.faults]

    assert refused == (["objection_too_late"] if is_late else [])
    assert Objection.objects.count() == (0 if is_late else 1)


@pytest.mark.parametrize("who", ["leader", "liaison", "coach"])
def test_each_may_object_for_their_own(who):
    found = hall.published()

    assert object_to(found, who).by == found.people[who]


@pytest.mark.parametrize("who", ["leader", "coach"])
def test_nobody_objects_for_the_competitor_of_another(who):
    found = hall.published()

    with pytest.raises(Refused) as refusal:
        lodge_objection(found.assessment, found.entries[1], Ground.MARK, "too few", **found.who(who))

    assert codes(refusal) == ["not_your_entry"]


def test_a_competitor_objects_for_themselves():
    found = hall.published()
    found.people["self"] = found.entries[2].competitors.get().person

    row = lodge_objection(found.assessment, found.entries[2], Ground.PROCEDURE, "the bell", **found.who("self"))

    assert row.entry == found.entries[2]


def test_the_same_objection_twice_is_one():
    found = hall.published()
    object_to(found)

    with pytest.raises(Refused) as refusal:
        object_to(found)

    assert codes(refusal) == ["objection_waits_already"]


def test_an_objection_needs_words_and_an_aspect_that_there_is():
    found = hall.published()

    with pytest.raises(Refused) as empty:
        object_to(found, text="  ")
    with pytest.raises(Refused) as elsewhere:
        object_to(found, aspect="00000000-0000-4000-8000-000000000000")

    assert (codes(empty), codes(elsewhere)) == (["text_missing"], ["no_such_cell"])
    assert Objection.objects.count() == 0


def test_an_objection_is_ruled_on_once_and_the_ruling_stays():
    found = hall.published()
    row = object_to(found)
    rule_on_objection(row, is_upheld=False, text="measured again: right", **found.who("arbiter"))

    with pytest.raises(Refused) as refusal:
        rule_on_objection(row, is_upheld=True, text="after all", **found.who("arbiter"))

    assert codes(refusal) == ["already_answered"]
    assert [(one.is_upheld, one.text) for one in Ruling.objects.all()] == [(False, "measured again: right")]


def test_nothing_is_sealed_while_the_clock_runs_or_an_objection_waits():
    found = hall.published()
    row = object_to(found)

    with pytest.raises(Refused) as early:
        propose_seal(found.assessment, **found.who("secretary"))
    found.later(hours=2)
    with pytest.raises(Refused) as unanswered:
        propose_seal(found.assessment, **found.who("secretary"))
    rule_on_objection(row, is_upheld=False, text="no", **found.who("arbiter"))

    assert codes(early) == ["objection_clock_runs", "objections_unanswered"]
    assert codes(unanswered) == ["objections_unanswered"]
    assert propose_seal(found.assessment, **found.who("secretary")).kind == "seal_result"


def test_a_correction_makes_a_new_revision_with_its_reason_and_the_old_ones_stay():
    found = hall.sealed()
    before = list(Snapshot.objects.order_by("revision").values_list("revision", "fingerprint", "document"))
    proposal = correct(found)

    approve_correction(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))

    kept = list(Snapshot.objects.order_by("revision"))
    assert [(one.revision, one.kind, one.reason) for one in kept] == [
        (1, "provisional", ""),
        (2, "sealed", ""),
        (3, "sealed", WHY),
    ]
    assert [(one.revision, one.fingerprint, one.document) for one in kept[:2]] == before
    last = {one["place"]: one["total"] for one in json.loads(kept[2].document)["places"]}
    assert last[grid_of(found.assessment).places[0].code] == 6667


def test_a_correction_that_is_refused_leaves_nothing_behind():
    found = hall.sealed()
    proposal = correct(found)
    before = (Award.objects.count(), Event.objects.count(), LogRow.objects.count(), Snapshot.objects.count())

    with pytest.raises(Refused):
        approve_correction(found.assessment, proposal, seen="0" * 64, **found.who("director"))
    with pytest.raises(PermissionDenied):
        approve_correction(found.assessment, proposal, seen=proposal.fingerprint, **found.who("chief"))

    assert (Award.objects.count(), Event.objects.count(), LogRow.objects.count(), Snapshot.objects.count()) == before


def test_before_the_seal_nothing_is_corrected():
    found = hall.published()

    with pytest.raises(Refused) as refusal:
        correct(found)

    assert codes(refusal) == ["wrong_step"]


def test_whoever_withdraws_after_the_marks_is_not_ranked_and_moves_everybody_behind_up():
    found = ranked()
    order = order_of(found)
    withdrawn(found, order[0])

    hall.published(found)

    document = json.loads(Snapshot.objects.get().document)
    assert [(one["entry"], one["rank"]) for one in document["places"]] == [
        (order[1], 1),
        (order[2], 2),
        (order[3], 3),
        (order[0], None),
    ]
    assert document["withdrawn"] == [order[0]]
    assert [(one["entry"], one["status"], one["reason"]) for one in document["decision"]["outcomes"]] == [
        (order[1], "through", "rank"),
        (order[2], "reserve", "rank"),
        (order[3], "out", "rank"),
        (order[0], "out", "withdrawn"),
    ]
    assert verify(BytesIO(packed(record_of(found.assessment), at="2026-11-22T08:00:00.000000Z")))["findings"] == []


def test_whoever_withdraws_after_the_seal_stays_ranked_in_a_later_correction():
    found = hall.sealed(hall.published(ranked()))
    withdrawn(found, "17-04")
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.code == "A1.02")
    row = AwardRow(grid.places[0].code, aspect.key, 0, 0, 1, note="taken back")
    proposal = propose_correction(found.assessment, [row], reason=WHY, **found.who("arbiter"))

    approve_correction(found.assessment, proposal, seen=proposal.fingerprint, **found.who("director"))

    document = json.loads(Snapshot.objects.get(revision=3).document)
    assert document["withdrawn"] == []
    assert sorted(one["rank"] for one in document["places"]) == [1, 2, 3, 4]


def test_a_next_post_is_named_only_for_those_whom_a_published_result_leaves_behind():
    found = ranked()
    with pytest.raises(Refused) as early:
        name_next_post(found.entries[0], found.stage, NextRole.RESERVE, **found.who("officer"))
    hall.published(found)
    status = {one.code: one.status for one in result_of(found.assessment).decision.outcomes}
    entry_of = {entry.code: entry for entry in found.entries}

    refused = {
        code: faults_of(
            lambda entry=entry_of[code]: name_next_post(
                entry, found.stage, NextRole.BACK_TO_UNIT, **found.who("officer")
            )
        )
        for code in status
    }

    assert codes(early) == ["next_post_too_early"]
    assert refused == {
        code: ["next_post_too_early"] if outcome is Status.THROUGH else [] for code, outcome in status.items()
    }
    assert NextPost.objects.count() == 3


def test_another_rule_is_tried_on_published_marks_and_the_question_stands_in_the_chain():
    found = hall.published(ranked())

    decision = try_rule(
        found.assessment, Rule((Round("camp", 100),), 3), reason="what if three went through", **found.who("officer")
    )

    event = Event.objects.order_by("-seq").first()
    body = json.loads(event.body)
    assert [one.status for one in decision.outcomes] == [Status.THROUGH] * 3 + [Status.OUT]
    assert (event.kind, event.by, body["reason"]) == ("trial", found.people["officer"], "what if three went through")
    assert (body["rule"]["through"], body["fingerprint"]) == (3, decision.fingerprint)
    assert Snapshot.objects.count() == 1


@pytest.mark.parametrize("reason", ["", "x"])
def test_nobody_tries_a_rule_without_a_reason(reason):
    found = hall.published(ranked())
    events = Event.objects.count()

    with pytest.raises(Refused):
        try_rule(found.assessment, Rule((Round("camp", 100),), 3), reason=reason, **found.who("officer"))

    assert Event.objects.count() == events


def test_nobody_tries_a_rule_on_marks_that_are_not_published():
    found = ranked()

    with pytest.raises(Refused) as refusal:
        try_rule(found.assessment, Rule((Round("camp", 100),), 3), reason=WHY, **found.who("officer"))

    assert codes(refusal) == ["wrong_step"]


def test_a_stage_is_not_decided_while_one_of_its_rounds_is_open_but_not_published():
    found = hall.marking()
    rule = Rule((Round("camp", 50), Round("final", 50)), 1)
    set_rule(found.stage, found.skill, rule, reason=WHY, **found.who("officer"))

    hall.published(hall.opened(hall.locked(hall.marked(found))))

    assert json.loads(Snapshot.objects.get().document)["decision"] is None


def test_a_reopened_result_is_published_again_as_the_next_revision():
    found = hall.published()
    reopened(found)
    seen = [one for one in hall.seen_cells(found) if one.place == grid_of(found.assessment).places[0].code][:1]
    reject_awards(found.assessment, seen, reason="the objection", **found.who("second"))
    record_awards(found.assessment, _again(found, seen[0]), key="again", **found.who("secretary"))
    confirm = [one for one in hall.seen_cells(found) if (one.place, one.aspect) == (seen[0].place, seen[0].aspect)]
    confirm_awards(found.assessment, confirm, **found.who("second"))

    hall.published(hall.opened(hall.locked(found)))

    assert list(Snapshot.objects.order_by("revision").values_list("revision", "kind")) == [
        (1, "provisional"),
        (2, "provisional"),
    ]


def _again(found, seen):
    grid = grid_of(found.assessment)
    aspect = next(one for one in aspects_of(grid.scheme) if one.key == seen.aspect)
    seats = (1, 2, 3) if aspect.kind == "J" else (0,)
    return [AwardRow(seen.place, seen.aspect, seat, 1 if seat else 0, 1, note="again") for seat in seats]


MATRIX = {
    Deed.PROPOSE_PUBLICATION: ("opened", lambda found, who: propose_publication(found.assessment, **who)),
    Deed.PROPOSE_SEAL: ("clock", lambda found, who: propose_seal(found.assessment, **who)),
    Deed.PROPOSE_CORRECTION: ("sealed", lambda found, who: correct(found, **who)),
    Deed.TRY_RULE: (
        "published",
        lambda found, who: try_rule(found.assessment, Rule((Round("camp", 100),), 1), reason=WHY, **who),
    ),
}


@pytest.mark.parametrize("deed", MATRIX)
def test_each_post_may_do_exactly_what_the_table_says(deed):
    step, act = MATRIX[deed]
    found = {"opened": hall.opened, "clock": hall.published, "published": hall.published, "sealed": hall.sealed}[step]()
    found.later(hours=2)
    could, refused = set(), set()
    for name, post in hall.POSTS.items():
        try:
            refused.update(faults_of(lambda name=name: act(found, found.who(name))))
            could.add(post)
        except PermissionDenied:
            pass

    assert refused <= {"already_proposed"}
    assert could == ALLOWED[deed] & set(hall.POSTS.values())
