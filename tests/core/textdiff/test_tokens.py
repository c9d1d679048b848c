import pytest
from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.textdiff.wording.tokens import folded, tokens_of, words_of


@pytest.mark.parametrize(
    ("text", "keys", "why"),
    [
        ("The fit is ±0.5 mm.", ("the", "fit", "is", "±0.5mm", "."), "a figure and its unit are one"),
        ("5 h 30 min", ("5h", "30min"), "units may stand apart or not"),
        ("公差为±0.5毫米", ("公", "差", "为", "±0.5毫米"), "Chinese by the character"),
        ("限时三小时", ("限", "时", "三小时"), "a Chinese numeral with its unit"),
        ("不超过22周岁", ("不", "超", "过", "22周岁"), "the longest unit wins"),
        ("from C-4 to C+1", ("from", "C-4", "to", "C+1"), "days are counted from C"),
        ("on 22 September 2026 at 09:30", ("on", "22September2026", "at", "09:30"), "dates and times of day"),
        ("2026年9月22日", ("2026年9月22日",), "a Chinese date"),
        ("see 5.3.1", ("see", "5.3.1"), "a number of a clause"),
        ("1,200 kg and 0,5 mm", ("1,200kg", "and", "0,5mm"), "both commas"),
        ("5–8 and -5 °C", ("5", "-", "8", "and", "-5°C"), "a dash is no minus"),
        ("5 mmol in", ("5", "mmol", "in"), "a unit does not end inside a word"),
        ("10BASE-T, M8", ("10baset", ",", "m8"), "names with digits"),
        ("5.1 A", ("5.1", "a"), "the number and the letter of a title"),
        ("3.1 安全", ("3.1", "安", "全"), "a character that begins a word is no unit"),
        ("Ø 12 mm", ("ø12mm",), "the sign of what is measured"),
    ],
)
def test_a_text_is_cut_into_what_is_compared(text, keys, why):
    assert words_of(text) == keys, why


@pytest.mark.parametrize(
    ("one", "two", "why"),
    [
        ("“Quoted” – it’s", '"Quoted" - it\'s', "quotes and dashes"),
        ("a  b\n\u00a0c", "a b c", "white space"),
        ("compe-tition", "competition", "a hyphen where a line was broken"),
        ("co\u00adordinate", "coordinate", "a soft hyphen"),
        ("（ａ）：５％", "(a):5%", "full width"),
        ("eﬃcient", "efficient", "a ligature"),
        ("café", "cafe\u0301", "an accent in two parts"),
        ("The Expert", "the expert", "letters without case"),
        ("• item", "item", "a bullet"),
        ("22 岁", "22岁", "a blank that a typesetter put between scripts"),
        ("25 °C", "25 ℃", "a sign for two"),
        ("10 Kg, 3 HOURS", "10 kg, 3 hours", "a unit in other letters"),
        ("RA1.6 Φ3", "RA1.6 φ3", "a sign in other letters"),
        ("10，20", "10, 20", "a full comma"),
    ],
)
def test_what_is_only_typography_is_the_same(one, two, why):
    assert words_of(one) == words_of(two), why


@pytest.mark.parametrize(
    ("one", "two"),
    [("10²", "102"), ("½", "1/2"), ("0.5 mm", "0.50 mm"), ("5.10", "5.1"), ("①", "1"), ("±1", "1"), ("5 mW", "5 MW")],
)
def test_what_means_something_else_is_not_the_same(one, two):
    assert words_of(one) != words_of(two)


texts = st.text(st.sampled_from("ab 5.±mC-2年9月小时选手ﬁ“\u00ad\u0301,:()\n–é%"), max_size=40)


@given(texts)
def test_tokens_stand_where_they_say_in_order_and_leave_out_only_what_says_nothing(text):
    tokens = tokens_of(text)

    ends = [0, *tokens.ends]
    gaps = [text[end:start] for end, start in zip(ends, [*tokens.starts, len(text)], strict=True)]
    assert all(start < end for start, end in zip(tokens.starts, tokens.ends, strict=True))
    assert "".join(gaps).replace("\u00ad", "").strip() == ""
    assert len(tokens.keys) == len(tokens.starts) == len(tokens.ends) == len(tokens.sorts)


@given(texts)
def test_blanks_at_the_edges_change_nothing(text):
    assert words_of(f" \n{text}\t ") == words_of(text)


SAID = "the May March 12 2026 12, C C-2 C3 cafés well-known it's mm 5 ±0.5 a. (b) 3rd e.g. PROJECT ﬁles 年 5.3.2"
phrases = st.lists(st.sampled_from(SAID.split(" ")), max_size=12).map(" ".join)


@given(phrases)
def test_plain_words_taken_at_one_go_are_those_taken_one_by_one(text):
    together, alone = tokens_of(text), tokens_of(text.replace(" ", "\n"))

    assert together == alone


def test_what_a_character_is_compared_as_is_compared_as_itself():
    texts = (chr(code) for code in range(0x30000) if not 0xD800 <= code < 0xE000)
    ones = {text: folded(text)[0] for text in texts}

    assert {text: plain for text, plain in ones.items() if len(plain) == 1 and ones[plain] != plain} == {}
