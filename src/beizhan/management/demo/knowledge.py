"""What the demo's people learn between two assessments: rivals, targets, gaps, views, contacts, missions, meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from beizhan.actions.analysis.contacts import ContactFacts, StepFacts, plan_contact, take_step
from beizhan.actions.analysis.efforts import set_budget, set_effort
from beizhan.actions.analysis.gaps import AnswerFacts, GapPlace, record_gap
from beizhan.actions.analysis.meetings import DecisionFacts, MeetingFacts, call_meeting, close_meeting, decide_item
from beizhan.actions.analysis.missions import MissionFacts, declare_mission, file_report
from beizhan.actions.analysis.rivals import ObservationFacts, RivalFacts, add_rival, record_observation
from beizhan.actions.analysis.targets import TargetFacts, set_target
from beizhan.actions.analysis.views import ViewFacts, record_view
from beizhan.core.allocation.inputs import Purse, SkillInput
from beizhan.core.analysis.agenda import ItemKind, Verdict
from beizhan.core.analysis.channels import Channel, SpeakerRole
from beizhan.core.analysis.contacts import ContactKind
from beizhan.core.analysis.sources import Credibility, Reliability, RivalKind, band_of
from beizhan.core.analysis.targets import Share, Target, TargetScope
from beizhan.core.gaps.gap import Cause
from beizhan.core.selection.outcomes import Status
from beizhan.management.demo.teller import Teller
from beizhan.models.analysis.meetings import Meeting
from beizhan.models.analysis.rivals import Rival
from beizhan.models.campaign import Entry
from beizhan.models.marking.assessments import Assessment
from beizhan.models.people import Person
from beizhan.models.skills import Skill
from beizhan.queries.analysis.agenda import agenda_of
from beizhan.queries.analysis.losses import losses_for
from beizhan.queries.marking.results import result_of

_REPORT = {
    "documents": "研读第 3 版技术文件与评分指南，第 4 章评分流程有两处与上届不同。",
    "site": "工位电源 16A，双屏，网络不通外网；现场提供键鼠，可自带。",
    "meetings": "与示例国家甲专家组座谈一次，约定下季度线上交流。",
    "marking": "动效按“不妨碍操作”评价，三名裁判分差超过 1 分须讨论。",
    "competitors": "前三名前端完成度高，服务端接口差距在 5 分以内。",
    "equipment": "采样键盘两款；建议采购同型号显示器一台。",
    "follow_up": "两周内补充接口安全专项训练。",
}


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of a rival so many days ago, and for how many days it holds."""

    rival: Rival
    rating: str
    ago: int
    life: int
    source: str
    levels: dict[str, int]

    def facts(self, today: date) -> ObservationFacts:
        """Return it as the deed wants it."""
        seen_on = today - timedelta(days=self.ago)
        return ObservationFacts(
            self.source,
            Reliability(self.rating[0]),
            Credibility(self.rating[1]),
            seen_on,
            seen_on + timedelta(days=self.life),
            levels=tuple(band_of(section, level) for section, level in self.levels.items()),
        )


def learn(teller: Teller, skill: Skill, now: datetime) -> None:
    """Tell what was learnt after the first assessment of a skill was sealed."""
    teller.at = max(teller.at, now - timedelta(days=26))
    _rivals(teller, skill)
    _targets(teller, skill)
    _gaps(teller, skill, now)
    _views(teller, skill)
    _contacts(teller, skill, now)
    _missions(teller, skill, now)
    teller.at = max(teller.at, now - timedelta(days=10))
    meeting = _meeting(teller, "网站技术研判会（第一次）", [skill])
    for item in agenda_of([skill.pk], at=teller.at):
        _decide(teller, meeting, item.kind, item.ref)
    close_meeting(meeting, **teller.who("officer"))


def review(teller: Teller, skills: Sequence[Skill], now: datetime) -> None:
    """Tell of the meeting that is open now, with its first decision taken."""
    teller.at = max(teller.at, now - timedelta(hours=1))
    meeting = _meeting(teller, "第二阶段考核前研判会", skills)
    first = agenda_of([one.pk for one in skills], at=teller.at)[0]
    _decide(teller, meeting, first.kind, first.ref)


