"""Changes on their way, training and terms on the screen: who is let in, what each sees, and what a form does."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar

import chains
from beizhan.actions.training.plans import PlanFacts, Reasons, lay_down_plan
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.analysis.agenda import ItemKind
from beizhan.core.training.sessions import Session
from beizhan.core.training.terms import Term
from beizhan.files.terms_workbook import write_terms
from beizhan.models.documents.changes import ChangeDecision, ChangeWeight
from beizhan.models.documents.terms import Term as TermRow
from beizhan.models.training.plans import DoneSession, PlannedSession, PlanVersion
from beizhan.pages.analysis.meetings.lines import title_of
from beizhan.queries.documents.terms import terms_of
from reader import reader, welcome, words_of

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
SEES_CHANGES = {"director", "officer", "chief", "expert", "coach", "manager", "liaison"}


@pytest.fixture
def found(planned_hall):
    """A hall on its first evening, with the screens' clock there too."""
    with time_machine.travel(planned_hall.at + timedelta(days=1), tick=False):
        yield planned_hall


def own(found):
    """Make the coach coach the first entry."""
    entry = found.entries[0]
    type(entry).objects.filter(pk=entry.pk).update(coach=found.people["coach"])
    entry.refresh_from_db()
    return entry


def test_changes_are_for_analysts_bases_and_liaison_officers(found):
    row = chains.change(found)

    assert welcome(found, reverse("changes")) == SEES_CHANGES
    assert reader(found, "leader").get(reverse("change_way", args=[row.pk])).status_code == 404


def test_the_list_tells_the_number_and_puts_red_first(found):
    signed = chains.without_impact(found, chains.change(found, where="已签字"))
    late = chains.change(found, at=found.at - timedelta(days=4), where="迟了")

    page = reader(found, "officer").get(reverse("changes"))

    assert "Documents changed in 2 places: 1 decided, 0 in training, 0 learnt. 1 overdue." in words_of(page)
    assert [one["change"].id for one in page.context["rows"]] == [late.pk, signed.pk]
    assert [one["chip"]["label"] for one in page.context["rows"]] == ["Found · overdue", "Signed as without impact"]
    assert [one["red"] for one in page.context["skills"]] == ["1 overdue"]


def test_the_table_of_a_change_is_told_in_words(found):
    row, client = chains.change(found, where="3.3 Test Project › #1 › Joints"), reader(found, "officer", "zh-hans")

    pages = [client.get(reverse("changes")), client.get(reverse("change_way", args=[row.pk]))]
    with translation.override("en"):
        item = title_of(ItemKind.CHANGE, "#2 › C#1 · ±0.5 mm → ±0.2 mm", 1)

    assert ["3.3 Test Project › 表 1 › Joints" in words_of(page) for page in pages] == [True, True]
    assert item == "table 2 › C#1 · ±0.5 mm → ±0.2 mm"


def test_the_number_stands_on_the_first_screen_and_the_undecided_in_the_to_do_list(found):
    chains.change(found, at=found.at - timedelta(days=4))

    page = words_of(reader(found, "officer").get(reverse("home")))

    assert "Documents changed in 1 place: 0 decided" in page
    assert "Decide about changes in documents (17): 1" in page
    assert "Decide about changes" not in words_of(reader(found, "coach").get(reverse("home")))


def test_each_figure_of_the_funnel_leads_to_as_many_changes(found):
    chains.without_impact(found, chains.change(found, where="已签字"))
    chains.change(found, where="未决定")
    client = reader(found, "officer")

    (row,) = client.get(reverse("changes")).context["skills"]

    listed = [len(client.get(reverse("changes") + one["url"]).context["rows"]) for one in row["links"] if one["url"]]
    assert [one["count"] for one in row["links"]] == [2, 1, 0, 0, 0]
    assert listed == [2, 1]


