from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beizhan.core.access import Party, Post
from beizhan.files.roster import layout as layouts
from beizhan.files.roster.checking import CHECKING_FAULTS, faults_in, rows_by_sheet
from beizhan.files.roster.layout import LAYOUTS
from beizhan.files.roster.reading import READING_FAULTS, read_roster, read_uploaded_roster
from beizhan.files.roster.rows import AppointmentRow, BodyRow, EntryRow, Known, Origin, Roster, SkillRow, StageRow
from beizhan.files.roster.writing import write_roster
from beizhan.files.spreadsheet.cells import text_of
from files.payloads import PAYLOADS
from files.roster_samples import people_sheet, person, roster, words, workbook


def without_origins(read):
    return {key: tuple(replace(row, origin=Origin()) for row in rows) for key, rows in rows_by_sheet(read).items()}


def places(faults):
    return [(fault.code, fault.cell) for fault in faults]


def real_faults(content):
    """Return the faults but for what every partial workbook of these tests has."""
    return [
        fault
        for fault in faults_in(read_roster(content), KNOWN)
        if fault.code not in {"sheet_missing", "roster_version"}
    ]


KNOWN = Known(frozenset({"17"}), frozenset({"JD"}), frozenset({"wang.wu"}))


def people(heading, cell):
    return {"人员": [["登录名", "姓名", heading], ["a", "甲", cell]]}


def body(code, superior):
    return BodyRow(code, "甲", "", "base", superior)


def stage(position, from_n, to_m):
    return StageRow("一", "", position, "", from_n, to_m)


def entry(code, first="li.si", second="", skill="17"):
    return EntryRow(skill, code, "JD", "", first, second, "")


def test_what_is_written_is_read_back_and_has_no_faults():
    read = read_roster(write_roster(roster()))

    assert without_origins(read) == without_origins(roster())
    assert faults_in(read) == ()


def test_an_uploaded_roster_is_read_in_the_child_as_it_is_here():
    content = write_roster(roster())

    assert read_uploaded_roster(content, name="名册.xlsx") == read_roster(content)


def test_a_row_knows_its_sheet_and_its_row():
    read = read_roster(write_roster(roster()))

    assert [row.origin for row in read.people] == [Origin("people", 2), Origin("people", 3), Origin("people", 4)]


def test_the_bare_template_reads_as_an_empty_roster_without_faults():
    read = read_roster(write_roster(Roster()))

    assert (faults_in(read), set(rows_by_sheet(read).values())) == ((), {()})


def test_the_template_has_lists_locked_headings_both_languages_and_a_hidden_version():
    book = openpyxl.load_workbook(BytesIO(write_roster(Roster())))

    assert book.sheetnames == ["说明 Instructions", *(layout.title for layout in LAYOUTS), "选项 Choices"]
    assert (book["选项 Choices"].sheet_state, book["选项 Choices"]["A1"].value) == ("veryHidden", "beizhan-roster/1")
    assert [cell.value for cell in book["人员 People"][1]][:3] == ["错误 Errors", "登录名* Login", "姓名* Name"]
    assert book["人员 People"].freeze_panes == "B2"
    lists = {(rule.type, str(rule.sqref)) for rule in book["单位 Bodies"].data_validations.dataValidation}
    assert ("list", "E2:E2001") in lists
    assert len(book["单位 Bodies"].data_validations.dataValidation[0].promptTitle) <= 32
    assert book["人员 People"].column_dimensions["B"].number_format == "@"


def test_every_party_and_post_has_its_words_and_is_offered():
    offered = set(layouts.choices_of(layouts.Ask.PARTY).values()) | set(layouts.choices_of(layouts.Ask.POST).values())

    assert offered == {str(party) for party in Party} | {str(post) for post in Post}


