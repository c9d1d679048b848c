import re
from dataclasses import replace
from itertools import pairwise

import pytest

from beizhan.files.paper import during
from beizhan.files.paper.forms import DayRow, DaySummary, Envelope, Seat, SummaryForm, SummaryGroup, SummaryLine
from files.paper_samples import AT, block, form, judged, landscape, masthead, measured, signatures, squeezed, texts_of


def test_a_marking_form_says_whose_it_is_and_what_is_marked():
    pdf = during.marking_forms([form()], language="zh-hans", at=AT)

    (page,) = map(squeezed, texts_of(pdf))

    wanted = (
        "评分表",
        "演示备战·第一阶段考核",
        "17网站技术",
        "WebTechnologies",
        "C07",
        "12",
        "A1",
        "首页",
        "第1天",
        "A1.01",
        "页面布局",
        "0未完成",
        "3完全超出",
        "1.00",
        "A1.02",
        "页头固定",
        "要求：±1px",
        "0.50",
        "裁判员3",
        "裁判组长",
        "裁判长",
        "日期与时间",
        "表号S-0001",
        "评分方案版本3·a1b2c3d4",
        "打印2026-11-2201:30",
        "第1页/共1页",
    )
    assert [word for word in wanted if word not in page] == []


def test_the_same_form_reads_in_english():
    pdf = during.marking_forms([form()], language="en", at=AT)

    (page,) = texts_of(pdf)

    wanted = (
        "Marking form",
        "17 Web Technologies",
        "Blind code",
        "Day 1",
        "Requirement: ±1 px",
        "Judge 2",
        "Chief expert",
        "Page 1 of 1",
        "Scheme version 3",
    )
    assert [word for word in wanted if word not in page] == []


def test_the_same_form_at_the_same_time_is_the_same_bytes():
    first, second = (during.marking_forms([form()], language="zh-hans", at=AT) for _ in range(2))

    assert first == second


def test_what_is_typed_is_printed_and_never_run():
    evil = '#panic("x") $x^2$ *b* @ref \\ </script> {count} #set page(width: 1cm)'
    pdf = during.marking_forms(
        [form(block=block(measured("A1.01", evil), name=evil), code="#C1", station="<1>")], language="en", at=AT
    )

    (page,) = map(squeezed, texts_of(pdf))

    assert page.count(squeezed(evil)) == 2


def test_pages_are_counted_within_each_form():
    long = block(*(judged(f"A1.{number:02d}") for number in range(1, 31)))
    pdf = during.marking_forms([form("S-1"), form("S-2", block=long), form("S-3")], language="en", at=AT)

    feet = [re.findall(r"Page \d of \d|Sheet S-\d", page) for page in texts_of(pdf)]

    assert feet == [
        ["Sheet S-1", "Page 1 of 1"],
        *(["Sheet S-2", f"Page {page} of 3"] for page in range(1, 4)),
        ["Sheet S-3", "Page 1 of 1"],
    ]


def test_every_page_of_a_long_form_repeats_the_code_and_every_aspect_is_there_once():
    codes = [f"A1.{number:02d}" for number in range(1, 31)]
    pdf = during.marking_forms([form(block=block(*map(judged, codes)))], language="en", at=AT)

    pages = texts_of(pdf)

    assert all("C07" in page for page in pages)
    assert re.findall(r"A1\.\d\d", "".join(pages)) == codes


def test_a_mixed_sub_criterion_is_split_into_a_form_for_each_kind():
    parts = during.split_by_kind(form())

    assert [(part.sheet, [aspect.code for aspect in part.block.aspects]) for part in parts] == [
        ("S-0001-J", ["A1.01"]),
        ("S-0001-M", ["A1.02"]),
    ]
    assert during.split_by_kind(parts[0]) == (parts[0],)