def test_a_change_is_weighed_and_decided_by_form(found):
    row, client = chains.change(found), reader(found, "expert")
    weight = {"severity": "high", "sections": ["1"], "equipment": "卡尺、量块"}
    decision = {
        "answer": "countermeasure",
        "words": "每日一小时专项",
        "owner": found.people["coach"].login,
        "due": "2026-12-01",
    }

    client.post(reverse("weigh_change", args=[row.pk]), weight)
    client.post(reverse("decide_change", args=[row.pk]), decision)

    assert ChangeWeight.objects.get().touches == ["equipment:卡尺", "equipment:量块", "section:1"]
    assert ChangeDecision.objects.get().owner == found.people["coach"]
    page = client.get(reverse("change_way", args=[row.pk]))
    assert [one["state"] for one in page.context["stations"]] == ["green", "green", "grey", "grey", "grey"]


def test_a_change_leads_to_the_editions_between_which_it_was_found(found):
    row = chains.change(found)

    (station, *_rest) = reader(found, "coach").get(reverse("change_way", args=[row.pk])).context["stations"]

    assert station["url"] == f"{reverse('document', args=[row.new.document_id])}#edition-{row.new_id}"
    assert reader(found, "coach").get(station["url"]).status_code == 200


def test_a_decision_that_makes_no_sense_is_refused_in_words(found):
    row = chains.change(found)

    page = reader(found, "expert").post(reverse("decide_change", args=[row.pk]), {"answer": "no_impact", "words": "无"})

    assert page.status_code == 422
    assert "needs at least 4 characters" in words_of(page)


def test_each_sees_the_training_of_their_own_entries_and_no_more(found):
    entry, other = own(found), found.entries[1]
    chains.plan(found, MONDAY)

    seen = reader(found, "coach").get(reverse("training", args=[entry.code])).status_code
    hidden = reader(found, "coach").get(reverse("training", args=[other.code])).status_code

    assert (seen, hidden) == (200, 404)


def test_words_on_health_are_for_coach_and_experts_not_for_the_office(found):
    entry = own(found)
    facts = PlanFacts(MONDAY, MONDAY + timedelta(days=6), chains.sessions(MONDAY), Reasons(health="手腕劳损"))
    lay_down_plan(entry, facts, **found.who("expert"))
    address = reverse("training", args=[entry.code])

    assert "手腕劳损" in words_of(reader(found, "coach").get(address))
    assert "手腕劳损" not in words_of(reader(found, "officer").get(address))
    assert "Health" in words_of(reader(found, "officer").get(address))


def test_a_version_is_laid_down_by_form_and_carried_on_with_one_click(found):
    entry, client = own(found), reader(found, "coach")
    rows = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0"}
    row = {"day": "2026-11-24", "begins": "09:00", "minutes": "90", "effort": "6", "title": "精度专项", "section": "1"}
    rows |= {f"rows-0-{name}": value for name, value in row.items()}

    laid = client.post(reverse("write_plan", args=[entry.code]), {"starts": "2026-11-23", "ends": "2026-11-29", **rows})
    carried = client.post(reverse("carry_plan_on", args=[entry.code]), {"week": "2026-11-30"})

    assert (laid.status_code, carried.status_code) == (302, 302)
    assert list(PlanVersion.objects.order_by("number").values_list("number", "starts")) == [
        (1, MONDAY), (2, MONDAY + timedelta(days=7)),
    ]  # fmt: skip
    assert PlanVersion.objects.get(number=2).sessions.get().day == date(2026, 12, 1)


def test_a_second_version_without_a_reason_is_refused(found):
    entry, client = own(found), reader(found, "coach")
    chains.plan(found, MONDAY)
    rows = {"rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-title": "x", "rows-0-day": "2026-12-01"}
    rows |= {"rows-0-begins": "09:00", "rows-0-minutes": "60", "rows-0-effort": "5"}

    page = client.post(reverse("write_plan", args=[entry.code]), {"starts": "2026-11-30", "ends": "2026-12-06", **rows})

    assert page.status_code == 422
    assert "A new version of a plan needs a reason" in words_of(page)


