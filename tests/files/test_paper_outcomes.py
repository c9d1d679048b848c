import re

import pytest

from beizhan.core.marking.assessment import Banner
from beizhan.core.selection.outcomes import Status
from beizhan.files.paper import after
from beizhan.files.paper.outcomes import CriterionColumn, LossPack, ResultLine, ResultSheet
from files.paper_samples import AT, VERIFICATION, loss, masthead, notice, signatures, squeezed, state, texts_of

CRITERIA = (CriterionColumn("A", "设计", 4000), CriterionColumn("B", "实现", 6000))


def result(lines, banner=Banner.FINAL, reason=""):
    rule = ("取前一名，另取一名备选。",)
    return ResultSheet(
        masthead(),
        "R-1",
        state(banner, reason),
        CRITERIA,
        tuple(lines),
        rule,
        "0badcafe" * 8,
        VERIFICATION,
        signatures(),
    )


def test_a_result_shows_places_marks_outcomes_rule_fingerprint_and_signatures():
    lines = (
        ResultLine(1, False, "C01", "演示䶮", "甲校", (3500, 5001), 8501, Status.THROUGH, "第一名"),
        ResultLine(2, True, "C02", "演示㛃", "乙厂", (3000, 5000), 8000, Status.RESERVE, "备选"),
        ResultLine(2, True, "C03", "𠅤明", "丙校", (3000, 5000), 8000, Status.OUT, "未入选"),
    )
    (page,) = map(squeezed, texts_of(after.result_sheet(result(lines), language="zh-hans", at=AT)))

    wanted = (
        "最终成绩—已封存",
        "截至2026-11-2218:30",
        "第1版",
        "演示䶮甲校35.0050.0185.01出线第一名",
        "演示㛃乙厂30.0050.0080.00备选",
        "𠅤明丙校30.0050.0080.00淘汰",
        "取前一名，另取一名备选。",
        "0badcafe" * 8,
        "裁判长演示㛃",
    )
    assert [word for word in wanted if word not in page] == []
    assert page.count("并列") == 2


def test_without_every_mark_there_is_no_place_no_total_and_no_outcome():
    lines = (ResultLine(None, False, "C01", "", "", (3500, None), None),)
    (page,) = map(squeezed, texts_of(after.result_sheet(result(lines, Banner.FROZEN), language="en", at=AT)))

    assert "—C0135.00——" in page
    assert ("Frozen—notaresult" in page, "Outcome" in page) == (True, False)


def test_the_banner_stands_on_every_page():
    lines = [ResultLine(n, False, f"C{n:03d}", "", "", (100, 100), 200) for n in range(1, 90)]
    pages = texts_of(after.result_sheet(result(lines, Banner.PROVISIONAL, "更正一处录入"), language="zh-hans", at=AT))

    assert len(pages) > 2
    assert [page.count("暂定成绩") for page in pages] == [1] * len(pages)
    assert re.findall(r"C\d{3}", "".join(pages)) == [line.code for line in lines]


@pytest.mark.parametrize(("status", "word"), [(Status.OUT, "淘汰"), (Status.RESERVE, "备选"), (Status.THROUGH, "出线")])
def test_a_notice_says_the_outcome_and_the_next_post(status, word):
    (page,) = map(squeezed, texts_of(after.outcome_notices([notice(status)], language="zh-hans", at=AT)))

    wanted = ("演示䶮：", word, "第6名，共12人", "73.10", "陪练", "十二月一日报到", "取前五名。", "二十时前书面提交")
    assert [text for text in wanted if text not in page] == []


def test_a_notice_without_a_next_post_has_no_empty_frame_for_it():
    (page,) = texts_of(after.outcome_notices([notice(next_post="")], language="en", at=AT))

    assert "Next post" not in page


def test_a_loss_pack_sets_own_marks_beside_median_best_and_full():
    pack = LossPack(
        masthead(),
        "P-1",
        state(Banner.FINAL),
        "演示䶮",
        "C07",
        6,
        12,
        total=loss("", "", 6123, full=10000),
        sections=(loss("1", "工作组织", 45), loss("2", "沟通", None)),
        criteria=(loss("A", "设计", 70),),
        aspects=(loss("A1.01", "页头固定", 0), loss("A1.02", "零分满分", 0, full=0)),
    )
    (page,) = map(squeezed, texts_of(after.loss_packs([pack], language="zh-hans", at=AT)))

    wanted = (
        "61.23",
        "第6名，共12人",
        "1工作组织0.450.600.901.00",
        "2沟通—0.600.901.00",
        "A设计0.70",
        "A1.01页头固定10.000.600.901.001.00",
    )
    assert [text for text in wanted if text not in page] == []
