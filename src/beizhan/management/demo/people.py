"""Who is in the demo campaign, as the roster workbook would bring them in."""

from collections.abc import Iterator
from datetime import date, timedelta

from beizhan.core.access import Post
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

WEB, NETWORKS = "17", "39"
UNITS = 8
ENTRIES = 10

ACCOUNTS = {
    "director": ("演示主任", Post.DIRECTOR, "P", ""),
    "officer": ("演示专员", Post.OFFICER, "P", ""),
    "clerk": ("演示抽签员", Post.DRAW_CLERK, "P", ""),
    "secretary1": ("演示录分员01", Post.SECRETARY, "P", ""),
    "secretary2": ("演示录分员02", Post.SECRETARY, "P", ""),
    "arbiter": ("演示仲裁员", Post.ARBITER, "P", ""),
    "liaison": ("演示联络员", Post.LIAISON, "C1", ""),
    "base": ("演示基地负责人", Post.BASE_MANAGER, "B1", ""),
    "chief": ("演示裁判长", Post.CHIEF_EXPERT, "T17", WEB),
    "chief39": ("演示裁判长02", Post.CHIEF_EXPERT, "T17", NETWORKS),
    "judge1": ("演示裁判01", Post.JUDGE, "T17", ""),
    "judge2": ("演示裁判02", Post.JUDGE, "T17", ""),
    "judge3": ("演示裁判03", Post.JUDGE, "T17", ""),
    "judge4": ("演示裁判04", Post.JUDGE, "T17", ""),
    "expert": ("演示专家", Post.EXPERT, "T17", WEB),
    "coach": ("演示教练", Post.COACH, "T17", WEB),
    "unit": ("演示单位负责人", Post.UNIT_LEADER, "U1", ""),
    **{
        f"unit{number}": (f"演示单位负责人{number:02d}", Post.UNIT_LEADER, f"U{number}", "")
        for number in range(2, UNITS)
    },
}
"""Login, name, post, body and skill of one account for each role; the competitors and deputies come on top."""

DEPUTIES = {"chief": "演示副裁判长", "liaison": "演示副联络员", "base": "演示基地副负责人", "unit": "演示单位副负责人"}
"""Who has a deputy, and the deputy's name; the last unit has nobody at all, so that a gap can be seen too."""


def roster_of(today: date) -> Roster:
    """Return the whole roster of the demo campaign."""
    return Roster(
        skills=tuple(SkillRow(number, "", "", chosen=True) for number in (WEB, NETWORKS)),
        stages=(
            StageRow("第一阶段考核（十进五）", "First assessment (10 to 5)", 1, "", 10, 5),
            StageRow("第二阶段考核（五进二）", "Second assessment (5 to 2)", 2, "", 5, 2),
        ),
        anchors=(
            AnchorRow("second", "第二阶段考核", "Second assessment", today + timedelta(days=2)),
            AnchorRow("final", "集中阶段性考核", "Concentrated assessment", today + timedelta(days=37)),
            AnchorRow("opening", "大赛开幕", "Opening of the competition", today + timedelta(days=98)),
        ),
        bodies=(*_bodies(),),
        people=(*_people(),),
        appointments=(*_appointments(),),
        entries=(*_entries(WEB), *_entries(NETWORKS)),
    )


def _bodies() -> Iterator[BodyRow]:
    yield BodyRow("C1", "演示市人社局", "Demo City Bureau", "city", "P")
    yield BodyRow("B1", "演示集训基地", "Demo Training Base", "base", "C1")
    yield BodyRow("T17", "演示专家组", "Demo Expert Team", "expert_team", "P")
    for number in range(1, UNITS + 1):
        yield BodyRow(f"U{number}", f"演示技师学院{number:02d}", f"Demo College {number:02d}", "unit", "C1")


def _people() -> Iterator[PersonRow]:
    for login, (name, _, body, _) in ACCOUNTS.items():
        if login != "director":
            yield PersonRow(login, name, login, "", "", body)
        if login in DEPUTIES:
            yield PersonRow(_deputy(login), DEPUTIES[login], _deputy(login), "", "", body)
    for number in range(1, ENTRIES + 1):
        for skill in (WEB, NETWORKS):
            login = f"c{skill}-{number:02d}"
            yield PersonRow(login, f"演示选手{_number(skill, number):02d}", login, "", "", _unit(number))


def _appointments() -> Iterator[AppointmentRow]:
    for login, (_, post, body, skill) in ACCOUNTS.items():
        if login not in {"director", "officer"}:
            yield AppointmentRow(login, str(post), body, skill, _deputy(login) if login in DEPUTIES else "")


def _entries(skill: str) -> Iterator[EntryRow]:
    for number in range(1, ENTRIES + 1):
        coach = "coach" if (skill, number) == (WEB, 1) else ""
        code = f"{skill}-{number:02d}"
        yield EntryRow(skill, code, _unit(number), "B1", f"c{skill}-{number:02d}", "", coach)


def _deputy(login: str) -> str:
    return f"{login}-deputy"


def _number(skill: str, number: int) -> int:
    return number if skill == WEB else number + ENTRIES


def _unit(number: int) -> str:
    return f"U{(number - 1) % UNITS + 1}"
