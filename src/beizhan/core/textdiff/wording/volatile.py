"""What is printed anew each time and says nothing: dates of print, page numbers. Rules can be left out or added."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_DAY = r"\d{1,4}[-./年]\s*\d{1,2}[-./月]\s*\d{1,4}日?"
_HOUR = r"[\sT,]*\d{1,2}[:.]\d{2}(?::\d{2})?"
_ZONE = r"\s*\(?(?:GMT|UTC|CET|CST|北京时间)[^)\s]{0,6}\)?"
_STAMP = rf"\s*[:：]?\s*{_DAY}(?:{_HOUR})?(?:{_ZONE})?"
_SAYS = (
    r"(?<=l)ast (?:updated|modified)|(?<=d)ate of print"
    r"|(?<=p)rinted(?: on)?|(?<=g)enerated(?: on)?|(?<=e)xported(?: on)?"
)

USUAL = (
    rf"[LPDGElpdge](?<!\w.)(?i:(?:{_SAYS}){_STAMP})",
    rf"(?:最后更新(?:时间)?|更新时间|打印(?:日期|时间)|生成(?:日期|时间)|导出(?:日期|时间)){_STAMP}",
    r"[Pp](?<!\w.)(?i:age\s+\d{1,4}\s+(?:of|/)\s+\d{1,4}\b)",
    r"第\s*\d{1,4}\s*页\s*[,，/]?\s*共\s*\d{1,4}\s*页",
)
"""Patterns left aside if nothing else is said; each looks at one letter first, for most letters begin none of them."""


@dataclass(frozen=True, slots=True)
class Rules:
    """How two editions are compared.

    Parameters
    ----------
    volatile : tuple of str
        Regular expressions of text that counts for nothing, wherever it stands.
    """

    volatile: tuple[str, ...] = USUAL

    def patterns(self) -> Sequence[re.Pattern[str]]:
        """Return the compiled expressions.

        Raises
        ------
        re.error
            If one is no regular expression.
        """
        return [re.compile(one) for one in self.volatile]
