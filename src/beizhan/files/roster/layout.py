"""How the roster workbook is laid out: its sheets, their columns in both languages, and what each column asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from beizhan.core.access import Party, Post
from beizhan.files.roster.rows import AnchorRow, AppointmentRow, BodyRow, EntryRow, PersonRow, Row, SkillRow, StageRow
from beizhan.files.spreadsheet.cells import folded

VERSION = "beizhan-roster/1"
INSTRUCTIONS = "说明 Instructions"
CHOICES = "选项 Choices"
ERRORS = "错误 Errors"


class Ask(StrEnum):
    """What a column asks for."""

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole"
    DATE = "date"
    YES_NO = "yes_no"
    PARTY = "party"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key (the field of the row), its words, what it asks for, what it refers to, an example."""

    key: str
    zh: str
    en: str
    example: str
    ask: Ask = Ask.TEXT
    required: bool = False
    refers: str = ""
    longest: int = 64
    width: int = 16

    @property
    def label(self) -> str:
        """Return the heading."""
        return f"{self.zh}{'*' if self.required else ''} {self.en}"

    @property
    def said(self) -> str:
        """Return the name of the column as a sentence says it."""
        return f"{self.zh} {self.en}"


@dataclass(frozen=True, slots=True)
class Layout:
    """One sheet; ``identity`` are the columns that together may occur only once."""

    key: str
    zh: str
    en: str
    row: Callable[..., Row]
    columns: tuple[Column, ...]
    identity: tuple[str, ...]

    @property
    def title(self) -> str:
        """Return the title of the sheet."""
        return f"{self.zh} {self.en}"


PARTIES: Mapping[Party, tuple[str, str]] = MappingProxyType(
    {
        Party.PROVINCE: ("省级主管部门", "Province"),
        Party.CITY: ("市级主管部门", "City"),
        Party.BASE: ("集训基地", "Training base"),
        Party.EXPERT_TEAM: ("专家组", "Expert team"),
        Party.UNIT: ("选手单位", "Competitor's unit"),
    }
)

POSTS: Mapping[Post, tuple[str, str]] = MappingProxyType(
    {
        Post.DIRECTOR: ("主任", "Director"),
        Post.OFFICER: ("备战办工作人员", "Officer"),
        Post.DRAW_CLERK: ("抽签员", "Draw clerk"),
        Post.SECRETARY: ("录分员", "Marking secretary"),
        Post.ARBITER: ("监督仲裁", "Arbiter"),
        Post.LIAISON: ("联络员", "Liaison"),
        Post.BASE_MANAGER: ("基地负责人", "Base manager"),
        Post.CHIEF_EXPERT: ("裁判长", "Chief expert"),
        Post.JUDGE: ("裁判员", "Judge"),
        Post.EXPERT: ("专家", "Expert"),
        Post.COACH: ("教练", "Coach"),
        Post.UNIT_LEADER: ("单位领导", "Unit leader"),
        Post.COMPETITOR: ("选手", "Competitor"),
    }
)

YES_NO = ("是 Yes", "否 No")

