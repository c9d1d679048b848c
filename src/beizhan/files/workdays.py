"""The holidays and make-up days of China as the yearly notices announced them."""

from dataclasses import dataclass
from datetime import date

from chinese_calendar import constants


@dataclass(frozen=True, slots=True)
class AnnouncedDay:
    """A holiday, or a Saturday or Sunday that is worked to make up for one."""

    on: date
    is_workday: bool
    name: str


def announced_years() -> tuple[int, ...]:
    """Return the years whose notice is known here."""
    return tuple(sorted({day.year for day in constants.holidays}))


def announced_days(year: int) -> tuple[AnnouncedDay, ...]:
    """Return the special days of a year by date; none if its notice is not known."""
    names = {str(holiday.value): str(holiday.chinese) for holiday in constants.Holiday}
    found = [
        AnnouncedDay(day, is_workday, names.get(name, name))
        for days, is_workday in ((constants.holidays, False), (constants.workdays, True))
        for day, name in days.items()
        if day.year == year
    ]
    return tuple(sorted(found, key=lambda day: day.on))
