"""What the marking screens ask: exact values, nothing that leaks, and as many queries for three as for one."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

import hall
from beizhan.actions.marking.problems import answer_problem, raise_problem, settle_spread
from beizhan.actions.marking.sheets import print_sheets
from beizhan.actions.marking.timekeeping import keep_time
from beizhan.core.marking.assessment import LockScope
from beizhan.core.marking.awarding import AwardRow
from beizhan.core.marking.cells import CellState
from beizhan.core.marking.paper_sheets import SheetNumber
from beizhan.core.marking.timekeeping import Phase, Signal, Timing
from beizhan.core.training.terms import Term
from beizhan.files.paper.during import marking_forms
from beizhan.models.marking.awards import Problem
from beizhan.queries.marking.assessments import places_of
from beizhan.queries.marking.entering.boards import board_of
from beizhan.queries.marking.entering.books import Base, award_book_of, bases_of
from beizhan.queries.marking.entering.clocks import clock_room_of, time_lines_of
from beizhan.queries.marking.entering.confirming import confirm_sheet_of, waiting_for
from beizhan.queries.marking.entering.desks import assessment_at, head_of, where_it_stands
from beizhan.queries.marking.entering.disputes import Round, questions_of, spreads_of
from beizhan.queries.marking.entering.judging import duties_of, judge_sheet_of
from beizhan.queries.marking.entering.leaves import leaf_of, said_of
from beizhan.queries.marking.entering.printing import pile_of, print_room_of
from beizhan.queries.marking.entering.signing import signing_of
from beizhan.queries.marking.entering.summaries import summary_of
from desk import barred_code, codes, confirm, give, judged, lock, measure, measured, score, with_bars

pytestmark = pytest.mark.django_db
REASON = "三人对层次的理解不同，已统一"


def full(entries):
    """A hall with something said of everything, for so many entries."""
    found = hall.marking(entries)
    for code in codes(found):
        score(found, code, judged(found), (0, 2, 3))
        measure(found, code, measured(found), 1000)
        raise_problem(found.assessment, code, measured(found, 1).key, text="看不清", **found.who("judge1"))
    for place in places_of(found.assessment):
        timing = Timing(Signal.START, found.later())
        keep_time(found.assessment, place, "A", timing, by=found.people["judge1"])
    print_sheets(found.assessment, [SheetNumber("A1", code) for code in codes(found)], **found.who("secretary"))
    found.keys["code"] = first(found)
    return found


def first(found):
    return codes(found)[0]


ASKED = {
    "assessment_at": (1, lambda found: assessment_at(found.assessment.pk)),
    "where_it_stands": (6, lambda found: where_it_stands(found.assessment)),
    "leaf_of": (12, lambda found: leaf_of(found.assessment, "A1")),
    "leaf_of one": (12, lambda found: leaf_of(found.assessment, "A1", code=found.keys["code"])),
    "waiting_for": (15, lambda found: waiting_for(found.assessment, found.people["second"])),
    "confirm_sheet_of": (
        15,
        lambda found: confirm_sheet_of(found.assessment, found.people["second"], sub="A1", place=found.keys["code"]),
    ),
    "duties_of": (13, lambda found: duties_of(found.assessment, found.people["judge1"])),
    "judge_sheet_of": (
        15,
        lambda found: judge_sheet_of(found.assessment, found.people["judge1"], sub="A1", place=found.keys["code"]),
    ),
    "spreads_of": (13, lambda found: spreads_of(found.assessment, found.people["chief"])),
    "questions_of": (5, lambda found: questions_of(found.assessment, found.people["chief"])),
    "board_of": (11, lambda found: board_of(found.assessment)),
    "board_of one": (11, lambda found: board_of(found.assessment, sub="A1")),
    "signing_of": (13, lambda found: signing_of(found.assessment)),
    "clock_room_of": (6, lambda found: clock_room_of(found.assessment, at=found.at)),
    "print_room_of": (12, lambda found: print_room_of(found.assessment)),
    "pile_of": (8, lambda found: pile_of(found.assessment, ["A1", "B1"], side_by_side=False)),
    "award_book_of": (8, lambda found: award_book_of(found.assessment)),
    "summary_of": (17, lambda found: summary_of(found.assessment)),
    "bases_of": (1, lambda found: bases_of(found.assessment, seq=10**6)),
}


@pytest.fixture(scope="module")
def one_and_three(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield full(1), full(3)
        transaction.set_rollback(True)


@pytest.mark.parametrize("name", ASKED)
def test_the_number_of_queries_is_the_same_for_one_and_for_three(one_and_three, name):
    wanted, ask = ASKED[name]

    counts = []
    for found in one_and_three:
        with CaptureQueriesContext(connection) as asked:
            ask(found)
        counts.append(len(asked))

    assert counts == [wanted, wanted]


def test_a_leaf_shows_what_stands_and_the_version_a_new_value_must_be_based_on(open_hall):
    code, aspect = first(open_hall), measured(open_hall)
    measure(open_hall, code, aspect, 750)
    measure(open_hall, code, aspect, 500)

    leaf = leaf_of(open_hall.assessment, "A1", code=code)

    (judged_row, measured_row) = leaf.rows
    assert [[(box.seat, box.version, box.value) for box in boxes] for boxes in judged_row.boxes] == [
        [(1, 0, None), (2, 0, None), (3, 0, None)]
    ]
    assert [(box.seat, box.version, box.value, box.is_open) for box in measured_row.boxes[0]] == [(0, 2, 500, True)]
    assert (leaf.scheme_version, leaf.part, leaf.parts) == (1, 1, 1)


def test_a_leaf_is_cut_into_equal_parts_of_ten_at_most():
    found = hall.marking(13)

    parts = [leaf_of(found.assessment, "A1", part=part) for part in (1, 2, 99)]

    assert [(leaf.part, leaf.parts, len(leaf.places)) for leaf in parts] == [(1, 2, 6), (2, 2, 7), (2, 2, 7)]
    assert [place.code for leaf in parts[:2] for place in leaf.places] == codes(found)


@pytest.mark.parametrize(("sub", "code"), [("Z9", ""), ("A1", "ZZZ")])
def test_there_is_no_leaf_of_what_does_not_exist(open_hall, sub, code):
    assert leaf_of(open_hall.assessment, sub, code=code) is None


def test_confirmed_and_locked_boxes_are_shut(open_hall):
    found = hall.marked(open_hall)
    assert {box.is_open for row in leaf_of(found.assessment, "A1").rows for boxes in row.boxes for box in boxes} == {
        False
    }

    lock(found, LockScope.DAY, "1")
    assert leaf_of(found.assessment, "A1").is_locked
    assert not leaf_of(found.assessment, "B1").is_locked


def test_what_stands_now_says_who_gave_it_and_when(open_hall):
    code, aspect = first(open_hall), measured(open_hall)
    measure(open_hall, code, aspect, 750, "second")

    found = said_of(open_hall.assessment, [(code, aspect.key, 0), (code, aspect.key, 1)])

    (said,) = found.values()
    assert (said.version, said.value, said.by, said.at) == (1, 750, open_hall.people["second"].name, open_hall.at)


def test_a_judge_sees_no_score_of_others_before_all_three_have_spoken(open_hall):
    code, aspect = first(open_hall), judged(open_hall)
    give(open_hall, [AwardRow(code, aspect.key, 2, 3, 0)], "judge2")
    give(open_hall, [AwardRow(code, aspect.key, 3, 1, 0)], "judge3")

    line = sheet(open_hall, "judge1", code).lines[0]
    assert (line.own, line.version, line.revealed, line.is_apart) == (None, 0, (), False)
    give(open_hall, [AwardRow(code, aspect.key, 1, 2, 0)], "judge1")

    lines = [sheet(open_hall, who, code).lines[0] for who in ("judge1", "judge2", "judge3")]
    assert [(line.own, line.revealed, line.is_apart, line.is_open) for line in lines] == [
        (2, (2, 3, 1), True, False),
        (3, (2, 3, 1), True, False),
        (1, (2, 3, 1), True, False),
    ]


def sheet(found, who, code, sub="A1"):
    return judge_sheet_of(found.assessment, found.people[who], sub=sub, place=code)


def test_two_worlds_that_differ_in_others_scores_look_the_same_to_a_judge_who_has_not_spoken():
    seen = []
    for hidden in (0, 3):
        found = hall.marking(1)
        give(found, [AwardRow(first(found), judged(found).key, 2, hidden, 0)], "judge2")
        (line, _) = sheet(found, "judge1", first(found)).lines
        (duty, _) = duties_of(found.assessment, found.people["judge1"])
        seen.append(
            (line.own, line.version, line.state, line.round, line.revealed, line.is_apart, duty.left, duty.disputed)
        )

    assert seen[0] == seen[1]


def test_in_the_next_round_the_scores_are_hidden_again_and_those_before_stay(open_hall):
    code, aspect = first(open_hall), judged(open_hall)
    score(open_hall, code, aspect, (0, 2, 3))
    settle_spread(open_hall.assessment, code, aspect.key, reason=REASON, **open_hall.who("chief"))
    give(open_hall, [AwardRow(code, aspect.key, 2, 3, 1)], "judge2")

    line = sheet(open_hall, "judge1", code).lines[0]

    assert (line.round, line.earlier, line.revealed, line.own, line.version) == (2, ((0, 2, 3),), (), None, 1)
    assert line.is_open


def test_a_barred_code_is_absent_and_the_fourth_expert_has_it_instead():
    found = with_bars("judge1")
    barred = barred_code(found, "judge1")

    places = {
        who: {duty.place for duty in duties_of(found.assessment, found.people[who])} for who in ("judge1", "judge4")
    }

    assert places == {"judge1": set(codes(found)) - {barred}, "judge4": {barred}}
    assert sheet(found, "judge1", barred) is None
    assert (sheet(found, "judge4", barred).seat, sheet(found, "judge4", barred).is_cover) == (1, True)


def test_a_judge_has_no_sheet_before_marking_is_open():
    found = hall.declared()

    assert duties_of(found.assessment, found.people["judge1"]) == ()


def test_duties_count_what_is_left(open_hall):
    code = first(open_hall)
    measure(open_hall, code, measured(open_hall), 1000, "judge2")
    give(open_hall, [AwardRow(code, judged(open_hall).key, 1, 2, 0)], "judge1")

    left = {
        (duty.sub, duty.place == code): duty.left
        for duty in duties_of(open_hall.assessment, open_hall.people["judge1"])
    }

    assert left == {("A1", True): 0, ("A1", False): 2, ("B1", True): 2, ("B1", False): 2}


def test_the_queue_holds_what_others_have_entered(open_hall):
    code = first(open_hall)
    measure(open_hall, code, measured(open_hall), 1000)
    measure(open_hall, code, measured(open_hall, 1), 2000, "second")

    (waiting,) = waiting_for(open_hall.assessment, open_hall.people["second"])

    assert (waiting.sub, waiting.place, waiting.ready, waiting.total) == ("A1", code, 1, 2)
    assert waiting.by == (open_hall.people["secretary"].name,)


def test_a_sheet_to_confirm_says_what_is_ready_what_is_own_and_what_comes_next(open_hall):
    here, there = codes(open_hall)[:2]
    measure(open_hall, here, measured(open_hall), 1000)
    score(open_hall, here, judged(open_hall), (2, 2, 1), "second")
    measure(open_hall, there, measured(open_hall), 0)

    found = confirm_sheet_of(open_hall.assessment, open_hall.people["second"], sub="A1", place=here)

    lines = [(one.state, one.scores, one.mark, one.is_ready, one.is_own) for one in found.lines]
    assert lines == [
        (CellState.ENTERED, (2, 2, 1), 2222, False, True),
        (CellState.ENTERED, (None, None, None), 1000, True, False),
    ]
    assert (found.ready, found.following.place) == (1, there)


def test_spreads_show_every_round_with_its_reason(open_hall):
    code, aspect = first(open_hall), judged(open_hall)
    score(open_hall, code, aspect, (0, 2, 3))
    settle_spread(open_hall.assessment, code, aspect.key, reason=REASON, **open_hall.who("chief"))
    at = open_hall.at
    score(open_hall, code, aspect, (3, 1, 3))

    (found,) = spreads_of(open_hall.assessment, open_hall.people["chief"])

    assert found.is_open
    assert found.rounds == (Round(1, (0, 2, 3), REASON, open_hall.people["chief"].name, at), Round(2, (3, 1, 3)))


def test_problems_wait_oldest_first_and_those_answered_follow(open_hall):
    for code, text in zip(codes(open_hall)[:3], ("一", "二", "三"), strict=True):
        raise_problem(open_hall.assessment, code, measured(open_hall).key, text=text, **open_hall.who("judge1"))
    answer_problem(Problem.objects.get(text="一"), text="好", **open_hall.who("chief"))

    found = questions_of(open_hall.assessment, open_hall.people["second"])

    assert [(one.text, one.answer, one.aspect) for one in found] == [
        ("二", "", "A1.02"),
        ("三", "", "A1.02"),
        ("一", "好", "A1.02"),
    ]


def test_the_board_counts_every_state_once(open_hall):
    here, there = codes(open_hall)[:2]
    score(open_hall, here, judged(open_hall), (0, 2, 3))
    score(open_hall, there, judged(open_hall), (2, None, 2))
    measure(open_hall, here, measured(open_hall), 1000)
    confirm(open_hall, here, measured(open_hall))
    measure(open_hall, there, measured(open_hall), 1000)

    board = board_of(open_hall.assessment)

    assert {state.value: count for state, count in board.sums.items()} == {
        "blank": 12,
        "partial": 1,
        "entered": 1,
        "disputed": 1,
        "rejected": 0,
        "confirmed": 1,
    }
    assert [(day.day, day.given, day.confirmed, day.total) for day in board.days] == [(1, 3, 1, 8), (2, 0, 0, 8)]
    assert [sheet.state.value for sheet in board.lines[0].sheets] == ["disputed", "partial", "blank", "blank"]


def test_the_board_of_a_sub_criterion_shows_its_aspects_and_the_sheets_that_are_missing(open_hall):
    here = first(open_hall)
    score(open_hall, here, judged(open_hall), (2, 2, 2))
    measure(open_hall, here, measured(open_hall), 1000)

    board = board_of(open_hall.assessment, sub="A1")

    assert [(line.code, line.states[0].value) for line in board.aspects] == [("A1.01", "entered"), ("A1.02", "entered")]
    assert [sheet.place for sheet in board.missing] == codes(open_hall)[1:]
    assert [line.code for line in board_of(open_hall.assessment, day=2).lines] == ["B1"]


def test_what_is_complete_can_be_proposed_and_what_is_locked_is_told(open_hall):
    found = hall.marked(open_hall)
    lock(found, LockScope.SUB_CRITERION, "A1")

    signing = signing_of(found.assessment)

    assert [(one.ref, one.can_propose, bool(one.lock)) for one in signing.subs] == [
        ("A1", False, True),
        ("B1", True, False),
    ]
    assert [(one.ref, one.proposed_by, one.by) for one in signing.locks] == [
        ("A1", found.people["secretary"].name, found.people["chief"].name)
    ]


def test_clocks_are_there_for_every_competitor_in_every_module(open_hall):
    place = places_of(open_hall.assessment)[0]
    keep_time(open_hall.assessment, place, "A", Timing(Signal.START, open_hall.later()), by=open_hall.people["judge1"])

    room = clock_room_of(open_hall.assessment, at=open_hall.later(minutes=3))

    assert [(one.code, one.name) for one in room.modules] == [("A", "Plan"), ("B", "Build")]
    assert [one.use.phase for one in room.clocks] == [Phase.RUNNING] + [Phase.WAITING] * 3
    assert (room.clocks[0].use.counted.total_seconds(), room.clocks[0].seen) == (180, 1)
    assert [(line.signal, line.by) for line in time_lines_of(place, "A")] == [
        (Signal.START, open_hall.people["judge1"].name)
    ]


def test_the_print_room_knows_what_was_printed_and_from_which_version(open_hall):
    here = first(open_hall)
    print_sheets(open_hall.assessment, [SheetNumber("A1", here), SheetNumber("B1")], **open_hall.who("chief"))

    room = print_room_of(open_hall.assessment)

    assert set(room.printed) == {("A1", here), *(("B1", code) for code in codes(open_hall))}
    assert {(one.version, one.at) for one in room.printed.values()} == {(1, open_hall.at)}


def test_sheets_that_mix_both_kinds_are_split_and_carry_no_name(open_hall):
    single = pile_of(open_hall.assessment, ["A1"], side_by_side=False)
    wide = pile_of(open_hall.assessment, ["A1", "B1"], side_by_side=True)

    here = first(open_hall)
    assert [form.sheet for form in single.singles[:2]] == [f"A1/{here}-J", f"A1/{here}-M"]
    assert [str(number) for number in single.numbers] == [f"A1/{code}" for code in codes(open_hall)]
    assert [(form.sheet, len(form.seats)) for form in wide.landscapes] == [("A1", 4), ("B1", 4)]
    assert not [entry.code for entry in open_hall.entries if entry.code in repr(single)]


def test_a_sheet_says_the_terms_that_stand_on_it_and_no_others(open_hall):
    terms = [Term("尺寸", "dimension"), Term("规划", "Plan"), Term("功能", "function")]

    single = pile_of(open_hall.assessment, ["A1"], side_by_side=False, terms=terms).singles[0]
    plain = pile_of(open_hall.assessment, ["A1"], side_by_side=False).singles[0]

    assert (single.block.terms, plain.block.terms) == (("规划 Plan", "尺寸 dimension"), ())
    paper = marking_forms([single], language="zh-hans", at=open_hall.at)
    assert paper.startswith(b"%PDF")
    assert paper != marking_forms([plain], language="zh-hans", at=open_hall.at)


def test_the_workbook_knows_what_its_cells_held_when_it_was_taken(open_hall):
    code, aspect = first(open_hall), measured(open_hall)
    measure(open_hall, code, aspect, 750)
    taken = head_of(open_hall.assessment)
    measure(open_hall, code, aspect, 500)

    book = award_book_of(open_hall.assessment, sub="A1")

    assert book.version == f"1.{taken + 1}"
    assert bases_of(open_hall.assessment, seq=taken) == {(aspect.key, code, 0): Base(1, 750)}
    assert [(one.code, len(one.aspects)) for one in book.sheets] == [("A1", 2)]


def test_a_summary_counts_what_is_confirmed_and_leaves_the_rest_open(open_hall):
    here = first(open_hall)
    for aspect in (judged(open_hall), measured(open_hall)):
        give(open_hall, [row for row in hall.rows_of(open_hall) if (row.place, row.aspect) == (here, aspect.key)])
        confirm(open_hall, here, aspect)

    whole, day = summary_of(open_hall.assessment), summary_of(open_hall.assessment, day=1)

    assert (day.rows[0].code, day.rows[0].marks, day.rows[0].total) == (here, (3667,), 3667)
    assert [row.total for row in day.rows[1:]] == [None] * 3
    assert (whole.rows[0].marks, whole.rows[0].total) == ((3667, None), None)
    assert summary_of(open_hall.assessment, day=9) is None
