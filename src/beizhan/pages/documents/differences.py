"""A comparison as a screen shows it: by clause, each change with both texts cut into what is kept, gone and come."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from beizhan.core.documents.taking_up import facts_of, keys_of, stake_of
from beizhan.core.textdiff.blocks import Unread
from beizhan.core.textdiff.changes import Change, ChangeKind
from beizhan.core.textdiff.places import Where
from beizhan.core.textdiff.uncompared import Side, Uncompared
from beizhan.core.textdiff.wording.figures import Figure, FigureChange
from beizhan.core.training.terms import Term, terms_in
from beizhan.pages.words import CHANGE_KINDS, FIGURE_KINDS, UNREAD

Numbers = Mapping[tuple[str, str, str, str], list[int]]
Part = dict[str, Any]
_COLOURS = {
    ChangeKind.ADDED: "green",
    ChangeKind.REMOVED: "red",
    ChangeKind.CHANGED: "amber",
    ChangeKind.MOVED: "grey",
    ChangeKind.RENUMBERED: "grey",
}


def clauses_of(changes: Sequence[Change], numbers: Numbers, terms: Sequence[Term] = ()) -> list[dict[str, Any]]:
    """Return changes under their clauses; ``numbers`` are those taken up already, ``terms`` those of the skill."""
    left = {said: list(found) for said, found in numbers.items()}
    clauses: list[dict[str, Any]] = []
    facts = [facts_of(one) for one in changes]
    for change, fact, key in zip(changes, facts, keys_of(facts), strict=True):
        title = _clause_of(change.new_where or change.old_where)
        if not clauses or clauses[-1]["title"] != title:
            clauses.append({"title": title, "rows": []})
        taken = left.get(fact.said())
        clauses[-1]["rows"].append(_row(change, key, taken.pop(0) if taken else None, terms))
    return clauses


def counts_of(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """Return how many changes there are of each kind."""
    kinds = [change.kind for change in changes]
    return [
        {"state": _COLOURS[kind], "label": f"{CHANGE_KINDS[kind]} {kinds.count(kind)}"}
        for kind in ChangeKind
        if kind in kinds
    ]


def left_aside(uncompared: Iterable[Uncompared], *, is_reverse: bool = False) -> list[dict[str, Any]]:
    """Return what could not be compared, in words; ``is_reverse`` says that the newer edition stands as the older."""
    older = Side.NEW if is_reverse else Side.OLD
    return [
        {
            "side": gettext("Older edition") if one.side is older else gettext("Newer edition"),
            "what": UNREAD[one.what.why],
            "times": one.what.times,
            "page": one.what.page,
            "detail": one.what.detail[:200],
            "alike": one.alike and bool(one.what.fingerprint),
        }
        for one in uncompared
    ]


def leaves_doubt(uncompared: Iterable[Uncompared]) -> bool:
    """Tell whether the editions may differ in what was not compared; dates of print say nothing."""
    return any(not one.alike and one.what.why is not Unread.VOLATILE for one in uncompared)


def _row(change: Change, key: str, number: int | None, terms: Sequence[Term]) -> dict[str, Any]:
    stake = stake_of(change)
    return {
        "key": key,
        "number": number,
        "chip": {"state": _COLOURS[change.kind], "label": CHANGE_KINDS[change.kind]},
        "where": place_words(change.new_where or change.old_where),
        "moved_from": _moved_from(change),
        "old": list(_termed(_parts(change, new=False), terms)),
        "new": list(_termed(_parts(change, new=True), terms)),
        "figures": [_figure(one) for one in change.figures],
        "at_stake": None if stake is None else Decimal(stake).scaleb(-2),
    }


def place_words(where: Where | None) -> str:
    """Return where in its clause something stands: part, table, row, column, page."""
    if where is None:
        return ""
    words = (
        where.part,
        gettext("table %(number)s") % {"number": where.table} if where.table else "",
        gettext("row %(row)s") % {"row": where.row or where.row_number} if where.row_number else "",
        gettext("column %(column)s") % {"column": where.column} if where.column else "",
        gettext("page %(page)s") % {"page": where.page} if where.page else "",
    )
    return " · ".join(word for word in words if word)


def _clause_of(where: Where | None) -> str:
    return f"{where.clause} {where.title}".strip() if where else ""


def _moved_from(change: Change) -> str:
    if change.kind is not ChangeKind.MOVED and not change.moved:
        return ""
    return " · ".join(part for part in (_clause_of(change.old_where), place_words(change.old_where)) if part)


def _parts(change: Change, *, new: bool) -> list[Part]:
    """Return one side of a change in parts: kept, gone or come, and each figure that changed."""
    figures = [one.new if new else one.old for one in change.figures]
    texts = [figure.text for figure in figures if figure is not None]
    whole = change.new if new else change.old
    if change.kind in (ChangeKind.CHANGED, ChangeKind.RENUMBERED) and change.pieces:
        pieces = [(piece.new if new else piece.old, piece.kept) for piece in change.pieces]
    else:
        pieces = [(whole, change.kind in (ChangeKind.MOVED, ChangeKind.RENUMBERED))]
    return [part for text, kept in pieces if text for part in _marked(text, texts, kept=kept)]


def _marked(text: str, figures: list[str], *, kept: bool) -> Iterator[Part]:
    state = "" if kept else "differs"
    while not kept and figures and (at := text.find(figures[0])) >= 0:
        figure = figures.pop(0)
        if at:
            yield {"text": text[:at], "state": state}
        yield {"text": figure, "state": "figure"}
        text = text[at + len(figure) :]
    if text:
        yield {"text": text, "state": state}


def _termed(parts: Sequence[Part], terms: Sequence[Term]) -> Iterator[Part]:
    """Yield parts cut again where terms stand in their whole text, however much of a term has changed."""
    spoken = iter(terms_in("".join(part["text"] for part in parts), terms))
    term, left = None, 0
    for part in parts:
        text = part["text"]
        while text:
            if not left:
                term = next(spoken)
                left = len(term.text)
            taken, text = text[:left], text[left:]
            left -= len(taken)
            marked = {"term": term.term, "stray": term.stray, "ends": not left} if term else {}
            yield {"text": taken, "state": part["state"], **marked}


def _figure(change: FigureChange) -> dict[str, Any]:
    known = change.new or change.old
    assert known is not None
    return {
        "kind": FIGURE_KINDS[known.kind],
        "old": _text(change.old),
        "new": _text(change.new),
        "stake": None if change.stake is None else f"{change.stake:+g}",
        "follows": change.follows,
    }


def _text(figure: Figure | None) -> str:
    return figure.text if figure is not None else "–"
