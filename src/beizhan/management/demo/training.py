"""What changes in the demo's documents, how it is answered, and how one competitor trains: a change at every stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from beizhan.actions.documents.answering import DecisionFacts, decide_change, weigh_change
from beizhan.actions.documents.terms import keep_terms
from beizhan.actions.training.plans import PlanFacts, Reasons, carry_plan_on, lay_down_plan
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.fingerprint import fingerprint_of
from beizhan.core.follow_through.facts import Answer, Severity
from beizhan.core.follow_through.touching import touch_of
from beizhan.core.training.sessions import WEEK, Session, monday_of
from beizhan.core.training.terms import Term
from beizhan.management.demo.teller import Teller
from beizhan.models.analysis.gaps import Gap
from beizhan.models.campaign import Entry
from beizhan.models.documents.changes import Change
from beizhan.models.documents.register import Document, Edition, Original
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.models.training.plans import DoneSession, PlannedSession
from beizhan.queries.analysis.gaps.readings import tests_of
from beizhan.queries.analysis.losses import losses_for

_FIRST, _SECOND, _THIRD = ("第2版", "第3版", "第4版")
_CLAUSES = {
    "server": ("4.3 服务端接口", "接口响应时间不超过 800 ms。", "接口响应时间不超过 500 ms，超时计为未实现。", 400),
    "layout": ("3.2 版式与排版", "版式偏差不超过 4 px。", "版式偏差不超过 2 px。", 200),
    "age": ("2.1 选手年龄", "参赛当年不超过 22 岁。", "参赛当年不超过 22 岁（含）。", None),
    "offline": ("5.4 断网提示", "", "断网后 3 秒内给出提示，并保留未提交内容。", 150),
    "submit": ("1.5 提交方式", "以压缩包提交。", "推送到指定代码仓库，以最后一次提交为准。", 100),
    "power": ("6.2 工位电源", "工位电源 10 A。", "工位电源 16 A，每工位两路。", None),
    "clock": ("7.1 计时规则", "模块 B 用时 3 小时。", "模块 B 用时 2.5 小时。", 300),
    "spread": ("2.4 分差讨论", "分差超过 1 分须讨论。", "分差超过 1 分须讨论并记录理由。", None),
}
"""Where, old words, new words, hundredths of a mark at stake."""

TERMS = (
    Term("公差", "tolerance", "允许的尺寸变动量，写作 ±", ("容差",)),
    Term("接口", "interface", "", ("API 口",)),
    Term("响应时间", "response time", "从请求发出到首字节", ("回应时间", "reaction time")),
    Term("断网", "offline"),
    Term("评价类评分点", "judgement aspect", "三名裁判各打 0 至 3 分", ("主观评分点",)),
    Term("测量类评分点", "measurement aspect"),
    Term("试题", "Test Project", "不称“样题”，除非已公布", ("exam paper",)),
)
_WEEKLY = (
    (0, time(9), 150, 6, "接口限时专项", "5"),
    (0, time(14, 30), 120, 5, "版式自查", "3"),
    (1, time(9), 180, 6, "服务端安全清单", "5"),
    (2, time(9), 150, 7, "模块 B 全流程限时", "4"),
    (3, time(9), 150, 6, "接口限时专项", "5"),
    (3, time(14, 30), 90, 4, "体能与放松", ""),
    (4, time(9), 240, 7, "半日模拟", ""),
)
"""Weekday, beginning, minutes, effort, what, section."""


@dataclass(frozen=True, slots=True)
class Trained:
    """Who trains, and the changes by name."""

    entry: Entry
    changes: dict[str, Change]


def change(teller: Teller, skill: Skill, entries: Sequence[Entry], now: datetime) -> Trained:
    """Tell of the second edition, of what was decided about it, and of the first plan that took it up."""
    document = _document(teller, skill, "网站技术技术说明")
    first = _edition(teller, document, _FIRST, None)
    second = _edition(teller, document, _SECOND, first)
    names = ("server", "layout", "age", "offline", "submit")
    found = {name: _found(teller, second, number, name) for number, name in enumerate(names, 1)}
    entry = _weakest(skill, entries)
    for name, weight, *touches in (
        ("server", Severity.HIGH, *_lost_by(entry)),
        ("layout", Severity.MEDIUM, "section:3"),
        ("offline", Severity.HIGH, "section:4"),
        ("submit", Severity.LOW, "equipment:代码仓库账号"),
    ):
        weigh_change(found[name], weight, [touch_of(one) for one in touches], **teller.who("expert"))
    _answer(teller, found["server"], "接口限时专项，每周三次，逐条压测", teller.at.date() + timedelta(days=20))
    _answer(teller, found["layout"], "交卷前按检查表自查 15 分钟", teller.at.date() + timedelta(days=20))
    _answer(teller, found["submit"], "全部训练改用代码仓库提交", now.date() - timedelta(days=3))
    decide_change(
        found["age"], DecisionFacts(Answer.NO_IMPACT, "本省选手均不满 22 岁，写法更明确而已"), **teller.who("chief")
    )
    keep_terms(skill, TERMS, **teller.who("expert"))
    monday = monday_of(teller.at.date())
    facts = PlanFacts(
        monday, monday + WEEK - timedelta(days=1), tuple(_sessions(monday)), Reasons((found["server"], found["layout"]))
    )
    lay_down_plan(entry, facts, **teller.who("expert"))
    return Trained(entry, found)


def train(teller: Teller, found: Trained, now: datetime) -> None:
    """Tell of the weeks since: carried on, logged, and planned anew after the mock; then of the third edition."""
    today, entry = timezone.localdate(now), found.entry
    starts = monday_of(timezone.localdate(now - timedelta(days=28)))
    for monday in (starts + WEEK * number for number in range(1, (monday_of(today) - starts).days // 7)):
        carry_plan_on(entry, by=_person("expert"), at=_evening(monday - timedelta(days=1)))
    _answer(teller, found.changes["offline"], "断网场景纳入每周半日模拟", today + timedelta(days=9))
    gaps = Gap.objects.filter(entry=entry).order_by("pk")[:1]
    reasons = Reasons((found.changes["offline"],), tuple(gaps), health="右手腕不适，体能课改为拉伸")
    monday = monday_of(today)
    harder = [*_sessions(monday, more=60, harder=2), *_sessions(monday + WEEK)]
    facts = PlanFacts(monday, monday + 2 * WEEK - timedelta(days=1), harder, reasons, "模拟之后加强第 5 部分")
    lay_down_plan(entry, facts, **teller.who("expert"))
    _log(entry, today)
    _third_edition(teller, found, now)


def change_elsewhere(teller: Teller, skill: Skill, now: datetime) -> None:
    """Tell of another skill: one change decided, and one found yesterday."""
    document = _document(teller, skill, "网络系统管理技术说明")
    edition = _edition(teller, document, _SECOND, None)
    spread = _found(teller, edition, 1, "spread")
    decide_change(spread, DecisionFacts(Answer.NO_IMPACT, "我方裁判一直如此记录"), **teller.who("chief39"))
    _found(teller, edition, 2, "clock", at=now - timedelta(days=1))


def _third_edition(teller: Teller, found: Trained, now: datetime) -> None:
    """Find three more: one answered, one that nobody decides about in time, and one from yesterday."""
    teller.at = max(teller.at, now - timedelta(days=4))
    document = found.changes["server"].new.document
    third = _edition(teller, document, _THIRD, found.changes["server"].new)
    power = _found(teller, third, 1, "power", at=now - timedelta(days=5))
    weigh_change(power, Severity.MEDIUM, [touch_of("equipment:工位电源 16 A")], **teller.who("expert"))
    _answer(teller, power, "基地改造两路 16 A 电源并验收", now.date() + timedelta(days=6))
    _found(teller, third, 2, "clock", at=now - timedelta(days=5))
    _found(teller, third, 3, "spread", at=now - timedelta(days=1))


def _weakest(skill: Skill, entries: Sequence[Entry]) -> Entry:
    """Return who lost most in section 5: whom the plan can help most."""
    lost = {
        one.code: sum(section.lost for section in one.sections if section.section == "5")
        for one in losses_for(_person("officer"), skill)
    }
    return max(entries, key=lambda one: (lost[one.code], one.code))


def _lost_by(entry: Entry, most: int = 5) -> Iterator[str]:
    """Yield, as touches, the aspects of section 5 in which somebody reached least: the demo's chain shall close."""
    (reading,) = (one for one in tests_of([entry.skill_id]).of(entry.code) if one.section == "5")
    reached = sorted(reading.aspects, key=lambda one: ((one.mark or 0) / one.full, one.key))
    yield from (f"aspect:{one.key}" for one in reached[:most])


