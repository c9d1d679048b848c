"""The third chapter: marks by keyboard, by workbook and by phone; confirmed, rejected, disputed, asked about."""

import io
import json
import re
from decimal import Decimal

import openpyxl
import pypdfium2
from playwright.sync_api import Page, expect

from stories.ledger import Ledger, strength_of
from stories.opening import CHIEF, RECUSED
from stories.preparing import at, code_of
from stories.walk import fill, follow_first, go, look, on_phone, press, sees, sign_in, take
from stories.watching import Hall

KEYED = {"keyer1": ("A1", "C1"), "keyer2": ("B3", "C2")}
BY_PHONE, ON_PHONE = "B1", ("17-01", "17-02", "17-03")
JUDGED, MEASURED = "B1.01", "B1.02"
SLIPPED, WHY_SENT_BACK = "C1.01", "评分单上为满分，录成了 0"
APART = (3, 1, 2)
CONFIRM, LOOK_FIRST = "Equal to the paper: confirm %(count)s cell", 700
CHINESE, SAVED = "评分", "已保存"


def the_marks_are_made(hall: Hall, ledger: Ledger) -> None:
    """Make every mark, and have every mark confirmed."""
    the_sheets_are_printed(hall)
    two_secretaries_key_in_by_keyboard(hall, ledger)
    three_judges_score_alone_on_their_phones(hall, ledger)
    one_workbook_brings_the_rest(hall, ledger)
    a_spread_is_discussed_and_scored_again(hall, ledger)
    a_problem_is_raised_and_answered(hall)
    the_clock_is_started_and_stopped(hall)
    everything_is_confirmed_by_another_and_one_slip_is_sent_back(hall)
    the_board_is_full(hall)


def the_sheets_are_printed(hall: Hall) -> None:
    page = sign_in(hall, "keyer1")
    go(page, at(hall, "sheets/"))
    fill(page, day="1")
    paper = take(page, "Print as PDF", role="button")
    document = pypdfium2.PdfDocument(paper)
    words = document[0].get_textpage().get_text_range()
    assert len(document) > 5
    assert CHINESE in words
    go(page, at(hall, "sheets/"))
    look(page, "30-sheets")


def two_secretaries_key_in_by_keyboard(hall: Hall, ledger: Ledger) -> None:
    """One of them slips: a mark on the paper becomes a nothing on the screen."""
    for login, subs in KEYED.items():
        page = sign_in(hall, login)
        for sub in subs:
            go(page, at(hall, f"entry/{sub}/"))
            _type_sheet(hall, page, ledger)
            look(page, f"31-keyed-{sub}")


def one_workbook_brings_the_rest(hall: Hall, ledger: Ledger) -> None:
    """First with a mark above the highest: nothing is recorded and the cell is named; then as it should be."""
    page = sign_in(hall, "keyer2")
    go(page, at(hall, "awards/"))
    empty = take(page, "All sub-criteria")
    _bring(page, _filled(hall, empty, ledger, slip=Decimal(99)), refused=422)
    sees(page, "Nothing was recorded")
    look(page, "32-workbook-refused")
    _bring(page, _filled(hall, empty, ledger))
    sees(page, SAVED)


def three_judges_score_alone_on_their_phones(hall: Hall, ledger: Ledger) -> None:
    """Each sees nothing of the others before all have spoken; the barred one sees the code nowhere."""
    barred = code_of(hall, "17-01")
    for seat, login in enumerate(("judge1", RECUSED, "judge3"), 1):
        page = on_phone(hall, login)
        for entry in ON_PHONE:
            if (login, entry) != (RECUSED, "17-01"):
                _judge(hall, page, ledger, entry, seat)
        look(page, f"33-judge-{seat}")
    page = on_phone(hall, RECUSED)
    go(page, at(hall, "judge/"))
    expect(page.locator("main")).to_contain_text(code_of(hall, "17-02"))
    expect(page.locator("main")).not_to_contain_text(barred)
    go(page, at(hall, f"judge/{BY_PHONE}/{barred}/"), status=404)
    cover = on_phone(hall, "judge4")
    _judge(hall, cover, ledger, "17-01", 2)
    sees(cover, "for a barred judge")
    look(cover, "34-fourth-expert")


