"""The rows of form: each competitor in the whole and by section, with the way from every number to its evidence."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from beizhan.core.progress.tracking import Level
from beizhan.pages.analysis.form.words import (
    distance_chip,
    growth_chip,
    level_shown,
    rival_chip,
    rival_in_words,
    tests_in_words,
    whole,
)
from beizhan.pages.words import name_of
from beizhan.queries.analysis.form.fits import WHOLE
from beizhan.queries.analysis.form.forms import EntryForm, SkillForm, Standing
from beizhan.queries.skills import SectionLine

Row = dict[str, Any]


def entry_rows(number: str, found: SkillForm) -> list[Row]:
    """Return the competitors, the best first, each with its standing in all and its level in every section."""
    return [_entry_row(number, found, one) for one in found.entries]


def yardstick_rows(number: str, found: SkillForm) -> list[Row]:
    """Return the target lines and the best rivals as rows of the same columns."""
    sections = [WHOLE, *(one.number for one in found.sections)]
    rows = []
    if found.targets:
        cells = [_target_cell(number, found, one) for one in sections]
        rows.append({"name": gettext("Target line"), "url": reverse("targets", args=[number]), "cells": cells})
    if found.rivals:
        cells = [_rival_cell(number, found, one) for one in sections]
        rows.append({"name": gettext("Best rival"), "url": reverse("rivals", args=[number]), "cells": cells})
    return rows


def section_rows(number: str, found: SkillForm, entry: EntryForm) -> list[Row]:
    """Return the whole and every section of one competitor with everything that is known of it."""
    named = {one.number: section_named(one) for one in found.sections}
    sections = [WHOLE, *named]
    return [
        {
            "section": named.get(one, gettext("All sections")),
            "is_whole": one == WHOLE,
            "url": f"?section={one}#chart",
            **_standing_row(number, found, entry, entry.standings[one]),
            "target": _target_cell(number, found, one),
            "rival": _rival_cell(number, found, one),
        }
        for one in sections
    ]


def test_rows(found: SkillForm, entry: EntryForm) -> list[Row]:
    """Return the tests of a competitor, the newest first, with the way to what was lost in each."""
    sections = [WHOLE, *(one.number for one in found.sections)]
    return [
        {
            "name": name_of(one.test),
            "code": one.test.code,
            "day": one.test.first_day,
            "url": reverse("pack", args=[one.test.id, entry.code]),
            "percents": [whole(one.percents[each]) if each in one.percents else "–" for each in sections],
        }
        for one in reversed(entry.tests)
    ]


def section_named(one: SectionLine) -> str:
    """Return a section with its number and its name."""
    return f"§{one.number} {name_of(one)}".strip()


def _entry_row(number: str, found: SkillForm, one: EntryForm) -> Row:
    cells = [_cell(one, one.standings[each.number]) for each in found.sections]
    standing = _standing_row(number, found, one, one.whole)
    url = reverse("entry_form", args=[number, one.code])
    return {"code": one.code, "who": "、".join(one.team), "url": url, "cells": cells, **standing}


def _standing_row(number: str, found: SkillForm, entry: EntryForm, one: Standing) -> Row:
    return {
        "cell": _cell(entry, one),
        "growth": growth_chip(one.growth),
        "to_target": distance_chip(one.to_target),
        "to_rival": distance_chip(one.to_rival),
        "targets_url": reverse("targets", args=[number]),
        "rival_url": _rival_url(number, found, one.section),
        "tests": tests_in_words(one.level),
        "is_grey": not isinstance(one.level, Level),
    }


def _cell(entry: EntryForm, one: Standing) -> Row:
    """Return a level with the way to the newest test behind it."""
    behind = [test for test in entry.tests if one.section in test.percents]
    url = reverse("pack", args=[behind[-1].test.id, entry.code]) if behind else ""
    return {**level_shown(one.level), "url": url, "tests": tests_in_words(one.level)}


def _target_cell(number: str, found: SkillForm, section: str) -> Row:
    target = found.targets.get(section)
    if target is None:
        return {"lack": gettext("none set")}
    words = gettext("one edition: how much it varies is not known")
    if target.editions > 1:
        words = gettext("%(count)s editions, ± %(sd)s") % {"count": target.editions, "sd": whole(target.sd)}
    return {"value": whole(target.mean), "range": words, "url": reverse("targets", args=[number])}


def _rival_cell(number: str, found: SkillForm, section: str) -> Row:
    rival = found.rivals.get(section)
    if rival is None:
        return {"lack": gettext("no evidence")}
    shown = level_shown(rival.level)
    words = {"words": rival_in_words(rival), "chip": rival_chip(rival)}
    return {**shown, **words, "url": _rival_url(number, found, section), "is_grey": words["chip"]["state"] == "grey"}


def _rival_url(number: str, found: SkillForm, section: str) -> str:
    rival = found.rivals.get(section)
    return reverse("rival", args=[number, rival.rival.id]) if rival else ""
