"""Days that make no sense, and faults beside their fields: a plan, a week, a log, and what waits to be logged."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

import chains
from beizhan.actions.training.plans import PlanFacts, lay_down_plan
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.training.sessions import WEEK, monday_of
from beizhan.models.training.plans import DoneSession, PlanVersion
from beizhan.queries.training.plans import trainings_for
from beizhan.queries.training.sessions_due import sessions_due
from reader import reader, words_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
SHOWN = ("trainings", "training", "write_plan")


@pytest.fixture
def found(planned_hall):
    """A hall on its first evening, with the screens' clock there too; the coach coaches the first entry."""
    entry = planned_hall.entries[0]
    entry.coach = planned_hall.people["coach"]
    entry.save()
    with time_machine.travel(planned_hall.at + timedelta(days=1), tick=False):
        yield planned_hall


def address(found, name: str) -> str:
    return reverse(name, args=[] if name == "trainings" else [found.entries[0].code])


def sent(found, starts: object, ends: object, *rows: dict[str, str]):
    """Send a version with sessions of an hour at nine, each as a row tells."""
    said = {"starts": str(starts), "ends": str(ends), "rows-TOTAL_FORMS": str(len(rows)), "rows-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        whole = {"title": f"专项{number}", "begins": "09:00", "minutes": "60", "effort": "5", **row}
        said |= {f"rows-{number}-{name}": value for name, value in whole.items()}
    return reader(found, "coach").post(address(found, "write_plan"), said)


def on(day: date) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, 4, tzinfo=UTC), tick=False)


def chip(found, week: date) -> tuple[str, str]:
    page = reader(found, "coach").get(f"{address(found, 'training')}?week={week}")
    return page.context["chip"]["state"], page.context["chip"]["label"]


@pytest.mark.parametrize("ends", ["9999-12-31", "2029-12-31", "2028-01-01"])
def test_a_plan_that_never_ends_is_refused_beside_its_last_day(found, ends):
    page = sent(found, MONDAY, ends, {"day": str(MONDAY)})

    form = page.context["form"]
    assert (page.status_code, PlanVersion.objects.count()) == (422, 0)
    assert ({name: len(said) for name, said in form.errors.items()}, page.context["faults"]) == ({"ends": 1}, [])
    assert form["ends"].value() == ends
    assert form["ends"].as_widget().count('aria-invalid="true"') == 1


def test_a_plan_of_another_century_is_refused_beside_both_its_days(found):
    page = sent(found, "1900-01-01", "9999-12-31", {"day": str(MONDAY)})

    assert list(page.context["form"].errors) == ["starts", "ends"]
    assert "1900-01-01 is too far from today: a plan lies between 2025-11-" in words_of(page)


def test_screens_bear_a_plan_that_was_laid_down_without_end(found):
    version = chains.plan(found, MONDAY)
    row = {"starts": MONDAY, "ends": date.max, "words": "", "number": 2, "by": version.by, "at": version.at}
    PlanVersion.objects.create(plan=version.plan, **row)

    pages = [reader(found, "coach").get(address(found, name), follow=True) for name in SHOWN]

    assert [page.status_code for page in pages] == [200, 200, 200]


@pytest.mark.parametrize("week", ["9999-12-31", "0001-01-01", "9999-W52-5", "1016-01-01", "x"])
def test_a_week_out_of_sight_is_this_week(found, week):
    page = reader(found, "coach").get(f"{address(found, 'training')}?week={week}")

    assert (page.status_code, page.context["week"]["monday"]) == (200, monday_of(timezone.localdate()))


def test_a_week_out_of_sight_is_not_carried_on(found):
    chains.plan(found, MONDAY)

    answer = reader(found, "coach").post(address(found, "carry_plan_on"), {"week": "9999-12-31"})

    assert (answer.status_code, PlanVersion.objects.count()) == (302, 1)


@pytest.mark.parametrize("day", ["1900-01-01", "2025-11-20", "2026-12-24"])
def test_a_session_of_another_year_is_refused_beside_its_day_and_what_was_typed_stays(found, day):
    said = {"day": day, "title": "CAD", "effort": "5", "minutes": "75", "words": "记一笔"}

    page = reader(found, "coach").post(address(found, "log_session"), said)

    form = page.context["form"]
    assert (page.status_code, DoneSession.objects.count(), page.context["faults"]) == (422, 0, [])
    assert {name: len(told) for name, told in form.errors.items()} == {"day": 1}
    assert {name: form[name].value() for name in said} == said