@pytest.mark.parametrize("typed", ["教练 Coach", "教练", "coach", "ＣＯＡＣＨ", "教练/Coach", " 教练　coach "])
def test_a_post_is_understood_in_either_language(typed):
    content = workbook(任职=[["登录名", "岗位", "单位代码"], ["wang.wu", typed, "JD"]])

    assert (read_roster(content).appointments[0].post, real_faults(content)) == ("coach", [])


@pytest.mark.parametrize(
    ("cell", "column", "code"),
    [("主席", "岗位", "choice_unknown"), ("", "岗位", "value_missing"), ("nobody", "登录名", "reference_unknown"),
     ("x" * 65, "登录名", "text_too_long"), (310101199001011234, "登录名", "digits_lost"),
     ("NO", "单位代码", "reference_unknown"),
     ("99", "项目编号", "reference_unknown"), ("wang.wu", "副手（AB角）登录名", "own_deputy")],
)  # fmt: skip
def test_a_wrong_cell_is_named(cell, column, code):
    heading = ["登录名", "岗位", "单位代码", "项目编号", "副手（AB角）登录名"]
    row = ["wang.wu", "教练", "JD", "17", None]
    row[heading.index(column)] = cell
    content = workbook(任职=[heading, row])

    assert places(real_faults(content))[:1] == [(code, f"任职!{'ABCDE'[heading.index(column)]}2")]


def test_a_refusal_names_a_column_without_the_star_of_its_heading():
    content = workbook(任职=[["登录名", "岗位", "单位代码"], ["wang.wu", "", "JD"]])

    assert [one.facts["heading"] for one in real_faults(content)] == ["岗位 Post"]


@pytest.mark.parametrize(
    ("title", "heading", "row", "code", "cell"),
    [
        ("日期", ["代码", "名称（中文）", "日期"], ["C-0", "开幕", "九月底"], "not_a_date", "日期!C2"),
        ("日期", ["代码", "名称（中文）", "日期"], ["C-0", "开幕", None], "value_missing", "日期!C2"),
        ("阶段", ["名称（中文）", "顺序", "参加人数 N", "出线人数 M"], ["一", 1, 5, 10], "stage_widens", "阶段!D2"),
        (
            "阶段",
            ["名称（中文）", "顺序", "参加人数 N", "出线人数 M"],
            ["一", 1, "十", 5],
            "not_a_whole_number",
            "阶段!C2",
        ),
        (
            "阶段",
            ["名称（中文）", "顺序", "参加人数 N", "出线人数 M"],
            ["一", 0, 5, 5],
            "stage_not_positive",
            "阶段!B2",
        ),
        ("项目", ["项目编号", "是否参加"], ["17", "也许"], "not_yes_or_no", "项目!B2"),
        ("人员", ["登录名", "姓名", "电子邮箱"], ["a", "甲", "not an address"], "email_unlike", "人员!C2"),
    ],
)
def test_a_cell_of_each_kind_that_is_wrong_is_named(title, heading, row, code, cell):
    assert places(real_faults(workbook(**{title: [heading, row]}))) == [(code, cell)]


def test_a_wrong_cell_is_reported_once_and_not_as_missing_too():
    content = workbook(任职=[["登录名", "岗位", "单位代码"], ["wang.wu", "主席", "JD"]])

    assert places(real_faults(content)) == [("choice_unknown", "任职!B2")]


def test_a_row_that_says_the_same_again_points_to_the_first():
    (fault,) = real_faults(workbook(人员=people_sheet(["a", "甲"], ["b", "乙"], ["a", "丙"])))

    assert (fault.code, fault.cell, fault.facts) == ("row_repeated", "人员!B4", {"found": "a", "first": "人员!B2"})


