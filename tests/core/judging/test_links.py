"""A design that falls apart is named before anything is fitted."""

import numpy as np
import pytest

from beizhan.core.judging.checks import RatingsRefused, faults_of
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.links import part_of, parts_of, subsets_of
from beizhan.core.judging.ratings import Ratings, ratings_of
from beizhan.core.judging.terms import Terms
from core.judging.samples import planted


def named(ratings, *, with_persons=False):
    return [dict(subset.elements) for subset in subsets_of(ratings, with_persons=with_persons)]


def two_halls() -> Ratings:
    """Return two halls with nothing in common."""
    one, _ = planted({"item": 3, "rater": 2}, persons=8)
    persons = [f"{hall}{code}" for hall in "AB" for code in one.person]
    columns = {
        facet.name: [f"{hall}{code}" for hall in "AB" for code in column]
        for facet, column in zip(one.facets, one.elements, strict=True)
    }
    return ratings_of(persons, columns, np.concatenate((one.scores, one.scores[::-1])))


def test_two_halls_with_nothing_in_common_are_two_subsets():
    found = named(two_halls())

    assert [subset["rater"] for subset in found] == [("A0", "A1"), ("B0", "B1")]
    assert [subset["item"] for subset in found] == [("A0", "A1", "A2"), ("B0", "B1", "B2")]
    assert [len(subset["person"]) for subset in found] == [8, 8]


@pytest.mark.parametrize("method", ["mml", "jml"])
def test_such_a_design_is_refused_with_its_subsets(method):
    ratings = two_halls()

    with pytest.raises(RatingsRefused) as refused:
        fitted(ratings, Terms(method=method))

    assert [fault.code for fault in refused.value.faults] == ["ratings_disconnected"]
    assert len(refused.value.subsets) == 2
    assert faults_of(ratings, Terms(method=method)) == refused.value.faults


def test_one_judge_in_both_halls_links_them_for_his_facet_only():
    ratings = two_halls()
    rater = [label.replace("B0", "A0") for label in np.array(ratings.facets[1].labels)[ratings.elements[1]]]
    items = np.array(ratings.facets[0].labels)[ratings.elements[0]]
    persons = np.array(ratings.persons)[ratings.person]

    linked = ratings_of(persons, {"item": items, "rater": rater}, ratings.scores)

    assert named(linked) == []
    assert faults_of(linked, Terms()) == ()


def test_teams_with_aspects_of_their_own_are_not_linked_by_common_competitors():
    one, _ = planted({"item": 4, "rater": 4}, persons=10)
    team = one.elements[0] // 2 == one.elements[1] // 2

    assert named(one.only(team)) == [
        {"item": ("i000", "i001"), "rater": ("r000", "r001")},
        {"item": ("i002", "i003"), "rater": ("r002", "r003")},
    ]
    assert named(one) == []


def test_judges_with_competitors_of_their_own_are_linked_by_the_population_or_not_at_all():
    one, _ = planted({"item": 4, "rater": 2}, persons=20)
    nested = one.only(one.person % 2 == one.elements[1])

    fit = fitted(nested)

    assert {str(remark.code): dict(remark.facts) for remark in fit.remarks} == {
        "linked_by_population": {"facet": "rater", "parts": 2}
    }
    assert [subset["rater"] for subset in named(nested, with_persons=True)] == [("r000",), ("r001",)]
    assert [fault.code for fault in faults_of(nested, Terms(method="jml"))] == ["ratings_disconnected"]


def test_a_task_that_always_comes_with_its_judge_is_told():
    one, _ = planted({"item": 3, "rater": 3, "task": 3}, persons=12)

    found = named(one.only(one.elements[1] == one.elements[2]))

    assert [(subset["rater"], subset["task"]) for subset in found] == [
        (("r000",), ("t000",)),
        (("r001",), ("t001",)),
        (("r002",), ("t002",)),
    ]


def test_what_only_three_facets_together_leave_open_is_told():
    """Aspects, judges and tasks are linked two by two, but the task is the sum of aspect and judge, less three."""
    one, _ = planted({"item": 4, "rater": 4, "task": 7}, persons=15)
    additive = one.only(one.elements[2] == one.elements[0] + one.elements[1])

    found = named(additive)

    assert len(found) > 1
    assert [fault.code for fault in faults_of(additive, Terms())] == ["ratings_disconnected"]


def test_a_subset_can_be_fitted_by_itself():
    ratings = two_halls()
    first, second = subsets_of(ratings, with_persons=False)

    part = part_of(ratings, second)

    assert (len(part), len(part.persons)) == (48, 8)
    assert part.facets[1].labels == second.elements["rater"]
    assert fitted(part).converged
    assert len(part_of(ratings, first)) == 48


def test_parts_are_what_walking_from_element_to_element_finds():
    dice = np.random.default_rng(8)
    for _ in range(40):
        one, other = dice.integers(0, 9, 8), dice.integers(0, 9, 8)
        graph = {}
        for left, right in zip(one, other, strict=True):
            graph.setdefault(("one", left), set()).add(("other", right))
            graph.setdefault(("other", right), set()).add(("one", left))
        walked, number = {}, 0
        for start in graph:
            if start not in walked:
                waiting = [start]
                while waiting:
                    here = waiting.pop()
                    if here not in walked:
                        walked[here] = number
                        waiting += graph[here]
                number += 1

        parts = parts_of([one, other], [9, 9])

        assert len(set(parts)) == number
        assert len({(walked["one", left], part) for left, part in zip(one, parts, strict=True)}) == number


def test_what_is_linked_only_by_an_extreme_aspect_is_not_linked():
    one, _ = planted({"item": 5, "rater": 4}, persons=24)
    team = (one.elements[0] // 2 == one.elements[1] // 2) | (one.elements[0] == 4)
    ratings = one.only(team)
    scores = ratings.scores.copy()
    scores[ratings.elements[0] == 4] = 3
    extreme = Ratings(ratings.persons, ratings.facets, ratings.person, ratings.elements, scores)

    assert named(extreme) == []
    assert [fault.code for fault in faults_of(extreme, Terms())] == ["ratings_fall_apart_without_extremes"]
