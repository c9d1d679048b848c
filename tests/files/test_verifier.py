"""The verifier alone: it passes what the product told, and finds what anybody changed afterwards."""

import io
import json
import subprocess
import sys
from copy import deepcopy
from zipfile import ZipFile

import pytest

import long_story
from beizhan.core.fingerprint import canonical, fingerprint_of
from beizhan.files.export_pack import packed, verifier_text
from beizhan.files.verifier import Story, UnreadableError, hear, verify
from beizhan.queries.marking.publishing.exports import record_of
from files.tampering import Taken, apart, codes_of

AT = "2026-11-22T08:00:00.000000Z"
KEPT: dict[str, bytes] = {}


@pytest.fixture
def export(db) -> bytes:
    """The export of the long story, told once."""
    if "long" not in KEPT:
        KEPT["long"] = packed(record_of(long_story.told().assessment), at=AT)
    return KEPT["long"]


@pytest.fixture
def taken(export) -> Taken:
    return apart(export)


def _edit(taken):
    taken.row(code="A1.02")[0]["value"] = 999


def _edit_one(taken):
    row, event = taken.row(code="A1.02")
    row["value"] = 999
    taken.hashed(event)


def _edit_all(taken):
    taken.row(code="B1.02", value=0)[0]["value"] = 2500
    taken.signed()


def _delete(taken):
    taken.events.remove(taken.find("problem"))


def _insert(taken):
    taken.events.insert(20, deepcopy(taken.events[19]))


def _swap(taken):
    taken.events[20], taken.events[21] = taken.events[21], taken.events[20]


def _cut(taken):
    del taken.events[-1]


def _move(taken):
    taken.find("problem")["stream"] = "another"
    taken.chained()


def _scheme_mark(taken):
    document = next(iter(taken.schemes.values()))["document"]
    document["criteria"][0]["sub_criteria"][0]["aspects"][0]["max_mark"] += 100


def _total(taken):
    taken.results[-1]["document"]["places"][0]["total"] += 1


def _total_signed(taken):
    _total(taken)
    taken.signed()


def _rank_signed(taken):
    places = taken.results[-1]["document"]["places"]
    places[0]["rank"], places[1]["rank"] = places[1]["rank"], places[0]["rank"]
    taken.signed()


def _criteria_signed(taken):
    criteria = taken.results[-1]["document"]["places"][0]["criteria"]
    criteria["A"], criteria["B"] = criteria["A"] - 1, criteria["B"] + 1
    taken.signed()


def _entry_signed(taken):
    places = taken.results[-1]["document"]["places"]
    places[0]["entry"], places[1]["entry"] = places[1]["entry"], places[0]["entry"]
    taken.signed()


def _outcome_signed(taken):
    outcomes = taken.results[-1]["document"]["decision"]["outcomes"]
    outcomes[0]["status"], outcomes[-1]["status"] = outcomes[-1]["status"], outcomes[0]["status"]
    taken.signed()


def _candidate_signed(taken):
    taken.results[-1]["document"]["decision"]["candidates"][0]["totals"][0] += 1000
    taken.signed()


def _rule_signed(taken):
    taken.results[-1]["document"]["decision"]["rule"]["through"] = 3
    taken.signed()


def _ties_signed(taken):
    taken.results[-1]["document"]["ties"] = []
    taken.signed()


def _rule_unwritten(taken):
    taken.rules.clear()


def _enterer(taken):
    """The one who entered it gives the verdict."""
    verdict = taken.find("verdict")
    verdict["by"] = next(event["by"] for event in taken.events if event["kind"] == "awards" and not _alone(event))
    taken.signed()


def _alone(event):
    return event["body"]["rows"][0]["alone"]


def _after_lock(taken):
    """One more award between the last lock and the opening of the codes."""
    lock = max(number for number, event in enumerate(taken.events) if event["kind"] == "lock")
    extra = deepcopy(taken.find("awards", -1))
    taken.events.insert(lock + 1, extra)
    taken.signed()


def _after_seal(taken):
    taken.events.append(deepcopy(taken.find("awards", -2)))
    taken.signed()


def _uncorrected(taken):
    taken.events.remove(taken.find("correction"))
    taken.signed()


