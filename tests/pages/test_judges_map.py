"""The judges' map on the screen: who sees it when, what it shows and does not, and the ways to the evidence."""

import io
import json

import openpyxl
import pytest
from django.urls import reverse

import bench_of_judges
import hall
from beizhan.core.access import Post
from beizhan.core.judging.reports.judges_map import Kind
from beizhan.models.people import Body, Membership
from beizhan.queries.analysis.judging.judgements import MarkRound, judgements_of
from beizhan.queries.analysis.judging.reports import bench_of
from beizhan.queries.marking.grids import grid_of
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db
ALLOWED = {"chief", "arbiter", "director", "officer"}


@pytest.fixture
def judged():
    return bench_of_judges.judged()


@pytest.fixture
def published():
    return bench_of_judges.published()


def at(found, name="judges_map", asked=""):
    return reverse(name, args=[found.assessment.pk]) + asked


def behind(found, who="judge1"):
    return at(found, "judge_marks", f"?judge={found.people[who].pk}")


def skill_at(found, name="skill_judges", asked=""):
    return reverse(name, args=[found.skill.number]) + asked


def test_only_chief_arbiter_director_and_officer_come_in_anywhere(published):
    addresses = [at(published), behind(published), skill_at(published)]
    addresses.append(skill_at(published, "skill_judge_marks", f"?judge={published.people['judge1'].pk}"))

    assert [welcome(published, address) for address in addresses] == [ALLOWED] * 4


def test_judge_and_competitor_are_refused_however_they_ask(published):
    published.people["self1"] = published.entries[0].competitors.get().person
    asked = ("", "?as=xlsx", "?marks=final", "?part=1")

    answers = {
        reader(published, who).get(address + more).status_code
        for who in ("judge1", "judge4", "self1", "coach", "leader", "secretary")
        for address in (at(published), skill_at(published))
        for more in asked
    }

    assert answers == {403}


def test_before_the_publication_the_office_reads_only_that_there_is_no_result_yet(judged):
    pages = [
        reader(judged, who).get(address) for who in ("director", "officer") for address in (at(judged), behind(judged))
    ]

    assert {page.status_code for page in pages} == {200}
    assert [page.context.get("judges") or page.context.get("rows") for page in pages] == [None] * 4
    assert all("No result yet" in words_of(page) for page in pages)


def test_before_the_publication_the_chief_sees_codes_in_their_order_and_no_name(judged):
    page = reader(judged, "chief").get(at(judged))

    groups = page.context["chart"]["drawing"]["groups"]
    codes = [place.code for place in grid_of(judged.assessment).places]
    assert [row["name"] for row in groups[1]["rows"]] == codes
    for entry in judged.entries:
        assert entry.code not in words_of(page)
        assert entry.competitors.get().person.name not in words_of(page)
    assert "nobody knows whose own they are" in words_of(page)


def test_open_codes_name_nobody_before_the_publication(judged):
    bench_of_judges.talked(judged)
    hall.opened(hall.locked(hall.marked(judged)))

    page = words_of(reader(judged, "arbiter").get(at(judged)))

    assert [entry.code for entry in judged.entries if entry.code in page] == []


def test_once_published_competitors_are_named_from_the_ablest(published):
    page = reader(published, "director").get(at(published))

    rows = page.context["chart"]["drawing"]["groups"][1]["rows"]
    people = {entry.competitors.get().person.name for entry in published.entries}
    assert {row["name"] for row in rows} == people
    assert [row["value"] for row in rows] == sorted((row["value"] for row in rows), reverse=True)


def test_who_judges_here_waits_until_marking_is_over_whatever_other_post_they_hold(judged):
    hall.appoint(
        judged.campaign,
        judged.people["judge4"],
        Post.CHIEF_EXPERT,
        Body.objects.get(campaign=judged.campaign, code="expert_team"),
        by=judged.people["director"],
    )

    page = reader(judged, "judge4").get(at(judged))

    assert page.context.get("judges") is None
    assert "judges mark independently" in words_of(page)


def test_the_screen_says_that_it_changes_no_mark_and_flags_with_may(published):
    page = reader(published, "chief").get(at(published))

    flags = {row["name"]: row["flags"] for row in page.context["judges"]}
    assert "It never changes a mark." in words_of(page)
    assert flags[published.people["judge1"].name] == ["may be severe"]
    assert all(flag.startswith("may ") for own in flags.values() for flag in own)


def test_first_marks_are_shown_unless_the_final_ones_are_asked_for(published):
    first, final = (reader(published, "chief").get(at(published, asked=asked)) for asked in ("", "?marks=final"))

    assert [one["active"] for one in first.context["rounds"]] == [True, False]
    assert [one["active"] for one in final.context["rounds"]] == [False, True]
    assert first.context["chart"] != final.context["chart"]


def test_where_no_judge_marked_an_own_entry_that_is_said_and_no_zero_shown(published):
    page = reader(published, "chief").get(at(published))

    assert page.context["affinity"] == {
        "state": "grey",
        "words": "No such marks: no judge marked an entry of the own unit or base, or an own trainee.",
    }


def test_marks_for_ones_own_are_one_effect_with_its_interval(published):
    Membership.objects.create(person=published.people["judge3"], body=published.entries[1].unit)

    words = reader(published, "chief").get(at(published)).context["affinity"]["words"]

    assert "12" in words
    assert "…" in words


