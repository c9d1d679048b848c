import pytest

from beizhan.core.textdiff.changes import changes_of
from beizhan.files.documents.raised import DOWN, DOWN_ENDS, UP, UP_ENDS, settled
from beizhan.files.documents.reading import read_document
from files.documents.packages import p, word


def up(text):
    return f"{UP}{text}{UP_ENDS}"


def down(text):
    return f"{DOWN}{text}{DOWN_ENDS}"


@pytest.mark.parametrize(
    ("marked", "says"),
    [
        ("plain", "plain"),
        (f"10{up('2')}", "10²"),
        (f"10{up('-')}{up('3')}", "10⁻³"),
        (f"x{up('(n+1)')}", "x⁽ⁿ⁺¹⁾"),
        (f"H{down('2')}SO{down('4')}{up('2-')}", "H₂SO₄²⁻"),
        (f"x{up('a' + down('1'))}", "x^a₁"),
        (f"e{up(' max ')}", "e ^max "),
        (f"the 2{up('nd')} day of X{up('TM')}", "the 2nd day of XTM"),
        (f"a{up('')}b", "ab"),
        (f"a{UP}b", "ab"),
    ],
)
def test_raised_text_becomes_plain_characters(marked, says):
    assert settled(marked) == says


def test_a_power_is_the_same_however_it_is_set_and_never_the_digits_beside_each_other():
    run = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    plain, digits, spaced, page, set_in_word = (
        read_document("Vacuum of 10² Pa.".encode(), "a.txt"),
        read_document(b"Vacuum of 102 Pa.", "a.txt"),
        read_document(b"Vacuum of 10 2 Pa.", "a.txt"),
        read_document(b"<p>Vacuum of 10<sup>2</sup> Pa.</p>", "a.html"),
        read_document(word(p("Vacuum of 10", run, " Pa.")), "a.docx"),
    )

    same = [changes_of(plain, other) == () for other in (page, set_in_word, digits, spaced)]

    assert same == [True, True, False, False]