def _version(taken):
    taken.row(code="A1.01", seat=1, version=2)[0]["version"] = 3
    taken.signed()


def _round(taken):
    taken.row(code="A1.01", seat=1, round=2)[0]["round"] = 1
    taken.signed()


def _value(taken):
    taken.row(code="A1.01", seat=1)[0]["value"] = 4
    taken.signed()


def _worth(taken):
    taken.row(code="A1.02")[0]["out_of"] = 2000
    taken.signed()


def _seat(taken):
    taken.row(code="A1.01", seat=1, alone=True)[0]["seat"] = 2
    taken.signed()


def _over_confirmed(taken):
    """A rejection is left out, so that an award falls on what was confirmed."""
    rejections = [event for event in taken.events if event["kind"] == "verdict" and not event["body"]["confirmed"]]
    taken.events.remove(rejections[1])
    taken.signed()


def _lock_alone(taken):
    taken.find("lock")["body"]["proposed_by"] = taken.find("lock")["by"]
    taken.signed()


def _lock_marks(taken):
    taken.find("lock")["body"]["marks"] = "0" * 64
    taken.signed()


def _lock_early(taken):
    """A confirmation of the day that was locked is left out."""
    verdicts = [event for event in taken.events if event["kind"] == "verdict" and event["body"]["confirmed"]]
    taken.events.remove(verdicts[1])
    taken.signed()


def _draw_alone(taken):
    taken.find("draw", 1)["by"] = taken.find("draw", 0)["by"]
    taken.signed()


def _seed(taken):
    taken.find("links")["body"]["halves"][0]["seed"] = "0" * 64
    taken.signed()


def _links_swapped(taken):
    links = taken.find("links")["body"]["links"]
    links[0]["entry"], links[1]["entry"] = links[1]["entry"], links[0]["entry"]
    taken.signed()


def _redrawn(taken):
    """Both halves are drawn again until they please, with commitments that fit, but not from their seeds."""
    halves = taken.find("links")["body"]["halves"]
    pairs = halves[0]["pairs"]
    pairs[0][1], pairs[1][1] = pairs[1][1], pairs[0][1]
    sealed = {"seed": halves[0]["seed"], "pairs": pairs}
    taken.find("draw")["body"]["commitment"] = fingerprint_of(sealed)
    taken.signed()


def _step_skipped(taken):
    taken.events.remove(next(event for event in taken.events if event["body"].get("step") == "tagged"))
    taken.signed()


def _reopening_lost(taken):
    taken.events.remove(taken.find("reopening", -1))
    taken.signed()


def _ruling_lost(taken):
    taken.events.remove(taken.find("ruling"))
    taken.signed()


def _spread_overlooked(taken):
    """The judges agreed, it is said now, and yet they scored again."""
    taken.row(code="A1.01", seat=1, value=0)[0]["value"] = 1
    taken.signed()


def _reason_lost(taken):
    rejection = next(event for event in taken.events if event["kind"] == "verdict" and not event["body"]["confirmed"])
    rejection["body"]["reason"] = ""
    taken.signed()


def _corrected_alone(taken):
    taken.find("correction")["body"]["proposed_by"] = taken.find("correction")["by"]
    taken.signed()


def _corrected_otherwise(taken):
    taken.find("awards", -1)["body"]["rows"][0]["value"] = 1000
    taken.signed()


def _change_alone(taken):
    change = taken.find("scheme", -1)
    change["body"]["proposed_by"] = change["by"]
    taken.signed()


def _unknown_kind(taken):
    taken.find("problem")["kind"] = "miracle"
    taken.signed()


def _stranger(taken):
    taken.row(code="A1.02")[0]["place"] = "ZZZ"
    taken.signed()


def _revision_lost(taken):
    taken.events.remove(taken.find("snapshot"))
    taken.signed()


def _lock_a_part(taken):
    """The lock on everything becomes one on a sub-criterion, with the marks that stood there."""
    lock = taken.find("lock", -1)
    told = Story(taken.manifest["assessment"]["id"], taken.schemes, taken.results, taken.rules)
    for event in taken.events[: taken.events.index(lock)]:
        hear(told, canonical(event).encode())
    [sub] = sorted({aspect.sub for aspect in told.aspects.values()} - {ref for _, ref in told.locks})[:1]
    keys = [key for key, aspect in told.aspects.items() if aspect.sub == sub]
    seen = [[place, key, told.cells[place, key].seen()] for key in keys for place in sorted(told.places)]
    lock["body"] |= {"scope": "sub_criterion", "ref": sub, "marks": fingerprint_of(seen)}
    taken.signed()