def test_every_judge_opens_the_marks_behind_the_line_with_a_way_to_each_sheet(published):
    chief = reader(published, "chief")
    page = chief.get(at(published))

    marks = chief.get(page.context["judges"][0]["url"])

    assert len(marks.context["rows"]) == page.context["judges"][0]["count"] == 48
    assert {row["judge"] for row in marks.context["rows"]} == {page.context["judges"][0]["name"]}
    assert {chief.get(row["url"]).status_code for row in marks.context["rows"][:3]} == {200}


def test_who_does_not_confirm_is_led_to_the_board_and_not_to_a_closed_door(published):
    for who in ("arbiter", "director", "officer"):
        marks = reader(published, who).get(behind(published))

        assert {row["url"].split("?")[0] for row in marks.context["rows"]} == {at(published, "board")}
        assert reader(published, who).get(marks.context["rows"][0]["url"]).status_code == 200


def test_marks_of_nobody_are_not_found(published):
    chief = reader(published, "chief")
    asked = ("?judge=nobody", f"?judge={published.people['judge4'].pk}", "?part=1", "?part=x&judge=1", "?sub=A1")

    assert {chief.get(at(published, "judge_marks", one)).status_code for one in asked} == {404}
    assert chief.get(at(published, "judge_marks")).headers["Location"] == at(published)
    assert chief.get(skill_at(published, "skill_judge_marks")).headers["Location"] == skill_at(published)


def test_teams_that_nothing_links_are_listed_and_each_has_its_own_ruler():
    found = bench_of_judges.apart()
    chief = reader(found, "chief")
    page = chief.get(at(found))

    part = chief.get(page.context["parts"][0]["url"])

    assert page.context.get("judges") is None
    assert "2 subsets that nothing links" in words_of(page)
    assert [one["marks"] for one in page.context["parts"]] == [72, 72]
    assert len(part.context["judges"]) == 3
    assert "part=1" in part.context["judges"][0]["url"]
    assert chief.get(part.context["judges"][0]["url"]).status_code == 200
    assert chief.get(at(found, asked="?part=3")).status_code == 404


def test_too_few_marks_are_no_map_and_no_marks_are_said(open_hall):
    before = words_of(reader(open_hall, "chief").get(at(open_hall)))
    hall.marked(open_hall)
    after = words_of(reader(open_hall, "chief").get(at(open_hall)))

    assert "No judge has given a mark yet" in before
    assert "Not enough marks for a map" in after
    assert "All scores are alike" in after


def test_with_few_marks_each_a_judge_is_grey_and_has_no_figure():
    found = bench_of_judges.judged(2)

    page = reader(found, "chief").get(at(found))

    rows = page.context["judges"]
    assert [(row["severity"], row["flags"]) for row in rows] == [("–", [])] * 3
    assert {row["lack"] for row in rows} == {"Not enough data: 24 of at least 30 marks"}


def test_paper_has_the_ruler_drawn_on_the_server(published):
    page = words_of(reader(published, "chief").get(at(published)))

    assert page.count("<circle ") == 4 + 12 + 3
    assert "paper-only" in page


def test_the_workbook_has_every_figure_and_the_same_names(published):
    answer = reader(published, "chief").get(at(published, asked="?as=xlsx"))

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    judges = [[cell.value for cell in row] for row in book["Judges"].iter_rows(min_row=4)]
    assert book.sheetnames == [
        "Judges", "Competitors", "Aspects", "Steps", "Separation of judges", "Unexpected marks", "Remarks",
    ]  # fmt: skip
    assert {row[0] for row in judges} == {published.people[f"judge{seat}"].name for seat in (1, 2, 3)}
    assert [row[5] for row in judges] == [48, 48, 48]
    assert "It never changes a mark." in book["Judges"]["A2"].value


def test_the_workbook_gives_errors_steps_and_separation_as_the_map_does(published):
    answer = reader(published, "chief").get(at(published, asked="?as=xlsx"))
    report = bench_of(judgements_of(published.assessment, MarkRound.FIRST)).report

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    judges, steps, apart = (
        [[cell.value for cell in row] for row in book[name].iter_rows(min_row=3)]
        for name in ("Judges", "Steps", "Separation of judges")
    )
    column = judges[0].index("Standard error")
    errors = [one.error for one in report.map.stands if one.kind is Kind.JUDGE]
    assert sorted(row[column] for row in judges[1:]) == sorted(round(one, 2) for one in errors)
    assert [row[1] for row in steps[1:]] == report.steps.lower.tolist()
    assert [row[-1] for row in steps[1:]] == report.steps.uses.tolist()
    found = report.map.separation
    assert apart[1][:2] == [round(found.separation, 2), round(found.reliability, 2)]


def test_the_page_shows_separation_beside_reliability(published):
    page = reader(published, "chief").get(at(published))

    assert "separation " in page.context["tiles"][1]["unit"]


def test_the_map_of_a_skill_holds_its_published_assessments_only(published):
    page = reader(published, "officer").get(skill_at(published))
    other = bench_of_judges.judged()
    empty = reader(other, "officer").get(skill_at(other))

    assert len(page.context["judges"]) == 3
    assert "No judge has given a mark yet" in words_of(empty)


def test_the_arbiter_of_a_skills_map_is_led_to_no_closed_door(published):
    page = reader(published, "arbiter").get(skill_at(published))

    assert (page.context["crumbs"], page.context["tabs"]) == ([], [])


def test_what_the_chart_is_fed_is_plain_and_inside_its_axis(published):
    drawing = reader(published, "chief").get(at(published)).context["chart"]["drawing"]

    ends = [row[end] for group in drawing["groups"] for row in group["rows"] for end in ("low", "value", "high")]
    assert json.loads(json.dumps(drawing)) == drawing
    assert drawing["min"] <= min(ends) <= max(ends) <= drawing["max"]