def test_a_normal_week_fits_on_one_page_of_a_plan(found):
    entry, client = own(found), reader(found, "coach")
    address = reverse("write_plan", args=[entry.code])

    first = client.get(address).context["rows"]
    planned = chains.plan(found, MONDAY).sessions.count()
    next_week = client.get(address).context["rows"]

    assert (len(first.forms), len(first.initial_forms)) == (8, 0)
    assert (len(next_week.forms), len(next_week.initial_forms)) == (max(planned + 4, 8), planned)


def test_more_rows_come_with_what_was_typed_and_nothing_is_laid_down(found):
    entry, client = own(found), reader(found, "coach")
    rows = {"rows-TOTAL_FORMS": "8", "rows-INITIAL_FORMS": "0", "rows-7-title": "精度专项", "rows-7-minutes": "90"}

    page = client.post(
        reverse("write_plan", args=[entry.code]), {"starts": "2026-11-24", "ends": "", "more": "1", **rows}
    )

    shown = page.context["rows"]
    assert (page.status_code, PlanVersion.objects.count()) == (200, 0)
    assert (len(shown.forms), shown.total_form_count()) == (12, 12)
    assert [shown.forms[7][name].value() for name in ("title", "minutes")] == ["精度专项", "90"]
    assert page.context["form"]["starts"].value() == "2026-11-24"


def test_rows_end_at_sixty(found):
    entry, client = own(found), reader(found, "coach")

    page = client.post(
        reverse("write_plan", args=[entry.code]), {"more": "1", "rows-TOTAL_FORMS": "58", "rows-INITIAL_FORMS": "0"}
    )

    assert len(page.context["rows"].forms) == 60


def test_a_planned_session_stands_in_the_form_and_is_logged_with_one_tap(found):
    entry, client = own(found), reader(found, "coach")
    planned = chains.plan(found, MONDAY).sessions.order_by("day")[0]
    address = f"{reverse('log_session', args=[entry.code])}?session={planned.pk}"

    first = client.get(address).context["form"].initial
    client.post(address, {name: str(value) for name, value in first.items()})

    done = DoneSession.objects.get()
    assert (done.planned, done.minutes, done.effort) == (planned, 120, 6)
    assert "Log the session" not in words_of(client.get(reverse("home")))


def test_the_address_of_a_session_stays_good_when_a_newer_version_keeps_it_and_says_so_when_it_is_left_out(found):
    entry, client = own(found), reader(found, "coach")
    kept, gone = chains.plan(found, MONDAY).sessions.order_by("day")[:2]
    left = [one for one in chains.sessions(MONDAY) if one.day != gone.day]
    words = Reasons(health="休息")
    lay_down_plan(entry, PlanFacts(MONDAY, MONDAY + timedelta(days=6), left, words), **found.who("coach"))
    address = reverse("log_session", args=[entry.code])

    for one in (kept, gone):
        page = client.get(f"{address}?session={one.pk}")
        said = {"title": one.title, "day": str(MONDAY), "effort": "5", "minutes": "60"}
        client.post(f"{address}?session={one.pk}", said)
        assert ("This session is no longer planned" in words_of(page)) == (one == gone)

    counts = [row.planned and row.planned.version.number for row in DoneSession.objects.order_by("pk")]
    assert counts == [2, None]
    assert client.get(f"{address}?session={gone.pk + 99}").status_code == 404


def test_plan_and_done_stand_side_by_side_section_by_section(found):
    entry = own(found)
    first = chains.plan(found, MONDAY).sessions.order_by("day")[0]
    told = DoneFacts(first.day, 90, 6, first.title, first.section, "", first)
    besides = DoneFacts(MONDAY, 30, 3, "体能", "")
    with time_machine.travel(found.at + timedelta(days=2), tick=False):
        for one in (told, besides):
            log_session(entry, one, by=found.people["coach"], at=timezone.now())
        page = reader(found, "coach").get(f"{reverse('training', args=[entry.code])}?week={MONDAY}")

    rows = [(row["name"], row["done"], row["planned"]) for row in page.context["sections"]]
    assert rows == [("§2 Building", 90, 600), ("Of no section", 30, 0)]