def _nobody(taken):
    taken.find("verdict")["by"] = None
    taken.signed()


def _proposed_by_nobody(taken):
    taken.find("lock")["body"]["proposed_by"] = ""
    taken.signed()


def _result_twice(taken):
    """A result that shows another total stands before the one that was told."""
    false = deepcopy(taken.results[-1])
    false["document"]["places"][0]["total"] += 1
    taken.results.insert(0, false)


TAMPERINGS = {
    "a part is signed off as if it were the whole": (_lock_a_part, "step_without_cause"),
    "nobody gave a verdict": (_nobody, "event_misshapen"),
    "nobody proposed a lock": (_proposed_by_nobody, "one_person"),
    "a second text of a result lies beside it": (_result_twice, "snapshot_untold"),
    "an award is edited": (_edit, "event_hash"),
    "an award is edited and its event hashed anew": (_edit_one, "event_link"),
    "an award is edited and the whole chain hashed anew": (_edit_all, "verdict_unseen"),
    "an event is deleted": (_delete, "event_seq"),
    "an event is repeated": (_insert, "event_seq"),
    "two events change places": (_swap, "event_seq"),
    "the event of the last result is cut off": (_cut, "snapshot_untold"),
    "an event comes from another assessment": (_move, "event_stream"),
    "the scheme gives an aspect more": (_scheme_mark, "scheme_differs"),
    "a total is changed": (_total, "snapshot_differs"),
    "a total is changed and signed anew": (_total_signed, "result_total"),
    "two ranks are exchanged": (_rank_signed, "result_rank"),
    "marks move between criteria": (_criteria_signed, "result_criteria"),
    "two entries exchange their marks": (_entry_signed, "result_entry"),
    "the first is out and the last through": (_outcome_signed, "result_outcome"),
    "a candidate has another total than the marks": (_candidate_signed, "result_candidates"),
    "the rule lets one more through": (_rule_signed, "rule_differs"),
    "the tie-breaks are left out": (_ties_signed, "rule_differs"),
    "the rule is not among those written down": (_rule_unwritten, "rule_differs"),
    "who entered confirms": (_enterer, "verdict_by_enterer"),
    "an award falls on what is signed off": (_after_lock, "after_lock"),
    "an award follows the seal": (_after_seal, "after_seal"),
    "a correction that nobody agreed on": (_uncorrected, "after_seal"),
    "a version is skipped": (_version, "award_version"),
    "a score belongs to an earlier round": (_round, "award_round"),
    "a score is above 3": (_value, "award_value"),
    "a measurement is out of more than the aspect is worth": (_worth, "award_value"),
    "a judge scores from another's seat": (_seat, "award_seat"),
    "an award falls on what is confirmed": (_over_confirmed, "after_confirmation"),
    "one person locks": (_lock_alone, "one_person"),
    "other marks were locked": (_lock_marks, "lock_differs"),
    "what is not confirmed is locked": (_lock_early, "lock_incomplete"),
    "one person draws both halves": (_draw_alone, "one_person"),
    "the seed is another": (_seed, "draw_differs"),
    "two codes are exchanged": (_links_swapped, "draw_differs"),
    "a half is sealed anew as it pleases": (_redrawn, "draw_differs"),
    "a step is skipped": (_step_skipped, "out_of_time"),
    "marking goes on without a reopening": (_reopening_lost, "step_without_cause"),
    "an objection is never ruled on": (_ruling_lost, "objection_open"),
    "scores in agreement are discussed": (_spread_overlooked, "no_spread"),
    "a rejection has no reason": (_reason_lost, "reason_missing"),
    "one person corrects": (_corrected_alone, "one_person"),
    "something else is corrected than was agreed": (_corrected_otherwise, "after_seal"),
    "one person changes the scheme": (_change_alone, "one_person"),
    "an event of no known kind": (_unknown_kind, "event_misshapen"),
    "an award for nobody": (_stranger, "event_misshapen"),
    "a result is left out": (_revision_lost, "step_without_cause"),
}


