"""Searching: what counts for nothing, and what is shown around a word."""

from hypothesis import example, given
from hypothesis import strategies as st

from beizhan.core.documents.searching import excerpts_of, folded_text, holds, searchable, terms_of


def test_width_case_and_white_space_count_for_nothing():
    assert folded_text("Ｍodule\u3000A\n  takes ４ HOURS") == "module a takes 4 hours"
    assert terms_of("公差  Gloves 公差") == ("公差", "gloves")
    assert holds(folded_text("公差为±0.5毫米"), terms_of("公差 毫米"))
    assert not holds("anything", ())


def test_the_worked_example_of_the_method_page():
    found = searchable(["Module A takes 3 hours. 公差为±0.5毫米。"])

    (excerpt,) = excerpts_of(found, terms_of("公差 HOURS"))

    assert excerpt.parts == (
        ("Module A takes 3 ", False),
        ("hours", True),
        (". ", False),
        ("公差", True),
        ("为±0.5毫米。", False),
    )


def test_an_excerpt_keeps_width_and_case_and_signs_that_fold_into_several():
    found = searchable(["响应时间\u3000不超过 500 ms，", "", "宽 3㎜（Straße）"])

    (excerpt,) = excerpts_of(found, terms_of("MS, 3MM STRASSE"))

    assert excerpt.parts == (
        ("响应时间 不超过 500 ", False),
        ("ms，", True),
        (" 宽 ", False),
        ("3㎜", True),
        ("（", False),
        ("Straße", True),
        ("）", False),
    )


_SIGNS = st.text(alphabet="aB公差 ，ß㎜\u0301¨é\u3000각\u1100\u1161İ", max_size=120)


@given(st.lists(_SIGNS, max_size=4))
def test_texts_one_after_another_are_searched_as_the_whole_is(texts):
    assert searchable(texts).text == folded_text("\n".join(texts))


def test_what_is_sought_inside_a_sign_is_shown_as_the_sign():
    [excerpt] = excerpts_of(searchable(["8 ㎝ wide"]), ("m",))

    assert excerpt.parts == (("8 ", False), ("㎝", True), (" wide", False))


@given(st.lists(_SIGNS, max_size=4), st.lists(_SIGNS, max_size=3))
@example(["B¨"], ["BB¨"])
def test_an_excerpt_is_a_stretch_of_the_text_and_marks_only_what_was_sought(texts, questions):
    terms, found = terms_of(" ".join(questions)), searchable(texts)

    for excerpt in excerpts_of(found, terms):
        assert folded_text("".join(part for part, _sought in excerpt.parts)) in found.text
        assert any(sought for _part, sought in excerpt.parts)


@given(
    st.text(alphabet="abB公差 ，", max_size=300), st.lists(st.text(alphabet="ab公", min_size=1, max_size=3), max_size=4)
)
def test_where_each_sign_folds_into_one_an_excerpt_stands_in_the_text_as_it_is(text, terms):
    for excerpt in excerpts_of(searchable([text]), terms):
        assert "".join(part for part, _sought in excerpt.parts) in " ".join(text.split())
        assert all(folded_text(part) in terms for part, sought in excerpt.parts if sought)
