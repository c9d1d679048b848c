"""The workshop of the closed chain: a skill with a sealed assessment behind it, and another held a day ago.

Run as ``python -m stories.workshop before`` and ``… after`` where Django is set up for a house of its own.
"""

import secrets
import sys
from datetime import datetime, timedelta
from itertools import cycle

import django
from django.contrib.auth.hashers import make_password
from django.utils import timezone

django.setup()

import chains  # noqa: E402 - models can only be imported once Django is set up
import hall  # noqa: E402 - see above
import knowledge  # noqa: E402 - see above
from beizhan.actions.marking.conflicts import declare_conflicts  # noqa: E402 - see above
from beizhan.core.scheme.tree import Criterion, Scheme, Section, SubCriterion, aspects_of  # noqa: E402 - see above
from beizhan.core.training.sessions import monday_of  # noqa: E402 - see above
from beizhan.management.tables import bring_up_to_date  # noqa: E402 - see above
from beizhan.models.campaign import Campaign, Entry, Stage  # noqa: E402 - see above
from beizhan.models.people import Person  # noqa: E402 - see above
from beizhan.models.skills import Skill  # noqa: E402 - see above
from beizhan.queries.marking.grids import grid_of  # noqa: E402 - see above

TIMBER = ("99", "木结构示范", "Timber Frame Demonstration")
NAMES = {"expert": "演示专家", "chief": "演示裁判长", "coach": "演示教练", "officer": "演示专员"}
EARLIER = timedelta(days=12)
FINISH = "6"
"""The section whose tolerances the new edition changes."""

PARTS = (
    ("A", "1", "工作组织与管理", ("工位布置", "工具清点")),
    ("B", "2", "沟通与人际能力", ("向裁判说明方案", "书面答疑")),
    ("C", "3", "识图与放样", tuple(f"放样线{one}" for one in "一二三四五六七八")),
    ("D", "4", "榫卯与切割", tuple(f"榫头{one}" for one in "一二三四五六七八九十")),
    ("E", "5", "装配与固定", tuple(f"节点{one}" for one in "一二三四五六七八九十")),
    ("F", FINISH, "表面与公差", tuple(f"长度{one}在公差内" for one in "一二三四五")),
)
"""Module, section, name, aspects."""

WORTH = {"1": 500, "2": 500, "3": 2000, "4": 3000, "5": 2500, FINISH: 1500}
"""The weights of the older edition, in hundredths of a mark."""


def timber_scheme() -> Scheme:
    """100 marks in six modules, one for each section, every aspect measured."""
    sections = tuple(Section(number, name, WORTH[number]) for _, number, name, _ in PARTS)
    criteria = []
    for place, (code, number, name, words) in enumerate(PARTS):
        each = tuple(hall.aspect("M", WORTH[number] // len(words), number, one) for one in words)
        criteria.append(Criterion(code, name, WORTH[number], (SubCriterion(f"{code}1", name, 1 + place // 3, each),)))
    return Scheme("99 木结构示范", sections, tuple(criteria))


def before(now: datetime) -> None:
    """Hold the first assessment, in which nobody keeps the tolerances, and let the coach plan this week."""
    bring_up_to_date()
    found = hall.hall(opened=now - EARLIER, skilled=TIMBER)
    hall.marking(found=hall.declared(scheme=timber_scheme(), found=found))
    _sealed(found, share=0.0)
    found.at = now - timedelta(days=6)
    chains.plan(found, monday_of(timezone.localdate(now)))
    for one in Person.objects.all():
        one.login = one.login.rpartition("-")[0]
        one.name = NAMES.get(one.login, f"演示{one.login}")
        one.save()
    password = secrets.token_hex(8)
    Person.objects.update(password=make_password(password))
    sys.stdout.write(password)


def after(day: datetime) -> None:
    """Hold a mock on a day, in which everybody keeps the tolerances and the rest is as it was."""
    people = {one.login: one for one in Person.objects.all()}
    entries = list(Entry.objects.order_by("code"))
    found = hall.Hall(Campaign.objects.get(), Skill.objects.get(), Stage.objects.get(), people, entries)
    knowledge.planned_again(found, "M2", timezone.localdate(day))
    for seat in (1, 2, 3, 4):
        declare_conflicts(found.assessment, [], **found.who(f"judge{seat}"))
    hall.marking(found=found)
    _sealed(found, share=1.0)


def _sealed(found: hall.Hall, share: float) -> None:
    """Enter a share of the marks for the tolerances and about half of all others, and seal the result."""
    sections = {one.key: one.section for one in aspects_of(grid_of(found.assessment).scheme)}
    halves = cycle((0.5, 0.55, 0.45))
    rows = []
    for row in hall.rows_of(found):
        part = share if sections[row.aspect] == FINISH else next(halves)
        rows.append(hall.AwardRow(row.place, row.aspect, row.seat, round(row.value * part), 0))
    hall.marked(found, rows)
    hall.sealed(hall.published(hall.opened(hall.locked(found))))


if __name__ == "__main__":
    if sys.argv[1] == "before":
        before(timezone.now())
    else:
        after(timezone.now() - timedelta(days=1))