def _rivals(teller: Teller, skill: Skill) -> None:
    country = RivalFacts(RivalKind.COUNTRY, "示例国家甲", "Example Country A", "")
    province = RivalFacts(RivalKind.PROVINCE, "示例省乙", "Example Province B", "")
    rumoured = RivalFacts(RivalKind.PROVINCE, "示例省丁", "Example Province D", "")
    person = RivalFacts(RivalKind.PERSON, "示例选手丙", "Example Competitor C", "示例省乙")
    rows = [add_rival(skill, one, **teller.who("expert")) for one in (country, province, rumoured, person)]
    seen = (
        _Seen(rows[0], "B2", 40, 180, "示例公开赛现场观摩", {"": 84, "3": 88, "4": 90, "5": 79}),
        _Seen(rows[1], "C3", 150, 130, "示例省乙教练交流会发言", {"": 76, "4": 80}),
        _Seen(rows[2], "E5", 6, 120, "听说，未经核实", {"": 92}),
    )
    for one in seen:
        record_observation(one.rival, one.facts(teller.at.date()), **teller.who("expert"))


def _targets(teller: Teller, skill: Skill) -> None:
    lines = (
        Target(TargetScope.TOTAL, "", Share(8650, 10_000), 960, 2024),
        Target(TargetScope.SECTION, "4", Share(2300, 2500), 240, 2024),
        Target(TargetScope.SECTION, "5", Share(3450, 4000), 300, 2024),
    )
    for target in lines:
        set_target(skill, TargetFacts(target, "示例大赛金牌", "公开成绩册"), **teller.who("expert"))


def _gaps(teller: Teller, skill: Skill, now: datetime) -> None:
    own, other = losses_for(Person.objects.get(login="officer"), skill)[:2]
    today = now.date()
    coach, expert = (Person.objects.get(login=login) for login in ("coach", "expert"))
    entry, sealed = Entry.objects.get(campaign=teller.campaign, code=own.code), Assessment.objects.get(code="W1")
    first, second, third = own.sections[:3]
    late = AnswerFacts(
        Cause.SPEED, "接口开发超时，最后两项未完成", "每日限时两小时接口专项，第 3 天复测", coach,
        today - timedelta(days=2), min(400, first.lost),
    )  # fmt: skip
    record_gap(GapPlace(skill, entry, first.section, sealed), late, **teller.who("coach"))
    ahead = AnswerFacts(
        Cause.KNOWLEDGE, "无障碍要求掌握不全", "按评分指南逐条练习并自查", expert, today + timedelta(days=10),
        min(200, second.lost),
    )  # fmt: skip
    record_gap(GapPlace(skill, entry, second.section, sealed), ahead, **teller.who("coach"))
    dropped = AnswerFacts(Cause.EQUIPMENT, "显示器偏色，已更换，不再跟踪", is_dropped=True)
    record_gap(GapPlace(skill, entry, third.section, sealed), dropped, **teller.who("expert"))
    another = Entry.objects.get(campaign=teller.campaign, code=other.code)
    open_one = AnswerFacts(Cause.STABILITY, "连续两天成绩起伏大，原因待查", expected=0)
    record_gap(GapPlace(skill, another, other.sections[0].section, sealed), open_one, **teller.who("expert"))
    _tested_gaps(teller, skill, today)
    record_gap(
        GapPlace(skill, None, ""), AnswerFacts(Cause.RULE_READING, "对分差讨论规则理解不一"), **teller.who("chief")
    )


def _tested_gaps(teller: Teller, skill: Skill, today: date) -> None:
    """Record two gaps that the mock will decide: one that it verifies, and one that it does not confirm."""
    sealed, coach = Assessment.objects.get(code="W1"), Person.objects.get(login="coach")
    through = {one.code for one in result_of(sealed).decision.outcomes if one.status is Status.THROUGH}
    lost = {
        (section.section, entry.code): section.lost
        for entry in losses_for(Person.objects.get(login="officer"), skill)
        if entry.code in through
        for section in entry.sections
    }
    most = max((place for place in lost if place[0] == "5"), key=lost.__getitem__)
    least = min((place for place in lost if place[0] == "3" and lost[place]), key=lost.__getitem__)
    said = (
        (most, Cause.SKILL, "服务端安全与部署失分集中", "安全清单每日过一遍，每周一次限时部署", 600),
        (least, Cause.STABILITY, "版式细节偶有疏漏", "交卷前按检查表自查 15 分钟", 150),
    )
    for (section, code), cause, text, words, expected in said:
        entry, due = Entry.objects.get(campaign=teller.campaign, code=code), today - timedelta(days=12)
        facts = AnswerFacts(cause, text, words, coach, due, min(expected, lost[section, code]))
        record_gap(GapPlace(skill, entry, section, sealed), facts, **teller.who("expert"))


