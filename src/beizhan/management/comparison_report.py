"""What a comparison of two files has to tell, as one JSON object and as lines to read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from beizhan.core.textdiff.changes import Change, ChangeKind
from beizhan.core.textdiff.places import Where
from beizhan.core.textdiff.uncompared import Uncompared, is_empty
from beizhan.core.textdiff.wording.figures import Figure, FigureChange
from beizhan.pages.words import FIGURE_KINDS, UNREAD

Report = dict[str, Any]

_WIDEST = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """What comparing two files found."""

    changes: tuple[Change, ...]
    uncompared: tuple[Uncompared, ...] = ()


def report_of(finding: Finding) -> Report:
    """Return the whole report.

    ``same`` is true when nothing is told under the other heads but ``not_compared``, and nothing stands there that was
    not read and has no alike in the other file.
    """
    told: dict[ChangeKind, list[Report]] = {kind: [] for kind in ChangeKind}
    for change in finding.changes:
        told[change.kind].append(_entry(change))
    return {
        "same": is_empty(finding.changes, finding.uncompared),
        **{str(kind): entries for kind, entries in told.items()},
        "not_compared": [_left_aside(one) for one in finding.uncompared],
    }


def _entry(change: Change) -> Report:
    where = place_in_words(change.new_where or change.old_where)
    entry: Report = {"where": where, **_pages(change)}
    if change.kind is ChangeKind.ADDED:
        entry = {"text": change.new, **entry}
    elif change.kind is ChangeKind.REMOVED:
        entry = {"text": change.old, **entry}
    elif change.kind is ChangeKind.MOVED:
        entry = {
            "text": change.new,
            "old": change.old,
            "new": change.new,
            "from": place_in_words(change.old_where),
            **entry,
        }
    else:
        entry = {"old": change.old, "new": change.new, **entry}
    if change.kind in (ChangeKind.CHANGED, ChangeKind.MOVED):
        entry["numbers"] = [_number(figure) for figure in change.figures]
    if change.kind is ChangeKind.CHANGED:
        entry["moved"] = change.moved
        entry["pieces"] = [[piece.old, piece.new] for piece in change.pieces if not piece.kept]
    if change.at_stake is not None:
        entry["at_stake"] = float(change.at_stake)
    return entry


def _pages(change: Change) -> Report:
    pages = {"page": change.new_where, "old_page": change.old_where}
    return {name: where.page for name, where in pages.items() if where is not None and where.page is not None}


def _number(change: FigureChange) -> Report:
    known = change.new or change.old
    assert known is not None
    return {
        "old": None if change.old is None else change.old.text,
        "new": None if change.new is None else change.new.text,
        "kind": str(known.kind),
        "unit": known.unit,
        "old_value": _value(change.old),
        "new_value": _value(change.new),
        **({} if change.stake is None else {"marks": float(change.stake)}),
        **({"follows_renumbering": True} if change.follows else {}),
    }


def _value(figure: Figure | None) -> int | float | None:
    return None if figure is None or figure.value is None else _plain(figure.value)


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _left_aside(one: Uncompared) -> Report:
    what = one.what
    with override("en"):
        name = str(UNREAD[what.why])
    entry: Report = {"file": str(one.side), "what": str(what.why), "name": name, "where": _page(what.page)}
    if what.detail:
        entry["detail"] = what.detail
    if what.times > 1:
        entry["times"] = what.times
    if what.fingerprint:
        entry["same_bytes"] = one.alike
    return entry


def place_in_words(where: Where | None) -> str:
    """Return a place as a reader would look for it: ``5.2 Modules, table 3, row 2 (Joints), column "Time (h)"``."""
    if where is None:
        return ""
    parts = [
        f"{where.clause} {where.title}".strip(),
        where.part,
        f"table {where.table}" if where.table else "",
        f"row {where.row_number} ({where.row})" if where.row else f"row {where.row_number}" if where.row_number else "",
        f'column "{where.column}"' if where.column else "",
        _page(where.page),
    ]
    return ", ".join(part for part in parts if part)


def _page(page: int | None) -> str:
    return "" if page is None else f"page {page}"


def lines_of(report: Report) -> Iterator[str]:
    """Yield the report as lines to read."""
    if report["same"]:
        yield "Both files say the same."
    elif counts := ", ".join(f"{len(report[kind])} {kind}" for kind in ChangeKind if report[kind]):
        yield f"The files differ: {counts}."
    else:
        yield "No difference in what could be read; what could not be read differs."
    for kind in ChangeKind:
        for entry in report[kind]:
            yield ""
            yield from _told(kind, entry)
    if report["not_compared"]:
        yield "\nNot compared:"
        yield from (_line(entry) for entry in report["not_compared"])


def _told(kind: ChangeKind, entry: Report) -> Iterator[str]:
    came_from = f" from {entry['from']}" if entry.get("from") else ""
    yield f"{kind.upper()}{came_from}{' to' if came_from else ' at'} {entry['where'] or 'the beginning'}"
    if kind is ChangeKind.MOVED:
        yield f"  {_cut(entry['text'])}"
    elif kind in (ChangeKind.ADDED, ChangeKind.REMOVED):
        yield f"  {'+' if kind is ChangeKind.ADDED else '-'} {entry['text']}"
    else:
        yield f"  - {entry['old']}"
        yield f"  + {entry['new']}"
    for number in entry.get("numbers", ()):
        with override("en"):
            name = str(FIGURE_KINDS[number["kind"]]).lower()
        marks = f", {number['marks']:+g} marks" if "marks" in number else ""
        follows = ", as that clause was renumbered" if "follows_renumbering" in number else ""
        yield f"    {name}: {number['old'] or '(none)'} -> {number['new'] or '(none)'}{marks}{follows}"
    if "at_stake" in entry:
        yield f"    {entry['at_stake']:.2f} marks at stake"


def _line(entry: Report) -> str:
    told: Sequence[str] = (
        entry["name"],
        f"× {entry['times']}" if "times" in entry else "",
        f"on {entry['where']}" if entry["where"] else "",
        f"({_cut(entry['detail'])})" if "detail" in entry else "",
        "the same bytes in both" if entry.get("same_bytes") else "",
    )
    return f"  {entry['file']}: {' '.join(part for part in told if part)}"


def _cut(text: str) -> str:
    line = " / ".join(text.split("\n"))
    return line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…"