def a_spread_is_discussed_and_scored_again(hall: Hall, ledger: Ledger) -> None:
    chief = sign_in(hall, CHIEF)
    go(chief, at(hall, "spreads/"))
    look(chief, "35-spread")
    fill(chief, reason="三名裁判讨论：按评分细则第二档的描述，统一理解后重新打分。")
    press(chief, "Sign, and score again")
    for login, score in zip(("judge1", RECUSED, "judge3"), ledger.scores(2, ledger.line(JUDGED)), strict=True):
        page = on_phone(hall, login)
        go(page, at(hall, f"judge/{BY_PHONE}/{code_of(hall, '17-02')}/"))
        _tap(page, JUDGED, str(score))
    look(on_phone(hall, "judge3"), "36-second-round")


def a_problem_is_raised_and_answered(hall: Hall) -> None:
    judge, secretary = on_phone(hall, "judge3"), sign_in(hall, "keyer1")
    go(judge, at(hall, f"judge/{BY_PHONE}/{code_of(hall, '17-03')}/"))
    award = judge.locator(".award", has=judge.get_by_text(MEASURED, exact=True))
    award.locator("summary", has_text="有问题").click()
    award.locator("textarea").fill("导入文件编码不同，是否计分？")
    press(judge, "Tell the secretary", within=f"#{award.get_attribute('id')}")
    go(secretary, at(hall, "problems/"))
    look(secretary, "37-problems")
    fill(secretary, text="按评分细则，UTF-8 与 GBK 均计分。")
    press(secretary, "Answer, and set the cell free")
    go(judge, at(hall, f"judge/{BY_PHONE}/{code_of(hall, '17-03')}/"))
    sees(judge, "GBK")


def the_clock_is_started_and_stopped(hall: Hall) -> None:
    page = on_phone(hall, "judge4")
    go(page, at(hall, "clock/"))
    for signal in ("start", "finish"):
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.locator(f"button[value={signal}]").first.click()
    expect(page.locator(".clock").first).to_have_class("clock clock-finished")
    look(page, "38-clock-phone")


def everything_is_confirmed_by_another_and_one_slip_is_sent_back(hall: Hall) -> None:
    checker, keyer = sign_in(hall, "checker"), sign_in(hall, "keyer1")
    code = code_of(hall, "17-05")
    go(checker, at(hall, f"confirm/C1/{code}/"))
    checker.check(f"[aria-label='{_reject_words(SLIPPED)}']")
    fill(checker, reason=WHY_SENT_BACK)
    press(checker, "Reject what is ticked")
    go(keyer, at(hall, f"entry/C1/?code={code}"))
    sees(keyer, WHY_SENT_BACK)
    look(keyer, "39-rejected-sheet")
    keyer.locator("input[data-cell]").first.press("*")
    _save(keyer)
    go(checker, at(hall, "confirm/"))
    look(checker, "40-queue")
    _confirm_all(hall, checker)


def the_board_is_full(hall: Hall) -> None:
    page = sign_in(hall, CHIEF)
    go(page, at(hall, "board/"))
    expect(page.locator(".board-tile.cell-confirmed .tile-value")).to_have_text("745")
    look(page, "42-board")


def _entry_of(hall: Hall, code: str) -> str:
    return {code: entry for entry, code in json.loads(hall.notes["codes of entries"]).items()}[code]


