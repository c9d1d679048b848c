"""Builders for rosters and their workbooks: plainly synthetic bodies and people."""

from datetime import date
from io import BytesIO

import xlsxwriter

from beizhan.files.roster.rows import (
    AnchorRow,
    AppointmentRow,
    BodyRow,
    EntryRow,
    PersonRow,
    Roster,
    SkillRow,
    StageRow,
)


def roster(**changes):
    rows = {
        "skills": (
            SkillRow("17", "网站技术", "Web Technologies", True),
            SkillRow("07", "数控铣", "CNC Milling", False),
        ),
        "stages": (StageRow("第一阶段", "First", 1, "", 10, 5), StageRow("第二阶段", "", 2, "", 5, 2)),
        "anchors": (AnchorRow("C-0", "大赛开幕", "Opening", date(2026, 9, 22)),),
        "bodies": (BodyRow("ST", "省厅", "", "province", ""), BodyRow("JD", "示例基地", "Example base", "base", "ST")),
        "people": (person("wang.wu", "演示㛃"), person("zhang.san", "演示䶮"), person("li.si", "演示人员02")),
        "appointments": (AppointmentRow("zhang.san", "coach", "JD", "17", "li.si"),),
        "entries": (EntryRow("17", "17-01", "JD", "JD", "wang.wu", "", "zhang.san"),),
    }
    return Roster(**{**rows, **changes})


def person(login, name="演示人员01", **changes):
    values = {"sort_key": "", "phone": "13800000000", "email": f"{login}@example.org", "body": "JD"}
    return PersonRow(login, name, **{**values, **changes})


def workbook(**sheets):
    """Return the bytes of a workbook with the given sheets, each a list of rows; as a stranger would write it."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "yyyy-mm-dd"}) as made:
        for title, rows in sheets.items():
            sheet = made.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


def people_sheet(*rows):
    return [
        ["错误 Errors", "登录名* Login", "姓名* Name", "手机 Phone", "所在单位代码 Body"],
        *([None, *row] for row in rows),
    ]


def words(fault):
    return f"{fault.code}: {fault.facts.get('found', '')}"
