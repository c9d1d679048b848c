"""The screens while marks are made: what each reader sees, what a form does, and how a refusal looks."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

import hall
from beizhan.actions.documents.terms import keep_terms
from beizhan.core.marking.assessment import LockScope
from beizhan.core.training.terms import Term
from beizhan.models.log import Proposal
from beizhan.models.marking.assessments import Event
from beizhan.models.marking.awards import Award, Confirmation, Discussion, Problem, Submission, TimeMark
from desk import POSTS, codes, judged, lock, measure, measured, score, state

pytestmark = pytest.mark.django_db
REASON = "三人对层次的理解不同，已统一"


@pytest.fixture
def as_(client, open_hall):
    """Sign somebody in, and give the browser with which they look."""

    def sign_in(who, found=open_hall):
        client.force_login(found.people[who])
        return client

    return sign_in


def fresh(browser, person):
    """Let somebody have given the password a moment ago, as an act of two people demands."""
    person = type(person).objects.get(pk=person.pk)  # the hall is shared: what it holds must not change
    person.set_password("四个演示词语")
    person.save()
    browser.force_login(person)
    browser.post(reverse("account_reauthenticate"), {"password": "四个演示词语"})
    return browser


def at(found, name, *rest):
    return reverse(name, args=[found.assessment.pk, *rest])


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def fields_of(response, form='id="key-sheet"'):
    """The fields of a form as a browser would send them."""
    html = response.content.decode()
    part = html[html.index(form) :]
    part = part[: part.index("</form>")]
    found = {}
    for tag in re.findall(r"<input[^>]*>", part):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="checkbox"' not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def box(code, aspect, seat=0):
    return f"a.{code}.{aspect.key}.{seat}"


# Who sees which screen.

HALL, JUDGES = {"secretary", "second", "chief"}, {"judge1", "judge2", "judge3", "judge4"}
OFFICE = {"director", "officer", "arbiter"}
SEEN_BY = {
    "board": HALL | OFFICE,
    "sheets": HALL,
    "enter_awards": {"secretary", "second"},
    "award_workbook": {"secretary", "second"},
    "confirm": HALL,
    "judge": JUDGES,
    "spreads": {"chief"},
    "problems": HALL,
    "clock": HALL | JUDGES,
    "locks": HALL | OFFICE,
}


@pytest.mark.parametrize("screen", SEEN_BY)
def test_a_screen_is_seen_by_those_whose_post_allows_it_and_by_nobody_else(as_, open_hall, screen):
    answers = {who: as_(who).get(at(open_hall, screen)).status_code for who in POSTS}

    assert {who for who, status in answers.items() if status == 200} == SEEN_BY[screen]
    assert {status for who, status in answers.items() if who not in SEEN_BY[screen]} == {403}


@pytest.mark.parametrize("screen", SEEN_BY)
@pytest.mark.parametrize("make", [hall.planned, hall.sealed])
def test_every_screen_stands_before_the_draw_and_after_the_seal(as_, screen, make):
    found = make()
    who = "judge1" if screen == "judge" else "chief" if screen == "spreads" else "secretary"

    response = as_(who, found).get(at(found, screen))

    assert response.status_code == (302 if (screen, make) == ("judge", hall.planned) else 200)


@pytest.mark.parametrize("screen", SEEN_BY)
def test_there_is_no_screen_of_no_assessment(as_, screen):
    assert as_("secretary").get(reverse(screen, args=[uuid4()])).status_code == 404


@pytest.mark.parametrize("screen", sorted(set(SEEN_BY) - {"judge"}))
def test_above_every_screen_stands_how_firm_the_marks_are(as_, open_hall, screen):
    response = as_("chief" if screen == "spreads" else "secretary").get(at(open_hall, screen))

    assert "评分进行中" in text_of(response)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("screen", SEEN_BY)
def test_every_screen_speaks_one_language(as_, open_hall, screen, language):
    who = "judge1" if screen == "judge" else "chief" if screen == "spreads" else "secretary"
    browser = as_(who)
    browser.cookies["django_language"] = language

    title = re.search(r"<h1>(.*?)</h1>", browser.get(at(open_hall, screen)).content.decode())[1]

    assert bool(re.search("[一-鿿]", title)) == (language == "zh-hans")


# The keyboard.


def test_what_is_typed_is_saved_in_one_sending_and_shown_with_its_number(as_, open_hall):
    browser, code = as_("secretary"), codes(open_hall)[0]
    address = f"{at(open_hall, 'entry_sheet', 'A1')}?code={code}"
    fields = fields_of(browser.get(address))
    typed = {box(code, judged(open_hall), seat): "2" for seat in (1, 2, 3)} | {box(code, measured(open_hall)): "7,5"}

    response = browser.post(address, fields | typed, follow=True)

    seq = Event.objects.order_by("-pk")[0].seq
    assert response.redirect_chain == [(address, 302)]
    assert f"已保存 №{seq}" in text_of(response)
    assert sorted(Award.objects.values_list("seat", "value")) == [(0, 750), (1, 2), (2, 2), (3, 2)]
    assert Submission.objects.get().key == fields["key"]


@pytest.mark.parametrize(("language", "words"), [("en", "Terms 1"), ("zh-hans", "术语 1")])
def test_a_sheet_to_key_in_says_the_terms_that_stand_on_it(as_, open_hall, language, words):
    keep_terms(open_hall.skill, [Term("尺寸", "dimension"), Term("功能", "function")], **open_hall.who("expert"))
    browser = as_("secretary")
    browser.cookies["django_language"] = language

    page = browser.get(at(open_hall, "entry_sheet", "A1")).content.decode()

    told = re.search(r'<details class="sheet-terms.*?</details>', page, re.DOTALL)[0]
    assert (words in told, "dimension" in told, "function" in told) == (True, True, False)


def test_the_same_form_sent_twice_is_recorded_once(as_, open_hall):
    browser, code = as_("secretary"), codes(open_hall)[0]
    address = at(open_hall, "entry_sheet", "A1")
    fields = fields_of(browser.get(address)) | {box(code, measured(open_hall)): "10"}

    answers = [browser.post(address, fields, headers={"hx-request": "true"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0]["X-Saved-Seq"] == answers[1]["X-Saved-Seq"]
    assert Award.objects.count() == 1


def test_the_same_key_with_something_else_typed_is_refused(as_, open_hall):
    browser, code = as_("secretary"), codes(open_hall)[0]
    address = at(open_hall, "entry_sheet", "A1")
    fields = fields_of(browser.get(address))
    browser.post(address, fields | {box(code, measured(open_hall)): "10"})

    response = browser.post(address, fields | {box(code, measured(open_hall)): "9"})

    assert response.status_code == 422
    assert [row.value for row in Award.objects.all()] == [1000]


def test_a_part_of_a_sheet_can_be_saved_and_what_was_not_touched_is_not_sent(as_, open_hall):
    code = codes(open_hall)[0]
    measure(open_hall, code, measured(open_hall), 1000, "second")
    browser, address = as_("secretary"), at(open_hall, "entry_sheet", "A1")
    fields = fields_of(browser.get(address)) | {box(code, judged(open_hall), 1): "3"}

    browser.post(address, fields)

    last = Submission.objects.order_by("-pk")[0]
    assert list(last.awards.values_list("seat", "value", "version")) == [(1, 3, 1)]


def test_a_value_that_is_emptied_is_taken_back(as_, open_hall):
    code = codes(open_hall)[0]
    measure(open_hall, code, measured(open_hall), 1000)
    browser, address = as_("secretary"), at(open_hall, "entry_sheet", "A1")

    browser.post(address, fields_of(browser.get(address)) | {box(code, measured(open_hall)): ""})

    assert state(open_hall, code, measured(open_hall)) == "blank"
    assert list(Award.objects.order_by("version").values_list("version", "value")) == [(1, 1000), (2, None)]


def test_who_comes_second_sees_both_values_and_loses_nothing(as_, open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    browser, address = as_("secretary"), at(open_hall, "entry_sheet", "A1")
    fields = fields_of(browser.get(address))
    measure(open_hall, code, aspect, 250, "second")
    typed = {box(code, aspect): "7.50", box(code, judged(open_hall), 1): "2"}

    response = browser.post(address, fields | typed)

    assert response.status_code == 412
    again = fields_of(response)
    assert (again[box(code, aspect)], again[box(code, judged(open_hall), 1)]) == ("7.50", "2")
    assert f"现为 2.50 ，{open_hall.people['second'].name}" in text_of(response)
    assert Award.objects.count() == 1
    assert browser.post(address, again).status_code == 302
    assert sorted(Award.objects.values_list("seat", "version", "value")) == [(0, 1, 250), (0, 2, 750), (1, 1, 2)]


@pytest.mark.parametrize(("text", "seat"), [("4", 1), ("x", 1), ("1.234", 0), ("-1", 0), ("十", 0), ("1e2", 0)])
def test_what_is_no_mark_is_marked_and_nothing_is_recorded(as_, open_hall, text, seat):
    code = codes(open_hall)[0]
    aspect, other = (judged(open_hall), measured(open_hall)) if seat else (measured(open_hall), judged(open_hall))
    browser, address = as_("secretary"), at(open_hall, "entry_sheet", "A1")
    good = box(code, other, 0 if seat else 1)

    response = browser.post(address, fields_of(browser.get(address)) | {box(code, aspect, seat): text, good: "1"})

    assert response.status_code == 422
    assert fields_of(response)[box(code, aspect, seat)] == text
    assert fields_of(response)[good] == "1"
    assert 'aria-invalid="true"' in response.content.decode()
    assert Award.objects.count() == 0


def test_after_a_slip_the_versions_are_still_those_that_were_seen(as_, open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    browser, address = as_("secretary"), at(open_hall, "entry_sheet", "A1")
    fields = fields_of(browser.get(address)) | {box(code, aspect): "7.5", box(code, judged(open_hall), 1): "9"}
    slipped = browser.post(address, fields)
    measure(open_hall, code, aspect, 250, "second")

    response = browser.post(address, fields_of(slipped) | {box(code, judged(open_hall), 1): "2"})

    assert response.status_code == 412


@pytest.mark.parametrize(("text", "wanted"), [("10", 1000), ("1.5", 150), (".5", 50), ("1,25", 125), ("２．５", 250)])
def test_a_mark_may_be_typed_as_it_comes(as_, open_hall, text, wanted):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    browser, address = as_("secretary"), at(open_hall, "entry_sheet", "A1")

    browser.post(address, fields_of(browser.get(address)) | {box(code, aspect): text})

    assert Award.objects.get().value == wanted


def test_a_locked_leaf_has_no_boxes_and_takes_nothing(as_):
    found = hall.marked()
    browser, address, code = as_("secretary", found), at(found, "entry_sheet", "A1"), codes(found)[0]
    fields = {"key": "k", box(code, measured(found)): "1", f"b{box(code, measured(found))[1:]}": "1:1000"}
    lock(found, LockScope.SUB_CRITERION, "A1")

    assert "data-cell" not in browser.get(address).content.decode()
    assert browser.post(address, fields).status_code == 409


@pytest.mark.parametrize(("text", "where"), [("A1/{}", "A1/?code={}"), ("a1 {}", "A1/?code={}"), ("A1", "A1/")])
def test_a_scanned_sheet_opens_where_it_is_keyed_in(as_, open_hall, text, where):
    code = codes(open_hall)[0]

    response = as_("secretary").get(at(open_hall, "scan"), {"text": text.format(code)})

    assert response["Location"] == at(open_hall, "enter_awards") + where.format(code)


def test_a_sheet_of_another_assessment_or_version_is_told(as_, open_hall):
    browser, code = as_("secretary"), codes(open_hall)[0]
    other, old = f"BZ1|{uuid4()}|A1/{code}|1", f"BZ1|{open_hall.assessment.pk}|A1/{code}|7"

    assert "另一场考核" in text_of(browser.get(at(open_hall, "scan"), {"text": other}, follow=True))
    assert "第 7 版打印" in text_of(browser.get(at(open_hall, "scan"), {"text": old}, follow=True))
    assert "没有这张评分表" in text_of(browser.get(at(open_hall, "scan"), {"text": "??"}, follow=True))


# The second pair of eyes.


def shown(browser, found, code, sub="A1"):
    return browser.get(at(found, "confirm_sheet", sub, code))


def test_one_key_confirms_a_sheet_and_the_next_one_comes(as_, open_hall):
    for code in codes(open_hall)[:2]:
        score(open_hall, code, judged(open_hall), (2, 2, 2))
        measure(open_hall, code, measured(open_hall), 1000)
    browser, (here, there) = as_("second"), codes(open_hall)[:2]
    fields = fields_of(shown(browser, open_hall, here), 'id="confirm-sheet"')

    response = browser.post(at(open_hall, "confirm_sheet", "A1", here), fields | {"confirm": "1"})

    assert response["Location"] == at(open_hall, "confirm_sheet", "A1", there)
    assert [state(open_hall, here, aspect) for aspect in (judged(open_hall), measured(open_hall))] == ["confirmed"] * 2
    assert state(open_hall, there, measured(open_hall)) == "entered"


def test_values_that_changed_since_they_were_shown_are_not_confirmed_but_shown(as_, open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    measure(open_hall, code, aspect, 1000)
    browser = as_("second")
    fields = fields_of(shown(browser, open_hall, code), 'id="confirm-sheet"')
    measure(open_hall, code, aspect, 250)

    response = browser.post(at(open_hall, "confirm_sheet", "A1", code), fields | {"confirm": "1"})

    assert response.status_code == 412
    assert "2.50" in text_of(response)
    assert Confirmation.objects.count() == 0


def test_some_cells_are_rejected_with_a_reason(as_, open_hall):
    code = codes(open_hall)[0]
    score(open_hall, code, judged(open_hall), (2, 2, 2))
    measure(open_hall, code, measured(open_hall), 1000)
    browser, address = as_("second"), at(open_hall, "confirm_sheet", "A1", code)
    fields = fields_of(browser.get(address), 'id="confirm-sheet"') | {"reject": "1", "cell": measured(open_hall).key}

    assert browser.post(address, fields | {"reason": ""}).status_code == 422
    browser.post(address, fields | {"reason": "纸面为 5.00"})

    assert [state(open_hall, code, one) for one in (judged(open_hall), measured(open_hall))] == ["entered", "rejected"]
    assert "纸面为 5.00" in text_of(as_("secretary").get(at(open_hall, "entry_sheet", "A1")))


def test_a_sheet_to_confirm_cannot_be_edited(as_, open_hall):
    code = codes(open_hall)[0]
    measure(open_hall, code, measured(open_hall), 1000)

    html = shown(as_("second"), open_hall, code).content.decode()

    assert "data-cell" not in html
    assert not re.search(r'name="a\.', html)


def test_who_entered_a_sheet_finds_nothing_to_confirm_on_it(as_, open_hall):
    code = codes(open_hall)[0]
    measure(open_hall, code, measured(open_hall), 1000)

    html = shown(as_("secretary"), open_hall, code).content.decode()

    assert 'name="confirm"' not in html
    assert "没有待你核对的评分表" in text_of(as_("secretary").get(at(open_hall, "confirm")))


# The print room.


def test_chosen_sheets_are_printed_and_then_known_to_be_out(as_, open_hall):
    browser = as_("secretary")

    paper = browser.post(at(open_hall, "sheets_paper"), {"sub": ["A1"], "form": "single", "language": "zh-hans"})

    assert (paper.status_code, paper["Content-Type"], paper.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert "4 张评分表已发出、未收齐" in text_of(browser.get(at(open_hall, "sheets")))


def test_a_whole_day_is_printed_side_by_side(as_, open_hall):
    as_("chief").post(at(open_hall, "sheets_paper"), {"day": "2", "form": "landscape", "language": "en"})

    assert '"sheets":["B1"]' in Event.objects.get(kind="printing").body


def test_printing_nothing_is_refused(as_, open_hall):
    assert as_("secretary").post(at(open_hall, "sheets_paper"), {}).status_code == 422


# Disputes.


def test_a_spread_is_signed_with_a_reason_and_a_short_one_comes_back(as_, open_hall):
    code, aspect = codes(open_hall)[0], judged(open_hall)
    score(open_hall, code, aspect, (0, 2, 3))
    browser, address = as_("chief"), at(open_hall, "spreads")
    said = {"place": code, "aspect": aspect.key}

    short = browser.post(address, said | {"reason": "太短"})
    assert (short.status_code, "太短</textarea>" in short.content.decode()) == (422, True)
    assert browser.post(address, said | {"reason": REASON}).status_code == 302
    assert Discussion.objects.get().reason == REASON
    assert browser.post(address, said | {"reason": REASON}).status_code == 409


def test_a_problem_is_raised_on_the_judges_sheet_answered_in_the_queue_and_read_there(as_, open_hall):
    code, aspect = codes(open_hall)[0], measured(open_hall)
    as_("judge1").post(at(open_hall, "raise_problem", "A1", code), {"aspect": aspect.key, "text": "量具没有归零"})
    problem = Problem.objects.get()

    browser = as_("secretary")
    assert "量具没有归零" in text_of(browser.get(at(open_hall, "problems")))
    assert browser.post(at(open_hall, "problems"), {"problem": problem.pk, "text": " "}).status_code == 422
    browser.post(at(open_hall, "problems"), {"problem": problem.pk, "text": "已重测"})

    assert "已重测" in text_of(as_("judge1").get(at(open_hall, "judge_sheet", "A1", code)))
    assert "已重测" not in text_of(as_("judge2").get(at(open_hall, "judge_sheet", "A1", code)))


def test_a_problem_of_another_assessment_is_not_found(as_, open_hall):
    other = hall.marking()
    as_("judge1", other).post(
        at(other, "raise_problem", "A1", codes(other)[0]), {"aspect": measured(other).key, "text": "看不清"}
    )

    response = as_("secretary").post(at(open_hall, "problems"), {"problem": Problem.objects.get().pk, "text": "好"})

    assert response.status_code == 404


# The board.


def test_the_board_shows_states_and_never_a_mark(as_, open_hall):
    code = codes(open_hall)[0]
    measure(open_hall, code, measured(open_hall), 777)
    score(open_hall, code, judged(open_hall), (2, 2, 2))

    for query in ("", "?sub=A1"):
        html = as_("director").get(at(open_hall, "board") + query).content.decode()
        assert "7.77" not in html
        assert "cell-entered" in html


def test_the_board_answers_a_look_only_when_something_was_done(as_, open_hall):
    browser, address = as_("chief"), at(open_hall, "board")
    look = re.search(r'hx-get="([^"]*)"', browser.get(address).content.decode())[1].replace("&amp;", "&")

    assert browser.get(look, headers={"hx-request": "true"}).status_code == 204
    measure(open_hall, codes(open_hall)[0], measured(open_hall), 1000)
    piece = browser.get(look, headers={"hx-request": "true"})
    assert (piece.status_code, piece.content.decode().lstrip()[:15]) == (200, '<div id="board"')


# Signing off.


def test_what_is_complete_is_proposed_to_be_locked_and_a_reason_opens_it_again(as_):
    found = hall.marked()
    browser, address = fresh(as_("secretary", found), found.people["secretary"]), at(found, "locks")

    response = browser.post(address, {"scope": "sub_criterion", "ref": "A1"})
    assert response["Location"] == reverse("proposal", args=[Proposal.objects.get(kind="lock").pk])
    assert browser.post(address, {"scope": "sub_criterion", "ref": "A1"}).status_code == 409
    lock(found, LockScope.SUB_CRITERION, "B1")
    row = found.assessment.locks.get()
    assert browser.post(address, {"lock": row.pk, "reason": "短"}).status_code == 422
    browser.post(address, {"lock": row.pk, "reason": "一张评分表录错了选手"})
    assert Proposal.objects.filter(kind="reopening").count() == 1


def test_to_propose_a_lock_the_password_is_asked_again(as_, open_hall):
    response = as_("secretary").post(at(open_hall, "locks"), {"scope": "day", "ref": "1"})

    assert response["Location"].startswith(reverse("account_reauthenticate"))


def test_what_is_not_complete_is_not_proposed(as_, open_hall):
    browser = fresh(as_("secretary"), open_hall.people["secretary"])

    response = browser.post(at(open_hall, "locks"), {"scope": "day", "ref": "1"})

    assert response.status_code == 409
    assert Proposal.objects.filter(kind="lock").count() == 0


# The clock.


def test_a_clock_is_kept_with_single_taps_and_one_tap_twice_counts_once(as_, open_hall):
    browser, address, code = as_("judge1"), at(open_hall, "clock"), codes(open_hall)[0]
    start = {"module": "A", "place": code, "signal": "start", "seen": "0"}

    first = browser.post(address, start, headers={"hx-request": "true"})
    again = browser.post(address, start, headers={"hx-request": "true"})

    assert (first.status_code, again.status_code, TimeMark.objects.count()) == (200, 412, 1)
    assert "data-ticking" in first.content.decode()
    pause = {"module": "A", "place": code, "signal": "pause", "seen": "1"}
    assert browser.post(address, pause | {"reason": ""}).status_code == 422
    assert browser.post(address, pause | {"reason": "停电"}).status_code == 302


def test_time_is_given_back_in_minutes_with_a_reason(as_, open_hall):
    browser, address, code = as_("judge1"), at(open_hall, "clock"), codes(open_hall)[0]
    browser.post(address, {"module": "A", "place": code, "signal": "start", "seen": "0"})
    grant = {"module": "A", "place": code, "signal": "compensation", "seen": "1", "reason": "断电七分钟"}

    assert [browser.post(address, grant | {"minutes": text}).status_code for text in ("", "0", "x", "601")] == [422] * 4
    browser.post(address, grant | {"minutes": "7"})

    assert list(TimeMark.objects.order_by("pk").values_list("signal", "seconds")) == [
        ("start", 0),
        ("compensation", 420),
    ]
    assert "断电七分钟" in text_of(browser.get(at(open_hall, "clock_sheet", "A", code)))


def test_the_summary_of_a_day_is_printed_for_those_who_may_see_marks(as_, open_hall):
    address = at(open_hall, "summary_paper")

    paper = as_("secretary").get(address, {"day": "1"})

    assert (paper.status_code, paper.content[:5]) == (200, b"%PDF-")
    assert as_("secretary").get(address, {"day": "9"}).status_code == 404
    assert {who for who in POSTS if as_(who).get(address).status_code == 200} == HALL | {"arbiter"}