def test_what_the_product_told_is_found_to_agree(export):
    verdict = verify(io.BytesIO(export))

    assert (verdict["ok"], verdict["findings"], verdict["results"], verdict["step"]) == (True, [], 4, "sealed")


@pytest.mark.parametrize("name", TAMPERINGS)
def test_what_was_changed_is_found(name, taken):
    tamper, code = TAMPERINGS[name]
    tamper(taken)

    assert codes_of(taken.together())[0] == code


def test_taking_apart_and_putting_together_is_no_tampering(taken):
    assert codes_of(taken.together()) == []


def test_a_file_other_than_the_manifest_names_is_found(export):
    out = io.BytesIO()
    with ZipFile(io.BytesIO(export)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == "README.txt" else b""))

    assert codes_of(out.getvalue()) == ["manifest_differs"]


def test_a_number_that_is_not_whole_is_found(taken):
    row, event = taken.row(code="A1.02")
    row["value"], event["float"] = 700.5, True

    assert codes_of(taken.together())[0] == "event_misshapen"


def test_a_chain_cut_before_a_result_is_found_only_with_a_checkpoint(taken):
    last = taken.events[-1]
    number = max(number for number, event in enumerate(taken.events) if event["body"].get("step") == "sealed")
    del taken.events[number + 1 :]
    del taken.results[-1]
    cut = taken.together()

    assert codes_of(cut) == []
    assert codes_of(cut, ((last["seq"], last["hash"]),)) == ["checkpoint"]


def test_another_story_hashed_anew_from_the_change_on_is_found_only_with_a_checkpoint(taken):
    receipt = (taken.find("awards", 0)["seq"], taken.find("awards", 0)["hash"])
    taken.find("problem")["body"]["text"] = "nothing went out"
    taken.find("awards", 0)["body"]["rows"][0]["note"] = "a note that nobody wrote"
    taken.signed()
    forged = taken.together()

    assert codes_of(forged) == []
    assert codes_of(forged, (receipt,)) == ["checkpoint"]


def test_a_checkpoint_that_stands_in_the_chain_agrees(taken, export):
    event = taken.events[30]

    assert codes_of(export, ((event["seq"], event["hash"]), (taken.events[-1]["seq"], taken.events[-1]["hash"]))) == []


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_export_cannot_be_read(content):
    with pytest.raises(UnreadableError):
        verify(io.BytesIO(content))


def test_a_verifier_out_of_the_export_runs_where_nothing_else_is_installed(export, tmp_path):
    path = tmp_path / "K1.zip"
    path.write_bytes(export)
    with ZipFile(path) as archive:
        archive.extract("verify.py", tmp_path)

    done = _run(tmp_path, "verify.py", "K1.zip", "--json")

    assert (done.returncode, done.stderr, json.loads(done.stdout)["ok"]) == (0, "", True)


def test_the_verifier_ends_with_one_for_a_fault_and_two_for_what_it_cannot_read(taken, tmp_path):
    (tmp_path / "verify.py").write_text(verifier_text())
    _edit(taken)
    (tmp_path / "K1.zip").write_bytes(taken.together())
    (tmp_path / "none.zip").write_bytes(b"nothing")

    fault, none = _run(tmp_path, "verify.py", "K1.zip"), _run(tmp_path, "verify.py", "none.zip", "--json")

    assert (fault.returncode, none.returncode) == (1, 2)
    assert "[event_hash]" in fault.stdout
    assert json.loads(none.stdout)["findings"][0]["code"] == "unreadable"


def test_the_same_record_at_the_same_moment_gives_the_same_bytes(taken):
    assert taken.together() == taken.together()


def test_an_export_holds_nobodys_name(export):
    with ZipFile(io.BytesIO(export)) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith((".json", ".jsonl"))]

    assert [text for text in texts if "演示" in text] == []


def _run(folder, *arguments):
    command = [sys.executable, "-I", "-S", *arguments]
    return subprocess.run(command, check=False, cwd=folder, env={}, capture_output=True, text=True, timeout=60)