def test_a_plan_is_grey_until_something_was_due_and_green_only_once_it_is_told(found):
    entry, day = own(found), datetime(2026, 11, 23, 2, tzinfo=UTC)
    first = chains.plan(found, MONDAY).sessions.order_by("day")[0]

    def chip(days: int) -> tuple[str, str]:
        with time_machine.travel(day + timedelta(days=days), tick=False):
            told = reader(found, "coach").get(reverse("training", args=[entry.code])).context["chip"]
        return told["state"], told["label"]

    assert chip(-1) == ("grey", "Nothing due yet")
    assert (chip(1), chip(6)) == (("amber", "1 not logged"), ("amber", "5 not logged"))
    told = DoneFacts(first.day, 90, 6, first.title, first.section, "", first)
    log_session(entry, told, by=found.people["coach"], at=day + timedelta(hours=1))
    assert chip(1)[0] == "green"


def test_a_short_exception_does_not_make_a_plan_run_out(found):
    entry, friday = own(found), date(2026, 11, 27)
    for ends, health in ((friday + timedelta(days=9), ""), (MONDAY, "手腕劳损")):
        sessions = [one for one in chains.sessions(MONDAY) if one.day <= ends]
        lay_down_plan(entry, PlanFacts(MONDAY, ends, sessions, Reasons(health=health)), **found.who("coach"))

    def chip(day: date) -> str:
        with time_machine.travel(datetime.combine(day, time(2), tzinfo=UTC), tick=False):
            return reader(found, "coach").get(reverse("training", args=[entry.code])).context["chip"]["state"]

    assert (chip(friday), chip(friday + timedelta(days=9))) == ("amber", "grey")
    assert chip(friday + timedelta(days=10)) == "red"


def test_a_plan_that_begins_later_is_not_on_course_today(found):
    entry = own(found)
    chains.plan(found, MONDAY)
    chains.plan(found, MONDAY + timedelta(days=14), health="手腕劳损")

    with time_machine.travel(datetime(2026, 12, 1, 2, tzinfo=UTC), tick=False):
        for one in PlannedSession.objects.filter(version__number=1):
            log_session(
                entry, DoneFacts(one.day, 90, 6, one.title, planned=one), by=found.people["coach"], at=timezone.now()
            )
        page = reader(found, "coach").get(reverse("training", args=[entry.code]))

    assert page.context["chip"] == {"state": "grey", "label": "Nothing due yet"}


def test_a_second_click_says_that_the_week_is_planned_and_shows_it(found):
    entry, client = own(found), reader(found, "coach")
    chains.plan(found, MONDAY)
    shown = client.get(reverse("training", args=[entry.code])).context["open_week"].isoformat()

    clicks = [client.post(reverse("carry_plan_on", args=[entry.code]), {"week": shown}) for _ in range(2)]
    blind = client.post(reverse("carry_plan_on", args=[entry.code]))
    page = client.get(clicks[1].url)

    assert (shown, clicks[0].url, blind.status_code) == ("2026-11-30", clicks[1].url, 302)
    assert PlanVersion.objects.count() == 2
    assert "The week of 2026-11-30 is planned already" in words_of(page)


def test_the_night_before_monday_is_told_and_counted_alike(found):
    entry = own(found)
    late = Session(MONDAY - timedelta(days=1), time(22), 60, 2, "夜班")
    early = Session(MONDAY, time(7), 60, 2, "早班")
    facts = PlanFacts(late.day, MONDAY + timedelta(days=6), [late, early])
    lay_down_plan(entry, facts, **found.who("expert"))

    with time_machine.travel(found.at + timedelta(days=2), tick=False):
        client = reader(found, "expert")
        page = client.get(f"{reverse('training', args=[entry.code])}?week={MONDAY}")
        rows = client.get(reverse("trainings")).context["rows"]

    said = [line.sentence for line in page.context["warnings"]]
    assert ["begins 8.0 hours after" in words for words in said] == [True]
    assert [row["warnings"] for row in rows if row["training"].entry == entry.code] == [1]


