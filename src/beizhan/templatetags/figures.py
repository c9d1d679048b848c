"""Figures on a page: marks out of whole hundredths, shares, days and moments, and the small pictures beside them."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

register = template.Library()

NOTHING = "–"
STATE_ICONS = {
    # the four colours, so that none is told by colour alone
    "green": "circle-check",
    "amber": "alert-triangle",
    "red": "alert-octagon",
    "grey": "circle-dashed",
    # what a screen with marks says of itself
    "planned": "calendar-event",
    "drawn": "arrows-shuffle",
    "marking": "pencil",
    "frozen": "snowflake",
    "locked": "lock",
    "provisional": "hourglass",
    "final": "shield-check",
    "sealed": "shield-check",
    "practice": "target",
    # what became of a competitor who neither goes through nor stands in reserve
    "out": "minus",
    # how grave a fault or a message is
    "error": "alert-octagon",
    "warning": "alert-triangle",
    "success": "circle-check",
    "info": "info-circle",
    "debug": "info-circle",
}


@register.filter
def mark(hundredths: int | None) -> str:
    """Write whole hundredths of a mark as a mark: 1250 → ``12.50``; what is not there yet is a dash, never a zero."""
    if hundredths is None:
        return NOTHING
    sign, size = ("−" if hundredths < 0 else ""), abs(int(hundredths))
    return f"{sign}{size // 100}.{size % 100:02d}"


@register.filter
def plain_mark(hundredths: int | None) -> str:
    """Write a mark as a form wants it back: ``12.50``, ``-0.50``, or nothing."""
    return "" if hundredths is None else mark(hundredths).replace("−", "-")


@register.filter
def signed_mark(hundredths: int | None) -> str:
    """Write a difference of marks with its sign: ``+0.50``, ``−1.25``, ``±0.00``."""
    if hundredths is None:
        return NOTHING
    return ("+" if hundredths > 0 else "±" if hundredths == 0 else "") + mark(hundredths)


@register.filter
def share_of(part: int | None, whole: int) -> str:
    """Write ``part`` of ``whole`` in per cent, rounded down so that 100% means all."""
    return NOTHING if part is None or not whole else f"{100 * part // whole}%"


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day with its weekday, without its year."""
    if value is None:
        return NOTHING
    # Translators: Django's date format for a day within this year, with its weekday.
    return formats.date_format(_local(value), pgettext("date format", "D j M"))


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment to the second, for whatever may be disputed later."""
    return NOTHING if value is None else _local(value).strftime("%Y-%m-%d %H:%M:%S")


@register.filter
def clock(value: datetime | None) -> str:
    """Write only the hour and minute."""
    return NOTHING if value is None else _local(value).strftime("%H:%M")


@register.filter
def state_icon(state: str) -> str:
    """Name the icon that goes with a state, so that colour is never the only sign."""
    return STATE_ICONS.get(str(state), "circle-dashed")


@register.simple_tag
def icon(name: str, words: str = "") -> SafeString:
    """Draw one icon of the vendored sprite; with ``words`` it speaks, without them it is silent."""
    speaks = format_html('role="img" aria-label="{}"', words) if words else SafeString('aria-hidden="true"')
    address = static("vendor/icons/icons.svg")
    return format_html('<svg class="icon" {}><use href="{}#{}"/></svg>', speaks, address, name)


def _local(value: date | datetime) -> date | datetime:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value
