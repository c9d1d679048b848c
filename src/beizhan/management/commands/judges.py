"""``./beizhan judges FILE.csv``: severity of judges, difficulty of aspects and ability of competitors on one ruler."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from beizhan.core.faults import error
from beizhan.core.judging.checks import RatingsRefused
from beizhan.core.judging.fitting import fitted
from beizhan.core.judging.links import Subset, part_of, subsets_of
from beizhan.core.judging.ratings import Ratings, ratings_of
from beizhan.core.judging.reports.summary import plural, refusal_of, summary_of
from beizhan.core.judging.terms import Terms
from beizhan.files.results_table import ResultsTableError, Row, number_in, read_results
from beizhan.management.judges_tables import tables_of
from beizhan.management.results_file import REFUSED, refusals_of
from beizhan.pages.words import sentence_of

DEFAULT_FACETS = "item,rater"


class Command(BaseCommand):
    help = (
        "Fits a many-facet Rasch model to ratings: how severe judges are, how hard aspects, how able competitors, in "
        "logits, and how well the ratings fit. It shows and never changes a mark. FILE is a CSV table with the columns "
        "person, item, rater and score, one rating on a row; scores are whole numbers and may begin anywhere. Ends "
        "with 2 if there is no answer, for instance because parts of the design are not linked. With --json: "
        '{"deviance","converged","sigma","identification","items":[{"item","measure","se","infit","outfit","infit_z",'
        '"outfit_z","fair_average","count","total","extreme"}],"raters":[{"rater",...}],"steps":[{"step","from","to",'
        '"measure","se","uses"}],"persons":[{"person","wle","se","eap","eap_se","infit","outfit",...}],"reliability":'
        '{"eap","wle","items":{...},"raters":{...}},"agreement","dependence","connected","remarks"}; the list of any '
        'other facet is called by its name and an s. Of a design that falls apart: {"connected":false,"subsets":'
        "[{...}]}."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument(
            "--model",
            choices=("rsm", "pcm"),
            default="rsm",
            help="One rating scale for all items (rsm, default), or steps of each item (pcm, partial credit).",
        )
        parser.add_argument(
            "--method",
            choices=("mml", "jml"),
            default="mml",
            help="Marginal maximum likelihood (mml, default), or joint as in Facets (jml).",
        )
        parser.add_argument(
            "--facets",
            default=DEFAULT_FACETS,
            help="Columns beside person and score, with commas between, items first; item,rater by default.",
        )
        parser.add_argument(
            "--centre",
            nargs="+",
            metavar="FACET",
            help="Facets whose elements add up to zero; at most one may be left out, and floats. By default all but "
            "the first (mml), or all (jml). If all are named, persons float.",
        )
        parser.add_argument("--person", default="person", metavar="COLUMN", help="Column of whoever is measured.")
        parser.add_argument("--score", default="score", metavar="COLUMN", help="Column of the scores.")
        parser.add_argument(
            "--unit", type=Decimal, default=Decimal(1), help="Worth of one step of the scores: 0.25 for quarter points."
        )
        parser.add_argument(
            "--subset", type=int, metavar="N", help="Of a design that falls apart, fit the N-th subset as it is told."
        )
        parser.add_argument("--json", action="store_true", dest="as_json", help="Print one object instead of tables.")

    def handle(self, *, file: str, as_json: bool, **asked: Any) -> None:
        names = tuple(dict.fromkeys(name.strip() for name in asked["facets"].split(",") if name.strip()))
        if not names or {asked["person"], asked["score"]} & set(names):
            raise CommandError("--facets: columns beside person and score are wanted", returncode=REFUSED)
        if asked["unit"] <= 0:
            raise CommandError("--unit: a step is worth more than 0", returncode=REFUSED)
        with refusals_of(file):
            ratings = _read(Path(file).read_bytes(), asked["person"], names, asked["score"], asked["unit"])
        terms = Terms(asked["model"], asked["method"], tuple(asked["centre"]) if asked["centre"] else None)
        try:
            fit = fitted(_part(ratings, terms, asked["subset"]), terms)
        except RatingsRefused as refused:
            if as_json:
                self.stdout.write(json.dumps(refusal_of(refused), ensure_ascii=False))
            raise CommandError(f"{file}: {_told(refused)}", returncode=REFUSED) from refused
        summary = summary_of(fit)
        self.stdout.write(json.dumps(summary, ensure_ascii=False, allow_nan=False) if as_json else tables_of(summary))


def _read(content: bytes, person: str, names: Sequence[str], score: str, unit: Decimal) -> Ratings:
    rows = read_results(content, (person, *names, score)).rows
    columns = {name: [row.cells[name] for row in rows] for name in names}
    scores = [_step(row, score, unit) for row in rows]
    return ratings_of([row.cells[person] for row in rows], columns, scores)


def _step(row: Row, column: str, unit: Decimal) -> int:
    """Return how many units a score is."""
    steps = number_in(row, column) / unit
    if steps != steps.to_integral_value():
        raise ResultsTableError(
            error("score_not_whole", row=row.number, cell=column, found=row.cells[column], unit=str(unit))
        )
    return int(steps)


def _part(ratings: Ratings, terms: Terms, number: int | None) -> Ratings:
    """Return all ratings, or those of the subset that is asked for."""
    subsets = subsets_of(ratings, with_persons=terms.joint) if number is not None else ()
    if number is None or not subsets:
        return ratings
    if not 1 <= number <= len(subsets):
        raise CommandError(f"--subset: there are {len(subsets)} subsets", returncode=REFUSED)
    return part_of(ratings, subsets[number - 1])


def _told(refused: RatingsRefused) -> str:
    """Return why there is no fit, and which elements hang together."""
    with override("en"):
        reasons = [str(sentence_of(fault)) for fault in refused.faults]
    return "\n".join([*reasons, *(_named(number, one) for number, one in enumerate(refused.subsets, 1))])


def _named(number: int, subset: Subset) -> str:
    parts = [f"{plural(name)} {_some(labels)}" for name, labels in subset.elements.items()]
    return f"  subset {number}: {'; '.join(parts)}"


def _some(labels: Sequence[str], most: int = 12) -> str:
    more = f" and {len(labels) - most} more" if len(labels) > most else ""
    return ", ".join(labels[:most]) + more
