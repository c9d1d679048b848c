import pytest

from beizhan.core.access import ALLOWED, PARTY_OF, Deed, Party, Post, may


def test_every_deed_stands_in_the_table_and_somebody_may_do_it():
    assert set(ALLOWED) == set(Deed)
    assert [deed for deed, posts in ALLOWED.items() if not posts] == []


def test_every_post_belongs_to_a_party_and_every_party_has_posts():
    assert set(PARTY_OF) == set(Post)
    assert set(PARTY_OF.values()) == set(Party)


def test_whoever_holds_no_post_may_do_nothing():
    assert [deed for deed in Deed if may([], deed)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Deed.DRAW_TAGS, Deed.DRAW_CODES),
        (Deed.RECORD_AWARDS, Deed.SCORE_ALONE),
    ],
)
def test_two_keys_are_never_in_one_post(one, other):
    assert ALLOWED[one] & ALLOWED[other] == frozenset()


@pytest.mark.parametrize("post", [Post.DIRECTOR, Post.OFFICER, Post.LIAISON, Post.COACH, Post.COMPETITOR])
def test_nobody_outside_the_hall_touches_or_sees_marks_before_they_are_published(post):
    touching = {Deed.RECORD_AWARDS, Deed.SCORE_ALONE, Deed.CONFIRM_AWARDS, Deed.SETTLE_SPREAD, Deed.SEE_MARKS}
    touching |= {Deed.WATCH_JUDGES}

    assert [deed for deed in touching if may([post], deed)] == []


def test_the_judges_map_is_for_nobody_who_is_on_it():
    assert ALLOWED[Deed.SEE_JUDGES_MAP] == {Post.DIRECTOR, Post.OFFICER, Post.CHIEF_EXPERT, Post.ARBITER}
    assert ALLOWED[Deed.WATCH_JUDGES] == ALLOWED[Deed.SEE_JUDGES_MAP] & ALLOWED[Deed.SEE_MARKS]


ANALYSIS = [
    Deed.RECORD_RIVAL, Deed.SET_TARGET, Deed.RECORD_GAP, Deed.ANSWER_GAP, Deed.RECORD_VIEW, Deed.PLAN_CONTACT,
    Deed.DECLARE_MISSION, Deed.REPORT_MISSION, Deed.CALL_MEETING, Deed.DECIDE_ITEM, Deed.CLOSE_MEETING,
    Deed.SEE_ANALYSIS, Deed.SEE_RIVALS, Deed.SEE_ALL_GAPS, Deed.SEE_OWN_GAPS, Deed.SEE_VIEWS, Deed.SEE_VIEW_COUNTS,
    Deed.SEE_RECUSAL_HINTS, Deed.SEE_CONTACTS, Deed.SEE_MISSIONS, Deed.SEE_MEETINGS,
]  # fmt: skip


@pytest.mark.parametrize("post", [Post.COMPETITOR, Post.JUDGE, Post.SECRETARY, Post.DRAW_CLERK, Post.ARBITER])
def test_neither_competitors_nor_the_hall_see_anything_of_the_analysis(post):
    assert [deed for deed in ANALYSIS if may([post], deed)] == []


@pytest.mark.parametrize("post", [Post.LIAISON, Post.BASE_MANAGER, Post.UNIT_LEADER])
def test_city_base_and_unit_see_and_answer_only_the_gaps_of_their_own(post):
    assert [deed for deed in ANALYSIS if may([post], deed)] == [Deed.ANSWER_GAP, Deed.SEE_ANALYSIS, Deed.SEE_OWN_GAPS]


def test_whoever_records_anything_may_see_where_it_goes():
    pairs = [
        (Deed.RECORD_RIVAL, Deed.SEE_RIVALS), (Deed.RECORD_VIEW, Deed.SEE_VIEWS),
        (Deed.PLAN_CONTACT, Deed.SEE_CONTACTS), (Deed.REPORT_MISSION, Deed.SEE_MISSIONS),
        (Deed.CLOSE_MEETING, Deed.SEE_MEETINGS),
    ]  # fmt: skip

    assert [(one, other) for one, other in pairs if not ALLOWED[one] <= ALLOWED[other]] == []
    assert ALLOWED[Deed.ANSWER_GAP] <= ALLOWED[Deed.SEE_ALL_GAPS] | ALLOWED[Deed.SEE_OWN_GAPS]