def _views(teller: Teller, skill: Skill) -> None:
    people = {login: Person.objects.get(login=login) for login in ("judge1", "chief", "coach", "expert")}
    through = result_of(Assessment.objects.get(campaign=teller.campaign, code="W1")).standing.places[0].code
    entry, today = Entry.objects.get(campaign=teller.campaign, code=through), teller.at.date()
    spoken = ViewFacts(
        SpeakerRole.JUDGE, Channel.FEEDBACK_SESSION, today, "服务端结构清楚，但注释太少，别人接手会慢。",
        speaker=people["judge1"], entry=entry, place="第一阶段考核讲评会", answer="已请教练安排代码评审。",
    )  # fmt: skip
    record_view(skill, spoken, [people["chief"], people["coach"]], **teller.who("expert"))
    method = ViewFacts(
        SpeakerRole.RIVAL_EXPERT, Channel.FORUM, today - timedelta(days=3), "动效只要不妨碍操作即可，不必追求复杂。",
        speaker_name="示例国际专家", subject="动效评价口径", place="官方论坛", answer="已记录，转训练方案。",
    )  # fmt: skip
    record_view(skill, method, [people["expert"]], **teller.who("coach"))


def _contacts(teller: Teller, skill: Skill, now: datetime) -> None:
    today, expert = now.date(), Person.objects.get(login="expert")
    officer = Person.objects.get(login="officer")
    question = ContactFacts(ContactKind.FORUM_QUESTION, "官方论坛 17 项目版", "断网提示是否计入接口调用")
    asked = StepFacts("发帖提问并跟进答复", expert, today - timedelta(days=3))
    plan_contact(skill, question, asked, **teller.who("expert"))
    visit = ContactFacts(ContactKind.EXCHANGE_VISIT, "示例国家甲专家组", "线上交流一次，互看样题")
    plan_contact(skill, visit, StepFacts("发出邀请函", officer, today + timedelta(days=12)), **teller.who("officer"))
    played = ContactFacts(ContactKind.REHEARSAL, "示例省乙", "联合演练一天")
    contact = plan_contact(
        skill, played, StepFacts("商定日期", expert, today - timedelta(days=15)), **teller.who("expert")
    )
    take_step(contact, StepFacts("已演练，纪要存档", None, None, is_closed=True), **teller.who("expert"))


def _missions(teller: Teller, skill: Skill, now: datetime) -> None:
    today, travellers = now.date(), {login: Person.objects.get(login=login) for login in ("expert", "coach", "chief")}
    trips = (
        ("示例公开赛观摩", "示例国家甲", "expert", -18, -15),
        ("示例基地交流", "示例省乙", "coach", -9, -6),
        ("示例国际赛前考察", "示例城市", "chief", 20, 24),
    )
    rows = []
    for name, place, login, first, last in trips:
        facts, days = MissionFacts(name, place, travellers[login]), (timedelta(days=first), timedelta(days=last))
        rows.append(declare_mission(skill, facts, today + days[0], today + days[1], **teller.who("officer")))
    teller.at = max(teller.at, now - timedelta(days=14))
    rival = Rival.objects.get(skill=skill, name_zh="示例国家甲")
    seen = ObservationFacts(
        "示例公开赛观摩报告", Reliability.A, Credibility.PROBABLE, today - timedelta(days=16),
        today + timedelta(days=164), "双屏工位，机械键盘", "先写接口测试再写实现",
        (band_of("", 86, 80, 91), band_of("5", 82)),
    )  # fmt: skip
    file_report(rows[0], _REPORT, [(rival, seen)], **teller.who("expert"))


def efforts(teller: Teller, skills: Sequence[Skill]) -> None:
    """Tell what coaches believe that effort brings, and what there is."""
    believed = ((45, 10, 900, 8), (20, 8, 400, 15), (85, 5, 300, 10), (8, 4, 200, 20))
    for skill, (chance, give_or_take, reach, pace) in zip(skills, believed, strict=False):
        said = SkillInput(skill.number, chance, give_or_take, reach, pace, 30, 500, 1800, 2)
        set_effort(skill, said, source="演示教练估计", **teller.who("officer"))
    set_budget(teller.campaign, Purse(money=90_000, days=40), **teller.who("officer"))


def _meeting(teller: Teller, name: str, skills: Sequence[Skill]) -> Meeting:
    facts = MeetingFacts(name, teller.at.date(), "省厅第二会议室", Person.objects.get(login="director"))
    return call_meeting(teller.campaign, facts, skills, **teller.who("officer"))


def _decide(teller: Teller, meeting: Meeting, kind: ItemKind, ref: str) -> None:
    owner = Person.objects.get(login="expert")
    act = DecisionFacts(Verdict.ACT, "按对策推进，下次会议报结果", owner, meeting.held_on + timedelta(days=7))
    noted = DecisionFacts(Verdict.NOTE, "已知悉")
    acts = kind in {ItemKind.GAP, ItemKind.RIVAL}
    decide_item(meeting, kind, ref, act if acts else noted, **teller.who("officer"))
