"""The facts that ship: the 64 skills of 2026, and the days off and make-up days of each year."""

import csv
from datetime import date

from beizhan.files.catalogue import skills_of_2026
from beizhan.files.workdays import announced_days, announced_years


def test_there_are_64_skills_numbered_in_order_with_two_names_each():
    facts = skills_of_2026()

    assert [fact.number for fact in facts] == [f"{number:02}" for number in range(1, 65)]
    assert all(fact.name_zh and fact.name_en for fact in facts)


def test_the_weights_of_every_skill_make_a_whole():
    assert {fact.number: sum(one.weight for one in fact.sections) for fact in skills_of_2026()} == {
        f"{number:02}": 10_000 for number in range(1, 65)
    }


def test_teams_of_two_and_the_age_of_25_are_where_the_competition_has_them():
    facts = skills_of_2026()

    pairs = {fact.number for fact in facts if fact.competitors_per_entry == 2}
    older = {fact.number for fact in facts if fact.age_limit == 25}
    assert pairs == {"04", "23", "37", "46", "48", "54", "63"}
    assert older == {"02", "04", "14", "42", "48", "53", "54", "55", "57", "58", "59", "60", "63"}
    assert sum(fact.competitors_per_entry for fact in facts) == 71


def test_numbers_names_and_sections_are_those_of_the_collected_facts(shared_data):
    folder = shared_data("wsc2026-skills")
    with (folder / "skills.csv").open(encoding="utf-8-sig", newline="") as file:
        wanted = [(row["skill_number"], row["name_en"], row["name_zh"]) for row in csv.DictReader(file)]
    with (folder / "wsos-sections-odd-skills.csv").open(encoding="utf-8-sig", newline="") as file:
        titles = {(row["skill_number"], row["section"]): row["title"] for row in csv.DictReader(file)}

    facts = skills_of_2026()

    assert [(fact.number, fact.name_en, fact.name_zh) for fact in facts] == wanted
    named = {(fact.number, one.number): one.name_en for fact in facts for one in fact.sections if one.name_en}
    assert named == {key: title for key, title in titles.items() if title}


def test_the_national_day_of_2026_is_off_and_paid_for_by_two_weekend_days():
    days = {day.on: day for day in announced_days(2026)}

    assert [days[date(2026, 10, day)].is_workday for day in (1, 7, 10)] == [False, False, True]
    assert days[date(2026, 9, 20)].name == "国庆节"


def test_days_worked_to_make_up_are_all_weekend_days():
    worked = [day.on for year in announced_years() for day in announced_days(year) if day.is_workday]

    assert {day.weekday() for day in worked} <= {5, 6}


def test_a_year_without_a_notice_has_no_days():
    assert announced_days(max(announced_years()) + 1) == ()
