"""A national assessment tabulated from the database to every standing, next to pandas and to a plain loop.

64 skills x 40 competitors x 200 aspects x 3 judges: 1,536,000 awards and 512,000 confirmations in a SQLite file with
all the product's tables, keys and indexes. Each way reads the same file, once and then again, and must give the same
totals and ranks: ``ours`` as the product does, where only confirmed cells count and every confirmation is held against
what it confirmed; ``pandas`` (read_sql, groupby) and ``loop`` take every score as good, and have that much less to do.

Run: ``./beizhan bench tabulate [--skills 64]``.
"""

import argparse
import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from random import Random
from time import perf_counter
from uuid import uuid4

import pandas as pd

from campaigns.ground import own_ground, prepare
from ground import machine

AT = "2026-11-22 08:00:00"
COMPETITORS, ASPECTS = 40, 200
SUBS, IN_SUB = 20, 10
Ranks = dict[tuple[str, str], tuple[int, int]]


def fill(path: Path, skills: int) -> None:
    """Write the assessments in bulk; triggers and keys stay, only the disk is not waited for."""
    dice = Random(1)
    with closing(sqlite3.connect(path, isolation_level=None)) as own:
        own.execute("PRAGMA synchronous=OFF")
        own.execute("PRAGMA cache_size=-400000")
        own.execute("BEGIN")
        person, campaign = uuid4().hex, uuid4().hex
        _insert(own, "person", [{"id": person, "login": "a", "name": "a", "password": "", "is_active": 1}])
        _insert(own, "campaign", [{"id": campaign, "name_zh": "a", "name_en": "a", "at": AT}])
        for number in range(1, skills + 1):
            _skill(own, number, {"by_id": person, "at": AT}, campaign, dice)
        own.execute("COMMIT")


def _insert(own: sqlite3.Connection, table: str, rows: list[dict]) -> None:
    """Insert rows; what they leave out is empty text, nothing or zero, as the column wants it."""
    columns = own.execute(f"PRAGMA table_info(beizhan_{table})").fetchall()
    blank = {
        name: None if not needed else ("" if "char" in kind or kind == "text" else 0)
        for _, name, kind, needed, _, primary in columns
        if not primary
    }
    first = {**{name: value for name, value in blank.items() if value is not None}, **rows[0]}
    names = list(first)
    holes = ", ".join("?" * len(names))
    own.executemany(
        f"INSERT INTO beizhan_{table} ({', '.join(names)}) VALUES ({holes})",
        ([row.get(name, blank.get(name)) for name in names] for row in rows),
    )


def _skill(own: sqlite3.Connection, number: int, who: dict, campaign: str, dice: Random) -> None:
    first = number * 10
    assessment, scheme = uuid4().hex, uuid4().hex
    skill = {"id": number, "campaign_id": campaign, "number": f"{number:02d}", "name_zh": "a", "name_en": "a"}
    _insert(own, "skill", [{**skill, "competitors_per_entry": 1}])
    _insert(own, "scheme", [{"id": scheme, "skill_id": number, "version": 1, "title": "a", "source_name": "a", **who}])
    _hall(own, number, {"campaign_id": campaign, "assessment_id": assessment}, who)
    told = {"event_id": first, "assessment_id": assessment, **who}
    _insert(own, "schemechoice", [{"scheme_id": scheme, **told}])
    _insert(own, "steptaken", [{"step": "marking", "reason": "", **told}])
    aspects = _aspects(own, number, scheme)
    places = [
        {"id": uuid4().hex, "code": f"P{place:02d}", "station": f"{place:02d}", **told} for place in range(COMPETITORS)
    ]
    _insert(own, "place", places)
    cells = [(place["id"], aspect) for place in places for aspect in aspects]
    dice.shuffle(cells)
    _award(own, cells, {**told, "submission_id": number, "scheme_id": scheme}, dice)


def _hall(own: sqlite3.Connection, number: int, where: dict, who: dict) -> None:
    """Write an assessment with the one submission and the one event that all its awards share."""
    names = {"code": f"K{number}", "round": "r", "name_zh": "a", "name_en": "a", "first_day": "2026-11-22"}
    one = {"id": where["assessment_id"], "campaign_id": where["campaign_id"], "skill_id": number}
    _insert(own, "assessment", [{**one, **names, "objection_minutes": 60, **who}])
    _insert(own, "submission", [{"id": number, "key": f"k{number}", "fingerprint": "", "answer": "", **who}])
    link = {"seq": 1, "kind": "awards", "body": "{}", "previous": "0", "hash": f"{number}"}
    _insert(own, "event", [{"id": number * 10, "assessment_id": where["assessment_id"], **link, **who}])


def _aspects(own: sqlite3.Connection, number: int, scheme: str) -> list[str]:
    _insert(own, "criterion", [{"id": number, "scheme_id": scheme, "position": 1, "code": "A", "name": "a"}])
    keys = []
    for sub in range(SUBS):
        pk = number * 100 + sub
        _insert(
            own,
            "subcriterion",
            [
                {
                    "id": pk,
                    "criterion_id": number,
                    "position": sub + 1,
                    "code": f"A{sub + 1}",
                    "name": "a",
                    "day": 1,
                }
            ],
        )
        here = [uuid4().hex for _ in range(IN_SUB)]
        keys += here
        _insert(
            own,
            "aspect",
            [
                {
                    "sub_criterion_id": pk,
                    "key": key,
                    "position": place,
                    "code": f"A{sub + 1}.{place:02d}",
                    "kind": "J",
                    "max_mark": 25 + 5 * place,
                    "descriptors": "[]",
                    "section": "1",
                }
                for place, key in enumerate(here, 1)
            ],
        )
    return keys


