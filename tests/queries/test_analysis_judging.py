"""Whose mark it is, which round counts, what is kept under the key of its facts, and with how many questions."""

from collections import Counter
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

import bench_of_judges
import hall
from beizhan.actions.marking.confirmations import reject_awards
from beizhan.core.judging.reports.judges_map import Kind
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import SEATS
from beizhan.models.people import Membership
from beizhan.queries.analysis.judging.benches import Benches
from beizhan.queries.analysis.judging.judgements import (
    Judgement,
    Judgements,
    MarkRound,
    judgements_of,
    published_judgements_of,
    sits_in_team,
)
from beizhan.queries.analysis.judging.reports import bench_of, report_of
from desk import barred_code, give, judged, seen, with_bars

pytestmark = pytest.mark.django_db


def names(found, judgements):
    """Return how many marks each person of the hall gave."""
    logins = {str(person.pk): name for name, person in found.people.items()}
    return Counter(logins[one.judge] for one in judgements.marks)


def test_every_mark_of_the_first_round_is_its_judges():
    found = bench_of_judges.judged()

    judgements = judgements_of(found.assessment)

    assert names(found, judgements) == {"judge1": 48, "judge2": 48, "judge3": 48}
    assert (judgements.names_known, judgements.nameless, judgements.spreads) == (False, 0, 1)
    assert {one.day for one in judgements.marks} == {hall.AT.date().toordinal(), hall.AT.date().toordinal() + 1}


def test_the_first_marks_stay_beside_those_after_the_talk():
    found = bench_of_judges.judged()
    cell = bench_of_judges.talked(found)

    marks = {one: judgements_of(found.assessment, one).marks for one in MarkRound}

    scores = {
        one: sorted(
            mark.score for mark in marks[one] if mark.aspect == cell.aspect and _code(found, mark) == cell.place
        )
        for one in MarkRound
    }
    assert scores == {MarkRound.FIRST: [0, 2, 2], MarkRound.FINAL: [2, 2, 2]}
    assert {one: len(marks[one]) for one in MarkRound} == {MarkRound.FIRST: 144, MarkRound.FINAL: 144}


def _code(found, mark):
    return judgements_of(found.assessment).places[mark.place].code


def test_a_spread_counts_for_all_three_and_the_far_mark_for_one():
    found = bench_of_judges.judged()

    judges = judgements_of(found.assessment).judges

    own = {name: judges[str(found.people[name].pk)] for name in ("judge1", "judge2", "judge3")}
    assert {name: (one.spreads, one.away) for name, one in own.items()} == {
        "judge1": (1, 1),
        "judge2": (1, 0),
        "judge3": (1, 0),
    }


def test_what_was_rejected_is_no_mark_of_anybody():
    found = bench_of_judges.judged()
    aspect, code = judged(found), bench_of_judges.first_rows(found)[36].place
    reject_awards(found.assessment, [seen(found, code, aspect)], reason="typed wrongly", **found.who("second"))

    judgements = judgements_of(found.assessment)

    assert len(judgements.marks) == 141


def test_marks_at_a_barred_code_are_those_of_the_fourth():
    found = with_bars("judge2")
    code, aspect = barred_code(found, "judge2"), judged(found)
    give(found, [AwardRow(code, aspect.key, seat, 2, 0) for seat in SEATS])

    judgements = judgements_of(found.assessment)

    assert names(found, judgements) == {"judge1": 1, "judge4": 1, "judge3": 1}


def test_seats_are_read_as_they_were_when_the_award_was_given():
    one, other, fourth, place, here = (uuid4() for _ in range(5))
    seated = {(here, "A1", 1): [(3, one), (9, other)], (here, "A1", 4): [(3, fourth)]}
    benches = Benches(seated, frozenset(), {(here, other): 20})

    given = [benches.judge_of((here, "A1", 1), place, event) for event in (2, 5, 10, 25)]

    assert given == [None, one, other, fourth]


def test_a_mark_of_whom_nobody_knows_is_counted_and_left_out():
    here, place, one, two = (uuid4() for _ in range(4))
    seated = {(here, "A1", 1): [(1, one)], (here, "A1", 2): [(1, two)], (here, "A1", 4): [(1, uuid4())]}
    benches = Benches(seated, frozenset({(one, place), (two, place)}), {})

    assert benches.judge_of((here, "A1", 2), place, 5) is None


