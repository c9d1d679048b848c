"""The units in which technical descriptions count, and of what kind a figure with each of them is."""

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

KINDS: dict[str, FigureKind] = {
    **dict.fromkeys(_TIME.split(), FigureKind.TIME),
    **dict.fromkeys(_MEASURE.replace("µ", "μ").split(), FigureKind.MEASURE),
    **dict.fromkeys(_MONEY.split(), FigureKind.MONEY),
    **dict.fromkeys(_MARKS.split(), FigureKind.MARKS),
    **dict.fromkeys(("周岁", "岁"), FigureKind.AGE),
    **dict.fromkeys(("%", "‰", "percent", "per cent"), FigureKind.PERCENT),
}
"""The kind of a figure by the unit that follows its number."""

NUMERAL_UNITS = "小时|分钟|秒|工作日|天|星期|周岁|周|个月|年|岁|毫米|厘米|米|千克|公斤|克"
"""Units that make a Chinese numeral before them a figure: 三小时."""
