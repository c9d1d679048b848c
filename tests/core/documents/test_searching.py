"""Searching: what counts for nothing, and what is shown around a word."""

from hypothesis import given
from hypothesis import strategies as st

from beizhan.core.documents.searching import excerpts_of, folded_text, holds, terms_of


def test_width_case_and_white_space_count_for_nothing():
    assert folded_text("Ｍodule\u3000A\n  takes ４ HOURS") == "module a takes 4 hours"
    assert terms_of("公差  Gloves 公差") == ("公差", "gloves")
    assert holds(folded_text("公差为±0.5毫米"), terms_of("公差 毫米"))
    assert not holds("anything", ())


def test_the_worked_example_of_the_method_page():
    text = folded_text("Module A takes 3 hours. 公差为±0.5毫米。")

    (excerpt,) = excerpts_of(text, terms_of("公差 HOURS"))

    assert excerpt.parts == (
        ("module a takes 3 ", False),
        ("hours", True),
        (". ", False),
        ("公差", True),
        ("为±0.5毫米。", False),
    )


@given(
    st.text(alphabet="ab公差 ", max_size=300), st.lists(st.text(alphabet="ab公", min_size=1, max_size=3), max_size=4)
)
def test_an_excerpt_is_a_stretch_of_the_text_and_marks_only_what_was_sought(text, terms):
    for excerpt in excerpts_of(text, terms):
        assert "".join(part for part, _sought in excerpt.parts) in text
        assert all(part in terms for part, sought in excerpt.parts if sought)