def _type_sheet(hall: Hall, page: Page, ledger: Ledger) -> None:
    """Type a sheet from the first box to the last: judgements move on by themselves, marks by Enter."""
    boxes = page.locator("input[data-cell]").evaluate_all("all => all.map(one => one.ariaLabel.split(' '))")
    page.locator("input[data-cell]").first.focus()
    asked: dict[tuple[str, str], int] = {}
    for code, aspect, *_ in boxes:
        strength, line = strength_of(_entry_of(hall, code)), ledger.line(aspect)
        if line.is_judged:
            seat = asked[code, aspect] = asked.get((code, aspect), 0) + 1
            page.keyboard.press(str(ledger.scores(strength, line)[seat - 1]))
        elif ledger.measured(strength, line) == 0 or (aspect, strength) == (SLIPPED, 5):
            page.keyboard.press("/")
        else:
            page.keyboard.type(str(line.full))
            page.keyboard.press("Enter")
    _save(page)


def _save(page: Page) -> None:
    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        page.locator("#save").press("Enter")
    assert saved.value.status == 200
    expect(page.locator("[data-keypad] output")).to_contain_text(SAVED)


def _filled(hall: Hall, content: bytes, ledger: Ledger, *, slip: Decimal | None = None) -> bytes:
    """Fill every cell in which nothing stands yet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        codes = [cell.value for cell in sheet[3]]
        for row in sheet.iter_rows(min_row=4, max_row=sheet.max_row):
            if row[0].value is None:
                continue
            line = ledger.line(row[2].value)
            firsts = (place for place, code in enumerate(codes) if code and codes.index(code) == place > 5)
            for column in (place for place in firsts if row[place].value is None):
                strength = strength_of(_entry_of(hall, codes[column]))
                given = ledger.scores(strength, line) if line.is_judged else [float(ledger.measured(strength, line))]
                for seat, value in enumerate(given):
                    row[column + seat].value = value
    if slip is not None:
        book["F1"]["G5"].value = float(slip)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _bring(page: Page, content: bytes, *, refused: int = 0) -> None:
    fill(page, file={"name": "评分.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": content})
    press(page, "Record the awards", refused=refused)


def _judge(hall: Hall, page: Page, ledger: Ledger, entry: str, seat: int) -> None:
    go(page, at(hall, f"judge/{BY_PHONE}/{code_of(hall, entry)}/"))
    judged, measured = ledger.line(JUDGED), ledger.line(MEASURED)
    scores = APART if entry == "17-02" else ledger.scores(strength_of(entry), judged)
    _tap(page, JUDGED, str(scores[seat - 1]))
    if seat == 1:
        expect(page.locator(".revealed .score:not(.score-own)")).to_have_count(0)
        mark = ledger.measured(strength_of(entry), measured)
        _tap(page, MEASURED, str(mark) if mark else "0")


def _tap(page: Page, aspect: str, value: str) -> None:
    key = page.locator(f"[role=group][aria-label='{aspect}'] button[value='{value}']")
    with page.expect_response(lambda answer: answer.request.method == "POST") as saved:
        key.tap()
    assert saved.value.status == 200
    expect(page.locator(".award", has=page.get_by_text(aspect, exact=True)).get_by_role("status")).to_contain_text(
        SAVED
    )


def _reject_words(aspect: str) -> str:
    return f"退回 {aspect}"


def _confirm_all(hall: Hall, page: Page) -> None:
    """Confirm what waits, sheet by sheet; with scripts the key rests a moment before it can be pressed."""
    go(page, at(hall, "confirm/"))
    follow_first(page, "main .form-keys")
    look(page, "41-confirm")
    page.wait_for_timeout(LOOK_FIRST)
    press(page, CONFIRM)
    _confirm_in_a_row(page, at(hall, "confirm/"))


def _confirm_in_a_row(page: Page, queue: str) -> None:
    """Press the same key for all other sheets, without waiting for each to be drawn: one answer brings the next."""
    answer = page.request.get(queue)
    first = re.search(r'href="([^"]+/confirm/\w+/\w+/)"', answer.text())
    answer = page.request.get(first[1]) if first else answer
    while 'name="confirm"' in answer.text():
        fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text()))
        answer = page.request.post(answer.url, form=fields | {"confirm": "1"}, headers={"Referer": answer.url})
        assert answer.status == 200