@pytest.mark.parametrize(
    ("aspects", "title"), [((judged("A1.01"),), "Judgement form"), ((measured("A1.01"),), "Measurement form")]
)
def test_a_form_of_one_kind_is_named_for_it(aspects, title):
    (page,) = texts_of(during.marking_forms([form(block=block(*aspects))], language="en", at=AT))

    assert (title in page, "Agreed" in page, "both rounds" in page) == (True, title[0] == "M", title[0] == "J")


@pytest.mark.parametrize(("seats", "spread"), [(1, [1]), (10, [10]), (11, [5, 6]), (12, [6, 6]), (23, [7, 8, 8])])
def test_many_competitors_are_spread_evenly_over_pages(seats, spread):
    pages = texts_of(during.landscape_forms([landscape(seats)], language="en", at=AT))

    codes = [re.findall(r"C\d\d", page) for page in pages]
    assert [len(found) for found in codes] == spread
    assert [code for found in codes for code in found] == [f"C{seat:02d}" for seat in range(1, seats + 1)]


def test_a_summary_form_is_blank_until_there_are_marks():
    line = SummaryLine("A1", "首页", 500, None, 1)
    group = SummaryGroup(SummaryLine("A", "设计", 500), (line,))
    filled = SummaryGroup(SummaryLine("A", "设计", 500, 437), (replace(line, mark=437),))
    forms = [
        SummaryForm(masthead(), "Z-1", None, (group,)),
        SummaryForm(masthead(), "Z-2", Seat("C03", "4"), (filled,)),
    ]

    blank, full = texts_of(during.summary_forms(forms, language="zh-hans", at=AT))

    assert (blank.count("5.00"), blank.count("4.37")) == (3, 0)
    assert (full.count("5.00"), full.count("4.37"), full.count("C03")) == (3, 3, 1)


@pytest.mark.parametrize("count", [1, 6, 16, 17, 36])
def test_the_summary_of_a_day_shows_every_sub_criterion_and_a_dash_for_what_is_missing(count):
    lines = tuple(SummaryLine(f"Q{number}.", "页面", 300) for number in range(count))
    rows = (DayRow("C01", tuple(range(count)), 1234), DayRow("C02", (None, *range(1, count)), None))
    pdf = during.day_summary(DaySummary(masthead(), "D-1", 2, lines, rows, signatures()), language="en", at=AT)

    whole = "\n".join(texts_of(pdf))

    assert re.findall(r"Q\d+\.", whole) == [line.code for line in lines]
    assert (whole.count("12.34"), whole.count("—") >= 2, "Day 2" in whole, "裁判长" in whole) == (1, True, True, True)


def test_an_envelope_holds_its_own_half_of_the_draw_only_and_its_label_says_nothing_of_it():
    names = Envelope(
        masthead(), "K-1", 1, "甲", ("姓名", "抽签号"), (("演示䶮", "7"), ("演示㛃", "4")), "2026-11-22 08:10"
    )
    codes = Envelope(masthead(), "K-2", 2, "乙", ("抽签号", "盲码"), (("7", "C07"), ("4", "C11")), "2026-11-22 08:10")

    first, first_label, second, second_label = texts_of(during.envelopes([names, codes], language="zh-hans", at=AT))

    assert ["演示䶮" in first, "C07" in first, "C07" in second, "演示䶮" in second] == [True, False, True, False]
    assert [name in first_label + second_label for name in ("演示䶮", "C07", "C11")] == [False, False, False]


def test_a_long_draw_keeps_every_line():
    rows = tuple((f"L{number:03d}", f"X{number:03d}") for number in range(130))
    pdf = during.envelopes([Envelope(masthead(), "K", 2, "乙", ("a", "b"), rows, "")], language="en", at=AT)

    whole = "".join(texts_of(pdf))

    assert sorted(re.findall(r"[LX]\d{3}", whole)) == sorted(text for row in rows for text in row)


def test_seats_of_a_split_stay_in_order():
    parts = [part["seats"] for part in during._parts_of(landscape(29))]  # noqa: SLF001 - the rule of spreading is what is tested

    assert all(later[0]["code"] > earlier[-1]["code"] for earlier, later in pairwise(parts))
