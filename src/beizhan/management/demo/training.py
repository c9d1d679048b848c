"""What changes in the demo's documents, how it is answered, and how one competitor trains: a change at every stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from beizhan.actions.documents.answering import DecisionFacts, decide_change, weigh_change
from beizhan.actions.documents.terms import keep_terms
from beizhan.actions.training.plans import PlanFacts, Reasons, carry_plan_on, lay_down_plan
from beizhan.actions.training.sessions import DoneFacts, log_session
from beizhan.core.follow_through.facts import Answer, Severity
from beizhan.core.follow_through.touching import touch_of
from beizhan.core.training.sessions import WEEK, Session, monday_of
from beizhan.core.training.terms import Term
from beizhan.management.demo.descriptions import first_edition, next_edition, taken_up
from beizhan.management.demo.teller import Teller
from beizhan.models.analysis.gaps import Gap
from beizhan.models.campaign import Entry
from beizhan.models.documents.changes import Change
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.models.training.plans import DoneSession, PlannedSession
from beizhan.queries.analysis.gaps.readings import tests_of
from beizhan.queries.analysis.losses import losses_for

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
    first = first_edition(teller, skill, "网站技术技术说明", "第2版", "web-edition-2.md")
    second = next_edition(teller, first, "第3版", "web-edition-3.md")
    found = taken_up(teller, second, ("server", "layout", "age", "offline", "submit"))
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
        carry_plan_on(entry, monday, by=_person("expert"), at=_evening(monday - timedelta(days=1)))
    _answer(teller, found.changes["offline"], "断网场景纳入每周半日模拟", today + timedelta(days=9))
    gaps = Gap.objects.filter(entry=entry).order_by("pk")[:1]
    reasons = Reasons((found.changes["offline"],), tuple(gaps), health="右手腕不适，体能课改为拉伸")
    monday = monday_of(today)
    harder = [*_sessions(monday, more=60, harder=2), *_sessions(monday + WEEK)]
    facts = PlanFacts(monday, monday + 2 * WEEK - timedelta(days=1), harder, reasons, "模拟之后加强第 5 部分")
    lay_down_plan(entry, facts, **teller.who("expert"))
    _log(entry, today)
    _third_edition(teller, found, now)


def train_own(found: Trained, now: datetime) -> None:
    """Tell how the coach trains the own competitor: three weeks from last Monday on, logged until yesterday."""
    coach, today = _person("coach"), timezone.localdate(now)
    entry = Entry.objects.get(skill=found.entry.skill, coach=coach)
    if entry == found.entry:
        return
    monday = monday_of(today) - WEEK
    sessions = [one for week in range(3) for one in _sessions(monday + week * WEEK)]
    facts = PlanFacts(monday, monday + 3 * WEEK - timedelta(days=1), sessions, words="第二阶段考核之前保持手感")
    lay_down_plan(entry, facts, by=coach, at=_evening(monday - timedelta(days=1)))
    _log(entry, today)


def change_elsewhere(teller: Teller, skill: Skill) -> None:
    """Tell of another skill, yesterday: one change decided, and one only found."""
    first = first_edition(teller, skill, "网络系统管理技术说明", "第1版", "networks-edition-1.md")
    second = next_edition(teller, first, "第2版", "networks-edition-2.md")
    found = taken_up(teller, second, ("spread", "clock"))
    decide_change(found["spread"], DecisionFacts(Answer.NO_IMPACT, "我方裁判一直如此记录"), **teller.who("chief39"))


def _third_edition(teller: Teller, found: Trained, now: datetime) -> None:
    """Find three more: one answered, one that nobody decides about in time, and one from yesterday."""
    teller.at = max(teller.at, now - timedelta(days=5))
    third = next_edition(teller, found.changes["server"].new, "第4版", "web-edition-4.md")
    power = taken_up(teller, third, ("power", "clock"))["power"]
    weigh_change(power, Severity.MEDIUM, [touch_of("equipment:工位电源 16 A")], **teller.who("expert"))
    _answer(teller, power, "基地改造两路 16 A 电源并验收", now.date() + timedelta(days=6))
    teller.at = max(teller.at, now - timedelta(days=1))
    taken_up(teller, third, ("spread",))


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