@pytest.mark.parametrize(
    ("changes", "code", "cell"),
    [
        ({"bodies": (body("A", "B"), body("B", "A"))}, "superior_circle", "单位 Bodies!F2"),
        ({"stages": (stage(1, 10, 5), stage(2, 6, 2))}, "stage_does_not_follow", "阶段 Stages!F3"),
        ({"entries": (entry("1", "li.si", "li.si"),)}, "same_competitor_twice", "报名 Entries!G2"),
        ({"entries": (entry("1"), entry("2", "wang.wu", "li.si"))}, "competitor_twice_in_skill", "报名 Entries!F2"),
        ({"entries": (entry("1", skill="07"),)}, "skill_not_chosen", "报名 Entries!B2"),
        ({"skills": (SkillRow("17", "网", "", None),)}, "value_missing", "项目 Skills!E2"),
    ],
)  # fmt: skip
def test_rows_that_contradict_each_other_are_named(changes, code, cell):
    faults = faults_in(read_roster(write_roster(roster(**changes))))

    assert (code, cell) in places(faults)


def test_what_the_campaign_has_already_may_be_referred_to():
    content = workbook(任职=[["登录名", "岗位", "单位代码", "项目编号"], ["wang.wu", "裁判员", "JD", "17"]])

    assert places(faults_in(read_roster(content), KNOWN))[-1][0] == "sheet_missing"
    assert [code for code, _ in places(faults_in(read_roster(content)))].count("reference_unknown") == 3


@pytest.mark.parametrize(
    ("sheets", "expected"),
    [
        ({"宿舍": [["x"]]}, [("sheet_unknown", "")]),
        ({"人员": people_sheet(["a", "甲"]), "People": people_sheet(["b", "乙"])}, [("sheet_repeated", "")]),
        ({"人员": [["完全", "不同"], ["a", "b"]]}, [("heading_missing", "人员!A1")]),
        (
            {"人员": [["登录名", "姓名", "宿舍"], ["a", "甲", "301"]]},
            [("column_unknown", "人员!C1"), ("cell_unread", "人员!C2")],
        ),
        (
            {"人员": [["登录名", "姓名", "姓名 Name"], ["a", "甲", "乙"]]},
            [("column_repeated", "人员!C1"), ("cell_unread", "人员!C2")],
        ),
        ({"人员": [["登录名"], ["a"]]}, [("column_missing", "人员!A1"), ("value_missing", "人员!A2")]),
        ({"人员": [["2026年名册"], ["登录名", "姓名"], ["a", "甲"]]}, [("cell_unread", "人员!A1")]),
        ({"人员": [["登录名", "姓名"], ["a", "甲", None, "旁注"]]}, [("cell_unread", "人员!D2")]),
        ({"人员": [["登录名", "姓名"], [None, None, "旁注"]]}, [("cell_unread", "人员!C2")]),
    ],
)
def test_nothing_is_skipped_silently(sheets, expected):
    assert places(real_faults(workbook(**sheets))) == expected


def test_empty_rows_and_empty_strange_sheets_are_no_faults():
    content = workbook(人员=people_sheet(["a", "甲"], [None, None], ["　", " "], ["b", "乙"]), Sheet3=[[]])

    assert ([row.login for row in read_roster(content).people], real_faults(content)) == (["a", "b"], [])


def test_every_fault_code_is_declared_once():
    assert len({*READING_FAULTS, *CHECKING_FAULTS}) == len(READING_FAULTS) + len(CHECKING_FAULTS)


def test_a_workbook_of_another_version_is_read_with_a_warning():
    read = read_roster(workbook(**{"人员": people_sheet(["a", "甲"]), "选项 Choices": [["beizhan-roster/0"]]}))

    assert (read.unread[0].code, read.unread[0].facts["found"]) == ("roster_version", "beizhan-roster/0")


