"""The units in which technical descriptions count, and of what kind a figure with each of them is."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum


class FigureKind(StrEnum):
    """What a figure says."""

    TOLERANCE = "tolerance"
    WEIGHT = "weight"
    PERCENT = "percent"
    MARKS = "marks"
    AGE = "age"
    TIME = "time"
    CLOCK = "clock"
    DATE = "date"
    DAY = "day"
    MEASURE = "measure"
    MONEY = "money"
    CLAUSE = "clause"
    COUNT = "count"
    CODE = "code"


_TIME = (
    "hours hour hrs hr h minutes minute mins min seconds second secs sec s days day weeks week months month years year "
    "小时 分钟 秒钟 秒 工作日 天 日 星期 周 个月 月 年"
)
_MEASURE = (
    "mm cm dm km µm um nm m inches inch ft mm2 cm2 m2 mm3 cm3 m3 mm² cm² m² mm³ cm³ m³ kg mg g t lbs lb ml l "
    "kV mV V mA kA A kW MW mW W kHz MHz GHz Hz kΩ MΩ Ω kPa MPa Pa bar psi kN N Nm N·m rpm r/min m/min mm/min m/s "
    "°C °F ° dB GB MB TB kB Mbit/s Gbit/s dpi px "
    "平方毫米 平方厘米 平方米 立方米 毫米 厘米 分米 公里 千米 微米 米 千克 公斤 毫克 克 吨 毫升 升 "
    "伏 安 千瓦 瓦 牛米 摄氏度 度 转/分"
)
_MONEY = "EUR USD CNY RMB € 元 万元 亿元"
_MARKS = "marks mark points point pts 分"

_PRINTED: dict[str, FigureKind] = {
    **dict.fromkeys(_TIME.split(), FigureKind.TIME),
    **dict.fromkeys(_MEASURE.replace("µ", "μ").split(), FigureKind.MEASURE),
    **dict.fromkeys(_MONEY.split(), FigureKind.MONEY),
    **dict.fromkeys(_MARKS.split(), FigureKind.MARKS),
    **dict.fromkeys(("周岁", "岁"), FigureKind.AGE),
    **dict.fromkeys(("%", "‰", "percent", "per cent"), FigureKind.PERCENT),
}
_CASE_TELLS = frozenset(("mV", "mA", "mg", "mW", "MW", "nm", "Nm", "Pa", "GB", "MB", "TB", "kB", "dB"))
"""Units that are another, or a word, in other letters: a milliwatt is no megawatt."""


def _spellings(units: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield how else a unit is printed: "Kg", "HOURS"."""
    for unit in units:
        if unit.isascii() and unit.isalpha() and len(unit) > 1 and unit not in _CASE_TELLS:
            yield from ((other, unit) for other in {unit.lower(), unit.upper(), unit.capitalize()} - {unit})


SPELLINGS = {other: unit for other, unit in (*_spellings(_PRINTED), ("mL", "ml")) if other not in _PRINTED}
"""The unit that is meant by one in other letters, wherever only one can be."""

KINDS = _PRINTED | {other: _PRINTED[unit] for other, unit in SPELLINGS.items()}
"""The kind of a figure by the unit that follows its number."""

_NO_UNITS = {
    "安": "全装排置保静", "分": "组类配级布析项别段阶值支", "元": "器件素", "年": "龄级", "日": "程期常志",
    "天": "花气", "周": "期边围长", "月": "度", "度": "量", "升": "降级", "米": "字", "倍": "率数频",
    "台": "阶面式虎钳架账词", "版": "本面权式块", "个": "人体性别", "件": "数", "把": "手控握",
    "套": "件装筒管料", "名": "称单额次词", "人": "员数力机工体身才事", "页": "面眉脚码", "次": "数序要",
    "条": "件款例形码", "项": "目", "组": "织长装成别件合", "张": "力贴紧", "支": "架撑付持座路",
    "只": "读能有", "块": "规", "位": "置移数", "份": "额", "种": "类",
}  # fmt: skip
"""What makes a word, and no unit, of the character before it: 安全, 分组."""


def _unit(unit: str) -> str:
    return rf"{re.escape(unit)}(?![{_NO_UNITS[unit]}])" if unit in _NO_UNITS else re.escape(unit)


UNIT = (
    f"(?=[{''.join(sorted({re.escape(unit[0]) for unit in KINDS}))}])"
    f"(?:{'|'.join(map(_unit, sorted(KINDS, key=len, reverse=True)))})"
)
"""A regular expression of all units, the longest first; what none begins with is not held against each."""

COUNTED = "|".join(
    map(_unit, (*(unit for unit in _PRINTED if not unit.isascii()), *"倍台版个件把套名人页次条项组张支只块位份种"))
)
"""A regular expression of what a Chinese text counts by after a number: units, and words such as 台."""

CAPITAL_UNITS = "|".join(unit for unit in KINDS if unit[0].isascii() and unit[0].isupper() and len(unit) > 1)
"""A regular expression of the units that begin like the first word of a title: MPa, Hours."""

NUMERAL_UNITS = "小时|分钟|秒|工作日|天|星期|周岁|周|个月|年|岁|毫米|厘米|米|千克|公斤|克"
"""Units that make a Chinese numeral before them a figure: 三小时."""