def test_a_second_session_of_a_title_is_asked_about_and_logged_as_another(found):
    entry, client = own(found), reader(found, "coach")
    address, said = reverse("log_session", args=[entry.code]), {"title": "CAD", "day": "2026-11-22", "effort": "5"}
    client.post(address, said | {"minutes": "60"})

    asked = client.post(address, said | {"minutes": "90"})
    form = asked.context["form"]
    client.post(address, {name: form[name].value() or "" for name in form.fields})

    assert (asked.status_code, form["minutes"].value()) == (422, "90")
    assert "“CAD” is logged already on 2026-11-22: 60 minutes" in words_of(asked)
    assert client.get(asked.context["twin_url"]).context["form"].initial["minutes"] == 60
    assert list(DoneSession.objects.values_list("minutes", "replaces")) == [(60, None), (90, None)]


def test_what_was_done_besides_is_corrected_from_the_week_and_tapped_twice_counts_once(found):
    entry, client = own(found), reader(found, "coach")
    first = log_session(entry, DoneFacts(found.at.date(), 60, 5, "CAD", "2"), **found.who("coach"))
    week = f"{reverse('training', args=[entry.code])}?week={found.at.date()}"
    (url,) = (one["url"] for day in client.get(week).context["days"] for one in day["sessions"])

    initial = client.get(url).context["form"].initial | {"minutes": 75}
    for _ in range(2):
        client.post(url, {name: str(value) for name, value in initial.items()})

    rows = list(DoneSession.objects.order_by("pk").values_list("minutes", "section", "replaces__minutes"))
    assert rows == [(60, "2", None), (75, "2", 60), (75, "2", 75)]
    sums = client.get(week).context["sums"]
    assert (sums["done"], sums["besides"], sums["done_minutes"]) == (0, 1, 75)
    assert client.get(f"{reverse('log_session', args=[entry.code])}?told={first.pk + 9}").status_code == 404


def test_load_and_rest_that_want_a_look_stand_on_the_plan(found):
    entry = own(found)
    facts = PlanFacts(MONDAY, MONDAY + timedelta(days=6), chains.sessions(MONDAY, 7, minutes=300))
    lay_down_plan(entry, facts, **found.who("coach"))

    page = reader(found, "coach").get(f"{reverse('training', args=[entry.code])}?week={MONDAY}")

    said = [line.sentence for line in page.context["warnings"]]
    assert len([words for words in said if "hard and easy days hardly differ" in words]) == 1
    log = words_of(reader(found, "coach").get(reverse("log_session", args=[entry.code])))
    assert all(words in words_of(page) and words in log for words in said)


def test_the_calendar_is_found_from_the_training_of_whoever_stands_at_the_bench(found):
    entry = own(found)
    chains.plan(found, MONDAY)
    address = reverse("training", args=[entry.code])

    assert reverse("calendar_address") in words_of(reader(found, "coach").get(address))
    assert reverse("calendar_address") not in words_of(reader(found, "officer").get(address))


