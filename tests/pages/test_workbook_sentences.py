import pytest

from beizhan.files.award_workbook.reading import AWARD_FAULTS
from beizhan.files.roster.checking import CHECKING_FAULTS, faults_in
from beizhan.files.roster.reading import READING_FAULTS, read_roster
from beizhan.files.roster.rows import BodyRow, EntryRow, StageRow
from beizhan.files.roster.writing import write_roster
from beizhan.files.spreadsheet.reading import WORKBOOK_FAULTS
from beizhan.pages.sentences import SENTENCES
from beizhan.pages.words import sentence_of
from files.roster_samples import people_sheet, roster, workbook


@pytest.mark.parametrize("code", sorted({*AWARD_FAULTS, *CHECKING_FAULTS, *READING_FAULTS, *WORKBOOK_FAULTS}))
def test_every_fault_of_a_workbook_has_its_sentence(code):
    assert code in SENTENCES


BROKEN = workbook(
    宿舍=[["x"]],
    人员=[
        ["某某"],
        ["登录名", "姓名", "宿舍", "姓名 Name", "电子邮箱"],
        ["a", "甲", 1, 2, "x"],
        ["a", None],
        ["x" * 99],
    ],
    People=people_sheet(["b", "乙"]),
    日期=[["代码", "名称（中文）", "日期"], ["C-0", "开幕", "九月底"]],
    任职=[["登录名", "岗位"], ["nobody", "主席"], [310101199001011234, "教练"]],
    项目=[["项目编号", "是否参加"], ["17", "也许"]],
    阶段=[["名称（中文）", "顺序", "参加人数 N", "出线人数 M"], ["一", 0, "十", 5]],
    单位=[["完全"]],
)
CONTRARY = roster(
    bodies=(BodyRow("A", "甲", "", "base", "B"), BodyRow("B", "乙", "", "base", "A")),
    stages=(StageRow("一", "", 1, "", 5, 10), StageRow("二", "", 2, "", 60, 2)),
    entries=(EntryRow("07", "1", "A", "", "li.si", "li.si", ""), EntryRow("07", "2", "A", "", "li.si", "", "")),
)


@pytest.mark.parametrize("content", [BROKEN, write_roster(CONTRARY)])
def test_every_sentence_finds_the_facts_it_tells(content):
    sentences = [sentence_of(fault) for fault in faults_in(read_roster(content))]

    assert len(set(sentences)) > 6
    assert [sentence for sentence in sentences if "%" in sentence or "Refused" in sentence] == []