def _document(teller: Teller, skill: Skill, title: str) -> Document:
    kind = "technical_description"
    return Document.objects.create(
        campaign=teller.campaign, skill=skill, kind=kind, title=title, language="zh", **teller.who("officer")
    )


def _edition(teller: Teller, document: Document, label: str, supersedes: Edition | None) -> Edition:
    body = f"{document.title} {label}".encode()
    key = fingerprint_of([document.title, label])
    original = Original.objects.create(fingerprint=key, media_type="text/plain", body=body)
    return Edition.objects.create(
        document=document,
        label=label,
        file_name=f"{document.title}-{label}.txt",
        original=original,
        found_in="演示官网",
        supersedes=supersedes,
        **teller.who("officer"),
    )


def _found(teller: Teller, edition: Edition, number: int, name: str, *, at: datetime | None = None) -> Change:
    where, old, new, at_stake = _CLAUSES[name]
    return Change.objects.create(
        old=edition.supersedes,
        new=edition,
        number=number,
        kind="changed" if old else "added",
        where=where,
        old_text=old,
        new_text=new,
        at_stake=at_stake,
        **(teller.who("officer") | ({"at": at} if at else {})),
    )


def _answer(teller: Teller, row: Change, words: str, due: date) -> None:
    facts = DecisionFacts(Answer.COUNTERMEASURE, words, _person("coach"), due)
    decide_change(row, facts, **teller.who("expert"))


def _sessions(monday: date, *, more: int = 0, harder: int = 0) -> Iterator[Session]:
    for weekday, begins, minutes, effort, title, section in _WEEKLY:
        yield Session(monday + timedelta(days=weekday), begins, minutes + more, effort + harder, title, section)


def _log(entry: Entry, today: date) -> None:
    """Log what was planned until yesterday, now and then a little otherwise, with one session left open."""
    planned = PlannedSession.objects.filter(version__plan__entry=entry, day__lt=today).order_by("day", "begins")
    for number, row in enumerate(planned[: max(0, planned.count() - 1)]):
        minutes, effort = row.minutes - 15 * (number % 3), min(10, row.effort + number % 2)
        facts = DoneFacts(row.day, minutes, effort, row.title, row.section, planned=row)
        log_session(entry, facts, by=_person("expert"), at=_evening(row.day))
    assert DoneSession.objects.filter(entry=entry).exists()


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(20), tzinfo=timezone.get_current_timezone())


def _person(login: str) -> Person:
    return Person.objects.get(login=login)