def _award(own: sqlite3.Connection, cells: list, told: dict, dice: Random) -> None:
    awards, looks = [], []
    about = {name: told[name] for name in ("event_id", "assessment_id", "by_id", "at")}
    for place, aspect in cells:
        base = dice.randint(0, 2)
        scores = [base + dice.randint(0, 1) for _ in range(3)]
        where = {"place_id": place, "aspect_key": aspect}
        awards += [
            {**told, **where, "seat": seat, "round": 1, "version": 1, "value": score, "out_of": 3, "is_alone": 1}
            for seat, score in enumerate(scores, 1)
        ]
        text = json.dumps([[seat, 1, 1, score] for seat, score in enumerate(scores, 1)], separators=(",", ":"))
        looks.append({**about, **where, "confirmed": 1, "seen": sha256(text.encode()).hexdigest(), "reason": ""})
    _insert(own, "award", awards)
    _insert(own, "confirmation", looks)


def ours() -> Ranks:
    """Tabulate as the product does."""
    from beizhan.core.standing import standing_of  # noqa: PLC0415 - Django must stand first
    from beizhan.models.marking.assessments import Assessment  # noqa: PLC0415 - see above
    from beizhan.queries.marking.sheets import sheet_now  # noqa: PLC0415 - see above

    return {
        (assessment.code, place.code): (place.total, place.rank)
        for assessment in Assessment.objects.select_related("campaign", "skill")
        for place in standing_of(sheet_now(assessment)).places
    }


QUESTION = """
SELECT assessment.code AS assessment, place.code AS place, award.aspect_key AS aspect, award.value, aspect.max_mark
FROM beizhan_award award
JOIN beizhan_place place ON place.id = award.place_id
JOIN beizhan_assessment assessment ON assessment.id = award.assessment_id
JOIN beizhan_aspect aspect ON aspect.key = award.aspect_key
"""


def with_pandas(path: Path) -> Ranks:
    """Tabulate with read_sql and groupby."""
    with closing(sqlite3.connect(path)) as own:
        rows = pd.read_sql(QUESTION, own)
    cells = rows.groupby(["assessment", "place", "aspect"], sort=False).agg(
        total=("value", "sum"), judges=("value", "size"), worth=("max_mark", "first")
    )
    parts = 3 * cells["judges"]
    cells["mark"] = (2 * cells["worth"] * cells["total"] + parts) // (2 * parts)
    totals = cells.groupby(["assessment", "place"])["mark"].sum()
    ranks = totals.groupby("assessment").rank(method="min", ascending=False).astype(int)
    return {where: (int(total), int(ranks[where])) for where, total in totals.items()}


def with_a_loop(path: Path) -> Ranks:
    """Tabulate with dictionaries, row by row."""
    sums: dict = defaultdict(lambda: [0, 0, 0])
    with closing(sqlite3.connect(path)) as own:
        for assessment, place, aspect, value, worth in own.execute(QUESTION):
            cell = sums[assessment, place, aspect]
            cell[0] += value
            cell[1] += 1
            cell[2] = worth
    totals: dict = defaultdict(int)
    for (assessment, place, _), (total, judges, worth) in sums.items():
        totals[assessment, place] += (2 * worth * total + 3 * judges) // (6 * judges)
    fields = defaultdict(list)
    for (assessment, _), total in totals.items():
        fields[assessment].append(total)
    return {where: (total, 1 + sum(other > total for other in fields[where[0]])) for where, total in totals.items()}


def timed(way: Callable[[], Ranks], times: int) -> tuple[list[float], Ranks]:
    """Return how long each turn took and what the last gave."""
    found, taken = {}, []
    for _ in range(times):
        began = perf_counter()
        found = way()
        taken.append(round(perf_counter() - began, 2))
    return taken, found


def main() -> None:
    """Fill, tabulate in every way, compare; print a table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--skills", type=int, default=64)
    parser.add_argument("--repeat", type=int, default=2)
    asked = parser.parse_args()
    with own_ground("sqlite", "") as folder:
        prepare()
        path = folder / "beizhan.sqlite3"
        began = perf_counter()
        fill(path, asked.skills)
        filled = perf_counter() - began
        ways = {"ours": ours, "pandas": lambda: with_pandas(path), "loop": lambda: with_a_loop(path)}
        taken = {name: timed(way, asked.repeat) for name, way in ways.items()}
        size = path.stat().st_size
    best = {name: min(times) for name, (times, _) in taken.items()}
    answers = [ranks for _, ranks in taken.values()]
    report = {
        "bench": "tabulate",
        "awards": asked.skills * COMPETITORS * ASPECTS * 3,
        "standings": asked.skills,
        "same_answers": all(one == answers[0] for one in answers) and len(answers[0]) == asked.skills * COMPETITORS,
        "database_mb": size // 2**20,
        "filled_in": round(filled, 1),
        **{f"{name}_seconds": times for name, (times, _) in taken.items()},
        "pandas_to_ours": round(best["pandas"] / best["ours"], 2),
        "loop_to_ours": round(best["loop"] / best["ours"], 2),
        **machine(),
    }
    for fact, value in report.items():
        print(f"{fact:>16}  {value}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