_SKILL = Column("skill_number", "项目编号", "Skill number", "17", Ask.CODE, refers="skills", longest=8, width=12)

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "skills", "项目", "Skills", SkillRow,
        (
            Column("number", "项目编号", "Skill number", "17", Ask.CODE, required=True, longest=8, width=12),
            Column("name_zh", "名称（中文）", "Name (Chinese)", "网站技术", longest=120, width=26),
            Column("name_en", "名称（英文）", "Name (English)", "Web Technologies", longest=120, width=30),
            Column("chosen", "是否参加", "Chosen", YES_NO[0], Ask.YES_NO, required=True, width=12),
        ),
        ("number",),
    ),
    Layout(
        "stages", "阶段", "Stages", StageRow,
        (
            Column("name_zh", "名称（中文）", "Name (Chinese)", "第一阶段集中考核", required=True, width=26),
            Column("name_en", "名称（英文）", "Name (English)", "First assessment", width=26),
            Column("position", "顺序", "Order", "1", Ask.WHOLE, required=True, width=9),
            _SKILL,
            Column("from_n", "参加人数 N", "From N", "10", Ask.WHOLE, required=True, width=12),
            Column("to_m", "出线人数 M", "To M", "5", Ask.WHOLE, required=True, width=12),
        ),
        ("skill_number", "position"),
    ),
    Layout(
        "anchors", "日期", "Dates", AnchorRow,
        (
            Column("key", "代码", "Key", "C-0", Ask.CODE, required=True, longest=32, width=12),
            Column("name_zh", "名称（中文）", "Name (Chinese)", "大赛开幕", required=True, width=26),
            Column("name_en", "名称（英文）", "Name (English)", "Opening ceremony", width=26),
            Column("date", "日期", "Date", "2026-09-22", Ask.DATE, required=True),
        ),
        ("key",),
    ),
    Layout(
        "bodies", "单位", "Bodies", BodyRow,
        (
            Column("code", "单位代码", "Body code", "YPJD", Ask.CODE, required=True, longest=32, width=14),
            Column("name_zh", "名称（中文）", "Name (Chinese)", "示例技师学院", required=True, longest=120, width=30),
            Column("name_en", "名称（英文）", "Name (English)", "Example College", longest=120, width=30),
            Column("party", "五方类别", "Party", "集训基地 Training base", Ask.PARTY, required=True, width=24),
            Column("superior", "上级单位代码", "Superior", "SRST", Ask.CODE, refers="bodies", longest=32),
        ),
        ("code",),
    ),
    Layout(
        "people", "人员", "People", PersonRow,
        (
            Column("login", "登录名", "Login", "zhang.san", Ask.CODE, required=True, width=18),
            Column("name", "姓名", "Name", "演示人员01", required=True),
            Column("sort_key", "拼音排序", "Pinyin sort key", "zhang san", longest=128, width=18),
            Column("phone", "手机", "Phone", "13800000000", Ask.CODE, longest=32, width=18),
            Column("email", "电子邮箱", "E-mail", "zhang.san@example.org", Ask.CODE, longest=254, width=28),
            Column("body", "所在单位代码", "Body", "YPJD", Ask.CODE, refers="bodies", longest=32),
        ),
        ("login",),
    ),
    Layout(
        "appointments", "任职", "Appointments", AppointmentRow,
        (
            Column("login", "登录名", "Login", "zhang.san", Ask.CODE, required=True, refers="people", width=18),
            Column("post", "岗位", "Post", "教练 Coach", Ask.POST, required=True, width=26),
            Column("body", "单位代码", "Body", "YPJD", Ask.CODE, required=True, refers="bodies", longest=32),
            _SKILL,
            Column("deputy", "副手（AB角）登录名", "Deputy login", "li.si", Ask.CODE, refers="people", width=20),
        ),
        ("login", "post", "body", "skill_number"),
    ),
    Layout(
        "entries", "报名", "Entries", EntryRow,
        (
            replace(_SKILL, required=True),
            Column("code", "报名号", "Entry code", "17-01", Ask.CODE, required=True, longest=32),
            Column("unit", "选手单位代码", "Unit", "GYXX", Ask.CODE, required=True, refers="bodies", longest=32),
            Column("base", "集训基地代码", "Base", "YPJD", Ask.CODE, refers="bodies", longest=32),
            Column("competitor_1", "选手1登录名", "Competitor 1", "wang.wu", Ask.CODE, required=True, refers="people"),
            Column("competitor_2", "选手2登录名", "Competitor 2", "", Ask.CODE, refers="people"),
            Column("coach", "教练登录名", "Coach", "zhang.san", Ask.CODE, refers="people"),
        ),
        ("code",),
    ),
)  # fmt: skip
"""The sheets in the order in which a campaign is set up."""


def choices_of(ask: Ask) -> Mapping[str, str]:
    """Return what a drop-down offers: the stored code of each shown text."""
    if ask is Ask.PARTY:
        return {f"{zh} {en}": party.value for party, (zh, en) in PARTIES.items()}
    if ask is Ask.POST:
        return {f"{zh} {en}": post.value for post, (zh, en) in POSTS.items()}
    return {}


def choice_in(ask: Ask, typed: str) -> str | None:
    """Return the code for a typed choice: both languages together, either alone, or the code itself."""
    wanted = folded(typed)
    for code, (zh, en) in PARTIES.items() if ask is Ask.PARTY else POSTS.items():
        if wanted in {folded(text) for text in (f"{zh} {en}", f"{zh}/{en}", zh, en, code.value)}:
            return code.value
    return None


def layout_titled(title: str) -> Layout | None:
    """Return the sheet that a title means: both languages, or one of them."""
    wanted = folded(title)
    return next((it for it in LAYOUTS if wanted in {folded(text) for text in (it.title, it.zh, it.en, it.key)}), None)


def column_labelled(layout: Layout, label: str) -> Column | None:
    """Return the column that a heading means: both languages, or one of them, with or without its star."""
    wanted = folded(label).replace("*", "")
    for column in layout.columns:
        if wanted in {folded(text) for text in (f"{column.zh} {column.en}", column.zh, column.en, column.key)}:
            return column
    return None


def is_errors_label(label: str) -> bool:
    """Whether a heading is that of the column into which we write what is wrong."""
    return folded(label) in {folded(text) for text in (ERRORS, *ERRORS.split())}
