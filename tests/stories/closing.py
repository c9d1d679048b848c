"""The last chapter: locked, opened under both keys, published, objected to, sealed, verified; who goes through."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import pypdfium2
from playwright.sync_api import expect

from stories.ledger import Ledger, strength_of
from stories.opening import CHIEF, ENTRIES, NAMES
from stories.preparing import approve, at
from stories.serving import House
from stories.tongue import zh
from stories.walk import fill, go, look, on_phone, press, sees, sign_in, words_of
from stories.watching import Hall

OBJECTION = "B2.01 的两处得分未按评分细则第二档给出，请复核。"
LONGEST_WAIT = 90_000


def the_result_is_sealed(hall: Hall, ledger: Ledger, house: House) -> None:
    """Come from confirmed marks to a result that anybody can check."""
    a_sub_criterion_is_locked_and_opened_again_by_two(hall)
    everything_is_locked_by_two(hall)
    nobody_sees_anything_early(hall, ledger)
    both_keys_open_the_codes(hall)
    two_people_publish(hall)
    a_competitor_objects_and_the_arbiter_rules(hall)
    the_standing_is_as_reckoned_apart(hall, ledger)
    a_competitor_sees_the_own_losses_and_nobody_elses(hall, ledger)
    the_objection_clock_runs_down_and_two_seal(hall)
    the_outcome_names_who_goes_through_and_what_comes_next(hall)
    the_result_is_on_paper(hall, ledger)
    anybody_can_verify_the_export(hall, house)


def a_sub_criterion_is_locked_and_opened_again_by_two(hall: Hall) -> None:
    propose_lock(hall, "A1")
    arbiter = sign_in(hall, "arbiter")
    go(arbiter, at(hall, "locks/"))
    arbiter.click("main details summary")
    fill(arbiter, reason="现场监督发现 A1 一张评分单漏签，须重新核对。")
    press(arbiter, "Propose to open it again")
    approve(hall, "director", arbiter.url)
    go(arbiter, at(hall, "locks/"))
    look(arbiter, "50-locks")


def everything_is_locked_by_two(hall: Hall) -> None:
    propose_lock(hall, "")


def propose_lock(hall: Hall, ref: str) -> None:
    page = sign_in(hall, "keyer1")
    go(page, at(hall, "locks/"))
    press(page, "Propose to sign off", within=f"form:has(input[name=ref][value='{ref}'])", sure=True)
    approve(hall, CHIEF, page.url)


def nobody_sees_anything_early(hall: Hall, ledger: Ledger) -> None:
    """Competitor and judge see the assessment, and neither marks nor names beside codes."""
    for page in (on_phone(hall, "c1"), on_phone(hall, "judge1")):
        go(page, at(hall))
        sees(page, "17-K1")
        go(page, at(hall, "standing/"))
        assert not any(str(ledger.total(strength_of(entry))) in words_of(page) for entry in ENTRIES)
    go(on_phone(hall, "c1"), at(hall, "board/"), status=403)
    go(on_phone(hall, "judge1"), at(hall, "open/"), status=403)
    look(on_phone(hall, "c1"), "51-early")


def both_keys_open_the_codes(hall: Hall) -> None:
    page = sign_in(hall, "clerk")
    go(page, at(hall, "open/"))
    fill(page, tag_key=hall.notes["tags"], code_key=hall.notes["codes"])
    press(page, "Open the codes", sure=True)
    for entry in ENTRIES:
        sees(page, entry)
    look(page, "52-opened")


def two_people_publish(hall: Hall) -> None:
    page = sign_in(hall, "keyer1")
    go(page, at(hall, "publish/"))
    press(page, "Propose to publish", sure=True)
    approve(hall, CHIEF, page.url)


def a_competitor_objects_and_the_arbiter_rules(hall: Hall) -> None:
    page = on_phone(hall, "c1")
    go(page, at(hall, "objections/"))
    fill(page, text=OBJECTION)
    look(page, "53-objection-phone")
    press(page, "Lodge the objection")
    arbiter = sign_in(hall, "arbiter")
    go(arbiter, at(hall, "objections/"))
    sees(arbiter, OBJECTION)
    fill(arbiter, text="经核对三名裁判评分单与评分细则，给分一致，维持原分。")
    press(arbiter, "Dismiss it")
    look(arbiter, "54-ruling")


def the_standing_is_as_reckoned_apart(hall: Hall, ledger: Ledger) -> None:
    page = sign_in(hall, "officer")
    go(page, at(hall, "standing/"))
    look(page, "55-standing")
    for rank, entry in enumerate(reversed(ENTRIES), 1):
        row = page.locator("main table tr", has_text=NAMES[f"c{entry[-1]}"]).first
        expect(row).to_contain_text(str(ledger.total(strength_of(entry))))
        expect(row.locator("td, th").first).to_contain_text(str(rank))


def a_competitor_sees_the_own_losses_and_nobody_elses(hall: Hall, ledger: Ledger) -> None:
    page = on_phone(hall, "c1")
    go(page, at(hall, "lost-marks/17-01/"))
    sees(page, str(ledger.total(1)))
    look(page, "56-losses-phone")
    other = on_phone(hall, "c2")
    go(other, at(hall, "lost-marks/17-02/"))
    go(other, at(hall, "lost-marks/17-01/"), status=404)


def the_objection_clock_runs_down_and_two_seal(hall: Hall) -> None:
    """The screen itself notices when the clock has run down."""
    page = sign_in(hall, "keyer1")
    go(page, at(hall, "publish/"))
    page.locator("button[value=seal]").wait_for(timeout=LONGEST_WAIT)
    page.wait_for_load_state()  # the page that has loaded itself anew asks only once its scripts are there
    press(page, "Propose to seal", sure=True)
    look(approve(hall, "director", page.url), "57-sealed")


def the_outcome_names_who_goes_through_and_what_comes_next(hall: Hall) -> None:
    page = sign_in(hall, "officer")
    for entry in ("17-03", "17-02", "17-01"):
        go(page, at(hall, "outcome/"))
        row = page.locator(f"tr[id='{entry}']")
        row.locator("summary").click()
        press(page, "next post::Record", within=f"tr[id='{entry}']")
    wanted = {"17-05": "Through", "17-04": "Through", "17-03": "Reserve", "17-02": "Out", "17-01": "Out"}
    for entry, status in wanted.items():
        expect(page.locator(f"tr[id='{entry}'] .state")).to_contain_text(zh(f"outcome::{status}"))
    look(page, "58-outcome")


def the_result_is_on_paper(hall: Hall, ledger: Ledger) -> None:
    page = sign_in(hall, "officer")
    go(page, at(hall, "standing/"))
    with page.expect_download() as given:
        page.locator("a[href*='standing/paper/']").first.click()
    document = pypdfium2.PdfDocument(Path(given.value.path()).read_bytes())
    words = "".join("".join(page.get_textpage().get_text_range() for page in document).split())
    for entry in ENTRIES:
        assert NAMES[f"c{entry[-1]}"] in words
        assert str(ledger.total(strength_of(entry))) in words


def anybody_can_verify_the_export(hall: Hall, house: House) -> None:
    """The export holds its own verifier, which needs nothing but Python."""
    path = house.var / "export.zip"
    house.command("export", "17-K1", "--out", str(path))
    with zipfile.ZipFile(path) as pack:
        pack.extract("verify.py", house.var)
    command = [str(shutil.which("python3")), "-I", str(house.var / "verify.py"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