@pytest.mark.parametrize("entries", [4, 6])
def test_it_takes_as_many_queries_for_six_as_for_four(entries):
    found = bench_of_judges.published(entries)

    counted = []
    for ask in (lambda: judgements_of(found.assessment), lambda: published_judgements_of(found.skill)):
        with CaptureQueriesContext(connection) as asked:
            ask()
        counted.append(len(asked))

    assert counted == [17, 18]


def test_only_published_assessments_stand_on_the_map_of_a_skill():
    found = bench_of_judges.judged()

    assert published_judgements_of(found.skill).marks == ()


def test_entries_are_named_and_ties_known_once_the_result_is_published():
    found = bench_of_judges.published()
    Membership.objects.create(person=found.people["judge3"], body=found.entries[1].unit)

    judgements = judgements_of(found.assessment)

    own = [one for one in judgements.marks if one.is_own]
    assert judgements.names_known
    assert {one.entry for one in judgements.places.values()} == {entry.code for entry in found.entries}
    assert {judgements.places[one.place].entry for one in own} == {found.entries[1].code}
    assert (len(own), {one.judge for one in own}) == (12, {str(found.people["judge3"].pk)})
    assert report_of(judgements).affinity.count == 12


def test_while_codes_are_closed_nobody_knows_whose_own_a_mark_is():
    found = bench_of_judges.judged()
    Membership.objects.create(person=found.people["judge3"], body=found.entries[1].unit)

    judgements = judgements_of(found.assessment)

    assert {one.is_own for one in judgements.marks} == {None}
    assert {(one.entry, one.names) for one in judgements.places.values()} == {("", ())}
    assert report_of(judgements).affinity is None


def test_the_planted_severe_judge_is_the_severest_and_everybody_has_a_place():
    found = bench_of_judges.judged(8)

    report = report_of(judgements_of(found.assessment))

    measures = {one.label: one.measure for one in report.map.stands if one.kind is Kind.JUDGE}
    assert max(measures, key=measures.get) == str(found.people["judge1"].pk)
    assert Counter(one.kind for one in report.map.stands) == {Kind.COMPETITOR: 8, Kind.ASPECT: 12, Kind.JUDGE: 3}


def test_the_same_facts_are_fitted_once_and_new_facts_anew():
    found = bench_of_judges.judged()
    cache.clear()

    first = report_of(judgements_of(found.assessment))
    with CaptureQueriesContext(connection) as asked:
        again = report_of(judgements_of(found.assessment))
    bench_of_judges.talked(found)
    final = report_of(judgements_of(found.assessment, MarkRound.FINAL))

    assert sum("beizhan_cache" in query["sql"] for query in asked) == 1
    assert again.map.stands == first.map.stands
    assert final.map.stands != first.map.stands


def test_teams_that_nothing_links_are_named_part_by_part_and_not_fitted_together():
    found = bench_of_judges.apart()
    bench = bench_of(judgements_of(found.assessment))

    parts = [names(found, part) for part in bench.parts]

    assert bench.report.map.stands == ()
    assert sorted(map(sorted, parts)) == [["judge1", "judge2", "judge3"], ["other1", "other2", "other3"]]
    assert {one.kind for one in bench_of(bench.judgements, 1).report.map.stands} == set(Kind) - {Kind.OTHER}
    with pytest.raises(IndexError):
        bench_of(bench.judgements, 2)


@pytest.mark.parametrize("scores", [(2, 3), (0, 3), (0, 1, 2, 3)])
@pytest.mark.parametrize("raters", [1, 3])
def test_whatever_part_of_the_scale_judges_use_there_is_a_map_or_a_reason(scores, raters):
    marks = [
        Judgement(f"p{place}", f"a{aspect}", f"j{judge}", scores[(place * aspect + judge) % len(scores)], 1, None)
        for place in range(6)
        for aspect in range(7)
        for judge in range(raters)
    ]

    report = report_of(Judgements(tuple(marks), {}, {}, {}, names_known=False))

    assert bool(report.map.stands) != bool(report.map.faults)


def test_who_sits_in_a_team_is_known():
    found = hall.planned()

    assert [sits_in_team(found.assessment, found.people[name]) for name in ("judge1", "judge4", "chief")] == [
        True,
        True,
        False,
    ]
