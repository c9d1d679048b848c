"""Two editions of a long technical description, made from a seed, with a list of everything that differs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random


def _pairs(words: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split("=")) for pair in words.split("; ")]


WHO = _pairs(
    "The Competitor=选手; The Expert=裁判; The Chief Expert=裁判长; The workshop manager=赛场经理; The base=集训基地; "
    "The marking team=评分小组; The organizer=组委会; The interpreter=翻译"
)
DOES = _pairs(
    "checks=检查; prepares=准备; measures=测量; records=记录; sets up=布置; cleans=清洁; assembles=装配; adjusts=调整; "
    "explains=说明; signs for=签收; replaces=更换; labels=标记"
)
WHAT = _pairs(
    "the spindle=主轴; the clamping device=夹具; "
    "the drawing=图纸; the control panel=控制面板; the reference gauge=标准量规; "
    "the work station=工位; the pressure line=压力管路; the tool list=刀具清单; the test piece=试件; the wiring=接线; "
    "the safety barrier=安全围栏; the surface=表面; the joint=接头; the program=程序; the protocol=记录表; "
    "the coolant=冷却液"
)
WHEN = _pairs(
    "before the module begins=模块开始前; after each break=每次休息后; at the end of the day=每日结束时; "
    "once the signal is given=信号发出后; without being asked=无需提醒; "
    "in the presence of two witnesses=两名见证人在场时; "
    "as the drawing requires=按图纸要求; under supervision=在监督下"
)
HOW = _pairs(
    "to a tolerance of ±{} mm=公差为±{}毫米; within {} minutes=限时{}分钟; for {} marks=计{}分; "
    "at {} °C=温度{}摄氏度; with a torque of {} Nm=扭矩{}牛米; over a length of {} mm=长度{}毫米"
)
CHAPTERS = [
    *("Introduction 引言", "Standard 标准", "Assessment 考核", "Marking 评分", "Test Project 试题"),
    *("Communication 沟通", "Safety 安全", "Equipment 设备", "Rules 规则", "Experts 专家", "Media 媒体"),
    "Sustainability 可持续",
]


@dataclass(frozen=True)
class Planted:
    """One difference: of which kind, and the text that shows it in either edition."""

    kind: str
    old: str = ""
    new: str = ""


@dataclass
class Pair:
    """Both editions as sources of ``describing``, and what was planted."""

    old: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    planted: list[Planted] = field(default_factory=list)


def long_pair(seed: int, *, clauses: int = 14, sentences: int = 9, changes: int = 60) -> Pair:
    """Return two editions of twelve chapters; about 45 pages with the usual numbers."""
    dice = Random(seed)
    chapters = [[_clause(dice, sentences) for _ in range(clauses)] for _ in CHAPTERS]
    newer = [[list(clause) for clause in chapter] for chapter in chapters]
    pair = Pair()
    places = [(c, k) for c in range(len(CHAPTERS)) for k in range(clauses)]
    for number, (c, k) in enumerate(dice.sample(places, changes)):
        _plant(dice, newer[c][k], ("figure", "reworded", "added", "removed")[number % 4], pair)
    _move_clause(dice, newer, pair)
    pair.old, pair.new = _written(chapters), _written(newer)
    return pair


def _clause(dice: Random, sentences: int) -> list[str]:
    return [_title(dice), *(_sentence(dice) for _ in range(sentences))]


def _title(dice: Random) -> str:
    (what, thing), (does, act) = dice.choice(WHAT), dice.choice(DOES)
    return f"How one {does} {what} 如何{act}{thing}"


def _sentence(dice: Random) -> str:
    (who, person), (does, act), (what, thing) = dice.choice(WHO), dice.choice(DOES), dice.choice(WHAT)
    (when, time), (how, measure) = dice.choice(WHEN), dice.choice(HOW)
    other, another = dice.choice(WHAT)
    figure = dice.choice(["0.5", "1", "2", "5", "10", "15", "20", "30", "45", "120"])
    number = dice.randint(1, 900)
    english = f"{who} {does} {what} and {other} number {number} {when} {how.format(figure)}."
    if dice.random() < 0.35:
        return f"{english} {person}{time}{act}{thing}和{another}（编号{number}），{measure.format(figure)}。"
    return english


def _plant(dice: Random, clause: list[str], kind: str, pair: Pair) -> None:
    place = dice.randrange(1, len(clause))
    sentence = clause[place]
    if kind == "added":
        fresh = (
            f"A further inspection number {dice.randint(1000, 9999)} takes place {dice.choice(WHEN)[0]} from now on."
        )
        clause.insert(place, fresh)
        pair.planted.append(Planted("added", new=fresh))
    elif kind == "removed":
        del clause[place]
        pair.planted.append(Planted("removed", old=sentence))
    else:
        english = sentence.partition(". ")[0]
        changed = _other_figure(dice, english) if kind == "figure" else _reworded(dice, english)
        clause[place] = sentence.replace(english, changed)
        pair.planted.append(Planted("changed", english.rstrip("."), changed.rstrip(".")))


def _other_figure(dice: Random, sentence: str) -> str:
    before, _, figure = sentence.rpartition("number ")
    number, _, rest = figure.partition(" ")
    return f"{before}number {int(number) + dice.randint(1, 50)} {rest}"


def _reworded(dice: Random, sentence: str) -> str:
    words = sentence.split()
    return " ".join([*words[:2], "carefully", *words[2:-2], "and in writing,", *words[-2:]])


def _move_clause(dice: Random, chapters: Sequence[list[list[str]]], pair: Pair) -> None:
    """Move two clauses within their chapters; the clauses between them are renumbered."""
    for c in dice.sample(range(len(chapters)), 2):
        clause = chapters[c].pop(1)
        chapters[c].insert(6, clause)
        pair.planted.append(Planted("moved", clause[0], clause[0]))


def _written(chapters: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    lines = []
    for number, (title, clauses) in enumerate(zip(CHAPTERS, chapters, strict=True), 1):
        lines.append(f"## {number} {title}")
        for place, (heading, *sentences) in enumerate(clauses, 1):
            lines.append(f"### {number}.{place} {heading}")
            lines += [" ".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3)]
    return lines