def cells_in(content):
    return {
        (sheet.title, cell.coordinate): cell
        for sheet in openpyxl.load_workbook(BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }


def test_errors_come_back_beside_the_cells_in_the_same_workbook():
    read = read_roster(workbook(人员=people_sheet(["a", "甲", None, "NO"], ["b", "乙", None, "JD"])))
    content = write_roster(read, faults_in(read, KNOWN), sentence=words)

    cells = cells_in(content)

    wrong, right = cells["人员", "E2"], cells["人员", "E3"]
    assert (wrong.value, wrong.comment.text) == ("NO", "reference_unknown: NO")
    assert (wrong.fill.fgColor.rgb, right.fill.fgColor.rgb, right.comment) == ("FFF8C9C4", "00000000", None)
    assert cells["人员", "A2"].value == "reference_unknown: NO"
    listed = [cell.value for (title, _), cell in cells.items() if title == "说明 Instructions"]
    assert ("✗ 人员!E2" in listed, "reference_unknown: NO" in listed) == (True, True)


def test_everything_that_was_typed_survives_the_way_back():
    heading = ["登录名", "姓名", "宿舍", "手机"]
    typed = {
        "名单（勿删）": [["甲", 1, 0.5, True], [None, "=1+1", date(2026, 9, 22)]],
        "人员": [
            ["某某名册"],
            heading,
            ["a", "  甲 ", 301, "１３８"],
            ["a", None, None, "x" * 70],
            [None, None, None, None, "旁注"],
        ],
        "日期": [["代码", "日期", "名称（中文）"], ["C-0", "九月底", "开幕"], ["C-1", date(2026, 9, 1), 5]],
        "任职": [["登录名", "岗位"], ["a", "主席"], [310101199001011234, 12.5]],
    }
    read = read_roster(workbook(**typed))

    back = read_roster(write_roster(read, faults_in(read), sentence=words))

    came = {sheet.title: sheet.cells for sheet in back.typed}
    for sheet in read.typed:
        assert [row[: len(cells)] for row, cells in zip(came[sheet.title], sheet.cells, strict=False)] == list(
            sheet.cells
        )


def test_a_returned_workbook_can_be_mended_and_sent_again():
    read = read_roster(workbook(人员=people_sheet(["a", "甲", None, "NO"])))
    content = write_roster(read, faults_in(read, KNOWN), sentence=words)
    book = openpyxl.load_workbook(BytesIO(content))
    book["人员"]["E2"] = "JD"
    mended = BytesIO()
    book.save(mended)

    again = read_roster(mended.getvalue())

    assert faults_in(again, KNOWN) == ()
    assert [row.body for row in again.people] == ["JD"]


def test_sending_back_twice_changes_nothing_more():
    read = read_roster(workbook(人员=people_sheet(["a", "甲", None, "NO"]), 宿舍=[["x"]]))
    once = write_roster(read, faults_in(read), sentence=words)
    read_again = read_roster(once)
    twice = write_roster(read_again, faults_in(read_again), sentence=words)

    assert places(faults_in(read_again)) == places(faults_in(read_roster(twice)))
    assert read_again.typed[1:] == read_roster(twice).typed[1:]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_of_a_roster_becomes_a_formula(payload):
    people = (person(payload, payload, sort_key=payload, phone=payload, email=payload, body=payload),)
    written = roster(
        people=people,
        bodies=(BodyRow(payload, payload, payload, "base", payload),),
        stages=(StageRow(payload, payload, 1, payload, 2, 1),),
        appointments=(AppointmentRow(payload, "coach", payload, payload, payload),),
    )
    read = read_roster(write_roster(written))
    back = write_roster(read, faults_in(read), sentence=lambda _: payload)

    cells = cells_in(back).values()

    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell for cell in cells if cell.hyperlink] == []
    assert {read.people[0].name, read.stages[0].name_en, read.bodies[0].name_zh} == {text_of(payload)}


TEXTS = st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1, max_size=30)


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6), st.data())
def test_any_names_and_any_errors_come_through(names, data):
    people = tuple(person(f"p{number}", name, body=data.draw(TEXTS)) for number, name in enumerate(names))
    read = read_roster(write_roster(Roster(people=people)))

    back = read_roster(write_roster(read, faults_in(read), sentence=words))

    assert [row.name for row in back.people] == names
    assert back.people == read.people
