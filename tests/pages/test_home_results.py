"""The first screen of those who stand behind competitors: how their own fared, once a result stands."""

import pytest
from django.urls import reverse

import hall
from podium import order_of, ranked, reopened
from reader import reader, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def opened(open_hall):
    """Everything is marked, the codes are open; made once for this file."""
    return ranked(open_hall)


def seen_by(found, who):
    answer = reader(found, who).get(reverse("home"))
    return [(row["one"].entry, row["one"].rank, row["one"].status) for row in answer.context["results"]], answer


def test_before_the_publication_nobody_reads_a_result_there(opened):
    assert {who: seen_by(opened, who)[0] for who in ("self1", "coach", "leader", "chief")} == {
        "self1": [],
        "coach": [],
        "leader": [],
        "chief": [],
    }


def test_a_competitor_reads_the_own_rank_and_outcome_with_the_way_to_the_lost_marks_and_nobody_elses(opened):
    found = hall.published(opened)
    code = found.entries[0].code
    place = order_of(found).index(code) + 1
    status = {1: "through", 2: "reserve"}.get(place, "out")

    own, answer = seen_by(found, "self1")

    assert own == [(code, place, status)]
    assert reverse("pack", args=[found.assessment.pk, code]) in words_of(answer)
    assert found.entries[1].code not in words_of(answer)


def test_who_speaks_for_no_competitor_reads_none(opened):
    found = hall.published(opened)

    assert seen_by(found, "chief")[0] == []
    assert seen_by(found, "judge1")[0] == []


def test_a_result_whose_marks_are_open_again_is_not_shown(opened):
    found = hall.published(opened)
    reopened(found)

    assert seen_by(found, "self1")[0] == []
