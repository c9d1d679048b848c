import pytest
from hypothesis import given
from hypothesis import strategies as some

from beizhan.core.marking.paper_sheets import Scanned, SheetNumber, number_of, scanned_of
from beizhan.core.scheme.tree import Kind
from beizhan.files.paper.press import qr_text

WRITTEN = {
    "A1": SheetNumber("A1"),
    "A1/K47": SheetNumber("A1", "K47"),
    "A1/K47-J": SheetNumber("A1", "K47", Kind.JUDGEMENT),
    "C12/M23-M": SheetNumber("C12", "M23", Kind.MEASUREMENT),
}
TYPED = {
    "a1 k47": "A1/K47",
    " A1 / K47 ": "A1/K47",
    "a1／ｋ47": "A1/K47",
    "A1、K47": "A1/K47",
    "a1/k47-j": "A1/K47-J",
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_number_reads_as_it_is_written(text):
    assert number_of(text) == WRITTEN[text]
    assert str(WRITTEN[text]) == text


@pytest.mark.parametrize("text", TYPED)
def test_a_number_may_be_typed_as_it_comes(text):
    assert scanned_of(text) == Scanned(number_of(TYPED[text]))


@pytest.mark.parametrize("text", ["", "  ", "/", "A1/K47/9", "A1/K47-X", "BZ1|x||3"])
def test_what_names_no_sheet_is_none(text):
    assert scanned_of(text) is None


def test_what_the_printer_puts_into_the_code_is_what_the_scanner_reads():
    text = qr_text("0f8e2b1c-0000-4000-8000-000000000000", "A1/K47-J", "3")

    assert scanned_of(text) == Scanned(WRITTEN["A1/K47-J"], "0f8e2b1c-0000-4000-8000-000000000000", "3")


def test_a_scanner_on_a_chinese_keyboard_is_understood():
    assert scanned_of("BZ1｜0f8e｜A1、K47｜3") == Scanned(WRITTEN["A1/K47"], "0f8e", "3")


@given(some.text(max_size=40))
def test_nothing_typed_breaks_it(text):
    found = scanned_of(text)

    assert found is None or number_of(str(found.number)) == found.number