def test_a_row_outside_the_plan_is_marked_and_told_once(found):
    outside = str(MONDAY + 2 * WEEK)

    page = sent(
        found, MONDAY, MONDAY + WEEK, {"day": str(MONDAY)}, {"day": outside}, {"day": outside, "begins": "14:00"}
    )

    assert page.context["faults"] == []
    assert [list(row.errors) for row in page.context["rows"]] == [[], ["day"], ["day"]]
    assert words_of(page).count("This session lies outside the days of the plan") == 2
    assert page.context["rows"].forms[1]["day"].as_widget().count(' autofocus aria-invalid="true"') == 1


def test_a_session_that_begins_too_early_is_marked_where_it_begins(found):
    page = sent(found, MONDAY, MONDAY, {"day": str(MONDAY)}, {"day": str(MONDAY), "begins": "09:30"})

    assert [list(row.errors) for row in page.context["rows"]] == [[], ["begins"]]
    assert page.context["faults"] == []


def test_days_the_wrong_way_round_are_told_once_beside_the_last(found):
    page = sent(found, MONDAY, MONDAY - WEEK, {"day": str(MONDAY)})

    assert (list(page.context["form"].errors), page.context["faults"]) == (["ends"], [])
    assert words_of(page).count("The plan ends before it starts.") == 1


def test_what_is_about_no_field_stands_above_the_form(found):
    page = sent(found, MONDAY, MONDAY + WEEK)

    assert [line.sentence for line in page.context["faults"]] == ["A plan needs at least one session."]


def test_the_chip_speaks_of_the_week_on_the_screen(found):
    chains.plan(found, MONDAY)
    rows = chains.plan(found, MONDAY + WEEK, health="手腕劳损").sessions.order_by("day")

    with on(MONDAY + WEEK + timedelta(days=2)):
        for row in rows[:2]:
            told = DoneFacts(row.day, 90, 6, row.title, planned=row)
            log_session(found.entries[0], told, by=found.people["coach"], at=timezone.now())
        chips = [chip(found, MONDAY + number * WEEK) for number in (-1, 0, 1, 2)]

    assert chips == [
        ("grey", "Nothing planned"), ("amber", "5 not logged"), ("green", "On course"), ("grey", "Nothing due yet"),
    ]  # fmt: skip


def test_that_the_plan_has_run_out_is_said_of_this_week_alone(found):
    chains.plan(found, MONDAY)

    with on(MONDAY + WEEK):
        chips = [chip(found, MONDAY + number * WEEK)[0] for number in (0, 1, 2)]

    assert chips == ["amber", "red", "grey"]


@pytest.mark.parametrize("who", ["competitor", "coach"])
def test_a_session_two_days_old_waits_on_the_first_screen_until_it_is_logged(found, who):
    found.people["competitor"] = found.entries[0].competitors.get().person
    sessions = chains.sessions(MONDAY, 1)
    lay_down_plan(found.entries[0], PlanFacts(MONDAY, MONDAY + WEEK, sessions), **found.who("expert"))

    with on(MONDAY + timedelta(days=2)):
        client = reader(found, who)
        before = words_of(client.get(reverse("home")))
        (way,) = re.findall(r'href="([^"]*/log/[^"]*)"', before)
        client.post(way, {"effort": "6", "minutes": "90", "day": str(MONDAY), "title": sessions[0].title})
        after = words_of(client.get(reverse("home")))

    assert ("Log the session: 17-01 精度专项1" in before, "Nothing waits for you." in before) == (True, False)
    assert "Log the session" not in after
    assert "Nothing waits for you." in after


def test_more_than_three_sessions_of_an_entry_wait_in_one_line_that_leads_to_them(found):
    chains.plan(found, MONDAY)

    with on(MONDAY + timedelta(days=6)):
        client = reader(found, "coach")
        page = client.get(reverse("home"))
        (line,) = page.context["todo"]
        waiting = client.get(line["url"]).context["waiting"]

    assert (line["words"], len(waiting)) == ("Log 5 sessions: 17-01", 5)


def test_what_was_never_logged_waits_for_a_week_and_no_longer(found):
    chains.plan(found, MONDAY)
    (one,) = trainings_for(found.people["coach"], found.campaign, only=found.entries[0].code)

    for days in range(-1, 14):
        day = MONDAY + timedelta(days=days)
        at = datetime.combine(day, time(0), tzinfo=timezone.get_current_timezone())
        due = sessions_due(found.people["coach"], found.campaign, at=at)
        assert [line.session for line in due] == [line.id for line in one.due_by(day)]
