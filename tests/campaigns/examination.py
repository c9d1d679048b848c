"""Looking at a database after a campaign: is what was answered what is there?"""

from __future__ import annotations

import io
from collections import defaultdict

from beizhan.core.access import Deed
from beizhan.core.marking.cells import Cell, mark_of, version_of
from beizhan.files import verifier
from beizhan.files.export_pack import packed
from beizhan.models.log import LogRow
from beizhan.models.marking.assessments import Assessment, Event
from beizhan.models.marking.awards import Award
from beizhan.queries.marking.grids import grid_of
from beizhan.queries.marking.publishing.exports import record_of


def examine(assessment: Assessment, intents: list) -> dict[str, int]:
    """Count everything that is not as it was answered."""
    given = defaultdict(list)
    for award in Award.objects.filter(assessment=assessment).select_related("submission"):
        given[award.submission.key[:36]].append(award)
    wrong = dict.fromkeys(("lost", "doubled", "phantom", "overwritten"), 0)
    for intent in intents:
        rows = given[intent.key]
        wrong["doubled"] += len(rows) > 1
        wrong["overwritten"] += any(row.version != intent.base + 1 for row in rows)
        if intent.outcome == "saved":
            wrong["lost"] += not any(_is_as_sent(row, intent) for row in rows)
        elif intent.outcome in {"conflict", "refused"}:
            wrong["phantom"] += bool(rows)
    return {**wrong, "unlogged": _unlogged(assessment), **_recounted(assessment)}


def _is_as_sent(row: Award, intent: object) -> bool:
    task = intent.task
    value = int(task.value) if task.seat else int(task.value.replace(".", ""))
    return (str(row.aspect_key), row.seat, row.value) == (task.aspect, task.seat, value)


def _unlogged(assessment: Assessment) -> int:
    """Return how many events with awards have no row in the log, or the other way round."""
    deeds = (Deed.RECORD_AWARDS, Deed.SCORE_ALONE)
    logged = LogRow.objects.filter(campaign=assessment.campaign_id, deed__in=deeds).count()
    return abs(Event.objects.filter(assessment=assessment, kind="awards").count() - logged)


def _recounted(assessment: Assessment) -> dict[str, int]:
    """Hear the chain as the verifier does, and compare every cell and every mark with what the product has now."""
    record = record_of(assessment)
    faults = verifier.verify(io.BytesIO(packed(record, at="")))["found"]
    story = verifier.Story(str(assessment.pk), record.schemes, [], [])
    for line in record.events:
        verifier.hear(story, line.encode())
    grid = grid_of(assessment)
    codes = {place.pk: place.code for place in grid.places}
    now = {(codes[place], str(key)): cell for (place, key), cell in grid.cells.items()}
    replay = marks = 0
    for where in {*now, *story.cells}:
        told = story.cells.get(where)
        found = now.get(where)
        replay += told is None or found is None or not _is_told(found, told.versions)
        worth = told.mark(story.aspects[where[1]]) if told else None
        marks += (None if worth is None else worth * 100) != (mark_of(found) if found else None)
    awards = Award.objects.filter(assessment=assessment).count()
    return {"chain": faults, "replay": replay + abs(awards - story.awarded), "marks": marks}


def _is_told(cell: Cell, versions: dict[int, int]) -> bool:
    return {one.seat: version_of(cell, one.seat) for one in cell.given} == versions
