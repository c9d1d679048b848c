"""Disputed marks: spreads that are discussed, problems that are raised and answered (K5, K10)."""

from datetime import datetime

from beizhan.actions.door import refuse
from beizhan.actions.marking.telling import Teller, require, telling
from beizhan.core.access import Deed, may
from beizhan.core.faults import Fault, error
from beizhan.core.marking.assessment import Step
from beizhan.core.marking.awarding import AwardRow, Target, faults_of_reason
from beizhan.core.marking.cells import is_apart, round_of
from beizhan.models.marking.assessments import Assessment, Place
from beizhan.models.marking.awards import Discussion, Problem, ProblemAnswer
from beizhan.models.people import Person
from beizhan.queries.marking.bars import barred_places
from beizhan.queries.marking.targets import aims_of
from beizhan.queries.people import posts_of


def settle_spread(  # noqa: PLR0913 - which cell, why, who, when
    assessment: Assessment, place: str, aspect: str, *, reason: str, by: Person, at: datetime
) -> None:
    """Sign why the scores lay more than 1 apart; the team scores the aspect again, and both rounds are kept."""
    with telling(Deed.SETTLE_SPREAD, assessment, by=by, at=at) as teller:
        require(assessment, Step.MARKING)
        found, target = _aim(assessment, place, aspect)
        refuse(_faults_of_spread(assessment, found, target, by) + faults_of_reason(reason))
        in_round = round_of(target.cell)
        teller.tell(
            "discussion",
            {"place": place, "aspect": aspect, "round": in_round, "reason": reason.strip()},
            Discussion(place=found, aspect_key=aspect, round=in_round, reason=reason.strip()),
        )


def raise_problem(  # noqa: PLR0913 - which cell, what, who, when
    assessment: Assessment, place: str, aspect: str, *, text: str, by: Person, at: datetime
) -> None:
    """Press the problem button on an aspect; it cannot be confirmed until the problem is answered.

    Raises
    ------
    Refused
        If a judge does not sit there or is barred, if the cell is signed off, or if ``by`` has said the same already
        and waits for the answer.
    """
    with telling(Deed.RAISE_PROBLEM, assessment, by=by, at=at) as teller:
        require(assessment, Step.MARKING)
        posts = posts_of(by, campaign=assessment.campaign, skill=assessment.skill)
        found, target = _aim(assessment, place, aspect, alone=None if may(posts, Deed.ANSWER_PROBLEM) else by)
        refuse(_faults_of_problem(target, text) or _faults_of_echo(found, aspect, text, by))
        teller.tell(
            "problem",
            {"place": place, "aspect": aspect, "text": text.strip()},
            Problem(place=found, aspect_key=aspect, text=text.strip()),
        )


def answer_problem(problem: Problem, *, text: str, by: Person, at: datetime) -> None:
    """Answer a problem, once."""
    with telling(Deed.ANSWER_PROBLEM, problem.assessment, by=by, at=at) as teller:
        answered = ProblemAnswer.objects.filter(problem=problem).exists()
        refuse((error("already_answered"),) if answered else _faults_of_text(text))
        _answer(teller, problem, text.strip())


def _answer(teller: Teller, problem: Problem, text: str) -> None:
    body = {"problem": problem.pk, "place": problem.place.code, "aspect": str(problem.aspect_key), "text": text}
    teller.tell("problem_answer", body, ProblemAnswer(problem=problem, text=text))


def _aim(assessment: Assessment, place: str, aspect: str, *, alone: Person | None = None) -> tuple[Place, Target]:
    aims = aims_of(assessment, [AwardRow(place, aspect, 0, None, 0)], alone=alone.pk if alone else None)
    refuse(() if (place, aspect) in aims.targets else (error("no_such_cell"),))
    return aims.places[place], aims.targets[place, aspect]


def _faults_of_spread(assessment: Assessment, place: Place, target: Target, by: Person) -> tuple[Fault, ...]:
    if barred_places(assessment, by.pk, [place]):
        return (error("barred_there"),)
    if target.is_locked:
        return (error("locked"),)
    return () if is_apart(target.cell) else (error("no_spread"),)


def _faults_of_problem(target: Target, text: str) -> tuple[Fault, ...]:
    if not target.seats:
        return (error("not_your_seat", seat=""),)
    return (error("locked"),) if target.is_locked else _faults_of_text(text)


def _faults_of_echo(place: Place, aspect: str, text: str, by: Person) -> tuple[Fault, ...]:
    waiting = Problem.objects.filter(place=place, aspect_key=aspect, by=by, text=text.strip(), answer=None)
    return (error("problem_waits_already"),) if waiting.exists() else ()


def _faults_of_text(text: str) -> tuple[Fault, ...]:
    return () if text.strip() else (error("text_missing"),)
