"""The facts that the gap ledger is given: readings, the line of four, and where each gap stands."""

from datetime import timedelta

import pytest

import hall
from beizhan.actions.analysis.gaps import AnswerFacts, GapPlace, answer_gap, record_gap
from beizhan.actions.analysis.rivals import ObservationFacts, RivalFacts, add_rival, record_observation
from beizhan.core.analysis.sources import Credibility, Reliability, RivalKind, band_of
from beizhan.core.gaps.gap import Cause
from beizhan.core.gaps.ledger import Light, State
from beizhan.core.gaps.verifying import Verdict
from beizhan.models.campaign import Entry
from beizhan.queries.analysis.gaps.gaps import gaps_among
from beizhan.queries.analysis.gaps.ledger import ledger_for
from beizhan.queries.analysis.gaps.lines import lines_for
from beizhan.queries.analysis.gaps.readings import tests_of as read

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sealed(open_hall):
    """A result is sealed; made once for this file."""
    return hall.sealed(hall.published(hall.opened(hall.locked(hall.marked(open_hall)))))


def first_entry(found) -> Entry:
    return Entry.objects.filter(skill=found.skill).order_by("code").first()


def gap_in(found, **more):
    entry = first_entry(found)
    section = next(one.section for one in read([found.skill.pk]).of(entry.code) if one.section)
    said = AnswerFacts(Cause.SPEED, "too slow", **more)
    return record_gap(GapPlace(found.skill, entry, section, found.assessment), said, **found.who("expert"))


def answered(found, days: int) -> dict[str, object]:
    due = found.who("expert")["at"].date() + timedelta(days=days)
    return {"countermeasure": "drill daily", "owner": found.people["coach"], "due": due}


def test_a_sealed_result_gives_a_reading_of_every_entry_in_all_and_in_each_section(sealed):
    found = read([sealed.skill.pk])

    sections = {one.section for one in found.of(first_entry(sealed).code)}
    assert found.here == set(found.readings)
    assert "" in sections
    assert len(sections) > 1


def test_a_gap_without_owner_and_day_is_open_and_red(sealed):
    gap_in(sealed)

    (found,) = gaps_among([sealed.skill.pk], at=sealed.who("expert")["at"])

    assert (found.state, found.light, found.rise) == (State.OPEN, Light.RED, None)


def test_a_gap_that_no_test_followed_is_overdue_after_its_day(sealed):
    gap_in(sealed, **answered(sealed, 5))
    at = sealed.who("expert")["at"]

    (soon,) = gaps_among([sealed.skill.pk], at=at)
    (late,) = gaps_among([sealed.skill.pk], at=at + timedelta(days=6))

    assert (soon.state, late.state) == (State.ANSWERED, State.OVERDUE)
    assert late.row.verification.verdict is Verdict.NOT_YET_TESTED


def test_another_owner_starts_no_new_baseline(sealed):
    gap = gap_in(sealed, **answered(sealed, 5))
    at = sealed.who("expert")["at"]
    said = AnswerFacts(Cause.SPEED, "too slow", **{**answered(sealed, 5), "owner": sealed.people["expert"]})
    answer_gap(gap, said, by=sealed.people["expert"], at=at + timedelta(days=2))

    (found,) = gaps_among([sealed.skill.pk], at=at + timedelta(days=2))

    assert found.row.gap.countermeasure.owner == sealed.people["expert"].name
    assert found.row.gap.countermeasure.answered_on < (at + timedelta(days=2)).date()


def test_a_rival_counts_in_the_line_of_four_until_it_expires(sealed):
    at = sealed.who("expert")["at"]
    rival = add_rival(sealed.skill, RivalFacts(RivalKind.PROVINCE, "示例省乙", "", ""), **sealed.who("expert"))
    seen = ObservationFacts(
        "seen",
        Reliability.A,
        Credibility.CONFIRMED,
        at.date(),
        at.date() + timedelta(days=9),
        levels=(band_of("", 80),),
    )
    record_observation(rival, seen, **sealed.who("expert"))

    def best_rival(days: int):
        found = lines_for(sealed.people["expert"], sealed.skill, (), at=at + timedelta(days=days))
        return found.entries[0].lines[0].line.best_rival

    assert best_rival(9).source == str(rival.pk)
    assert best_rival(10) is None


def test_the_ledger_of_all_skills_is_for_those_who_see_all_gaps(sealed):
    gap_in(sealed)
    at = sealed.who("expert")["at"]

    officer, coach = (ledger_for(sealed.people[one], sealed.skill.campaign, at=at) for one in ("officer", "coach"))

    assert (len(officer.gaps), len(coach.gaps)) == (1, 0)