def test_a_secret_address_gives_the_sessions_without_signing_in_until_it_is_closed(found):
    own(found)
    chains.plan(found, MONDAY, health="手腕劳损")
    client = reader(found, "coach")

    address = client.post(reverse("calendar_address")).context["address"]
    given = Client().get(address)
    client.post(reverse("close_calendar"))

    assert (given.status_code, given["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    events = list(Calendar.from_ical(given.content).walk("VEVENT"))
    assert [(one["dtstart"].dt, one["dtend"].dt - one["dtstart"].dt) for one in events] == [
        (datetime(2026, 11, 23 + day, 1, tzinfo=UTC), timedelta(minutes=120)) for day in range(5)
    ]
    assert len({str(one["uid"]) for one in events}) == 5
    assert "手腕劳损" not in given.content.decode()
    assert Client().get(address).status_code == 404
    assert Client().get(reverse("calendar_feed", args=["guess"])).status_code == 404


def test_terms_are_typed_given_out_and_taken_back_by_workbook(found):
    client, terms = reader(found, "expert"), reverse("terms", args=["17"])
    client.post(terms, {"zh": "公差", "en": "tolerance", "note": ""})
    book = write_terms("17", [Term("公差", "tolerance"), Term("工位", "workstation", "每人一个", ("机位",))])

    answer = client.post(reverse("upload_terms", args=["17"]), {"file": SimpleUploadedFile("t.xlsx", book)})
    given = client.get(reverse("terms_workbook", args=["17"]))

    assert answer.status_code == 302
    assert [(one.en, one.avoid) for one in terms_of(found.skill)] == [("tolerance", ()), ("workstation", ("机位",))]
    assert TermRow.objects.count() == 2
    assert given["Content-Disposition"].startswith("attachment")


def test_a_term_that_stands_is_replaced_only_by_whoever_says_so(found):
    client, terms = reader(found, "expert"), reverse("terms", args=["17"])
    client.post(terms, {"zh": "公差", "en": "tolerance", "note": "写作 ±", "avoid": "容差"})
    other = {"zh": "公差", "en": "allowance", "note": "", "avoid": ""}

    first = client.get(terms)
    refused = client.post(terms, other)
    kept = terms_of(found.skill)
    answer = client.post(terms, other | {"replace": "on"}, follow=True)

    assert ('name="replace"' in words_of(first), 'name="replace"' in words_of(refused)) == (False, True)
    assert (refused.status_code, refused.context["form"]["en"].value()) == (422, "allowance")
    assert "公差 already stands as tolerance." in words_of(refused)
    assert kept == (Term("公差", "tolerance", "写作 ±", ("容差",)),)
    assert terms_of(found.skill) == (Term("公差", "allowance"),)
    assert [str(one) for one in answer.context["messages"]] == ["Kept: 公差 = allowance."]


def test_a_workbook_of_terms_tells_how_many_are_new_and_how_many_it_replaced(found):
    client = reader(found, "expert")
    client.post(reverse("terms", args=["17"]), {"zh": "公差", "en": "tolerance"})
    terms = [Term("公差", "allowance"), Term("工位", "workstation"), Term("量块", "gauge block")]
    file = SimpleUploadedFile("t.xlsx", write_terms("17", terms))

    answer = client.post(reverse("upload_terms", args=["17"]), {"file": file}, follow=True)

    told = [str(one) for one in answer.context["messages"]]
    assert told[-1] == "2 terms are new. 1 term was replaced."


def test_terms_are_printed_as_cards_to_be_cut_apart(found):
    said = {"zh": "公差", "en": "tolerance", "note": "写作 ±", "avoid": "容差；裕度"}
    reader(found, "expert").post(reverse("terms", args=["17"]), said)

    page = reader(found, "leader").get(reverse("term_cards", args=["17"]))

    assert [(one.zh, one.en, one.note, one.avoid) for one in page.context["cards"]] == [
        ("公差", "tolerance", "写作 ±", ("容差", "裕度"))
    ]
    assert "data-print" in page.content.decode()


def test_one_term_has_one_translation(found):
    client, terms = reader(found, "expert"), reverse("terms", args=["17"])
    client.post(terms, {"zh": "公差", "en": "tolerance"})

    page = client.post(terms, {"zh": "容差", "en": "Tolerance"})

    assert page.status_code == 422
    assert [one.zh for one in terms_of(found.skill)] == ["公差"]


def test_terms_are_underlined_where_a_change_is_shown(found):
    row = chains.change(found)
    TermRow.objects.create(skill=found.skill, zh="毫米", en="mm", by=found.people["expert"], at=found.at)

    page = words_of(reader(found, "expert").get(reverse("change_way", args=[row.pk])))

    assert 'title="毫米 = mm"' in page
